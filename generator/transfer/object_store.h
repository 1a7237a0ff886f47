#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transfer/http_client.h"
#include "transfer/sigv4.h"

namespace gongshi {

struct BucketSettings {
    std::string endpoint;                              ///< https://host[:port]
    std::string bucket, region = "us-east-1", prefix;  ///< keys begin with the prefix
    enum class Addressing : std::uint8_t { path, virtual_host, cname } addressing = Addressing::path;
    int list_version = 2;
    bool list_encoding = true;  ///< encoding-type=url
    HttpSettings http;
    unsigned tries = 8;
};

struct StoredObject {
    std::string key, etag;      ///< without the prefix; ETag as given, with its quotes
    std::int64_t modified = 0;  ///< seconds since 1970
    std::uint64_t size = 0;
};

/// How an operation ended that could not be done; `status` 0: nobody answered.
struct StoreError {
    int status = 0;
    std::string code, message;  ///< of the server's <Error>, or libcurl's words
    bool denied() const { return status == 401 || status == 403; }
    std::string words() const { return (status == 0 ? "" : std::to_string(status) + " ") + code + " " + message; }
};

/// An S3-compatible bucket over one connection; one a thread. Retries what may be retried (with full jitter, at most 20 s apart),
/// mends a wrong clock once from the server's Date, follows no redirect.
class ObjectStore {
public:
    ObjectStore(BucketSettings settings, Credentials credentials);
    ~ObjectStore();
    ObjectStore(ObjectStore&&) noexcept;

    /// From now on nothing is changed without asking: false fails the operation with the code `NotAllowed`.
    void guard(std::function<bool()> may_change);

    /// The ETag of what was stored.
    std::optional<std::string> put(const std::string& key, std::string_view bytes, const HttpHeaders& headers,
                                   StoreError& error);
    /// The same, from another object of the bucket (`from` with its whole key), with its headers; the bytes stay over there.
    std::optional<std::string> copy(const std::string& from, const std::string& key, StoreError& error);
    std::optional<std::string> get(const std::string& key, StoreError& error);     ///< error.status 404: there is none
    std::optional<HttpResponse> fetch(const std::string& key, StoreError& error);  ///< with its headers
    bool remove(const std::string& key, StoreError& error);
    /// Every object whose key begins with `below`. A list without its end, or that names a page twice, is an error.
    std::optional<std::vector<StoredObject>> list(const std::string& below, StoreError& error);

    std::int64_t server_time() const;  ///< of the last answer, seconds since 1970; 0: none yet
    std::int64_t skew() const;         ///< what the server's clock is ahead of ours, once it told
    const Credentials& credentials() const;
    std::uint64_t slowed() const;  ///< how often the store said that it is too much

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongshi
