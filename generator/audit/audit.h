#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "audit/leaks.h"
#include "core/diagnostic.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "release/manifest.h"

namespace gongshi {

/// What the finished bytes are held against.
struct Gates {
    std::string base_url;                    ///< absolute links that begin with it are links into the tree
    std::vector<std::string> required_meta;  ///< <meta name> every page must carry (国办发〔2017〕47号)
    const Secrets* secrets = nullptr;        ///< what must stand nowhere; none: patterns alone
    std::uint64_t page_bytes = std::uint64_t{256} * 1024;  ///< larger pages are warned of
};

struct Verdict {
    std::optional<Release> release;    ///< none: a gate refused; nothing may be published
    std::vector<Diagnostic> findings;  ///< sorted; `file` is the path below public/
    std::uint64_t files_read = 0;
};

/// The gates over a finished tree: links that lead nowhere (fragments within a page too), anything a page would load
/// from elsewhere, missing meta tags, identity and mobile numbers in any text file. Reads the bytes on the disk, shares
/// no rule with disclosure, and checks each file's digest against the manifest on the way.
///
/// `since_passed` is what became of the release that last passed under equal gates, when there is one: files unchanged since
/// are not read again, unless a path has vanished since (then every page may hold a link to it).
Verdict audit(Manifest built, const std::optional<ReleaseChange>& since_passed,
              const std::filesystem::path& public_folder, const Gates& gates, Threads threads, Progress& progress);

}  // namespace gongshi
