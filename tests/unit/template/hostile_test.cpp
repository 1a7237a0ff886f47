// Nothing a value holds breaks out of where it is written: an HTML5 parser is the judge of every value in every place.
#include <doctest/doctest.h>

#include "html_judge.h"
#include "pages.h"

using namespace gongshi;

namespace {

/// Values that try to break out of where they are written.
const std::vector<std::string> hostile = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)",
    "` onfocus=`alert(1)",
    "x onload=alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "\x01javascript:alert(1)",
    "\xE3\x80\x80javascript:alert(1)",
    "\xEF\xBB\xBFjavascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "java\rscript:alert(1)",
    std::string("java\0script:alert(1)", 20),
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript%3Aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "blob:x",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "script:alert(1)",
    ":alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><b>",
    "</script><script>alert(1)</script>",
    "</SCRIPT ><img src=x onerror=alert(1)>",
    "</style><b onclick=x>",
    "</p></body></html><b>",
    "<!--",
    "-->",
    "--!><b>",
    "<!--<script>",
    "]]>",
    "<![CDATA[",
    "<?php",
    "<plaintext>",
    "\",\"a\":\"b",
    "\\\",\"a\":1}//",
    "\\",
    "\\u003cscript>",
    "a\nb\r\nc",
    std::string("a\0b", 3),
    "&lt;b&gt;",
    "&quot;",
    "&amp;amp;",
    "&#0;",
    "&notanentity",
    "{{ x }}",
    "{% raw %}",
    "\xE2\x80\xA8",
    "\xF0\x9F\x98\x80",
    "\xE2\x80\xAE reversed",
    "\xFF\xFE",
    "\xE4",
    "\xC0\xBC",
    "+ADw-script+AD4-",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "&",
    "=",
    "x y",
    "/",
    "//",
    "../../x",
    "%22%3E",
    "%",
    "%0a",
    "#",
    "?a=b&c=d",
    ", javascript:alert(1) 2x",
    "a.png 1x, javascript:alert(1) 2x",
    "0;url=javascript:alert(1)",
    "expression(alert(1))",
    "url(javascript:alert(1))",
    "云溪县<市场监督管理局>",
};

struct Spot {
    const char *name, *page;
};

/// Places a value may be written, each a page. `v` is the value, `l` a list of it.
const std::vector<Spot> places = {
    {"text", "<p>{{ v }}</p>"},
    {"text between tags of a table", "<table><tr><td>{{ v }}</td></tr></table>"},
    {"attribute", "<p title=\"{{ v }}\" id=\"a\">t</p>"},
    {"single quotes", "<p title='{{ v }}'>t</p>"},
    {"part of an attribute", "<p class=\"a-{{ v }} b\">t</p>"},
    {"attribute of data", "<p data-x=\"{{ l | json }}\">t</p>"},
    {"blanks around the sign", "<p title = \"{{ v }}\">t</p>"},
    {"meta content", "<meta name=\"description\" content=\"{{ v }}\">"},
    {"link", "<a href=\"{{ v }}\">t</a>"},
    {"link with a blank before", "<a href=\" {{ v }}\">t</a>"},
    {"link in single quotes", "<a href='{{ v }}'>t</a>"},
    {"upper case", "<A HREF=\"{{ v }}\">t</A>"},
    {"image", "<img src=\"{{ v }}\" alt=\"{{ v }}\">"},
    {"picture set", "<img srcset=\"{{ v }} 1x, {{ v }} 2x\">"},
    {"end of a picture's path", "<img srcset=\"/a/{{ v }} 2x\">"},
    {"width of a picture", "<img srcset=\"/a.png {{ v }}w\">"},
    {"path", "<a href=\"/a/{{ v }}.html\">t</a>"},
    {"site and path", "<a href=\"https://a.example/{{ v }}\">t</a>"},
    {"site", "<a href=\"https://{{ v }}/\">t</a>"},
    {"query", "<a href=\"/a?q={{ v }}\">t</a>"},
    {"second of a query", "<a href=\"/a?q=1&amp;r={{ v }}\">t</a>"},
    {"fragment", "<a href=\"#{{ v }}\">t</a>"},
    {"telephone", "<a href=\"tel:{{ v }}\">t</a>"},
    {"mail", "<a href=\"mailto:{{ v }}\">t</a>"},
    {"two parts", "<a href=\"{{ v }}{{ v }}\">t</a>"},
    {"part of a word", "<a href=\"java{{ v }}\">t</a>"},
    {"form", "<form action=\"{{ v }}\"><button formaction=\"{{ v }}\">t</button></form>"},
    {"svg link", "<svg><a xlink:href=\"{{ v }}\"><title>{{ v }}</title></a></svg>"},
    {"filtered link", "<a href=\"/a/{{ v | url }}?b={{ v | url }}\">t</a>"},
    {"title", "<title>{{ v }}</title>"},
    {"textarea", "<textarea>{{ v }}</textarea>"},
    {"branches", "<a href=\"{% if v %}{{ v }}{% else %}/{% endif %}\">t</a>"},
    {"branches before", "<a href=\"{% if v %}/{% endif %}{{ v }}\">t</a>"},
    {"branches of a scheme", "<a href=\"{% if v %}tel{% else %}x{% endif %}{{ v }}\">t</a>"},
    {"within a tag", "<p{% if v %} title=\"{{ v }}\"{% endif %}>t</p>"},
    {"macro", "{% macro m(x) %}<b title=\"{{ x }}\">{{ x }}</b>{% endmacro %}<p>{{ m(v) }}</p>"},
    {"macro in an attribute", "{% macro m(x) %}a {{ x }}{% endmacro %}<p title=\"{{ m(v) }}\">t</p>"},
    {"macro in a link", "{% macro m(x) %}{{ x }}{% endmacro %}<a href=\"{{ m(v) }}\">t</a>"},
    {"macro kept", "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{% set k = m(v) %}<p title=\"{{ k }}\">{{ k }}</p>"},
    {"macro in a title", "{% macro m(x) %}a {{ x }}{% endmacro %}<title>{{ m(v) }}</title>"},
    {"macro given a macro", "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(m(v)) }}"},
    {"kept block", "{% set k %}<i>{{ v }}</i>{% endset %}<p title=\"{{ k }}\">{{ k }}</p>"},
    {"joined with HTML", "{% set k %}<i>a</i>{% endset %}<p>{{ k ~ v }}{{ [k, v] | join(v) }}</p>"},
    {"filled in", "<p>{{ '{a}' | fill(a=v) }}</p>"},
    {"filled in beside HTML", "{% set k %}<i>a</i>{% endset %}<p>{{ '{a}{b}' | fill(a=v, b=k) }}</p>"},
    {"groups", "<p title=\"{{ v | truncate(3) | group }}\">t</p>"},
    {"loop", "{% for x in l %}<i>{{ x }}</i>{% endfor %}"},
    {"loop in a link", "<a href=\"{% for x in l %}/{{ x }}{% endfor %}\">t</a>"},
    {"loop at the beginning of a link", "<a href=\"{% for x in l %}{{ x }}{% endfor %}\">t</a>"},
    {"data", "<script type=\"application/json\">{\"a\":{{ v }},\"b\":{{ l }}}</script>"},
    {"linked data", "<script type=\"application/ld+json\">{\"a\":\"{{ v }}\",\"b\":{{ v | json }}}</script>"},
    {"behind a script", "<script src=\"{{ v }}\"></script>{{ v }}"},
    {"behind a comment", "<!-- c --><p title=\"{{ v }}\">{{ v }}</p>"},
};

std::string render_with(const Theme& theme, std::string_view value) {
    Arena arena;
    std::string out;
    const std::vector<Data> list = {Data::text(value), Data::text(value)};
    const std::vector<Member> globals = {{"v", Data::text(value)}, {"l", Data::list(list)}};
    const Result<void> rendered = render(*theme.find("p.html"), globals, Language::en, arena, out);
    REQUIRE(rendered.has_value());
    return out;
}

}  // namespace

TEST_CASE("no value breaks out of where it is written") {
    std::size_t combinations = 0;
    for (const auto& place : places) {
        const auto& name = place.name;
        const auto& page = place.page;
        CAPTURE(name);
        Diagnostics findings;
        const Theme theme = Theme::from_texts(pages::Texts{{"p.html", page}}, findings);
        REQUIRE(pages::told(findings, Language::en) == "");
        const judge::Verdict expected = judge::of(render_with(theme, "x"));
        REQUIRE(expected.running_urls == 0);
        REQUIRE(expected.broken_json == 0);
        for (const std::string& value : hostile) {
            CAPTURE(value);
            const judge::Verdict verdict = judge::of(render_with(theme, value));
            CHECK(verdict.shape == expected.shape);
            CHECK(verdict.acts == expected.acts);
            CHECK(verdict.running_urls == 0);
            CHECK(verdict.broken_json == 0);
            ++combinations;
        }
    }
    CHECK(combinations >= 4000);
}

TEST_CASE("the judge sees what breaks out") {
    const judge::Verdict harmless = judge::of("<p title=\"x\">x</p><a href=\"x\">t</a>");
    CHECK(judge::of("<p title=\"y\">z</p><a href=\"/q\">t</a>") == harmless);
    for (const char* page :
         {"<p title=\"x\"><b>x</b></p><a href=\"x\">t</a>", "<p title=\"x\" onclick=\"\">x</p><a href=\"x\">t</a>",
          "<p title=\"x\">x</p><a href=\"java\tscript:x\">t</a>",
          "<p title=\"x\">x<!-- y --></p><a href=\"x\">t</a>"}) {
        CAPTURE(page);
        CHECK_FALSE(judge::of(page) == harmless);
    }
    CHECK_FALSE(judge::of("<script>a</script>") == judge::of("<script>b</script>"));
    CHECK_FALSE(judge::of("<p onclick=a>") == judge::of("<p onclick=b>"));
    CHECK_FALSE(judge::of("<script type=application/json>1</script>") ==
                judge::of("<script type=application/json>\"</script>"));
}

TEST_CASE("HTML that is safe by construction stands as it is between tags only") {
    const std::vector<Member> globals = {{"v", Data::text("ab<de")}};
    struct {
        const char *source, *out;
    } cases[] = {
        {"<p>{{ v | group }}</p>", "<p><span>ab&lt;d</span><span>e</span></p>"},
        {"<p title=\"{{ v | group }}\">", "<p title=\"ab&lt;de\">"},
        {"<title>{{ v | group }}</title>", "<title>ab&lt;de</title>"},
        {"<script type=\"application/json\">{{ v | group }}</script>",
         "<script "
         "type=\"application/json\">\"\\u003cspan\\u003eab\\u0026lt;d\\u003c/span\\u003e\\u003cspan\\u003ee\\u003c/"
         "span\\u003e\"</script>"},
        {"{{ v | group | e }}{{ v | group | escape }}",
         "<span>ab&lt;d</span><span>e</span><span>ab&lt;d</span><span>e</span>"},
        {"{{ v | group | upper }}", "&lt;SPAN&gt;AB&amp;LT;D&lt;/SPAN&gt;&lt;SPAN&gt;E&lt;/SPAN&gt;"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.source);
        CHECK(pages::render({{"p.html", c.source}}, globals) == c.out);
    }
    CHECK(pages::render({{"p.html", "<a href=\"{{ v | group }}\">"}}, globals) ==
          "p.html:1:17: error [template.wrong_type] a URL, which is a text is needed here, this is HTML\n"
          "     1 | <a href=\"{{ v | group }}\">\n"
          "       |                 ^~~~~\n");
}
