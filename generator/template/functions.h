#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/wording.h"
#include "template/data.h"
#include "template/syntax.h"

namespace gongshi {

namespace syntax {
class Renderer;
}

/// Builds the HTML that filters and macros make: one of the few that may.
class HtmlFilters {
public:
    static SafeHtml group(std::string_view code);       ///< in groups of four characters, each in a <span>
    static SafeHtml paragraphs(std::string_view text);  ///< blank lines part <p>s, other line ends become <br>
    /// One behind the other: HTML as it is, everything else escaped.
    static SafeHtml joined(std::span<const Data> parts, Arena& arena);

private:
    friend class syntax::Renderer;
    /// What a macro or `set` block of a template wrote: its literal text, and values escaped by their places.
    static SafeHtml written(std::string_view html);
};

namespace syntax {

/// Bounds a hostile or mistaken template runs into: bytes of one text or page.
inline constexpr std::size_t largest_text = std::size_t(64) << 20;

/// What a filter or test works with. `problem` set: it does not fit the value; the words say what it takes.
struct Call {
    Arena& arena;
    Language language;
    Data value;
    std::span<const Data> arguments;  ///< in the order of its parameters
    std::uint32_t given = 0;          ///< a bit for each argument that was
    std::span<const Member> named;    ///< of `fill`, which takes any name
    std::optional<Said> problem;
    bool too_large = false;  ///< the result would go beyond `largest_text`

    bool has(std::size_t position) const { return (given >> position & 1) != 0; }
    std::int64_t integer(std::size_t position, std::int64_t otherwise);
    std::string_view text(std::size_t position, std::string_view otherwise);
    bool flag(std::size_t position);
};

using Filter = Data (*)(Call&);
using Test = bool (*)(Call&);

struct FilterInfo {
    std::string_view name;
    Filter run;
    std::size_t required = 0, most = 0;               ///< arguments
    std::array<std::string_view, 3> parameters = {};  ///< names of the first ones
    bool any_name = false;                            ///< takes arguments of any name
    bool forgiving = false;                           ///< may be given a name that does not exist
};

struct TestInfo {
    std::string_view name;
    Test run;
    bool argument = false;   ///< takes one
    bool forgiving = false;  ///< may be given a name that does not exist
};

std::optional<std::size_t> find_filter(std::string_view name);
std::optional<std::size_t> find_test(std::string_view name);
std::span<const std::string> filter_names();  ///< sorted
std::span<const std::string> test_names();    ///< sorted
const FilterInfo& filter_at(std::size_t index);
const TestInfo& test_at(std::size_t index);
bool test_takes_argument(std::size_t index);

// Filters, by what they work on; the table in functions.cpp names them.
Data filter_abs(Call&), filter_bytes(Call&), filter_date(Call&), filter_iso(Call&), filter_month(Call&);
Data filter_money(Call&), filter_number(Call&), filter_round(Call&), filter_wan(Call&);
Data filter_fill(Call&), filter_group(Call&), filter_json(Call&), filter_lower(Call&), filter_nl2br(Call&);
Data filter_plural(Call&), filter_replace(Call&), filter_trim(Call&), filter_truncate(Call&), filter_upper(Call&);
Data filter_url(Call&);
Data filter_first(Call&), filter_items(Call&), filter_join(Call&), filter_last(Call&), filter_length(Call&);
Data filter_reverse(Call&), filter_slice(Call&), filter_sort(Call&);

/// `call.problem`, and none as the result.
Data refuse(Call& call, std::string zh, std::string en);
/// A copy in the arena, if it is not too large.
Data text_result(Call& call, std::string_view text);

/// A value as it is printed: dates in ISO form, amounts with two decimals. Objects and lists have no such form.
std::optional<std::string_view> printed(const Data& value, Arena& arena);
/// What kind of value it is, for the theme's author.
Said kind_of(const Data& value);
/// An integer or an amount.
inline bool is_number(const Data& value) {
    return value.kind() == Data::Kind::integer || value.kind() == Data::Kind::money;
}
/// Text or HTML.
inline bool is_text(const Data& value) { return value.kind() == Data::Kind::text || value.kind() == Data::Kind::html; }
bool is_true(const Data& value);  ///< as `if` sees it
/// Equal as `==` sees it. `patience` falls with every comparison; at 0 the answer is false.
bool are_equal(const Data& a, const Data& b, std::size_t& patience);
/// Before, equal, behind; none when the two cannot be compared.
std::optional<int> order_of(const Data& a, const Data& b);
/// A value as JSON. False: it is beyond `largest_text`.
bool append_json(std::string& out, const Data& value);

}  // namespace syntax
}  // namespace gongshi
