#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "core/result.h"
#include "core/toml.h"
#include "transfer/sigv4.h"

namespace gongshi {

/// `name = value` lines of a file that must belong to us and be closed to others (mode 0600); `#` begins a comment. Errors:
/// `secret.missing`, `secret.open`.
Result<std::map<std::string, std::string>> read_secret_file(const std::filesystem::path& file);

/// For an object store: `access_key`, `secret_key`, `session_token` of the file, or, when no file is named, GONGSHI_S3_ACCESS_KEY,
/// GONGSHI_S3_SECRET_KEY and GONGSHI_S3_SESSION_TOKEN, whose bytes are wiped from the environment when first read (merely
/// unset, they would stay readable in /proc). `name` is what findings call it.
Result<Credentials> read_credentials(const std::filesystem::path& file, const std::string& name);

/// Reports `secret.in_configuration` for keys that no configuration should hold: it is copied and committed.
void refuse_secrets(TomlTable& table);

/// No core dumps, no other process of the same user reading our memory: before any secret is read.
void close_process();

}  // namespace gongshi
