#include "transfer/sigv4.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "core/digest.h"
#include "core/text.h"

namespace gongshi {
namespace {

std::string hmac(std::string_view key, std::string_view text) {
    std::array<unsigned char, 32> out{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), int(key.size()), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         out.data(), &size);
    return {reinterpret_cast<const char*>(out.data()), size};
}

/// Without blanks around it, and single blanks within.
std::string trimmed(std::string_view value) {
    std::string out;
    for (const char c : value) {
        const bool is_space = c == ' ' || c == '\t';
        if (!is_space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace

std::string canonical_path(std::string_view path) { return percent_encode(path.empty() ? "/" : path, true); }

std::string canonical_query(std::vector<std::pair<std::string, std::string>> query) {
    for (auto& [name, value] : query) {
        name = percent_encode(name, false);
        value = percent_encode(value, false);
    }
    std::sort(query.begin(), query.end());
    std::string text;
    for (const auto& [name, value] : query) text += (text.empty() ? "" : "&") + name + "=" + value;
    return text;
}

std::string authorization(const SigningRequest& request, const Credentials& credentials, std::string_view region,
                          std::string_view time, std::string_view service) {
    HttpHeaders headers = request.headers;
    std::sort(headers.begin(), headers.end());
    std::string lines, names;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const bool same = i > 0 && headers[i].first == headers[i - 1].first;  // one name, several values: joined
        if (same) {
            lines.pop_back();
            lines += "," + trimmed(headers[i].second) + "\n";
            continue;
        }
        lines += headers[i].first + ":" + trimmed(headers[i].second) + "\n";
        names += (names.empty() ? "" : ";") + headers[i].first;
    }
    const std::string canonical = request.method + "\n" + canonical_path(request.path) + "\n" +
                                  canonical_query(request.query) + "\n" + lines + "\n" + names + "\n" +
                                  request.payload_hash;
    const std::string day(time.substr(0, 8));
    const std::string scope = day + "/" + std::string(region) + "/" + std::string(service) + "/aws4_request";
    const std::string to_sign =
        "AWS4-HMAC-SHA256\n" + std::string(time) + "\n" + scope + "\n" + sha256(canonical).hex();
    const std::string key =
        hmac(hmac(hmac(hmac("AWS4" + credentials.secret_key, day), region), service), "aws4_request");
    return "AWS4-HMAC-SHA256 Credential=" + credentials.access_key + "/" + scope + ",SignedHeaders=" + names +
           ",Signature=" + hex_of(hmac(key, to_sign));
}

}  // namespace gongshi
