#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "core/digest.h"

namespace gongshi {

/// A snapshot holds all records of its (department, dataset), an increment only new and changed ones.
enum class ExportMode : std::uint8_t { snapshot, increment };

/// One file of a department, lying still, with its digest.
struct Export {
    std::filesystem::path file;  ///< where it lies
    std::string shown;           ///< as people know it: data/inbox/scjg/penalties_202611.csv
    std::string department;      ///< key: the folder below the inbox
    std::string dataset;         ///< from the file name
    std::string source;          ///< name in sources.toml
    ExportMode mode = ExportMode::snapshot;
    double shrink_limit = 0.3;  ///< a snapshot that loses a larger share of its records is held
    Digest digest;
    QuickHash quick;  ///< under the key of the known files; nothing when there were none
    std::uint64_t size = 0;
};

}  // namespace gongshi
