#include "publish/target.h"

#include <algorithm>
#include <set>

#include "core/codes.h"
#include "core/disk.h"
#include "core/stop.h"
#include "transfer/bucket_settings.h"

namespace gongshi {
namespace {

void read_bucket(TomlTable& table, const std::filesystem::path& site, Target& target) {
    target.bucket = read_bucket_settings(table, site);
    if (const auto file = table.optional_text("credentials_file")) target.credentials_file = site / *file;
    target.private_bucket = table.text_or("private_bucket", "");
    const std::string layout = table.text_or("layout", "plain");
    target.by_release = layout == "prefix";
    if (layout != "plain" && layout != "prefix")
        table.refuse("layout", codes::config_bad_value, layout, {{"expected", "plain, prefix"}});
    target.public_url = table.text_or("public_url", "");
    target.grace_seconds = std::clamp<std::int64_t>(table.integer_or("grace_hours", 24), 0, 8760) * 3600;
    target.lease_seconds = std::clamp<std::int64_t>(table.integer_or("lease_seconds", 300), 5, 3600);
    target.connections = unsigned(std::clamp<std::int64_t>(table.integer_or("connections", 16), 1, 64));
}

/// The site's own folder, or one of those within it that mean something: releases have no place there.
bool is_of_the_site(const std::filesystem::path& path, const std::filesystem::path& site) {
    static const std::set<std::string> taken = {".",           "public", "state",    "data",   "content",
                                                "site-config", "themes", "receipts", "reports"};
    const auto plain = [](const std::filesystem::path& one) {
        return std::filesystem::absolute(one).lexically_normal();
    };
    const std::filesystem::path below = (plain(path) / ".").lexically_relative(plain(site) / ".");
    return !below.empty() && taken.contains(below.begin()->string());
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
        const std::string path = table.text("path");
        target.path = site / path;
        if (!path.empty() && is_of_the_site(target.path, site))
            table.refuse("path", codes::config_bad_value, path, {{"key", "path"}, {"expected", "/srv/www/zfgs"}});
    } else if (kind == "rsync") {
        target.kind = Target::Kind::rsync;
        target.to = table.text("to");
        if (const auto file = table.optional_text("ssh_key")) target.ssh_key = (site / *file).string();
        if (const auto file = table.optional_text("known_hosts")) target.known_hosts = (site / *file).string();
        if (const auto file = table.optional_text("password_file")) target.password_file = (site / *file).string();
        target.port = int(table.integer_or("port", 22));
        target.restricted = table.flag_or("restricted", false);
        while (target.to.ends_with('/')) target.to.pop_back();
        const bool sound = target.to.find(':') != std::string::npos && !target.to.starts_with('-');
        if (!sound && !target.to.empty())
            table.refuse("to", codes::config_bad_value, target.to,
                         {{"key", "to"}, {"expected", "user@host:dir, rsync://host/module"}});
    } else if (kind == "s3") {
        target.kind = Target::Kind::bucket;
        read_bucket(table, site, target);
    } else if (!kind.empty()) {
        table.refuse("kind", codes::config_bad_value, kind, {{"key", "kind"}, {"expected", "folder, rsync, s3"}});
    }
    table.no_more_keys();
    return target;
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

Credentials credentials_of(const Target& target) {
    Result<Credentials> credentials = read_credentials(target.credentials_file, target.name);
    if (!credentials) throw Stop(ExitCode::unreachable, credentials.error());
    return std::move(*credentials);
}

}  // namespace gongshi
