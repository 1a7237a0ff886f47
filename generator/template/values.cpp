// What values are to operators, tests and printing.
#include <algorithm>
#include <array>

#include "core/json.h"
#include "template/functions.h"

namespace gongshi::syntax {
namespace {

/// "-1234.05": an amount as it is printed without a filter.
std::string plain_amount(std::int64_t fen) {
    const std::uint64_t size = fen < 0 ? 0 - std::uint64_t(fen) : std::uint64_t(fen);
    return (fen < 0 ? "-" : "") + std::to_string(size / 100) + "." + std::to_string(100 + size % 100).substr(1);
}

void append_json_items(std::string& out, const Data& list) {
    out += '[';
    bool first = true;
    for (const Data& item : list.items()) {
        if (!first) out += ',';
        first = false;
        if (!append_json(out, item)) return;
    }
    out += ']';
}

void append_json_members(std::string& out, const Data& object) {
    out += '{';
    bool first = true;
    for (const Member& member : object.members()) {
        if (!first) out += ',';
        first = false;
        append_json_text(out, member.key.name);
        out += ':';
        if (!append_json(out, member.value)) return;
    }
    out += '}';
}

}  // namespace

bool is_true(const Data& value) {
    switch (value.kind()) {
        case Data::Kind::none:
            return false;
        case Data::Kind::flag:
        case Data::Kind::integer:
        case Data::Kind::money:
            return value.as_integer() != 0;
        case Data::Kind::text:
        case Data::Kind::html:
            return !value.as_text().empty();
        case Data::Kind::list:
            return !value.items().empty();
        case Data::Kind::object:
            return !value.members().empty();
        case Data::Kind::date:
            break;
    }
    return true;
}

bool are_equal(const Data& a, const Data& b, std::size_t& patience) {
    if (patience == 0) return false;
    --patience;
    if (is_text(a) && is_text(b)) return a.as_text() == b.as_text();
    if (is_number(a) && is_number(b)) return a.as_integer() == b.as_integer();
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
        case Data::Kind::none:
            return true;
        case Data::Kind::list:
            return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                              [&](const Data& x, const Data& y) { return are_equal(x, y, patience); });
        case Data::Kind::object:
            return a.members().data() == b.members().data() && a.members().size() == b.members().size();
        default:
            return a.as_integer() == b.as_integer();
    }
}

std::optional<int> order_of(const Data& a, const Data& b) {
    const bool dates = a.kind() == Data::Kind::date && b.kind() == Data::Kind::date;
    if (dates || (is_number(a) && is_number(b)))
        return a.as_integer() < b.as_integer() ? -1 : int(a.as_integer() > b.as_integer());
    if (!is_text(a) || !is_text(b)) return std::nullopt;
    const int order = a.as_text().compare(b.as_text());
    return order < 0 ? -1 : int(order > 0);
}

std::optional<std::string_view> printed(const Data& value, Arena& arena) {
    switch (value.kind()) {
        case Data::Kind::none:
            return "";
        case Data::Kind::flag:
            return value.as_flag() ? "true" : "false";
        case Data::Kind::integer:
            return arena.copy(std::to_string(value.as_integer()));
        case Data::Kind::text:
        case Data::Kind::html:
            return value.as_text();
        case Data::Kind::date:
            return arena.copy(Date::from_days(std::int32_t(value.as_integer())).iso());
        case Data::Kind::money:
            return arena.copy(plain_amount(value.as_integer()));
        case Data::Kind::list:
        case Data::Kind::object:
            break;
    }
    return std::nullopt;
}

Said kind_of(const Data& value) {
    static constexpr std::array<std::pair<const char*, const char*>, 9> names = {{{"none（没有值）", "none"},
                                                                                  {"真假值", "a flag"},
                                                                                  {"整数", "a number"},
                                                                                  {"文字", "a text"},
                                                                                  {"HTML", "HTML"},
                                                                                  {"日期", "a date"},
                                                                                  {"金额", "an amount"},
                                                                                  {"列表", "a list"},
                                                                                  {"对象", "an object"}}};
    const auto& [zh, en] = names[std::size_t(value.kind())];
    return {zh, en};
}

bool append_json(std::string& out, const Data& value) {
    JsonWriter json(out);
    switch (value.kind()) {
        case Data::Kind::none:
            json.null();
            break;
        case Data::Kind::flag:
            json.flag(value.as_flag());
            break;
        case Data::Kind::integer:
            json.integer(value.as_integer());
            break;
        case Data::Kind::money:
            json.raw_number(plain_amount(value.as_integer()));
            break;
        case Data::Kind::text:
        case Data::Kind::html:
            json.text(value.as_text());
            break;
        case Data::Kind::date:
            json.text(Date::from_days(std::int32_t(value.as_integer())).iso());
            break;
        case Data::Kind::list:
            append_json_items(out, value);
            break;
        case Data::Kind::object:
            append_json_members(out, value);
            break;
    }
    return out.size() <= largest_text;
}

}  // namespace gongshi::syntax
