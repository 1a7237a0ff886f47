#include "audit/html_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "core/text.h"

namespace gongshi {
namespace {

/// Bytes at which a name of a tag or an attribute ends: every one of the site comes by here.
constexpr std::array<bool, 256> name_ends = [] {
    std::array<bool, 256> table{};
    for (const unsigned char c : {' ', '\n', '\t', '\r', '\f', '/', '>', '='}) table[c] = true;
    return table;
}();
bool ends_name(char c) { return name_ends[static_cast<unsigned char>(c)]; }

/// The tags of a document, one after another, with their attributes.
class TagReader {
public:
    explicit TagReader(std::string_view html) : html_(html) {}

    /// Moves to the next opening tag; false at the end.
    bool next() {
        for (;;) {
            at_ = html_.find('<', at_);
            if (at_ == std::string_view::npos) return false;
            if (at_ + 1 < html_.size() && html_[at_ + 1] == '!' && html_.substr(at_).starts_with("<!--")) {
                skip_behind("-->");
                continue;
            }
            ++at_;
            const std::size_t begin = at_;
            while (at_ < html_.size() && (!ends_name(html_[at_]) || html_[at_] == '=')) ++at_;
            name_ = html_.substr(begin, at_ - begin);
            if (!name_.empty() && std::isalpha(static_cast<unsigned char>(name_[0]))) return true;
        }
    }

    std::string_view name() const { return name_; }

    /// The next attribute of the tag; false at its end. The value is as written, without quotes.
    bool attribute(std::string_view& key, std::string_view& value) {
        while (at_ < html_.size() && (is_html_space(html_[at_]) || html_[at_] == '/')) ++at_;
        if (at_ >= html_.size() || html_[at_] == '>') return false;
        const std::size_t begin = at_;
        while (at_ < html_.size() && !ends_name(html_[at_])) ++at_;
        key = html_.substr(begin, at_ - begin);
        value = {};
        if (key.empty()) ++at_;  // a stray `=`: not ours, and not a reason to stand still
        if (at_ < html_.size() && html_[at_] == '=' && !key.empty()) {
            ++at_;
            value = quoted_value();
        }
        return true;
    }

    /// Behind the end of an element whose content is not markup.
    void skip_behind(std::string_view end) {
        const std::size_t found = html_.find(end, at_);
        at_ = found == std::string_view::npos ? html_.size() : found + end.size();
    }

    std::string_view text_until(char c) const {
        const std::size_t begin = html_.find('>', at_);
        if (begin == std::string_view::npos) return {};
        return html_.substr(begin + 1, html_.find(c, begin) - begin - 1);
    }

private:
    std::string_view quoted_value() {
        const char quote = at_ < html_.size() ? html_[at_] : '\0';
        const std::size_t begin = quote == '"' || quote == '\'' ? at_ + 1 : at_;
        std::size_t end = begin;
        if (begin > at_) {
            end = std::min(html_.find(quote, begin), html_.size());
            at_ = std::min(end + 1, html_.size());
        } else {
            while (end < html_.size() && !is_html_space(html_[end]) && html_[end] != '>') ++end;
            at_ = end;
        }
        return html_.substr(begin, end - begin);
    }

    std::string_view html_, name_;
    std::size_t at_ = 0;
};

bool loads_by_itself(std::string_view tag, std::string_view rel) {
    if (tag != "link") return tag != "a" && tag != "area" && tag != "form";
    return rel.find("stylesheet") != std::string_view::npos || rel.find("icon") != std::string_view::npos ||
           rel.find("preload") != std::string_view::npos || rel.find("manifest") != std::string_view::npos;
}

/// Attributes of one tag that the audit looks at, beside its links.
struct TagFacts {
    std::string_view id, name, content, rel;
};

/// Of a word known when this is compiled: a comparison of numbers, and no call. A site has some hundred attributes a page.
template <std::size_t size>
bool is(std::string_view key, const char (&word)[size]) {
    return key.size() == size - 1 && std::memcmp(key.data(), word, size - 1) == 0;
}

/// Reads the attributes of a tag; its links are added to `links`.
TagFacts facts_of(TagReader& reader, std::vector<PageLink>& links) {
    TagFacts facts;
    std::string_view key, value;
    const std::size_t first = links.size();
    while (reader.attribute(key, value)) {
        if (is(key, "id")) facts.id = value;
        if (is(key, "name")) facts.name = value;
        if (is(key, "content")) facts.content = value;
        if (is(key, "rel")) facts.rel = value;
        const bool target = is(key, "href") || is(key, "src") || is(key, "action") || is(key, "poster") ||
                            is(key, "data") || is(key, "xlink:href");
        if (target) links.push_back({value});
        if (is(key, "srcset")) {
            for (std::string_view candidate : split(value, ',')) {
                candidate = trim(candidate);
                links.push_back({candidate.substr(0, candidate.find(' '))});
            }
        }
    }
    for (std::size_t i = first; i < links.size(); ++i) links[i].loaded = loads_by_itself(reader.name(), facts.rel);
    return facts;
}

}  // namespace

ScannedPage scan_html(std::string_view html) {
    ScannedPage page;
    TagReader reader(html);
    while (reader.next()) {
        const std::string_view tag = reader.name();
        const TagFacts facts = facts_of(reader, page.links);
        if (!facts.id.empty()) page.anchors.push_back(decode_entities(facts.id));
        if (is(tag, "meta") && !trim(facts.content).empty()) page.meta_names.push_back(lower_ascii(facts.name));
        if (is(tag, "title")) page.has_title = page.has_title || !trim(reader.text_until('<')).empty();
        if (is(tag, "script")) reader.skip_behind("</script");
        if (is(tag, "style")) reader.skip_behind("</style");
    }
    return page;
}

std::vector<PageLink> scan_xml(std::string_view xml) {
    std::vector<PageLink> links;
    TagReader reader(xml);
    while (reader.next()) {
        if (reader.name() == "loc") links.push_back({trim(reader.text_until('<'))});
        facts_of(reader, links);
    }
    for (PageLink& link : links) link.loaded = false;  // a feed's reader follows links and loads nothing
    return links;
}

std::string decode_entities(std::string_view text) {
    static constexpr std::pair<std::string_view, char> named[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('&');
        out += text.substr(0, open);
        if (open == std::string_view::npos) break;
        text.remove_prefix(open);
        const std::size_t close = text.substr(0, 12).find(';');
        const std::string_view name = close == std::string_view::npos ? std::string_view() : text.substr(1, close - 1);
        std::size_t taken = 1;
        if (name.starts_with('#')) {
            const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
            const std::string_view digits = name.substr(hex ? 2 : 1);
            std::uint32_t code = 0;
            const auto [end, error] =
                std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
            if (error == std::errc() && end == digits.data() + digits.size() && code > 0 && code < 0x110000) {
                append_utf8(out, code);
                taken = close + 1;
            }
        } else {
            const auto* found =
                std::find_if(std::begin(named), std::end(named), [&](const auto& n) { return n.first == name; });
            if (found != std::end(named)) {
                out += found->second;
                taken = close + 1;
            }
        }
        if (taken == 1) out += '&';
        text.remove_prefix(taken);
    }
    return out;
}

}  // namespace gongshi
