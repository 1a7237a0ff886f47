#include "transfer/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstdio>
#include <mutex>

namespace gongshi {
namespace {

void start_curl() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return char(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return out;
}

/// Where an answer goes, and when it is too much.
struct Sink {
    HttpResponse* response = nullptr;
    std::FILE* file = nullptr;
    std::uint64_t left = 0;
    const std::function<void(const HttpResponse&)>* begun = nullptr;
    CURL* handle = nullptr;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    const std::size_t length = size * count;
    if (length > sink.left) return 0;
    sink.left -= length;
    if (sink.file != nullptr && sink.begun != nullptr) {
        long status = 0;
        curl_easy_getinfo(sink.handle, CURLINFO_RESPONSE_CODE, &status);
        if (status >= 300) return length;  // a page that says no is not the file
        (*sink.begun)(*sink.response);
        sink.begun = nullptr;
    }
    if (sink.file != nullptr) return std::fwrite(bytes, 1, length, sink.file);
    sink.response->body.append(bytes, length);
    return length;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& response = *static_cast<HttpResponse*>(user);
    std::string_view line(bytes, size * count);
    if (line.starts_with("HTTP/")) response.headers.clear();  // of an interim answer
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
        while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' '))
            value.remove_suffix(1);
        response.headers.emplace_back(lower(line.substr(0, colon)), std::string(value));
    }
    return size * count;
}

/// The body as a stream that can go back: libcurl sends it again on a connection that turned out to be dead.
struct Source {
    std::string_view bytes;
    std::size_t at = 0;
    const std::function<bool()>* may_send = nullptr;
};

std::size_t give_body(char* out, std::size_t size, std::size_t count, void* user) {
    auto& source = *static_cast<Source*>(user);
    if (source.at == 0 && source.may_send != nullptr && !(*source.may_send)()) return CURL_READFUNC_ABORT;
    const std::size_t length = std::min(size * count, source.bytes.size() - source.at);
    std::copy_n(source.bytes.data() + source.at, length, out);
    source.at += length;
    return length;
}

int seek_body(void* user, curl_off_t offset, int origin) {
    if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
    static_cast<Source*>(user)->at = std::size_t(offset);
    return CURL_SEEKFUNC_OK;
}

}  // namespace

std::string HttpResponse::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

struct HttpClient::State {
    HttpSettings settings;
    CURL* handle = nullptr;
    ~State() { curl_easy_cleanup(handle); }

    HttpResponse perform(const HttpRequest& request, Sink sink, std::uint64_t from);
};

HttpClient::HttpClient(HttpSettings settings) : state_(std::make_unique<State>()) {
    start_curl();
    state_->settings = std::move(settings);
    state_->handle = curl_easy_init();
}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;

HttpResponse HttpClient::State::perform(const HttpRequest& request, Sink sink, std::uint64_t from) {
    HttpResponse response;
    curl_easy_reset(handle);  // keeps connections
    sink.response = &response;
    sink.left = request.most_bytes;
    sink.handle = handle;
    Source source{request.body.value_or(std::string_view()), 0, request.may_send};
    curl_slist* headers = curl_slist_append(nullptr, "Expect:");
    for (const auto& [name, value] : request.headers)
        headers = curl_slist_append(headers, (name + ": " + value).c_str());
    const auto set = [&](auto option, auto value) { curl_easy_setopt(handle, option, value); };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https,sftp");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FILETIME, 1L);
    set(CURLOPT_CONNECTTIMEOUT, long(settings.connect.count()));
    const std::uint64_t bytes = request.body ? request.body->size() : 0;
    set(CURLOPT_TIMEOUT, long(settings.total.count()) + long(std::min<std::uint64_t>(bytes / 50000, 36000)));
    set(CURLOPT_LOW_SPEED_LIMIT, long(settings.slowest));
    set(CURLOPT_LOW_SPEED_TIME, 30L);
    if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
    if (!settings.user.empty()) set(CURLOPT_USERNAME, settings.user.c_str());
    if (!settings.password.empty()) set(CURLOPT_PASSWORD, settings.password.c_str());
    if (!settings.key_file.empty()) set(CURLOPT_SSH_PRIVATE_KEYFILE, settings.key_file.c_str());
    if (request.url.starts_with("sftp:")) {
        // A host that is not known is refused: there is no switch for it.
        set(CURLOPT_SSH_KNOWNHOSTS, settings.known_hosts.c_str());
        set(CURLOPT_SSH_AUTH_TYPES, long(CURLSSH_AUTH_PUBLICKEY | CURLSSH_AUTH_PASSWORD));
    }
    set(CURLOPT_WRITEFUNCTION, take_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&sink));
    set(CURLOPT_HEADERFUNCTION, take_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&response));
    set(CURLOPT_HTTPHEADER, headers);
    if (from > 0) set(CURLOPT_RESUME_FROM_LARGE, curl_off_t(from));
    if (request.method == "PUT" || request.method == "POST") {
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_INFILESIZE_LARGE, curl_off_t(source.bytes.size()));
        set(CURLOPT_READFUNCTION, give_body);
        set(CURLOPT_READDATA, static_cast<void*>(&source));
        set(CURLOPT_SEEKFUNCTION, seek_body);
        set(CURLOPT_SEEKDATA, static_cast<void*>(&source));
    }
    if (request.method == "HEAD") set(CURLOPT_NOBODY, 1L);
    if (request.method != "GET" && request.method != "HEAD") set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    const CURLcode code = curl_easy_perform(handle);
    curl_slist_free_all(headers);
    if (code == CURLE_OK) {
        long status = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        response.status = request.url.starts_with("sftp:") ? 200 : int(status);
    } else {
        response.status = 0;
        response.curl_code = int(code);
        response.error = curl_easy_strerror(code);
    }
    return response;
}

HttpResponse HttpClient::send(const HttpRequest& request) { return state_->perform(request, {}, 0); }

HttpResponse HttpClient::fetch(const HttpRequest& request, const std::filesystem::path& file, std::uint64_t from,
                               const std::function<void(const HttpResponse&)>& begun) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), from > 0 ? "ab" : "wb"),
                                                              &std::fclose);
    if (!out) {
        HttpResponse response;
        response.error = "cannot write " + file.string();
        return response;
    }
    Sink sink;
    sink.file = out.get();
    sink.begun = &begun;
    HttpResponse response = state_->perform(request, sink, from);
    if (std::fflush(out.get()) != 0) {
        response.status = 0;
        response.error = "cannot write " + file.string();
    }
    return response;
}

std::string HttpClient::modified(const std::string& url) {
    HttpRequest request;
    request.method = "HEAD";
    request.url = url;
    if (state_->perform(request, {}, 0).status == 0) return {};
    curl_off_t seconds = -1;
    curl_easy_getinfo(state_->handle, CURLINFO_FILETIME_T, &seconds);
    return seconds < 0 ? std::string() : std::to_string(seconds);
}

std::string percent_encode(std::string_view text, bool keep_slash) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~' || (keep_slash && c == '/');
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        }
    }
    return out;
}

}  // namespace gongshi
