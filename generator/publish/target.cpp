#include "publish/target.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "core/disk.h"
#include "core/stop.h"
#include "core/text.h"
#include "publish/codes.h"

namespace gongshi {
namespace {

void bad_value(TomlTable& table, std::string_view key, const std::string& value, const std::string& expected) {
    table.refuse(key, codes::target_bad_value, value, {{"key", std::string(key)}, {"expected", expected}});
}

/// Words that no configuration should hold: it is read by many, copied and committed.
void refuse_secrets(TomlTable& table) {
    for (const char* key : {"secret_key", "secret", "password", "access_key", "session_token"}) {
        if (table.has(key)) {
            static_cast<void>(table.optional_text(key));
            table.refuse(key, codes::target_secret_in_file, key);
        }
    }
}

bool is_local(const std::string& endpoint) {
    return endpoint.starts_with("http://127.0.0.1") || endpoint.starts_with("http://localhost") || endpoint.starts_with("http://[::1]");
}

void read_bucket(TomlTable& table, const std::filesystem::path& site, Target& target) {
    BucketSettings& bucket = target.bucket;
    bucket.endpoint = table.text("endpoint");
    const bool open_http = table.flag_or("allow_http", false);
    const bool https = bucket.endpoint.starts_with("https://");
    if (!bucket.endpoint.empty() && !https && !is_local(bucket.endpoint) && !(open_http && bucket.endpoint.starts_with("http://")))
        bad_value(table, "endpoint", bucket.endpoint, "https://…");
    bucket.bucket = table.text("bucket");
    bucket.region = table.text_or("region", "us-east-1");
    bucket.prefix = table.text_or("prefix", "");
    if (!bucket.prefix.empty() && !bucket.prefix.ends_with('/')) bucket.prefix += '/';
    const std::string addressing = table.text_or("addressing", "path");
    if (addressing == "virtual")
        bucket.addressing = BucketSettings::Addressing::virtual_host;
    else if (addressing == "cname")
        bucket.addressing = BucketSettings::Addressing::cname;
    else if (addressing != "path")
        bad_value(table, "addressing", addressing, "path, virtual, cname");
    bucket.list_version = int(table.integer_or("list", 2));
    if (bucket.list_version != 1 && bucket.list_version != 2)
        bad_value(table, "list", std::to_string(bucket.list_version), "1, 2");
    const std::string encoding = table.text_or("list_encoding", "url");
    bucket.list_encoding = encoding == "url";
    if (encoding != "url" && encoding != "none") bad_value(table, "list_encoding", encoding, "url, none");
    if (const auto file = table.optional_text("ca_file")) bucket.http.ca_file = (site / *file).string();
    if (const auto file = table.optional_text("credentials_file")) target.credentials_file = site / *file;
    target.private_bucket = table.text_or("private_bucket", "");
    target.public_url = table.text_or("public_url", "");
    target.grace_seconds = std::clamp<std::int64_t>(table.integer_or("grace_hours", 24), 0, 8760) * 3600;
    target.lease_seconds = std::clamp<std::int64_t>(table.integer_or("lease_seconds", 300), 5, 3600);
    target.connections = unsigned(std::clamp<std::int64_t>(table.integer_or("connections", 16), 1, 64));
}

Target read_target(TomlTable table, const std::string& name, const std::filesystem::path& site) {
    Target target;
    target.name = name;
    refuse_secrets(table);
    const std::string kind = table.text("kind");
    target.compress = table.flag_or("compress", false);
    target.nightly = table.flag_or("nightly", true);
    target.keep = unsigned(std::clamp<std::int64_t>(table.integer_or("keep", 3), 2, 100));
    if (kind == "folder") {
        target.path = site / table.text("path");
    } else if (kind == "rsync") {
        target.kind = Target::Kind::rsync;
        target.to = table.text("to");
        if (const auto file = table.optional_text("ssh_key")) target.ssh_key = (site / *file).string();
        if (const auto file = table.optional_text("known_hosts")) target.known_hosts = (site / *file).string();
        if (const auto file = table.optional_text("password_file")) target.password_file = (site / *file).string();
        target.port = int(table.integer_or("port", 22));
        target.restricted = table.flag_or("restricted", false);
        while (target.to.ends_with('/')) target.to.pop_back();
        if (target.to.find(':') == std::string::npos || target.to.starts_with('-'))
            bad_value(table, "to", target.to, "user@host:dir, rsync://host/module");
    } else if (kind == "s3") {
        target.kind = Target::Kind::bucket;
        read_bucket(table, site, target);
    } else if (!kind.empty()) {
        bad_value(table, "kind", kind, "folder, rsync, s3");
    }
    table.no_more_keys();
    return target;
}

/// Takes a secret out of the environment: the bytes themselves are wiped, or they would stay readable in /proc.
std::string take_variable(const char* name) {
    char* value = std::getenv(name);
    if (value == nullptr) return {};
    std::string taken = value;
    std::memset(value, 0, std::strlen(value));
    ::unsetenv(name);
    return taken;
}

[[noreturn]] void stop(const Code& code, const std::string& file, const std::string& text = {}) {
    Place place;
    place.file = file;
    throw Stop(ExitCode::unreachable, Diagnostic(code, place, text));
}

}  // namespace

std::vector<Target> read_targets(const std::filesystem::path& site, Diagnostics& findings) {
    std::vector<Target> targets;
    const std::optional<std::string> text = disk::read_file(site / "site-config/publish.toml");
    if (!text) return targets;
    TomlDocument document = TomlDocument::parse(*text, "site-config/publish.toml");
    TomlTable root = document.root();
    TomlTable tables = root.table("targets");
    for (const std::string& name : tables.keys()) targets.push_back(read_target(tables.table(name), name, site));
    root.no_more_keys();
    findings.append(document.take_findings());
    return targets;
}

Credentials read_credentials(const Target& target) {
    Credentials credentials{take_variable("GONGSHI_S3_ACCESS_KEY"), take_variable("GONGSHI_S3_SECRET_KEY"),
                            take_variable("GONGSHI_S3_SESSION_TOKEN")};
    if (!target.credentials_file.empty()) {
        const std::string file = target.credentials_file.string();
        struct stat facts {};
        if (::stat(file.c_str(), &facts) != 0) stop(codes::target_secret_missing, file);
        if ((facts.st_mode & 077) != 0 || facts.st_uid != ::geteuid()) stop(codes::target_secret_open, file);
        const std::string text = disk::read_file(file).value_or("");
        for (std::string_view line : split(text, '\n')) {
            const std::size_t equals = line.find('=');
            if (equals == std::string_view::npos || line.starts_with('#')) continue;
            const std::string_view name = trim(line.substr(0, equals));
            const std::string value(trim(line.substr(equals + 1)));
            if (name == "access_key") credentials.access_key = value;
            if (name == "secret_key") credentials.secret_key = value;
            if (name == "session_token") credentials.session_token = value;
        }
    }
    if (credentials.access_key.empty() || credentials.secret_key.empty())
        stop(codes::target_secret_missing, target.credentials_file.string(), target.name);
    return credentials;
}

void close_process() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace gongshi
