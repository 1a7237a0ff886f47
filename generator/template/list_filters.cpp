// Filters for lists and objects.
#include <algorithm>

#include "core/text.h"
#include "template/functions.h"

namespace gongshi::syntax {
namespace {

bool is_list(Call& call) {
    if (call.value.kind() == Data::Kind::list) return true;
    refuse(call, "列表", "a list");
    return false;
}

/// The member `attribute` of each item, or the items themselves when none is named.
std::optional<std::vector<Data>> parts_of(Call& call, std::string_view attribute) {
    std::vector<Data> parts;
    const Key key(attribute);
    for (const Data& item : call.value.items()) {
        const Data* part = attribute.empty() ? &item : item.find(key);
        if (part == nullptr) {
            refuse(call, "每一项都有“" + std::string(attribute) + "”的列表",
                   "a list whose items all have “" + std::string(attribute) + "”");
            return std::nullopt;
        }
        parts.push_back(*part);
    }
    return parts;
}

}  // namespace

Data filter_length(Call& call) {
    switch (call.value.kind()) {
        case Data::Kind::list:
            return Data::integer(std::int64_t(call.value.items().size()));
        case Data::Kind::object:
            return Data::integer(std::int64_t(call.value.members().size()));
        case Data::Kind::text:
            return Data::integer(std::int64_t(count_code_points(call.value.as_text())));
        default:
            return refuse(call, "列表、对象或文字", "a list, an object or a text");
    }
}

Data filter_first(Call& call) {
    if (!is_list(call)) return {};
    if (call.value.items().empty()) return refuse(call, "不是空的列表", "a list that is not empty");
    return call.value.items().front();
}

Data filter_last(Call& call) {
    if (!is_list(call)) return {};
    if (call.value.items().empty()) return refuse(call, "不是空的列表", "a list that is not empty");
    return call.value.items().back();
}

Data filter_join(Call& call) {
    if (!is_list(call)) return {};
    const auto parts = parts_of(call, call.text(1, ""));
    const std::string_view separator = call.text(0, "");
    if (call.problem) return {};
    std::vector<Data> pieces;
    bool html = call.has(0) && call.arguments[0].kind() == Data::Kind::html;
    std::size_t size = 0;
    for (const Data& part : *parts) {
        const auto text = printed(part, call.arena);
        if (!text) return refuse(call, "文字的列表", "a list of texts");
        size += text->size() + separator.size();
        html = html || part.kind() == Data::Kind::html;
        if (!pieces.empty()) pieces.push_back(call.has(0) ? call.arguments[0] : Data::text(""));
        pieces.push_back(part.kind() == Data::Kind::html ? part : Data::text(*text));
    }
    if (size > largest_text) {
        call.too_large = true;
        return {};
    }
    if (html) return Data::html_in(call.arena, HtmlFilters::joined(pieces, call.arena));
    std::string out;
    out.reserve(size);
    for (const Data& piece : pieces) out += piece.as_text();
    return text_result(call, out);
}

/// Items `from` up to before `to`; negative ones count from the end.
Data filter_slice(Call& call) {
    if (!is_list(call)) return {};
    const auto items = call.value.items();
    const auto count = std::int64_t(items.size());
    const auto place = [&](std::int64_t at) { return std::clamp<std::int64_t>(at < 0 ? at + count : at, 0, count); };
    const std::int64_t from = place(call.integer(0, 0));
    const std::int64_t to = std::max(from, place(call.integer(1, count)));
    return Data::list(items.subspan(std::size_t(from), std::size_t(to - from)));
}

Data filter_reverse(Call& call) {
    if (call.value.kind() == Data::Kind::text) {
        std::u32string points = to_code_points(call.value.as_text());
        std::reverse(points.begin(), points.end());
        return text_result(call, to_utf8(points));
    }
    if (!is_list(call)) return {};
    const std::span<Data> copy = call.arena.make_span<Data>(call.value.items().size());
    std::reverse_copy(call.value.items().begin(), call.value.items().end(), copy.begin());
    return Data::list(copy);
}

/// Texts by code point (Latin letters without regard to case unless asked), numbers, dates; equal ones keep their order.
Data filter_sort(Call& call) {
    if (!is_list(call)) return {};
    auto keys = parts_of(call, call.text(2, ""));
    if (call.problem) return {};
    for (Data& key : *keys) {
        if (!order_of(key, keys->front()))
            return refuse(call, "各项能比较大小的列表", "a list whose items have an order");
        if (is_text(key) && !call.flag(1)) key = Data::text_in(call.arena, lower_ascii(key.as_text()));
    }
    std::vector<std::size_t> order(keys->size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const bool reverse = call.flag(0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const int compared = *order_of((*keys)[a], (*keys)[b]);
        return reverse ? compared > 0 : compared < 0;
    });
    const std::span<Data> sorted = call.arena.make_span<Data>(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = call.value.items()[order[i]];
    return Data::list(sorted);
}

/// The members of an object as pairs, for `for key, value in object | items`.
Data filter_items(Call& call) {
    if (call.value.kind() != Data::Kind::object) return refuse(call, "对象", "an object");
    const auto members = call.value.members();
    const std::span<Data> pairs = call.arena.make_span<Data>(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::span<Data> pair = call.arena.make_span<Data>(2);
        pair[0] = Data::text(members[i].key.name);
        pair[1] = members[i].value;
        pairs[i] = Data::list(pair);
    }
    return Data::list(pairs);
}

}  // namespace gongshi::syntax
