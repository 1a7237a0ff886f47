#include "transfer/bucket_settings.h"

#include "core/codes.h"

namespace gongshi {
namespace {

void bad_value(TomlTable& table, std::string_view key, const std::string& value, const std::string& expected) {
    table.refuse(key, codes::config_bad_value, value, {{"key", std::string(key)}, {"expected", expected}});
}

bool is_local(const std::string& endpoint) {
    return endpoint.starts_with("http://127.0.0.1") || endpoint.starts_with("http://localhost") ||
           endpoint.starts_with("http://[::1]");
}

}  // namespace

bool may_be_reached(const std::string& url, bool allow_http) {
    return url.starts_with("https://") || is_local(url) || (allow_http && url.starts_with("http://"));
}

BucketSettings read_bucket_settings(TomlTable& table, const std::filesystem::path& site) {
    BucketSettings bucket;
    bucket.endpoint = table.text("endpoint");
    if (const bool open_http = table.flag_or("allow_http", false);
        !bucket.endpoint.empty() && !may_be_reached(bucket.endpoint, open_http))
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
    return bucket;
}

}  // namespace gongshi
