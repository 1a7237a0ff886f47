#include "transfer/object_page.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>

#include "core/text.h"

namespace gongshi {
namespace {

std::int64_t iso_time(const std::string& text) {
    std::tm parts{};
    if (::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts) == nullptr) return 0;
    return std::int64_t(::timegm(&parts));
}

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr == text.data() + i + 3) {
            out += char(byte);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

}  // namespace

std::string element_of(std::string_view text, std::string_view tag) {
    const std::string open = "<" + std::string(tag) + ">", close = "</" + std::string(tag) + ">";
    const std::size_t begin = text.find(open);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = text.find(close, begin);
    if (end == std::string_view::npos) return {};
    std::string value(text.substr(begin + open.size(), end - begin - open.size()));
    for (const auto& [entity, character] : {std::pair{"&lt;", "<"},
                                            {"&gt;", ">"},
                                            {"&quot;", "\""},
                                            {"&apos;", "'"},
                                            {"&#34;", "\""},
                                            {"&#39;", "'"},
                                            {"&amp;", "&"}})
        replace_all(value, entity, character);
    return value;
}

std::optional<ObjectPage> parse_object_page(std::string_view body, int version, bool encoded, std::size_t prefix) {
    if (body.find("</ListBucketResult>") == std::string_view::npos) return std::nullopt;
    ObjectPage page;
    std::string last;
    for (std::size_t at = body.find("<Contents>"); at != std::string_view::npos; at = body.find("<Contents>", at + 1)) {
        const std::string_view one = body.substr(at, body.find("</Contents>", at) - at);
        StoredObject object;
        last = element_of(one, "Key");
        const std::string key = encoded ? percent_decode(last) : last;
        object.key = key.substr(std::min(key.size(), prefix));
        object.etag = element_of(one, "ETag");
        object.modified = iso_time(element_of(one, "LastModified"));
        object.size = std::strtoull(element_of(one, "Size").c_str(), nullptr, 10);
        page.objects.push_back(std::move(object));
    }
    page.more = element_of(body, "IsTruncated") == "true";
    page.next = element_of(body, version == 2 ? "NextContinuationToken" : "NextMarker");
    if (version != 2) {
        if (page.next.empty()) page.next = last;
        if (encoded) page.next = percent_decode(page.next);
    }
    return page;
}

}  // namespace gongshi
