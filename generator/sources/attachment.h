#pragma once
#include <filesystem>
#include <mutex>
#include <span>
#include <string>

#include "dataset/attachment.h"
#include "dataset/dataset.h"
#include "sources/source.h"

namespace gongshi {

/// Does a file, links followed, lie outside a folder?
bool leads_out(const std::filesystem::path& file, const std::filesystem::path& folder);

/// The files beside the exports that attachment fields name, and a copy of each that was ever found: what is public does not go
/// because a share was tidied up. Usable by several threads.
class AttachmentStore {
public:
    /// `kept`: the folder of copies, below state/.
    AttachmentStore(std::span<const Source> sources, std::span<const Dataset> datasets, std::filesystem::path site,
                    std::filesystem::path kept);

    /// Findings: `attachment.missing` (no such file, none that may be read, or a link that leads out of the department's folder),
    /// `attachment.several` (the same, and it is the names of several), `attachment.vanished` (as missing, and the copy is given),
    /// `attachment.empty` and `attachment.disguised` (its bytes are not what its name says; the copy of a sound one is given where
    /// there is one), and without a file in any case `attachment.kind` (may_be_attached) and `attachment.is_export` (rows are read
    /// from it: it holds more than may be published).
    FoundAttachment find(const std::string& department, const std::string& name) const;

private:
    const Code* fault_of(const std::filesystem::path& file, const std::string& name) const;
    void keep(const std::filesystem::path& file, const std::filesystem::path& copy) const;

    std::span<const Source> sources_;
    std::span<const Dataset> datasets_;
    std::filesystem::path site_, kept_;
    mutable std::mutex keeping_;
};

}  // namespace gongshi
