// What a theme may not write, because a value there could act, or because browsers would read it in their own way.
#include <doctest/doctest.h>

#include "pages.h"

using namespace gongshi;

namespace {

/// The part of a message between the code and the end of the line.
std::string sentence_of(const std::string& said) {
    const std::size_t begin = said.find('[');
    return begin == std::string::npos ? said : said.substr(begin, said.find('\n') - begin);
}

}  // namespace

TEST_CASE("no value is written where it could act") {
    struct {
        const char *source, *reason;
    } cases[] = {
        {"<script>var a = {{ v }};</script>",
         "in a script: put it into an attribute, or into <script type=\"application/json\">"},
        {"<script>\"{{ v }}\"</script>",
         "in a script: put it into an attribute, or into <script type=\"application/json\">"},
        {"<script type=\"module\">{{ v }}</script>",
         "in a script: put it into an attribute, or into <script type=\"application/json\">"},
        {"<script type=\"importmap\">{{ v }}</script>",
         "in a script: put it into an attribute, or into <script type=\"application/json\">"},
        {"<script type=\"module\" type=\"application/json\">{{ v }}</script>",
         "in a script: put it into an attribute, or into <script type=\"application/json\">"},
        {"<script></scripty>{{ v }}</script>", ""},
        {"<script {% if v %}type=\"application/json\"{% endif %}>{{ v }}</script>",
         "in a script: put it into an attribute, or into <script type=\"application/json\">"},
        {"<script type=\"{{ v }}\"></script>", "in the type of a script, which decides whether it is code"},
        {"<script type=\"application/json\">\"\\{{ v }}\"</script>", "behind a backslash in JSON"},
        {"<style>a{color:{{ v }}}</style>", "in the element <style>"},
        {"<iframe>{{ v }}</iframe>", "in the element <iframe>"},
        {"<xmp>{{ v }}</xmp>", "in the element <xmp>"},
        {"<p onclick=\"{{ v }}\">t</p>", "in an on… attribute, which is a script"},
        {"<p ONCLICK='{{ v }}'>t</p>", "in an on… attribute, which is a script"},
        {"<p style=\"color:{{ v }}\">t</p>", "in a style attribute: use a class"},
        {"<iframe srcdoc=\"{{ v }}\"></iframe>", "in a srcdoc attribute, which is a page of its own"},
        {"<svg><animate attributeName=\"href\" to=\"{{ v }}\"/></svg>", "in an SVG animation, which can rewrite links"},
        {"<meta http-equiv=\"refresh\" content=\"{{ v }}\">", "in a meta tag with http-equiv, whose content acts"},
        {"<p title={{ v }}>t</p>", "in an attribute without quotes: put it in double quotes"},
        {"<p title=a{{ v }}>t</p>", "in an attribute without quotes: put it in double quotes"},
        {"<p title= {{ v }}>t</p>", "in an attribute without quotes: put it in double quotes"},
        {"<p {{ v }}>t</p>", "as part of a tag's or an attribute's name"},
        {"<p {{ v }}=\"a\">t</p>", "as part of a tag's or an attribute's name"},
        {"<p{{ v }}>t</p>", "as part of a tag's or an attribute's name"},
        {"<p data-{{ v }}=\"a\">t</p>", "as part of a tag's or an attribute's name"},
        {"</{{ v }}>", ""},
        {"<{{ v }}>t", ""},
        {"<a href=\"javascript:{{ v }}\">t</a>", "behind a URL's scheme that may run code, or that cannot be read"},
        {"<a href=\" JavaScript:f('{{ v }}')\">t</a>",
         "behind a URL's scheme that may run code, or that cannot be read"},
        {"<a href=\"data:text/html,{{ v }}\">t</a>", "behind a URL's scheme that may run code, or that cannot be read"},
        {"<a href=\"java&#115;cript&colon;{{ v }}\">t</a>",
         "behind a URL's scheme that may run code, or that cannot be read"},
        {"<a href=\"{% if v %}javascript:{% else %}/{% endif %}{{ v }}\">t</a>",
         "behind a URL's scheme that may run code, or that cannot be read"},
        {"<a href=\"{% if v %}java{% else %}x{% endif %}script:{{ v }}\">t</a>",
         "behind a URL's scheme that may run code, or that cannot be read"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.source);
        const std::string said = sentence_of(pages::compile({{"p.html", c.source}}));
        if (*c.reason == '\0') {
            CHECK(said.starts_with("[template."));
        } else {
            CHECK(said == "[template.unsafe_place] no value can safely be written here: " + std::string(c.reason));
        }
    }
}

TEST_CASE("HTML that browsers may read in their own way is refused") {
    struct {
        const char *source, *reason;
    } cases[] = {
        {"a < b", "a “<” that begins no tag: write &lt;"},
        {"<", "a “<” that begins no tag: write &lt;"},
        {"</ a>", "a “<” that begins no tag: write &lt;"},
        {"<?php ?>", "a “<” that begins no tag: write &lt;"},
        {"<![CDATA[ x ]]>", "a “<” that begins no tag: write &lt;"},
        {"<!-- {{ v }} -->", "an HTML comment with a value or statement in it: use {# … #}"},
        {"<!-- {% if v %} --> {% endif %}", "an HTML comment with a value or statement in it: use {# … #}"},
        {"<!--><p>", "an HTML comment with a value or statement in it: use {# … #}"},
        {"<!--> -->", "an HTML comment that begins with “>”"},
        {"<!DOCTYPE {{ v }}>", "a DOCTYPE that is not closed before the next brace"},
        {"<a<b>", "“<” in the name of a tag"},
        {"<a\"b\">", "“\"” in the name of a tag"},
        {"<a \"b\">", "“\"” where an attribute's name is expected"},
        {"<a @click=\"x\">", "“@” where an attribute's name is expected"},
        {"<a b'c=\"x\">", "“'” in the name of an attribute"},
        {"<a 云=\"x\">", "“云” where an attribute's name is expected"},
        {"<p{% if v %} on{% endif %}click=\"{{ v }}\">",
         "branches before this may end within a name: put a blank or “>” behind them"},
        {"<p {% if v %}on{% else %}x{% endif %}click=\"{{ v }}\">",
         "branches before this may end within a name: put a blank or “>” behind them"},
        {"<p {% for x in l %}on{% endfor %}click=\"{{ v }}\">",
         "branches before this may end within a name: put a blank or “>” behind them"},
        {"<p {% if v %}title{% else %}class{% endif %} =\"{{ v }}\">", "“=” where an attribute's name is expected"},
        {"<a href=\"{{ v }}:x\">t</a>", "a value as part of a URL's scheme"},
        {"<a href=\"{{ v }}script:x\">t</a>", "a value as part of a URL's scheme"},
        {"<title><b>t</b></title>", "a “<” within the element <title>"},
        {"<style><!-- a --></style>", "a “<” within the element <style>"},
        {"<script><!-- <script> --></script>", "a “<” within the element <script>"},
        {"<script>\"</scr{% if v %}{% endif %}ipt>\"</script>", "a “<” within the element <script>"},
        {"<plaintext>", "<plaintext>, which has no end"},
        {"<meta content=\"{{ v }}\" http-equiv=\"refresh\">",
         "a value in a meta tag with http-equiv, whose content acts"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.source);
        CHECK(sentence_of(pages::compile({{"p.html", c.source}})) ==
              "[template.html] browsers may read this otherwise: " + std::string(c.reason));
    }
}

TEST_CASE("ordinary HTML is not in the way of anybody") {
    for (const char* source :
         {"<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>{{ v }}</title></head><body></body></html>",
          "<input type=radio name=a value=1 checked>",
          "<br/><img alt='' src=\"/a.png\"/>",
          "<p\n title=\"{{ v }}\"\n>",
          "<script>if (1 < 2 && 3 <= 4) go();</script>",
          "<script type=\"module\" src=\"/a.js\"></script>",
          "<script></SCRIPT >{{ v }}",
          "<option{% if v %} selected{% endif %}>t</option>",
          "<option {% if v %}selected{% endif %}>t</option>",
          "<a{% if v %} title=\"{{ v }}\"{% endif %} href=\"/\">",
          "<p{% for x in l %} data-a=\"{{ x }}\"{% endfor %}>",
          "<a href=\"{{ v }}/a?b={{ v }}#{{ v }}\">",
          "<a href=\"{% if v %}/a/{% else %}/b/{% endif %}{{ v }}\">",
          "<a href=\"data:,x\">",
          "<p onclick=\"go()\">",
          "<p style=\"color:red\">{{ v }}</p>",
          "<meta http-equiv=\"refresh\" content=\"9;url=/\">",
          "<textarea>&lt;b&gt; {{ v }}</textarea>",
          "<my-card x:y=\"{{ v }}\"></my-card>",
          "<!-- a -- b --> {{ v }} <!---->"}) {
        CAPTURE(source);
        CHECK(pages::compile({{"p.html", source}}) == "");
    }
}

TEST_CASE("branches end in one place") {
    CHECK(
        pages::compile({{"p.html", "<p>\n{% if v %}\n<a title=\"\n{% else %}\n<b>\n{% endif %}\n"}}) ==
        "p.html:2:3: error [template.branches_differ] the branches end in different places: at line 4 in the attribute "
        "title, at line 6 between tags\n"
        "     2 | {% if v %}\n"
        "       |   ^~\n"
        "    hint: let each branch close the tags and quotes it opens\n");
    CHECK(pages::compile({{"p.html", "{% if v %}<title>{% endif %}"}}, Language::zh) ==
          "p.html:1:3: 错误 [template.branches_differ] 各分支结束的位置不同：第 1 行停在<title> 元素里，第 1 "
          "行停在标签之间\n"
          "     1 | {% if v %}<title>{% endif %}\n"
          "       |   ^~\n"
          "    怎么改：让每个分支都把自己打开的标签和引号关上。\n");
    for (const char* source :
         {"{% for x in l %}<p title=\"{% endfor %}", "{% for x in l %}a{% else %}<p title=\"{% endfor %}",
          "<a {% if v %}title=\"{% else %}class=\"{% endif %}{{ v }}\">",
          "<a title={% if v %}\"{% else %}'{% endif %}x>", "{% if v %}<script>{% else %}<style>{% endif %}"}) {
        CAPTURE(source);
        CHECK(sentence_of(pages::compile({{"p.html", source}})).starts_with("[template.branches_differ]"));
    }
}

TEST_CASE("pages, macros and kept blocks close what they open") {
    CHECK(pages::compile({{"p.html", "<p>a</p>\n<p title=\"{{ v }}"}}) ==
          "p.html:1:1: error [template.unbalanced] “p.html” ends in the attribute title\n"
          "     1 | <p>a</p>\n"
          "       | ^\n"
          "    hint: close the tag, quote or element that is open\n");
    CHECK(sentence_of(pages::compile({{"p.html", "{% macro m() %}<p title=\"{% endmacro %}{{ m() }}"}})) ==
          "[template.unbalanced] “m” ends in the attribute title");
    CHECK(sentence_of(pages::compile({{"p.html", "{% macro m() %}\"><b>{% endmacro %}<p title=\"{{ m() }}\">"}})) ==
          "[template.unbalanced] “m” ends between tags");
    CHECK(sentence_of(pages::compile({{"p.html", "{% set k %}<title>{% endset %}"}})) ==
          "[template.unbalanced] “k” ends in the element <title>");
}

TEST_CASE("includes, blocks and macros are escaped for the place they are written to") {
    const std::vector<Member> globals = {{"v", Data::text("a\"b /?")}};
    CHECK(pages::render({{"p.html",
                          "<a title=\"{% include 'parts/v.html' %}\" href=\"/x?{% include 'parts/v.html' %}\">{% "
                          "include 'parts/v.html' %}</a>"},
                         {"parts/v.html", "{{ v }}"}},
                        globals) == "<a title=\"a&quot;b /?\" href=\"/x?a%22b%20%2F%3F\">a&quot;b /?</a>");
    CHECK(pages::render({{"p.html", "{% extends 'base.html' %}{% block b %}{{ v }}{% endblock %}"},
                         {"base.html", "<a href=\"/{% block b %}{% endblock %}\">t</a>"}},
                        globals) == "<a href=\"/a%22b%20/?\">t</a>");
    CHECK(pages::render({{"p.html",
                          "{% macro m(x) %}{{ x }}{% endmacro %}<a title=\"{{ m(v) }}\" href=\"/?{{ m(v) }}\">{{ "
                          "m(v) }}{{ m(v) if v else '' }}</a>"}},
                        globals) == "<a title=\"a&quot;b /?\" href=\"/?a%22b%20%2F%3F\">a&quot;b /?a&quot;b /?</a>");
    CHECK(sentence_of(pages::compile({{"p.html", "{% macro m(x) %}{{ x }}{% endmacro %}<p style=\"{{ m(1) }}\">"}})) ==
          "[template.unsafe_place] no value can safely be written here: in a style attribute: use a class");
}
