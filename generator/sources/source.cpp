#include "sources/source.h"

#include <algorithm>

#include "core/codes.h"
#include "sources/codes.h"
#include "transfer/bucket_settings.h"
#include "transfer/credentials.h"

namespace gongshi {
namespace {

ExportMode read_mode(TomlTable& table) {
    const std::string mode = table.text_or("mode", "snapshot");
    if (mode != "snapshot" && mode != "increment") {
        table.refuse("mode", codes::config_bad_value, mode, {{"expected", "snapshot | increment"}});
    }
    return mode == "increment" ? ExportMode::increment : ExportMode::snapshot;
}

/// The last part of an address, without its query.
std::string file_name_of(const std::string& url) {
    const std::string path = url.substr(0, url.find_first_of("?#"));
    return path.substr(path.rfind('/') + 1);
}

bool is_plain_name(const std::string& name) {
    return !name.empty() && !name.starts_with('.') && name.find('/') == std::string::npos;
}

void read_files(TomlTable& table, Source& source) {
    const bool open_http = table.flag_or("allow_http", false);
    for (TomlTable& one : table.tables("files")) {
        RemoteFile file;
        file.url = one.text("url");
        file.name = one.text_or("name", file_name_of(file.url));
        file.department = one.text_or("department", source.department);
        if (!may_be_reached(file.url, open_http))
            one.refuse("url", codes::config_bad_value, file.url, {{"expected", "https://…"}});
        if (!is_plain_name(file.name))
            one.refuse("name", codes::config_bad_value, file.name, {{"expected", "penalties.csv"}});
        if (!is_plain_name(file.department))
            one.refuse("department", codes::config_bad_value, file.department, {{"expected", "scjg"}});
        one.no_more_keys();
        source.files.push_back(std::move(file));
    }
}

/// What sources elsewhere have in common: where the last good copies lie, whom to trust, how much to take.
void read_remote(TomlTable& table, Source& source, const std::filesystem::path& site) {
    refuse_secrets(table);
    source.path = "state/sources/" + source.name;
    source.department = table.text_or("department", "");
    const auto file = [&](const char* key) {
        const auto name = table.optional_text(key);
        return name ? site / *name : std::filesystem::path();
    };
    source.credentials_file = file("credentials_file");
    source.most_bytes = std::uint64_t(std::clamp<std::int64_t>(table.integer_or("max_mb", 512), 1, 1 << 20)) << 20;
    source.longest = std::chrono::minutes(std::clamp<std::int64_t>(table.integer_or("max_minutes", 30), 1, 1440));
    if (source.kind == Source::Kind::bucket) {
        source.bucket = read_bucket_settings(table, site);
        return;
    }
    source.bucket.http.ca_file = file("ca_file").string();
    if (source.kind == Source::Kind::https) return read_files(table, source);
    source.url = table.text("url");
    source.bucket.http.key_file = file("ssh_key").string();
    source.bucket.http.known_hosts = file("known_hosts").string();
    if (!source.url.starts_with("sftp://"))
        table.refuse("url", codes::config_bad_value, source.url, {{"expected", "sftp://user@host/path/"}});
    if (!source.url.ends_with('/')) source.url += '/';
}

}  // namespace

ExportMode Source::mode_of(const std::string& dataset) const {
    const bool increment = std::find(increments.begin(), increments.end(), dataset) != increments.end();
    return increment ? ExportMode::increment : mode;
}

std::vector<Source> read_sources(TomlTable root, const std::filesystem::path& site) {
    std::vector<Source> sources;
    for (TomlTable& table : root.tables("source")) {
        Source source;
        source.name = table.text("name");
        const std::string kind = table.text_or("kind", "folder");
        if (kind == "https" || kind == "sftp" || kind == "s3") {
            source.kind = kind == "https"  ? Source::Kind::https
                          : kind == "sftp" ? Source::Kind::sftp
                                           : Source::Kind::bucket;
            if (!is_plain_name(source.name))
                table.refuse("name", codes::config_bad_value, source.name, {{"expected", "bureau"}});
            read_remote(table, source, site);
        } else {
            if (kind != "folder") table.refuse("kind", codes::source_unknown_kind, kind);
            source.path = table.text("path");
        }
        source.mode = read_mode(table);
        source.increments = table.texts("increments");
        source.shrink_limit = table.number_or("shrink_limit", source.shrink_limit);
        if (source.shrink_limit < 0 || source.shrink_limit > 1) {
            table.refuse("shrink_limit", codes::config_bad_value, std::to_string(source.shrink_limit),
                         {{"expected", "0 … 1"}});
        }
        table.no_more_keys();
        sources.push_back(std::move(source));
    }
    root.no_more_keys();
    return sources;
}

}  // namespace gongshi
