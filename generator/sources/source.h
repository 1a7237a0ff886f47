#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/toml.h"
#include "sources/export.h"
#include "transfer/object_store.h"

namespace gongshi {

/// A file that is fetched by its address.
struct RemoteFile {
    std::string url;
    std::string department, name;  ///< where it lies in the inbox
};

/// One `[[source]]` of sources.toml.
struct Source {
    std::string name;
    enum class Kind : std::uint8_t { folder, https, sftp, bucket } kind = Kind::folder;
    std::string path;  ///< of the inbox, relative to the site; of what was fetched, for the other kinds
    ExportMode mode = ExportMode::snapshot;
    std::vector<std::string> increments;  ///< datasets that come as increments whatever `mode` says
    double shrink_limit = 0.3;

    std::vector<RemoteFile> files;  ///< https
    std::string url;                ///< sftp: the folder, `sftp://user@host[:port]/path/`
    std::string department;         ///< sftp, bucket: whose files they all are; empty: a folder for each department
    BucketSettings bucket;          ///< and for https and sftp its `http` part
    std::filesystem::path credentials_file;               ///< user, password; or access_key, secret_key
    std::uint64_t most_bytes = std::uint64_t(512) << 20;  ///< of one file
    std::chrono::minutes longest{30};                     ///< for all of the source's files

    ExportMode mode_of(const std::string& dataset) const;
    /// Where a department's files lie, as people know them: data/inbox/scjg/
    std::string folder_of(const std::string& key) const { return path + "/" + key + "/"; }
};

/// Mistakes go to the findings of the document: `source.unknown_kind`, `config.bad_value`, `secret.in_configuration` and those of
/// TomlTable. Files that the configuration names lie relative to `site`.
std::vector<Source> read_sources(TomlTable root, const std::filesystem::path& site);

}  // namespace gongshi
