#include "cli/config.h"

#include <algorithm>

#include "cli/build_info.h"
#include "cli/codes.h"
#include "core/disk.h"
#include "core/stop.h"
#include "dataset/dataset_file.h"

namespace gongshi {
namespace {

namespace fs = std::filesystem;

/// Where themes lie beside the program: installed, or in the source tree it was built in.
std::vector<fs::path> theme_folders() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return {program.parent_path() / "../share/gongshi/themes", fs::path(source_folder()) / "themes"};
}

std::vector<ThemeLayer> find_theme(const fs::path& site, const std::string& name, Diagnostics& findings) {
    std::vector<ThemeLayer> layers;
    std::error_code error;
    if (fs::is_directory(site / "themes" / name, error)) layers.push_back({site / "themes" / name, "themes/" + name});
    std::string looked;
    for (const fs::path& folder : theme_folders()) {
        const fs::path theme = (folder / name).lexically_normal();
        looked += (looked.empty() ? "" : ", ") + theme.string();
        const bool own = !layers.empty() && fs::equivalent(theme, layers.front().folder, error);
        if (!fs::is_directory(theme / "templates", error) || own) continue;
        layers.push_back({theme, "themes/" + name});
        break;
    }
    if (layers.empty())
        findings.add(Diagnostic(codes::theme_not_found, Place{"site-config/site.toml", "", 0, 0, false, ""}, name,
                                {{"looked", looked}}));
    return layers;
}

template <class Read>
auto read_toml(const fs::path& site, const std::string& name, Diagnostics& findings, const Read& read) {
    TomlDocument document = TomlDocument::read(site / "site-config" / name, "site-config/" + name);
    auto value = read(document.root());
    findings.append(document.take_findings());
    return value;
}

}  // namespace

Config Config::load(const fs::path& site) {
    std::error_code error;
    if (!fs::is_regular_file(site / "site-config/site.toml", error)) {
        throw Stop(ExitCode::usage, Diagnostic(codes::site_not_found, {}, site.string()));
    }
    Config config;
    config.site = site;
    config.state = site / "state";
    config.output = site / "public";
    config.receipts = site / "receipts";
    config.content = site / "content";
    Diagnostics findings;
    config.settings =
        read_toml(site, "site.toml", findings, [](TomlTable root) { return read_site_settings(std::move(root)); });
    config.departments = read_toml(site, "departments.toml", findings,
                                   [&](TomlTable root) { return Departments::read(std::move(root), findings); });
    config.sources =
        read_toml(site, "sources.toml", findings, [&](TomlTable root) { return read_sources(std::move(root), site); });
    config.targets = read_targets(site, findings);
    config.datasets = read_datasets(site / "site-config/datasets", "site-config/datasets", findings);
    config.policy = Policy::read(site / "site-config", "site-config", findings);
    config.statistics =
        StatisticsSettings::read(site / "site-config/statistics.toml", "site-config/statistics.toml", findings);
    config.theme_layers = find_theme(site, config.settings.theme, findings);
    std::vector<Diagnostic> mistakes = findings.take_sorted();
    std::erase_if(mistakes, [](const Diagnostic& one) { return one.severity != Severity::refused; });
    if (!mistakes.empty()) throw Stop(ExitCode::usage, std::move(mistakes));
    return config;
}

IntakeOptions Config::intake_options() const {
    IntakeOptions options;
    options.departments = &departments;
    options.values.certificate_pattern = settings.certificate_pattern;
    return options;
}

std::vector<const Dataset*> Config::dataset_pointers() const {
    std::vector<const Dataset*> pointers;
    for (const Dataset& dataset : datasets) pointers.push_back(&dataset);
    std::stable_sort(pointers.begin(), pointers.end(), [](const Dataset* a, const Dataset* b) {
        return std::tie(a->order, a->name) < std::tie(b->order, b->name);
    });
    return pointers;
}

}  // namespace gongshi
