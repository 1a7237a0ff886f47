#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/wording.h"
#include "template/data.h"
#include "template/syntax.h"

namespace gongshi {

/// Builds the HTML that filters and macros make: one of the few that may.
class HtmlFilters {
public:
    static SafeHtml group(std::string_view code);
    static SafeHtml paragraphs(std::string_view text);
    /// What a macro of a template wrote: its literal text, and values escaped by their places.
    static SafeHtml written(std::string_view html);
};

namespace syntax {

/// What a filter works with. `problem` set: the filter does not fit the value; the text says what it takes.
struct Call {
    Arena& arena;
    Language language;
    Data value;
    std::span<const Data> positional;
    std::span<const Member> named;
    std::string problem;

    std::int64_t integer(std::size_t position, std::int64_t otherwise);
    std::string_view text(std::size_t position, std::string_view otherwise);
};

using Filter = Data (*)(Call&);
using Test = bool (*)(const Data&, std::span<const Data>);

std::optional<std::size_t> find_filter(std::string_view name);
std::optional<std::size_t> find_test(std::string_view name);
std::span<const std::string> filter_names();
std::span<const std::string> test_names();
Filter filter_at(std::size_t index);
Test test_at(std::size_t index);
/// `default` and `defined` are asked before the value: they may be given a name that does not exist.
inline constexpr std::string_view default_filter = "default";
inline constexpr std::string_view defined_test = "defined";

/// A value as it is printed: dates in ISO form, amounts with two decimals. Objects and lists have no such form.
std::optional<std::string_view> printed(const Data& value, Arena& arena);

}  // namespace syntax
}  // namespace gongshi
