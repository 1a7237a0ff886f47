#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongshi {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method = "GET";
    std::string url;  ///< path and query encoded already: sent as it is
    HttpHeaders headers;
    std::optional<std::string_view> body;  ///< must live until the answer is there
    const std::function<bool()>* may_send =
        nullptr;  ///< asked when the body goes out, even when libcurl sends it again
    std::uint64_t most_bytes = std::uint64_t(1) << 30;  ///< an answer past it is an error
};

/// What came back, or why nothing did.
struct HttpResponse {
    int status = 0;       ///< 0: no answer
    int curl_code = 0;    ///< of libcurl when there was none
    std::string error;    ///< its words, for people
    HttpHeaders headers;  ///< names in lower case
    std::string body;

    bool good() const { return status >= 200 && status < 300; }
    std::string header(std::string_view name) const;  ///< empty: none
};

/// Whom to trust and how long to wait.
struct HttpSettings {
    std::string ca_file;         ///< for private clouds; empty: the system's
    std::string user, password;  ///< of sftp
    std::string key_file, known_hosts;
    std::chrono::seconds connect{10}, total{60};
    std::uint64_t slowest = 1024;  ///< bytes a second for 30 s
};

/// One connection's worth of libcurl; one a thread. TLS 1.2 or later, verified; redirects are never followed (7.88 sends a
/// session token to the other host); plain http only where the caller wrote it. Nothing of a header's value is ever logged.
class HttpClient {
public:
    explicit HttpClient(HttpSettings settings = {});
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;

    HttpResponse send(const HttpRequest& request);
    /// The answer's body into a file; continues from `from` bytes on when it is not 0. `begun` hears the head of a good answer
    /// before its body is written; the body of any other answer is not.
    HttpResponse fetch(const HttpRequest& request, const std::filesystem::path& file, std::uint64_t from,
                       const std::function<void(const HttpResponse&)>& begun);
    /// When a file at an sftp address was changed, in seconds since 1970; empty: not known.
    std::string modified(const std::string& url);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Percent-encoding of everything but A–Z a–z 0–9 - . _ ~ (RFC 3986, 2.3); `/` stays when asked.
std::string percent_encode(std::string_view text, bool keep_slash);

}  // namespace gongshi
