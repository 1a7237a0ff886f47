#pragma once
#include <filesystem>
#include <optional>
#include <vector>

#include "dataset/dataset.h"
#include "dataset/department.h"
#include "disclosure/policy.h"
#include "intake/intake.h"
#include "oversight/statistics.h"
#include "publish/target.h"
#include "site/site_settings.h"
#include "sources/source.h"
#include "template/theme.h"

namespace gongshi {

/// A site folder, read and checked whole. A plain struct on the top floor: no stage below can take the whole bag.
struct Config {
    std::filesystem::path site, state, output, receipts, content;
    SiteSettings settings;
    Departments departments;
    std::vector<Dataset> datasets;
    std::vector<Source> sources;
    std::vector<Target> targets;
    Policy policy;
    StatisticsSettings statistics;
    std::vector<ThemeLayer> theme_layers;  ///< the site's own first

    /// Stop (exit code 2) with every mistake of every file when anything is wrong.
    static Config load(const std::filesystem::path& site);

    IntakeOptions intake_options() const;
    std::vector<const Dataset*> dataset_pointers() const;
};

}  // namespace gongshi
