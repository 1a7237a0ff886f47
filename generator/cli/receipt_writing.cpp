#include "cli/receipt_writing.h"

#include <algorithm>

namespace gongshi {
namespace {

FileReceipt receipt_of(const ImportedExport& one, const std::vector<Dataset>& datasets) {
    FileReceipt file;
    file.file = one.file.shown;
    const auto dataset =
        std::find_if(datasets.begin(), datasets.end(), [&](const Dataset& d) { return d.name == one.file.dataset; });
    file.dataset_title = dataset == datasets.end() ? one.file.dataset : dataset->title.zh;
    file.outcome = FileReceipt::Outcome(one.outcome);
    file.rows = one.summary.rows;
    file.accepted = one.summary.accepted;
    file.refused = one.summary.refused;
    file.encoding = one.summary.encoding;
    file.form = one.summary.form;
    file.findings = one.findings;
    file.header = one.summary.header;
    for (const RefusedRow& row : one.refused_rows) file.refused_rows.push_back({row.sheet, row.line, row.cells});
    return file;
}

}  // namespace

std::vector<DepartmentReceipt> receipts_for(const Config& config, const std::vector<ImportedExport>& exports,
                                            const std::vector<Diagnostic>& others) {
    static_assert(int(FileReceipt::Outcome::held) == int(ImportedExport::Outcome::held));
    std::vector<DepartmentReceipt> receipts;
    for (const Department& department : config.departments.all()) {
        DepartmentReceipt receipt{department.key, department.name, {}, {}};
        for (const ImportedExport& one : exports) {
            if (one.file.department == department.key) receipt.files.push_back(receipt_of(one, config.datasets));
        }
        for (const Diagnostic& finding : others) {
            const bool mine = std::any_of(config.sources.begin(), config.sources.end(), [&](const Source& source) {
                return finding.place.file.starts_with(source.folder_of(department.key));
            });
            if (mine) receipt.others.push_back(finding);
        }
        if (!receipt.files.empty() || !receipt.others.empty()) receipts.push_back(std::move(receipt));
    }
    return receipts;
}

}  // namespace gongshi
