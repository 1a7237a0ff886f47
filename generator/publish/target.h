#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "core/toml.h"
#include "transfer/credentials.h"
#include "transfer/object_store.h"

namespace gongshi {

/// A place a site is published to: a table of site-config/publish.toml (docs/publishing.md).
struct Target {
    std::string name;
    enum class Kind : std::uint8_t { folder, rsync, bucket } kind = Kind::folder;
    std::filesystem::path path;  ///< folder: gets releases/<id>/ and current
    std::string to;              ///< rsync: user@host:dir, or rsync://host/module
    std::string ssh_key, known_hosts, password_file;
    int port = 22;
    bool restricted = false;  ///< rsync: the key may run rrsync only, whose root is the directory
    unsigned keep = 3;        ///< releases kept
    BucketSettings bucket;
    std::filesystem::path credentials_file;
    std::string private_bucket;          ///< where our own words lie; empty: in the bucket itself, below _pub/
    std::string public_url;              ///< bucket: the home page as citizens see it, looked at when all is done
    std::int64_t grace_seconds = 86400;  ///< bucket: old immutable files stay so long
    std::int64_t lease_seconds = 300;    ///< bucket: a lock that was not renewed for so long is dead
    unsigned connections = 16;           ///< bucket: at a time
    bool by_release = false;             ///< bucket, layout = "prefix": each release whole below r/<id>/
    bool compress = false;  ///< folder, rsync: .gz and .br beside each text; bucket: texts are stored compressed
    bool nightly = true;    ///< `gongshi nightly` publishes here
};

/// Reads publish.toml; a missing file means no targets. Findings: `config.bad_value`, `secret.in_configuration` and those of
/// TomlTable.
std::vector<Target> read_targets(const std::filesystem::path& site, Diagnostics& findings);

/// What signs requests to a bucket; Stop: `secret.open`, `secret.missing`.
Credentials credentials_of(const Target& target);

}  // namespace gongshi
