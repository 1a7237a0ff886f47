#include "registry/import.h"

#include <algorithm>
#include <map>

#include "registry/import_group.h"

namespace gongshi {
namespace {

using Groups = std::map<std::pair<std::string, std::string>, std::vector<ImportedExport*>>;

/// Departments and datasets that gave files once and give none tonight. Of a closed one none is expected.
void report_silent_groups(Registry& registry, const Groups& groups, const Departments& departments, Date today,
                          ImportCount& count) {
    Statement rows = registry.database().prepare(
        "SELECT DISTINCT department, dataset FROM import WHERE outcome = 'taken' ORDER BY 1, 2");
    while (rows.step()) {
        const std::string department(rows.text(0)), dataset(rows.text(1));
        if (groups.contains({department, dataset})) continue;
        const Department* known = departments.find(department);
        if (known != nullptr && known->is_closed(today)) continue;
        for (Diagnostic& gone : gone_files(registry, department, dataset, {}))
            count.findings.push_back(std::move(gone));
    }
}

}  // namespace

ImportCount take_in(std::span<const Export> exports, std::span<const Dataset> datasets, const IntakeOptions& options,
                    Registry& registry, const ImportDay& day, Threads threads, Progress& progress) {
    ImportCount count;
    count.exports.resize(exports.size());
    Groups groups;
    for (std::size_t i = 0; i < exports.size(); ++i) {
        count.exports[i].file = exports[i];
        groups[{exports[i].department, exports[i].dataset}].push_back(&count.exports[i]);
    }
    report_silent_groups(registry, groups, *options.departments, day.today, count);
    progress.begin("intake", exports.size());
    for (auto& [kind, files] : groups) {
        const auto dataset = std::find_if(datasets.begin(), datasets.end(),
                                          [&name = kind.second](const Dataset& one) { return one.name == name; });
        const std::size_t steps = files.size();
        ImportGroup(std::move(files), *dataset, options, registry, day, threads).take_in(count);
        progress.advance(steps);
    }
    std::stable_sort(count.findings.begin(), count.findings.end(), shown_before);
    return count;
}

}  // namespace gongshi
