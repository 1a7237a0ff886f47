#pragma once
#include <filesystem>
#include <optional>

#include "core/diagnostic.h"
#include "intake/intake.h"

namespace gongshi {

/// Where the signing-off of a whole export lies: `<export>.approved.toml`.
std::filesystem::path sidecar_of(const Export& file);

/// Reads it. None when there is none, when it is broken (its findings are told), or when its `sha256` is not the
/// export's: `approval.sidecar_stale`, because the export was edited after it was signed.
std::optional<SidecarApproval> read_sidecar(const Export& file, Diagnostics& findings);

}  // namespace gongshi
