// The program against Jinja2: tests/cases/template/jinja.txt, whose expectations jinja.py holds against Jinja2 itself.
#include <doctest/doctest.h>

#include "core/disk.h"
#include "core/text.h"
#include "pages.h"

using namespace gongshi;

namespace {

struct Case {
    std::string name, expected;
    pages::Texts files;
};

/// What stands before and behind the first `mark`.
std::pair<std::string_view, std::string_view> cut_at(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + mark.size())};
}

Case read_case(std::string_view text) {
    Case one;
    auto [name, body] = cut_at(text, "\n");
    auto [sources, expected] = cut_at(body, "\n==>\n");
    one.name = name;
    one.expected = expected;
    sources.remove_prefix(std::string_view("--- ").size());
    while (!sources.empty()) {
        auto [file, rest] = cut_at(sources, "\n--- ");
        auto [path, source] = cut_at(file, "\n");
        one.files.emplace_back(path, source);
        sources = rest;
    }
    return one;
}

std::vector<Case> read_cases() {
    std::string text = disk::read_file(GONGSHI_ROOT "/tests/cases/template/jinja.txt").value();
    text.pop_back();
    std::vector<Case> cases;
    for (std::string_view rest = cut_at(text, "\n=== ").second; !rest.empty();) {
        auto [one, behind] = cut_at(rest, "\n=== ");
        cases.push_back(read_case(one));
        rest = behind;
    }
    return cases;
}

Data numbers(Arena& arena, std::initializer_list<int> list) {
    std::vector<Data> items;
    for (int number : list) items.push_back(Data::integer(number));
    return Data::list_in(arena, items);
}

Data person(Arena& arena, const char* name, int age) {
    return Data::object_in(arena, {{"name", Data::text(name)}, {"age", Data::integer(age)}});
}

Data list_of(Arena& arena, std::initializer_list<Data> items) {
    return Data::list_in(arena, std::span<const Data>(items.begin(), items.size()));
}

/// The same values stand in jinja.py.
std::vector<Member> values(Arena& arena) {
    const Data pairs = list_of(arena, {list_of(arena, {Data::text("x"), Data::integer(1)}),
                                       list_of(arena, {Data::text("y"), Data::integer(2)})});
    const Data people = list_of(arena, {person(arena, "Li", 30), person(arena, "Wu", 40), person(arena, "Xu", 50)});
    const Data words = Data::object_in(
        arena,
        {{"if", Data::integer(1)}, {"none", Data::integer(2)}, {"or", Data::integer(3)}, {"in", Data::integer(4)}});
    return {{"n", Data::integer(5)},
            {"yes", Data::flag(true)},
            {"no", Data::flag(false)},
            {"nothing", Data()},
            {"list", numbers(arena, {3, 1, 2})},
            {"nested", list_of(arena, {numbers(arena, {7, 8}), numbers(arena, {9})})},
            {"pairs", pairs},
            {"person", person(arena, "Li", 30)},
            {"city", Data::text("云溪县")},
            {"people", people},
            {"words", words}};
}

}  // namespace

TEST_CASE("templates mean what they mean to Jinja2") {
    Arena arena;
    const std::vector<Member> globals = values(arena);
    const std::vector<Case> cases = read_cases();
    CHECK(cases.size() >= 60);
    for (const Case& one : cases) {
        CAPTURE(one.name);
        CHECK(pages::render(one.files, globals) == one.expected);
    }
}
