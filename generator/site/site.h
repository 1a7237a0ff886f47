#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "core/digest.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "dataset/attachment.h"
#include "disclosure/disclosure.h"
#include "oversight/statistics.h"
#include "oversight/supervision.h"
#include "release/output_tree.h"
#include "site/party_directory.h"
#include "site/site_settings.h"
#include "template/theme.h"

namespace gongshi {

/// What pages are made from.
struct SiteInput {
    const SiteSettings& settings;
    const Theme& theme;
    std::vector<ThemeLayer> layers;
    std::filesystem::path content_folder;
    const StatisticsSettings& statistics_words;
    const std::vector<YearStatistics>& statistics;  ///< newest year first
    const Supervision& supervision;
    /// The file that an attachment field of a department's record names.
    std::function<FoundAttachment(const std::string& department, const std::string& name)> attachment;
    NameLetters letters;
};

/// Everything pages are made from beside the day's records: read once, immutable.
class SiteParts {
public:
    /// Reads words, assets and articles. Findings that refuse (Severity::refused) mean it must not be used.
    static SiteParts read(const SiteInput& input, const std::vector<const Dataset*>& datasets, Diagnostics& findings);
    SiteParts(SiteParts&&) noexcept;
    ~SiteParts();

    const Digest& digest() const;  ///< equal digests and equal days make equal sites
    struct State;
    const State& state() const { return *state_; }

private:
    explicit SiteParts(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Plans the pages of a day and writes those that are not current: records, lists with their downloads, parties,
/// departments, articles, feeds, site maps, assets, attachments. Mistakes of the theme stop the run (exit code 2).
void write_site(const SiteInput& input, const SiteParts& parts, const Disclosure& today, OutputTree& tree,
                Threads threads, Progress& progress, Diagnostics& findings);

}  // namespace gongshi
