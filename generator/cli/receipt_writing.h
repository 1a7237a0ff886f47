#pragma once
#include <vector>

#include "cli/config.h"
#include "registry/import.h"
#include "reports/receipts.h"

namespace gongshi {

/// What each department is told: its files as they came in, and findings about its records (approval, references) by
/// the folder their file lies in.
std::vector<DepartmentReceipt> receipts_for(const Config& config, const std::vector<ImportedExport>& exports,
                                            const std::vector<Diagnostic>& others);

}  // namespace gongshi
