#pragma once
#include <optional>
#include <string>
#include <vector>

#include "site/field_view.h"
#include "site/workspace.h"

namespace gongshi {

/// An attachment of a record that exists: where it lies and what it is called in public.
struct AttachedFile {
    std::size_t field = 0;
    std::filesystem::path file;
    std::string path;  ///< below public/, the same in every language
    std::uint64_t size = 0;
    Digest content;
    std::optional<std::pair<int, int>> pixels;  ///< of a PNG or JPEG
};

/// What a record's page shows beside the record itself.
struct RecordSurroundings {
    std::vector<ResolvedLink> links;  ///< from it
    struct Related {
        std::string title;
        std::vector<std::pair<std::string, std::string>> links;  ///< title, path
        std::uint64_t count = 0;
    };
    std::vector<Related> related;  ///< to it, by dataset
    std::string party;             ///< path of the party's page; empty: none
    std::vector<AttachedFile> attachments;
    Data terms, history;    ///< rules that decide of it; what happened to it, when more than one thing did
    std::int64_t leaf = 0;  ///< of the ledger
    Date published = Date::from_days(0);  ///< first shown
    std::optional<Date> shown_until;      ///< the last day on which it is shown
};

/// Attachments named by a record's fields. What is wrong with them is told
/// (sources/attachment.h).
std::vector<AttachedFile> find_attachments(const SiteInput& input, const PublicRecord& record, Diagnostics& findings);

/// valid, expired or unknown on a day, by the field `valid_until`; none when the dataset has none.
std::optional<std::string> validity_on(const PublicRecord& record, Date today);

PageFacts record_facts(const Frame& frame, const PublicRecord& record, const Department& department);
/// The template's own variables.
std::vector<Member> record_members(const Frame& frame, const DatasetView& view, const PublicRecord& record,
                                   const Department& department, const RecordSurroundings& around, Date today,
                                   Workspace& space);

}  // namespace gongshi
