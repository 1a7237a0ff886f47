#pragma once
#include <filesystem>
#include <string>

#include "core/toml.h"
#include "transfer/object_store.h"

namespace gongshi {

/// `endpoint`, `bucket`, `region`, `prefix`, `addressing`, `list`, `list_encoding`, `ca_file`, `allow_http` of a target or a
/// source; mistakes (`config.bad_value`) go to the table's findings.
BucketSettings read_bucket_settings(TomlTable& table, const std::filesystem::path& site);

/// https; or http to this machine, or anywhere when the configuration says so in words.
bool may_be_reached(const std::string& url, bool allow_http);

}  // namespace gongshi
