#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/digest.h"

namespace gongshi {

/// A document or an image of content/ that an article links to or shows.
struct ContentFile {
    std::string path;  ///< "files/map-1a2b3c4d.png", below public/: the name says what it holds
    std::filesystem::path file;
    Digest digest;
};

/// Where the links of one article lead: to a file of content/ (`地图.png`, beside the article or below), which is published with it, or to
/// another article by its file (`remedies.md`). Addresses from the root, of other hosts and of pages stay as they are; the audit
/// looks at them.
class ContentLinks {
public:
    /// `name`: of the article, below `folder`.
    ContentLinks(const std::filesystem::path& folder, std::string name) : folder_(folder), name_(std::move(name)) {}

    /// The address instead of `address`; none: the same. `line` is that of the article's file. Findings: `content.no_file`,
    /// `content.file_kind` (may_be_attached).
    std::optional<std::string> place(std::string_view address, std::uint32_t line, Diagnostics& findings);

    std::vector<ContentFile> take_files() { return std::move(files_); }  ///< each once, in the order of the article

private:
    std::optional<std::string> place_file(const std::string& name, std::uint32_t line, Diagnostics& findings);

    const std::filesystem::path& folder_;
    std::string name_;
    std::vector<ContentFile> files_;
};

}  // namespace gongshi
