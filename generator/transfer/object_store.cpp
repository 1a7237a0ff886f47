#include "transfer/object_store.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iterator>
#include <random>
#include <set>
#include <thread>

#include "core/digest.h"
#include "transfer/object_page.h"

namespace gongshi {
namespace {

constexpr std::chrono::milliseconds first_pause{200}, longest_pause{20000};
constexpr int aborted_by_us = 42;  // CURLE_ABORTED_BY_CALLBACK
constexpr int curl_retriable[] = {6, 7, 18, 28, 35, 52, 55, 56, 92};

std::string amz_time(std::int64_t seconds) {
    const auto time = std::time_t(seconds);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[20];
    std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
    return text;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT"; 0 when it is none.
std::int64_t http_time(const std::string& text) {
    std::tm parts{};
    if (::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S", &parts) == nullptr) return 0;
    return std::int64_t(::timegm(&parts));
}
bool may_be_retried(const HttpResponse& response, const std::string& code) {
    if (response.status == 0)
        return std::find(std::begin(curl_retriable), std::end(curl_retriable), response.curl_code) !=
               std::end(curl_retriable);
    // A body that was damaged on its way is refused by its hash.
    if (response.status == 400)
        return code == "RequestTimeout" || code == "XAmzContentSHA256Mismatch" || code == "BadDigest" ||
               code == "IncompleteBody";
    if (response.status == 409) return code == "OperationAborted";
    return response.status == 408 || response.status == 429 || response.status == 500 || response.status == 502 ||
           response.status == 503 || response.status == 504;
}

}  // namespace

struct ObjectStore::State {
    BucketSettings settings;
    Credentials credentials;
    HttpClient client;
    std::string host, scheme;
    std::int64_t skew = 0, server_time = 0;
    bool skew_mended = false;
    std::uint64_t slowed = 0;
    std::function<bool()> may_change = [] { return true; };
    std::mt19937 random{std::random_device{}()};

    State(BucketSettings s, Credentials c) : settings(std::move(s)), credentials(std::move(c)), client(settings.http) {
        const std::size_t at = settings.endpoint.find("://");
        scheme = settings.endpoint.substr(0, at);
        host = settings.endpoint.substr(at + 3);
        while (host.ends_with('/')) host.pop_back();
        if (settings.addressing == BucketSettings::Addressing::virtual_host) host = settings.bucket + "." + host;
    }

    std::string path_of(const std::string& key) const {
        const bool in_path = settings.addressing == BucketSettings::Addressing::path;
        return (in_path ? "/" + settings.bucket : std::string()) + "/" + key;
    }

    HttpRequest signed_request(const std::string& method, const std::string& key,
                               const std::vector<std::pair<std::string, std::string>>& query, std::string_view body,
                               const HttpHeaders& extra) const {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const std::string time = amz_time(std::chrono::duration_cast<std::chrono::seconds>(now).count() + skew);
        SigningRequest request{method, path_of(key), query, extra, sha256(body).hex()};
        request.headers.emplace_back("x-amz-content-sha256", request.payload_hash);
        request.headers.emplace_back("x-amz-date", time);
        if (!credentials.session_token.empty())
            request.headers.emplace_back("x-amz-security-token", credentials.session_token);
        HttpRequest out;
        out.headers = request.headers;  // curl writes host itself
        request.headers.emplace_back("host", host);
        out.headers.emplace_back("authorization", authorization(request, credentials, settings.region, time));
        out.method = method;
        const std::string text = canonical_query(query);
        out.url = scheme + "://" + host + canonical_path(request.path) + (text.empty() ? "" : "?" + text);
        if (method == "PUT") {
            out.body = body;
            out.may_send = &may_change;
        }
        return out;
    }

    void pause(unsigned again, const HttpResponse& response) {
        auto most = std::min(longest_pause, first_pause * (1 << std::min(again, 10u)));
        std::chrono::milliseconds wait{random() % std::uint32_t(most.count() + 1)};
        if (const std::string after = response.header("retry-after"); !after.empty())
            wait = std::max(wait,
                            std::chrono::milliseconds(std::min(20L, std::strtol(after.c_str(), nullptr, 10)) * 1000));
        std::this_thread::sleep_for(wait);
    }

    HttpResponse send(const std::string& method, const std::string& key,
                      const std::vector<std::pair<std::string, std::string>>& query, std::string_view body,
                      const HttpHeaders& extra, StoreError& error) {
        HttpResponse response;
        for (unsigned again = 0; again < settings.tries; ++again) {
            if (method != "GET" && !may_change()) {
                error = {0, "NotAllowed", ""};
                return {};
            }
            response = client.send(signed_request(method, key, query, body, extra));
            if (response.curl_code == aborted_by_us) {  // libcurl was about to send it once more by itself
                error = {0, "NotAllowed", ""};
                return {};
            }
            if (const std::int64_t time = http_time(response.header("date")); time > 0) server_time = time;
            if (response.status == 503 || response.status == 429) ++slowed;
            const bool hidden_error = response.good() && response.body.find("<Error>") != std::string::npos;
            if (response.good() && !hidden_error) return response;
            if (hidden_error) response.status = 500;
            error = {response.status, element_of(response.body, "Code"), element_of(response.body, "Message")};
            if (response.status == 0) error.message = response.error;
            if (error.code == "RequestTimeTooSkewed" && !skew_mended && server_time > 0) {
                const auto now = std::chrono::system_clock::now().time_since_epoch();
                skew = server_time - std::chrono::duration_cast<std::chrono::seconds>(now).count();
                skew_mended = true;
                continue;
            }
            if (!may_be_retried(response, error.code)) return response;
            if (again + 1 < settings.tries) pause(again, response);
        }
        return response;
    }
};

ObjectStore::ObjectStore(BucketSettings settings, Credentials credentials)
    : state_(std::make_unique<State>(std::move(settings), std::move(credentials))) {}
void ObjectStore::guard(std::function<bool()> may_change) { state_->may_change = std::move(may_change); }
ObjectStore::~ObjectStore() = default;
ObjectStore::ObjectStore(ObjectStore&&) noexcept = default;
std::int64_t ObjectStore::server_time() const { return state_->server_time; }
std::int64_t ObjectStore::skew() const { return state_->skew; }
const Credentials& ObjectStore::credentials() const { return state_->credentials; }
std::uint64_t ObjectStore::slowed() const { return state_->slowed; }

std::optional<std::string> ObjectStore::put(const std::string& key, std::string_view bytes, const HttpHeaders& headers,
                                            StoreError& error) {
    const HttpResponse response = state_->send("PUT", state_->settings.prefix + key, {}, bytes, headers, error);
    if (!response.good()) return std::nullopt;
    return response.header("etag");
}

std::optional<std::string> ObjectStore::copy(const std::string& from, const std::string& key, StoreError& error) {
    const HttpHeaders headers = {
        {"x-amz-copy-source", "/" + state_->settings.bucket + "/" + percent_encode(from, true)}};
    const HttpResponse response = state_->send("PUT", state_->settings.prefix + key, {}, {}, headers, error);
    if (!response.good()) return std::nullopt;
    return element_of(response.body, "ETag");
}

std::optional<std::string> ObjectStore::get(const std::string& key, StoreError& error) {
    std::optional<HttpResponse> response = fetch(key, error);
    if (!response) return std::nullopt;
    return std::move(response->body);
}

std::optional<HttpResponse> ObjectStore::fetch(const std::string& key, StoreError& error) {
    HttpResponse response = state_->send("GET", state_->settings.prefix + key, {}, {}, {}, error);
    if (!response.good()) return std::nullopt;
    return response;
}

bool ObjectStore::remove(const std::string& key, StoreError& error) {
    const HttpResponse response = state_->send("DELETE", state_->settings.prefix + key, {}, {}, {}, error);
    return response.good() || response.status == 404;
}

std::optional<std::vector<StoredObject>> ObjectStore::list(const std::string& below, StoreError& error) {
    std::vector<StoredObject> objects;
    const BucketSettings& settings = state_->settings;
    std::set<std::string> tokens;
    for (std::string token;;) {
        std::vector<std::pair<std::string, std::string>> query = {{"prefix", settings.prefix + below},
                                                                  {"max-keys", "1000"}};
        if (settings.list_version == 2) query.emplace_back("list-type", "2");
        if (settings.list_encoding) query.emplace_back("encoding-type", "url");
        if (!token.empty()) query.emplace_back(settings.list_version == 2 ? "continuation-token" : "marker", token);
        HttpResponse response;
        for (int again = 0; again < 3; ++again) {
            response = state_->send("GET", "", query, {}, {}, error);
            if (!response.good()) return std::nullopt;
            if (response.body.find("</ListBucketResult>") != std::string::npos) break;
        }
        std::optional<ObjectPage> page =
            parse_object_page(response.body, settings.list_version, settings.list_encoding, settings.prefix.size());
        if (!page) {
            error = {response.status, "TruncatedList", "the list has no end"};
            return std::nullopt;
        }
        std::move(page->objects.begin(), page->objects.end(), std::back_inserter(objects));
        if (!page->more) return objects;
        token = page->next;
        if (token.empty() || !tokens.insert(token).second) {
            error = {response.status, "RepeatedPage", "the list names a page twice"};
            return std::nullopt;
        }
    }
}

}  // namespace gongshi
