#include "template/functions.h"

#include <algorithm>

#include "core/text.h"

namespace gongshi::syntax {
namespace {

Data identity(Call& call) { return call.value; }  // printing escapes by place, always

/// None is what views give for "there is none", so it counts as missing.
Data otherwise(Call& call) {
    const bool missing = call.value.kind() == Data::Kind::none || (call.flag(1) && !is_true(call.value));
    if (!missing) return call.value;
    return call.has(0) ? call.arguments[0] : Data::text("");
}

// Sorted by name.
constexpr std::array filters = {
    FilterInfo{"abs", filter_abs},
    FilterInfo{"bytes", filter_bytes},
    FilterInfo{"count", filter_length},
    FilterInfo{"date", filter_date},
    FilterInfo{"default", otherwise, 0, 2, {"default_value", "boolean"}, false, true},
    FilterInfo{"e", identity},
    FilterInfo{"escape", identity},
    FilterInfo{"fill", filter_fill, 0, 0, {}, true},
    FilterInfo{"first", filter_first},
    FilterInfo{"group", filter_group},
    FilterInfo{"iso", filter_iso},
    FilterInfo{"items", filter_items},
    FilterInfo{"join", filter_join, 0, 2, {"d", "attribute"}},
    FilterInfo{"json", filter_json},
    FilterInfo{"last", filter_last},
    FilterInfo{"length", filter_length},
    FilterInfo{"lower", filter_lower},
    FilterInfo{"money", filter_money},
    FilterInfo{"month", filter_month},
    FilterInfo{"nl2br", filter_nl2br},
    FilterInfo{"number", filter_number},
    FilterInfo{"plural", filter_plural, 2, 2, {"one", "other"}},
    FilterInfo{"replace", filter_replace, 2, 2, {"old", "new"}},
    FilterInfo{"reverse", filter_reverse},
    FilterInfo{"round", filter_round, 0, 1, {"precision"}},
    FilterInfo{"slice", filter_slice, 1, 2, {"from", "to"}},
    FilterInfo{"sort", filter_sort, 0, 3, {"reverse", "case_sensitive", "attribute"}},
    FilterInfo{"trim", filter_trim},
    FilterInfo{"truncate", filter_truncate, 0, 1, {"length"}},
    FilterInfo{"upper", filter_upper},
    FilterInfo{"url", filter_url},
    FilterInfo{"wan", filter_wan},
};

bool is_kind(const Call& call, Data::Kind kind) { return call.value.kind() == kind; }

bool is_divisible(Call& call) {
    const std::int64_t by = call.integer(0, 0);
    if (!is_kind(call, Data::Kind::integer) || by == 0) {
        refuse(call, "整数，除数不为 0", "a whole number, and one to divide by that is not 0");
        return false;
    }
    return by == -1 || call.value.as_integer() % by == 0;
}

template <int Remainder>
bool has_remainder(Call& call) {
    if (!is_number(call.value)) refuse(call, "数", "a number");
    return !call.problem && (call.value.as_integer() % 2 != 0) == (Remainder == 1);
}

bool equals(Call& call) {
    std::size_t patience = 1'000'000;
    return are_equal(call.value, call.arguments[0], patience);
}

template <bool (*Holds)(int)>
bool compares(Call& call) {
    const std::optional<int> order = order_of(call.value, call.arguments[0]);
    if (!order) refuse(call, "能比较大小的两个值", "two values that have an order");
    return order && Holds(*order);
}

bool is_in(Call& call) {
    if (call.arguments[0].kind() != Data::Kind::list) {
        refuse(call, "括号里是列表", "a list in the brackets");
        return false;
    }
    std::size_t patience = 1'000'000;
    const auto items = call.arguments[0].items();
    return std::any_of(items.begin(), items.end(),
                       [&](const Data& one) { return are_equal(one, call.value, patience); });
}

bool less(int order) { return order < 0; }
bool at_most(int order) { return order <= 0; }
bool greater(int order) { return order > 0; }
bool at_least(int order) { return order >= 0; }

// Sorted by name. `defined` is answered before the value is there (Renderer::test).
constexpr std::array tests = {
    TestInfo{"boolean", [](Call& call) { return is_kind(call, Data::Kind::flag); }},
    TestInfo{"defined", [](Call&) { return true; }, false, true},
    TestInfo{"divisibleby", is_divisible, true},
    TestInfo{"eq", equals, true},
    TestInfo{"equalto", equals, true},
    TestInfo{"even", has_remainder<0>},
    TestInfo{"false", [](Call& call) { return is_kind(call, Data::Kind::flag) && !call.value.as_flag(); }},
    TestInfo{"ge", compares<at_least>, true},
    TestInfo{"gt", compares<greater>, true},
    TestInfo{"in", is_in, true},
    TestInfo{"integer", [](Call& call) { return is_kind(call, Data::Kind::integer); }},
    TestInfo{"iterable", [](Call& call) { return is_kind(call, Data::Kind::list); }},
    TestInfo{"le", compares<at_most>, true},
    TestInfo{"lt", compares<less>, true},
    TestInfo{"mapping", [](Call& call) { return is_kind(call, Data::Kind::object); }},
    TestInfo{"ne", [](Call& call) { return !equals(call); }, true},
    TestInfo{"none", [](Call& call) { return is_kind(call, Data::Kind::none); }},
    TestInfo{"number", [](Call& call) { return is_number(call.value); }},
    TestInfo{"odd", has_remainder<1>},
    TestInfo{"sameas", equals, true},
    TestInfo{"sequence", [](Call& call) { return is_kind(call, Data::Kind::list); }},
    TestInfo{"string", [](Call& call) { return is_text(call.value); }},
    TestInfo{"true", [](Call& call) { return is_kind(call, Data::Kind::flag) && call.value.as_flag(); }},
    TestInfo{"undefined", [](Call&) { return false; }, false, true},
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
    if (!has(position)) return otherwise;
    if (arguments[position].kind() != Data::Kind::integer)
        refuse(*this, "括号里是整数", "a whole number in the brackets");
    return arguments[position].as_integer();
}

std::string_view Call::text(std::size_t position, std::string_view otherwise) {
    if (!has(position)) return otherwise;
    if (is_text(arguments[position])) return arguments[position].as_text();
    refuse(*this, "括号里是文字", "a text in the brackets");
    return otherwise;
}

bool Call::flag(std::size_t position) { return has(position) && is_true(arguments[position]); }

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

const FilterInfo& filter_at(std::size_t index) { return filters[index]; }
const TestInfo& test_at(std::size_t index) { return tests[index]; }
bool test_takes_argument(std::size_t index) { return tests[index].argument; }

Data refuse(Call& call, std::string zh, std::string en) {
    if (!call.problem) call.problem = Said{std::move(zh), std::move(en)};
    return {};
}

Data text_result(Call& call, std::string_view text) {
    if (text.size() > largest_text) {
        call.too_large = true;
        return {};
    }
    return Data::text_in(call.arena, text);
}

}  // namespace gongshi::syntax
