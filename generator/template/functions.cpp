#include "template/functions.h"

#include <algorithm>
#include <array>

#include "core/json.h"
#include "core/text.h"

namespace gongshi {
namespace {

void append_escaped(std::string& out, std::string_view text) {
    for (char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
}

}  // namespace

SafeHtml HtmlFilters::group(std::string_view code) {
    std::string out;
    const std::u32string points = to_code_points(code);
    for (std::size_t i = 0; i < points.size(); i += 4) {
        out += "<span>";
        append_escaped(out, to_utf8(std::u32string_view(points).substr(i, 4)));
        out += "</span>";
    }
    return {SafeHtml::Key(), std::move(out)};
}

SafeHtml HtmlFilters::written(std::string_view html) { return {SafeHtml::Key(), std::string(html)}; }

SafeHtml HtmlFilters::paragraphs(std::string_view text) {
    std::string out;
    bool open = false;
    for (std::string_view line : split(text, '\n')) {
        line = trim(line);
        if (line.empty()) {
            if (open) out += "</p>";
            open = false;
            continue;
        }
        out += open ? "<br>" : "<p>";
        open = true;
        append_escaped(out, line);
    }
    if (open) out += "</p>";
    return {SafeHtml::Key(), std::move(out)};
}

namespace syntax {
namespace {

constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

bool is_english(const Call& call) { return call.language == Language::en; }

Data text_of(Call& call, std::string_view text) { return Data::text_in(call.arena, text); }

Data refuse(Call& call, std::string takes) {
    call.problem = std::move(takes);
    return {};
}

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number < 0 ? -number : number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return (number < 0 ? "-" : "") + digits;
}

/// fen as units of 10^`decimals` fen, without needless zeros when `shortest`.
std::string decimal(std::int64_t fen, int decimals, bool shortest) {
    std::int64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    std::string rest = std::to_string(unit + (fen < 0 ? -fen : fen) % unit).substr(1);
    while (shortest && !rest.empty() && rest.back() == '0') rest.pop_back();
    const std::string whole = grouped(fen / unit);
    return (fen < 0 && fen / unit == 0 ? "-" : "") + whole + (rest.empty() ? "" : "." + rest);
}

Data date(Call& call) {
    if (call.value.kind() != Data::Kind::date) return refuse(call, "date");
    const Date day = Date::from_days(std::int32_t(call.value.as_integer()));
    if (is_english(call))
        return text_of(call, std::to_string(day.day()) + " " + std::string(months[std::size_t(day.month() - 1)]) + " " +
                                 std::to_string(day.year()));
    return text_of(call, std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" +
                             std::to_string(day.day()) + "日");
}

Data iso(Call& call) {
    if (call.value.kind() != Data::Kind::date) return refuse(call, "date");
    return text_of(call, Date::from_days(std::int32_t(call.value.as_integer())).iso());
}

Data month(Call& call) {
    if (call.value.kind() != Data::Kind::date) return refuse(call, "date");
    const Date day = Date::from_days(std::int32_t(call.value.as_integer()));
    if (is_english(call))
        return text_of(call, std::string(months[std::size_t(day.month() - 1)]) + " " + std::to_string(day.year()));
    return text_of(call, std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月");
}

bool is_fen(const Data& value) { return value.kind() == Data::Kind::money || value.kind() == Data::Kind::integer; }

Data money(Call& call) {
    if (!is_fen(call.value)) return refuse(call, "amount");
    const std::string amount = decimal(call.value.as_integer(), 2, false);
    return text_of(call, is_english(call) ? "CNY " + amount : amount + " 元");
}

Data wan(Call& call) {
    if (!is_fen(call.value)) return refuse(call, "amount");
    const std::string amount = decimal(call.value.as_integer(), 6, true);
    return text_of(call, is_english(call) ? "CNY " + amount + " × 10,000" : amount + " 万元");
}

Data number(Call& call) {
    if (call.value.kind() == Data::Kind::integer) return text_of(call, grouped(call.value.as_integer()));
    if (call.value.kind() == Data::Kind::text) return call.value;  // a decimal, printed as it was filed
    return refuse(call, "number");
}

Data bytes(Call& call) {
    if (call.value.kind() != Data::Kind::integer) return refuse(call, "number");
    const std::int64_t size = call.value.as_integer();
    const auto in = [&](std::int64_t unit, const char* name) {
        const std::int64_t tenths = (size * 10 + unit / 2) / unit;
        const std::string amount = tenths < 100 && tenths % 10 != 0
                                       ? std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)
                                       : std::to_string((tenths + 5) / 10);
        return text_of(call, amount + " " + name);
    };
    if (size < 1024) return text_of(call, std::to_string(size) + " B");
    return size < 1024 * 1024 ? in(1024, "KB") : in(1024 * 1024, "MB");
}

std::optional<std::string_view> plain(Call& call) { return printed(call.value, call.arena); }

Data group(Call& call) {
    const auto text = plain(call);
    return text ? Data::html_in(call.arena, HtmlFilters::group(*text)) : refuse(call, "text");
}

Data nl2br(Call& call) {
    const auto text = plain(call);
    return text ? Data::html_in(call.arena, HtmlFilters::paragraphs(*text)) : refuse(call, "text");
}

Data truncate(Call& call) {
    const auto text = plain(call);
    if (!text) return refuse(call, "text");
    const std::size_t most = std::size_t(std::max<std::int64_t>(1, call.integer(0, 40)));
    if (count_code_points(*text) <= most) return Data::text(*text);
    return text_of(call, to_utf8(to_code_points(*text).substr(0, most)) + "…");
}

Data join(Call& call) {
    if (call.value.kind() != Data::Kind::list) return refuse(call, "list");
    std::string out;
    bool first = true;
    for (const Data& item : call.value.items()) {
        const auto text = printed(item, call.arena);
        if (!text) return refuse(call, "list of texts");
        if (!first) out += call.text(0, "");
        first = false;
        out += *text;
    }
    return text_of(call, out);
}

Data otherwise(Call& call) {
    if (call.value.kind() != Data::Kind::none) return call.value;
    return call.positional.empty() ? Data::text("") : call.positional[0];
}

Data url(Call& call) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    const auto text = plain(call);
    if (!text) return refuse(call, "text");
    std::string out;
    for (char c : *text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool kept = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                          (byte >= 'A' && byte <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~';
        if (kept) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return text_of(call, out);
}

void append_json(std::string& out, const Data& value) {
    JsonWriter json(out);
    switch (value.kind()) {
        case Data::Kind::none:
            json.null();
            break;
        case Data::Kind::flag:
            json.flag(value.as_flag());
            break;
        case Data::Kind::integer:
        case Data::Kind::money:
            json.integer(value.as_integer());
            break;
        case Data::Kind::text:
        case Data::Kind::html:
            json.text(value.as_text());
            break;
        case Data::Kind::date:
            json.text(Date::from_days(std::int32_t(value.as_integer())).iso());
            break;
        case Data::Kind::list: {
            out += '[';
            for (const Data& item : value.items()) {
                if (out.back() != '[') out += ',';
                append_json(out, item);
            }
            out += ']';
            break;
        }
        case Data::Kind::object: {
            out += '{';
            for (const Member& member : value.members()) {
                if (out.back() != '{') out += ',';
                append_json_text(out, member.key.name);
                out += ':';
                append_json(out, member.value);
            }
            out += '}';
        }
    }
}

Data json(Call& call) {
    std::string out;
    append_json(out, call.value);
    return text_of(call, out);
}

template <char From, char To>
Data change_case(Call& call) {
    const auto text = plain(call);
    if (!text) return refuse(call, "text");
    std::string out(*text);
    for (char& c : out) {
        if (c >= From && c <= char(From + 25)) c = char(c - From + To);
    }
    return text_of(call, out);
}

Data length(Call& call) {
    if (call.value.kind() == Data::Kind::list) return Data::integer(std::int64_t(call.value.items().size()));
    if (call.value.kind() == Data::Kind::text)
        return Data::integer(std::int64_t(count_code_points(call.value.as_text())));
    return refuse(call, "list or text");
}

Data first(Call& call) {
    if (call.value.kind() != Data::Kind::list || call.value.items().empty())
        return refuse(call, "list that is not empty");
    return call.value.items().front();
}

Data last(Call& call) {
    if (call.value.kind() != Data::Kind::list || call.value.items().empty())
        return refuse(call, "list that is not empty");
    return call.value.items().back();
}

Data slice(Call& call) {
    if (call.value.kind() != Data::Kind::list) return refuse(call, "list");
    const auto items = call.value.items();
    const std::size_t from = std::size_t(std::clamp<std::int64_t>(call.integer(0, 0), 0, std::int64_t(items.size())));
    const std::size_t to = std::size_t(std::clamp<std::int64_t>(call.integer(1, std::int64_t(items.size())),
                                                                std::int64_t(from), std::int64_t(items.size())));
    return Data::list(items.subspan(from, to - from));
}

Data reverse(Call& call) {
    if (call.value.kind() != Data::Kind::list) return refuse(call, "list");
    const std::span<Data> copy = call.arena.make_span<Data>(call.value.items().size());
    std::reverse_copy(call.value.items().begin(), call.value.items().end(), copy.begin());
    return Data::list(copy);
}

/// `{n}` in a phrase becomes the argument n.
Data fill(Call& call) {
    const auto text = plain(call);
    if (!text) return refuse(call, "text");
    std::string out(*text);
    for (const Member& argument : call.named) {
        const auto value = printed(argument.value, call.arena);
        if (!value) return refuse(call, "texts and numbers to fill in");
        replace_all(out, "{" + std::string(argument.key.name) + "}", *value);
    }
    return text_of(call, out);
}

Data plural(Call& call) {
    if (call.value.kind() != Data::Kind::integer || call.positional.size() < 2)
        return refuse(call, "number, with one and other");
    return is_english(call) && call.value.as_integer() == 1 ? call.positional[0] : call.positional[1];
}

Data escape(Call& call) { return call.value; }  // printing escapes by place, always

Data trimmed(Call& call) {
    const auto text = plain(call);
    return text ? Data::text(trim(*text)) : refuse(call, "text");
}

Data replace(Call& call) {
    const auto text = plain(call);
    if (!text || call.text(0, "").empty()) return refuse(call, "text, with what to replace");
    std::string out(*text);
    replace_all(out, call.text(0, ""), call.text(1, ""));
    return text_of(call, out);
}

Data absolute(Call& call) {
    if (call.value.kind() != Data::Kind::integer) return refuse(call, "number");
    return Data::integer(call.value.as_integer() < 0 ? -call.value.as_integer() : call.value.as_integer());
}

struct NamedFilter {
    std::string_view name;
    Filter run;
};
constexpr std::array filters = {
    NamedFilter{"abs", absolute},
    NamedFilter{"bytes", bytes},
    NamedFilter{"date", date},
    NamedFilter{"default", otherwise},
    NamedFilter{"e", escape},
    NamedFilter{"escape", escape},
    NamedFilter{"fill", fill},
    NamedFilter{"first", first},
    NamedFilter{"group", group},
    NamedFilter{"iso", iso},
    NamedFilter{"join", join},
    NamedFilter{"json", json},
    NamedFilter{"last", last},
    NamedFilter{"length", length},
    NamedFilter{"lower", change_case<'A', 'a'>},
    NamedFilter{"money", money},
    NamedFilter{"month", month},
    NamedFilter{"nl2br", nl2br},
    NamedFilter{"number", number},
    NamedFilter{"plural", plural},
    NamedFilter{"replace", replace},
    NamedFilter{"reverse", reverse},
    NamedFilter{"slice", slice},
    NamedFilter{"trim", trimmed},
    NamedFilter{"truncate", truncate},
    NamedFilter{"upper", change_case<'a', 'A'>},
    NamedFilter{"url", url},
    NamedFilter{"wan", wan},
};

bool is_number(const Data& value) { return value.kind() == Data::Kind::integer || value.kind() == Data::Kind::money; }

struct NamedTest {
    std::string_view name;
    Test run;
};
constexpr std::array tests = {
    NamedTest{"defined", [](const Data&, std::span<const Data>) { return true; }},
    NamedTest{"divisibleby",
              [](const Data& v, std::span<const Data> a) {
                  return !a.empty() && a[0].as_integer() != 0 && v.as_integer() % a[0].as_integer() == 0;
              }},
    NamedTest{"even", [](const Data& v, std::span<const Data>) { return is_number(v) && v.as_integer() % 2 == 0; }},
    NamedTest{"iterable", [](const Data& v, std::span<const Data>) { return v.kind() == Data::Kind::list; }},
    NamedTest{"none", [](const Data& v, std::span<const Data>) { return v.kind() == Data::Kind::none; }},
    NamedTest{"number", [](const Data& v, std::span<const Data>) { return is_number(v); }},
    NamedTest{"odd", [](const Data& v, std::span<const Data>) { return is_number(v) && v.as_integer() % 2 != 0; }},
    NamedTest{"string", [](const Data& v, std::span<const Data>) { return v.kind() == Data::Kind::text; }},
};

template <class Table>
std::vector<std::string> names_of(const Table& table) {
    std::vector<std::string> names;
    for (const auto& row : table) names.emplace_back(row.name);
    return names;
}

template <class Table>
std::optional<std::size_t> find_in(const Table& table, std::string_view name) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; });
    return found == table.end() ? std::nullopt : std::optional<std::size_t>(std::size_t(found - table.begin()));
}

}  // namespace

std::int64_t Call::integer(std::size_t position, std::int64_t otherwise) {
    return position < positional.size() && positional[position].kind() == Data::Kind::integer
               ? positional[position].as_integer()
               : otherwise;
}

std::string_view Call::text(std::size_t position, std::string_view otherwise) {
    return position < positional.size() && positional[position].kind() == Data::Kind::text
               ? positional[position].as_text()
               : otherwise;
}

std::optional<std::size_t> find_filter(std::string_view name) { return find_in(filters, name); }
std::optional<std::size_t> find_test(std::string_view name) { return find_in(tests, name); }

std::span<const std::string> filter_names() {
    static const std::vector<std::string> names = names_of(filters);
    return names;
}

std::span<const std::string> test_names() {
    static const std::vector<std::string> names = names_of(tests);
    return names;
}

Filter filter_at(std::size_t index) { return filters[index].run; }
Test test_at(std::size_t index) { return tests[index].run; }

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
            return arena.copy(decimal(value.as_integer(), 2, false));
        case Data::Kind::list:
        case Data::Kind::object:
            break;
    }
    return std::nullopt;
}

}  // namespace syntax
}  // namespace gongshi
