// Filters for texts.
#include <algorithm>

#include "core/json.h"
#include "core/text.h"
#include "template/escape.h"
#include "template/functions.h"

namespace gongshi {

SafeHtml HtmlFilters::group(std::string_view code) {
    std::string out;
    while (!code.empty()) {
        std::size_t bytes = 0;
        for (int i = 0; i < 4 && bytes < code.size(); ++i) bytes += first_code_point(code.substr(bytes)).length;
        out += "<span>";
        syntax::append_escaped(out, code.substr(0, bytes), syntax::Escape::text);
        out += "</span>";
        code.remove_prefix(bytes);
    }
    return {SafeHtml::Key(), std::move(out)};
}

SafeHtml HtmlFilters::paragraphs(std::string_view text) {
    std::string out;
    bool open = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            if (open) out += "</p>";
            open = false;
            continue;
        }
        out += open ? "<br>" : "<p>";
        open = true;
        syntax::append_escaped(out, line, syntax::Escape::text);
    }
    if (open) out += "</p>";
    return {SafeHtml::Key(), std::move(out)};
}

SafeHtml HtmlFilters::joined(std::span<const Data> parts, Arena& arena) {
    std::string out;
    for (const Data& part : parts) {
        if (part.kind() == Data::Kind::html) {
            out += part.as_text();
        } else if (const auto text = syntax::printed(part, arena)) {
            syntax::append_escaped(out, *text, syntax::Escape::text);
        }
    }
    return {SafeHtml::Key(), std::move(out)};
}

SafeHtml HtmlFilters::written(std::string_view html) { return {SafeHtml::Key(), std::string(html)}; }

namespace syntax {
namespace {

std::optional<std::string_view> plain(Call& call) {
    const auto text = printed(call.value, call.arena);
    if (!text) refuse(call, "文字", "a text");
    return text;
}

template <char From, char To>
Data change_case(Call& call) {
    const auto text = plain(call);
    if (!text) return {};
    std::string out(*text);
    for (char& c : out) {
        if (c >= From && c <= char(From + 25)) c = char(c - From + To);
    }
    return text_result(call, out);
}

/// Texts one behind the other, `size` bytes or less.
Data joined_text(Call& call, std::span<const Data> parts, std::size_t size) {
    char* const begin = static_cast<char*>(call.arena.allocate(size, 1));
    char* end = begin;
    for (const Data& part : parts) end = std::copy_n(part.as_text().data(), part.as_text().size(), end);
    return Data::text({begin, std::size_t(end - begin)});
}

/// The bytes of the first `count` code points.
std::string_view beginning(std::string_view text, std::size_t count) {
    std::size_t bytes = 0;
    for (; count > 0 && bytes < text.size(); --count) bytes += first_code_point(text.substr(bytes)).length;
    return text.substr(0, bytes);
}

}  // namespace

Data filter_group(Call& call) {
    const auto text = plain(call);
    return text ? Data::html_in(call.arena, HtmlFilters::group(*text)) : Data();
}

Data filter_nl2br(Call& call) {
    const auto text = plain(call);
    return text ? Data::html_in(call.arena, HtmlFilters::paragraphs(*text)) : Data();
}

Data filter_truncate(Call& call) {
    const auto text = plain(call);
    if (!text) return {};
    const std::string_view kept = beginning(*text, std::size_t(std::max<std::int64_t>(1, call.integer(0, 40))));
    return kept.size() == text->size() ? Data::text(*text) : text_result(call, std::string(kept) + "…");
}

Data filter_url(Call& call) {
    const auto text = plain(call);
    if (!text) return {};
    std::string out;
    append_escaped(out, *text, Escape::url_part);
    return text_result(call, out);
}

Data filter_json(Call& call) {
    std::string out;
    if (!append_json(out, call.value)) call.too_large = true;
    return text_result(call, out);
}

Data filter_lower(Call& call) { return change_case<'A', 'a'>(call); }
Data filter_upper(Call& call) { return change_case<'a', 'A'>(call); }

Data filter_trim(Call& call) {
    const auto text = plain(call);
    return text ? Data::text(trim(*text)) : Data();
}

Data filter_replace(Call& call) {
    const auto text = plain(call);
    const std::string_view from = call.text(0, ""), to = call.text(1, "");
    if (!text || call.problem) return {};
    if (from.empty()) return refuse(call, "要替换的文字不能是空的", "something to replace that is not empty");
    std::string out;
    std::string_view rest = *text;
    for (std::size_t at = rest.find(from); at != std::string_view::npos; at = rest.find(from)) {
        out.append(rest.substr(0, at)).append(to);
        rest.remove_prefix(at + from.size());
        if (out.size() > largest_text) break;
    }
    return text_result(call, out.append(rest));
}

/// `{n}` in a phrase becomes the argument n; HTML among the arguments makes HTML of the whole.
Data filter_fill(Call& call) {
    const auto text = plain(call);
    if (!text) return {};
    const bool phrase_is_html = call.value.kind() == Data::Kind::html;
    std::vector<Data> parts;
    bool html = false;
    std::size_t size = text->size();
    std::string_view rest = *text;
    for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{', open + 1)) {
        const std::size_t close = rest.find('}', open);
        if (close == std::string_view::npos) break;
        const Key key(rest.substr(open + 1, close - open - 1));
        const auto given =
            std::find_if(call.named.begin(), call.named.end(), [&](const Member& one) { return one.key == key; });
        if (given == call.named.end()) continue;
        const auto value = printed(given->value, call.arena);
        if (!value) return refuse(call, "填入的是文字或数", "texts and numbers to fill in");
        html = html || (given->value.kind() == Data::Kind::html && !phrase_is_html);
        if (parts.empty()) parts.reserve(2 * call.named.size() + 1);
        parts.push_back(Data::text(rest.substr(0, open)));
        parts.push_back(given->value.kind() == Data::Kind::html ? given->value : Data::text(*value));
        size += value->size();
        rest.remove_prefix(close + 1);
        open = std::size_t(0) - 1;
    }
    if (parts.empty()) return Data::text(*text);
    parts.push_back(Data::text(rest));
    if (size > largest_text) {
        call.too_large = true;
        return {};
    }
    if (html) return Data::html_in(call.arena, HtmlFilters::joined(parts, call.arena));
    return joined_text(call, parts, size);
}

/// Chinese has one form, `other`.
Data filter_plural(Call& call) {
    if (call.value.kind() != Data::Kind::integer) return refuse(call, "整数", "a whole number");
    const bool one = call.language == Language::en && call.value.as_integer() == 1;
    return call.arguments[one ? 0 : 1];
}

}  // namespace syntax
}  // namespace gongshi
