#include <doctest/doctest.h>

#include "template/theme.h"

using namespace gongshi;

namespace {

using Texts = std::vector<std::pair<std::string, std::string>>;

/// The page `p.html` of these texts; a mistake comes as the compiler-like text.
std::string page(const Texts& texts, Language language = Language::zh) {
    Diagnostics findings;
    const Theme theme = Theme::from_texts(texts, findings);
    std::string out;
    for (const Diagnostic& finding : findings.take_sorted()) out += to_text(finding, Language::en);
    if (!out.empty()) return out;
    Arena arena;
    const std::vector<Data> list = {Data::integer(1), Data::integer(2), Data::integer(3)};
    const std::vector<Member> inner = {{"name", Data::text("云溪")}, {"none", Data()}};
    const std::vector<Member> globals = {
        {"n", Data::integer(1234567)}, {"one", Data::integer(1)},  {"text", Data::text("甲<乙")},
        {"empty", Data::text("")},     {"list", Data::list(list)}, {"nothing", Data::list({})},
        {"o", Data::object(inner)},    {"none_", Data()},          {"day", Data::date(*Date::of(2026, 11, 20))},
        {"fen", Data::money(200050)},  {"yes", Data::flag(true)}};
    const Result<void> rendered = render(*theme.find("p.html"), globals, language, arena, out);
    return rendered ? out : to_text(rendered.error(), Language::en);
}

std::string one(const std::string& text, Language language = Language::zh) {
    return page({{"p.html", text}}, language);
}

}  // namespace

TEST_CASE("expressions mean what they mean in Jinja2") {
    struct {
        const char *source, *out;
    } cases[] = {
        {"{{ 1 + 2 * 3 }}", "7"},
        {"{{ (1 + 2) * 3 }}", "9"},
        {"{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }}", "3 -4 1 2"},
        {"{{ 'a' ~ 1 ~ 'b' }}", "a1b"},
        {"{{ 'a' + 'b' }}", "ab"},
        {"{{ 1 if yes else 2 }} {{ 1 if empty else 2 }}", "1 2"},
        {"{{ 1 < 2 and 2 < 1 or 3 == 3 }}", "true"},
        {"{{ not yes }}", "false"},
        {"{{ 2 in list }} {{ 9 not in list }}", "true true"},
        {"{{ o.name }} {{ o['name'] }} {{ list[0] }} {{ list[-1] }}", "云溪 云溪 1 3"},
        {"{{ text }}", "甲&lt;乙"},
        {"{{ x is defined }} {{ o.name is defined }} {{ o.nope is defined }} {{ none_ is none }} {{ n is not none }}",
         "false true false true true"},
        {"{{ x | default('d') }} {{ none_ | default('d') }} {{ n | default('d') }}", "d d 1234567"},
        {"{{ 3 is odd }} {{ 4 is even }} {{ 9 is divisibleby(3) }}", "true true true"},
        {"{{ list | length }} {{ list | first }} {{ list | last }} {{ list | join('、') }} {{ list | slice(1, 2) | "
         "join('') }} {{ list | reverse | join('') }}",
         "3 1 3 1、2、3 2 321"},
        {"{{ 'abc' | upper }} {{ 'ABC' | lower }} {{ 'abcdef' | truncate(3) }} {{ ' a ' | trim }} {{ 'a-b' | "
         "replace('-', '+') }}",
         "ABC abc abc… a a+b"},
        {"{% set a = 5 %}{{ a }}", "5"},
        {"{{ true }} {{ none }}|", "true |"},
        {"{{ [1, 2] | length }}", "2"},
        {"{{ \"a\\\"b\" | length }}", "3"},
        {"{{ '共{n}条，{m}' | fill(n=n | number, m='x') }}", "共1,234,567条，x"},
        {"{{ 'a/b 云' | url }}", "a%2Fb%20%E4%BA%91"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.source);
        CHECK(one(c.source) == c.out);
    }
}

TEST_CASE("filters write dates, amounts and numbers as the page's language does") {
    struct {
        const char *source, *zh, *en;
    } cases[] = {
        {"{{ day | date }}", "2026年11月20日", "20 November 2026"},
        {"{{ day | month }}", "2026年11月", "November 2026"},
        {"{{ day | iso }}", "2026-11-20", "2026-11-20"},
        {"{{ fen | money }}", "2,000.50 元", "CNY 2,000.50"},
        {"{{ fen | wan }}", "0.20005 万元", "CNY 2,000.50"},
        {"{{ n | number }}", "1,234,567", "1,234,567"},
        {"{{ one | plural('item', 'items') }}", "items", "item"},
        {"{{ 131072 | bytes }} {{ 1536 | bytes }}", "128 KB 1.5 KB", "128 KB 1.5 KB"},
        {"{{ '91330999' | group }}", "<span>9133</span><span>0999</span>", "<span>9133</span><span>0999</span>"},
        {"{{ 'a\n\nb\nc' | nl2br }}", "<p>a</p><p>b<br>c</p>", "<p>a</p><p>b<br>c</p>"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.source);
        CHECK(one(c.source, Language::zh) == c.zh);
        CHECK(one(c.source, Language::en) == c.en);
    }
}

TEST_CASE("statements mean what they mean in Jinja2") {
    struct {
        const char *source, *out;
    } cases[] = {
        {"{% for x in list %}{{ loop.index }}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}", "11,22,33"},
        {"{% for x in nothing %}a{% else %}none{% endfor %}", "none"},
        {"{% if empty %}a{% elif yes %}b{% else %}c{% endif %}", "b"},
        {"a  {%- if yes -%}  b  {%- endif -%}  c", "abc"},
        {"a {# b #} c", "a  c"},
        {"{% raw %}{{ x }}{% endraw %}", "{{ x }}"},
        {"a\n", "a"},
        {"{% macro m(a, b='2') %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, b=3) }}", "1-2 1-3"},
        {"{% for x in list %}{% set y = x %}{% endfor %}{{ y is defined }}", "false"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.source);
        CHECK(one(c.source) == c.out);
    }
}

TEST_CASE("templates extend, include and import each other") {
    CHECK(page({{"base.html", "[{% block a %}base{% endblock %}|{% block b %}{% endblock %}]"},
                {"mid.html", "{% extends 'base.html' %}{% block a %}mid+{{ super() }}{% endblock %}"},
                {"p.html",
                 "{% extends 'mid.html' %}{% block a %}leaf+{{ super() }}{% endblock %}{% block b %}{{ o.name }}{% "
                 "endblock %}"}}) == "[leaf+mid+base|云溪]");
    CHECK(page({{"p.html", "{% set a = 1 %}{% include 'x.html' %}"}, {"x.html", "{{ a }}{{ o.name }}"}}) == "1云溪");
    CHECK(page({{"m/x.html", "{% macro big(v) %}<b>{{ v }}</b>{% endmacro %}"},
                {"p.html", "{% from 'm/x.html' import big as b %}{{ b(text) }}"}}) == "<b>甲&lt;乙</b>");
    CHECK(page({{"m/x.html", "{% macro big(v) %}{{ v }}{% endmacro %}"},
                {"p.html", "{% import 'm/x.html' as m %}{{ m.big(1) }}"}}) == "1");
}

TEST_CASE("mistakes are told as a compiler would, with the nearest name and the way there") {
    CHECK(one("<p>\n  {{ texxt }}\n</p>") ==
          "p.html:2:6: error [template.undefined] there is no variable “texxt”\n"
          "     2 |   {{ texxt }}\n"
          "       |      ^~~~~\n"
          "    hint: the nearest is “text”; values that may be missing take default or is defined\n");
    CHECK(one("{{ n | nubmer }}") ==
          "p.html:1:8: error [template.unknown_filter] there is no filter “nubmer”\n"
          "     1 | {{ n | nubmer }}\n"
          "       |        ^~~~~~\n"
          "    hint: the nearest is “number”\n");
    CHECK(page({{"p.html", "a\n{% include 'x.html' %}"}, {"x.html", "{{ o.nme }}"}}) ==
          "x.html:1:6: error [template.undefined] there is no variable “nme”\n"
          "     1 | {{ o.nme }}\n"
          "       |      ^~~\n"
          "    included from p.html:2:3\n"
          "    hint: the nearest is “name”; values that may be missing take default or is defined\n");
}

TEST_CASE("what is wrong with a template is found before any page is made") {
    struct {
        const char *source, *code;
    } cases[] = {
        {"{% if yes %}a", "template.syntax"},
        {"{% endif %}", "template.syntax"},
        {"{{ 1 + }}", "template.syntax"},
        {"{{ 'a }}", "template.syntax"},
        {"{% fro x in list %}", "template.syntax"},
        {"{{ n is odt }}", "template.unknown_test"},
        {"{{ nope() }}", "template.unknown_macro"},
        {"{% include 'nope.html' %}", "template.not_found"},
        {"{% include 'p.html' %}", "template.recursion"},
        {"{% extends 'p.html' %}", "template.recursion"},
        {"{{ text | number | money }}", "template.wrong_type"},
        {"{{ list + 1 }}", "template.wrong_type"},
        {"{{ 1 // 0 }}", "template.wrong_type"},
        {"{% for x in n %}{% endfor %}", "template.wrong_type"},
        {"{{ o }}", "template.wrong_type"},
        {"{{ list[7] }}", "template.undefined"},
        {"{{ super() }}", "template.syntax"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.source);
        CHECK(one(c.source).find(c.code) != std::string::npos);
    }
}

TEST_CASE("a mistake in an expression is told wherever the expression ends, and nothing is read behind its end") {
    const std::string too_long(4100, '+');
    for (const std::string& expression :
         {std::string("1.5"), std::string("n~1.5"), std::string("99999999999999999999"), std::string("[n=1"),
          std::string("n."), std::string("n is"), std::string("n is not"), std::string("n is in"), std::string("n not"),
          std::string("n["), std::string("n[1:"), std::string("n | date("), "n" + too_long + "n",
          "n" + too_long + "n.n", "n" + too_long + "n is odd"}) {
        CAPTURE(expression);
        for (const std::string& around :
             {"{{ " + expression + " }}", "{% if " + expression + " %}{% endif %}",
              "{% for x in " + expression + " %}{% endfor %}", "{% set x = " + expression + " %}"}) {
            CAPTURE(around);
            CHECK(one(around).find("template.syntax") != std::string::npos);
        }
    }
}
