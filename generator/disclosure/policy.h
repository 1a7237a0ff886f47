#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "disclosure/rule_book.h"
#include "disclosure/working_days.h"

namespace gongshi {

/// What is done when a check of one record against others fails.
enum class CheckMode : std::uint8_t { off, warn, quarantine };

/// Records that a check is about, and where that is written.
struct NamedCondition {
    std::string id, title, citation;
    RuleCondition when;
};

/// site-config/checks.toml: which checks are made, and how hard.
struct CheckSettings {
    CheckMode legal_review = CheckMode::off;    ///< a major decision without review, or reviewed after it was made
    CheckMode officer_listed = CheckMode::off;  ///< an officer who is not on the published roster
    CheckMode officer_valid = CheckMode::off;   ///< a certificate not valid on the day of the decision
    CheckMode item_published = CheckMode::off;  ///< a matter that is not published: 未经公布的，不得实施
    CheckMode law_in_force = CheckMode::off;    ///< a law that was not in force on the day of the decision
    CheckMode officer_class =
        CheckMode::off;  ///< a certificate for classes of acts (执法类别) that the department does not have
    CheckMode officer_region = CheckMode::off;  ///< a certificate for an area (执法区域) that is not the department's
    CheckMode inspection_cap =
        CheckMode::off;                 ///< more inspections of a firm in a year than may be (国办发〔2024〕54号)
    int inspections_a_year = 0;         ///< by one department, whatever the matter; 0: only the matters' own caps
    std::vector<NamedCondition> major;  ///< 重大执法决定: not without legal review (行政处罚法 58)
    std::vector<NamedCondition> uncapped;  ///< inspections that no cap counts: complaints, the firm's own request
};

/// Everything that decides what is shown, beside the records: read once, immutable.
struct Policy {
    RuleBook book;
    WorkingDays calendar;
    CheckSettings checks;
    Digest digest;

    /// Reads rules/, calendar/ and checks.toml of a site's configuration; each may be missing.
    static Policy read(const std::filesystem::path& folder, const std::string& shown_folder, Diagnostics& findings);
};

}  // namespace gongshi
