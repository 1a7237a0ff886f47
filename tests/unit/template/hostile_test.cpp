#include <doctest/doctest.h>
#include <gumbo.h>

#include <algorithm>
#include <cctype>

#include "core/text.h"
#include "template/theme.h"

using namespace gongshi;

namespace {

/// Values that try to break out of where they are written.
const std::vector<std::string> hostile = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "</title><script>alert(1)</script>",
    "</textarea><b>",
    "<!--",
    "-->",
    "]]>",
    "`onload=alert(1)`",
    "a\0b",
    "&lt;b&gt;",
    "&quot;",
    "{{ x }}",
    "{% raw %}",
    "\xE2\x80\xA8",
    "\xF0\x9F\x98\x80",
    "\xFF\xFE",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "=",
    "x y",
    "/",
    "//",
    "\\",
    "%22%3E",
    "#",
    "?a=b&c=d",
};

/// Places a value may be written, each a page.
const std::vector<std::pair<std::string, std::string>> places = {
    {"text", "<p>{{ v }}</p>"},
    {"attribute", "<p title=\"{{ v }}\" id=\"a\">t</p>"},
    {"single quotes", "<p title='{{ v }}'>t</p>"},
    {"part of an attribute", "<p class=\"a-{{ v }} b\">t</p>"},
    {"link", "<a href=\"{{ v }}\">t</a>"},
    {"image", "<img src=\"{{ v }}\" alt=\"{{ v }}\">"},
    {"path", "<a href=\"/a/{{ v }}.html\">t</a>"},
    {"query", "<a href=\"/a?q={{ v }}\">t</a>"},
    {"fragment", "<a href=\"#{{ v }}\">t</a>"},
    {"telephone", "<a href=\"tel:{{ v }}\">t</a>"},
    {"two parts", "<a href=\"{{ v }}{{ v }}\">t</a>"},
    {"form", "<form action=\"{{ v }}\"></form>"},
    {"title", "<title>{{ v }}</title>"},
    {"textarea", "<textarea>{{ v }}</textarea>"},
    {"branches", "<a href=\"{% if v %}{{ v }}{% else %}/{% endif %}\">t</a>"},
    {"within a tag", "<p{% if v %} title=\"{{ v }}\"{% endif %}>t</p>"},
    {"macro", "{% macro m(x) %}<b title=\"{{ x }}\">{{ x }}</b>{% endmacro %}<p>{{ m(v) }}</p>"},
    {"loop", "{% for x in [v, v] %}<i>{{ x }}</i>{% endfor %}"},
    {"data", "<script type=\"application/json\">{\"a\":{{ v }}}</script>"},
};

std::string render_with(const Theme& theme, std::string_view value) {
    Arena arena;
    std::string out;
    const std::vector<Member> globals = {{"v", Data::text(value)}};
    const Result<void> rendered = render(*theme.find("page.html"), globals, Language::en, arena, out);
    REQUIRE(rendered.has_value());
    return out;
}

bool runs_code(std::string url) {
    // As browsers do: control characters and blanks before and within a scheme do not count.
    std::erase_if(url, [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
    const std::string low = lower_ascii(url);
    return low.starts_with("javascript:") || low.starts_with("data:") || low.starts_with("vbscript:");
}

/// Elements and names of attributes, in order: what a value must not change. Says of URLs whether one runs code.
void shape_of(const GumboNode* node, std::string& shape, bool& runs) {
    if (node->type != GUMBO_NODE_ELEMENT) return;
    const GumboElement& element = node->v.element;
    shape += "<" + std::string(gumbo_normalized_tagname(element.tag));
    for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
        shape += " " + std::string(attribute->name);
        const std::string name = attribute->name;
        if (name == "href" || name == "src" || name == "action") runs = runs || runs_code(attribute->value);
    }
    shape += ">";
    for (unsigned i = 0; i < element.children.length; ++i)
        shape_of(static_cast<const GumboNode*>(element.children.data[i]), shape, runs);
    shape += "</>";
}

std::string shape(const std::string& html, bool& runs) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    std::string text;
    shape_of(output->root, text, runs);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return text;
}

Theme theme_of(const std::string& page, Diagnostics& findings) {
    const std::vector<std::pair<std::string, std::string>> texts = {{"page.html", page}};
    return Theme::from_texts(texts, findings);
}

}  // namespace

TEST_CASE("no value breaks out of where it is written") {
    std::size_t combinations = 0;
    for (const auto& [name, page] : places) {
        CAPTURE(name);
        Diagnostics findings;
        const Theme theme = theme_of(page, findings);
        REQUIRE(findings.empty());
        bool unused = false;
        const std::string expected = shape(render_with(theme, "x"), unused);
        for (const std::string& value : hostile) {
            CAPTURE(value);
            bool runs = false;
            CHECK(shape(render_with(theme, value), runs) == expected);
            CHECK_FALSE(runs);
            ++combinations;
        }
    }
    CHECK(combinations >= 150);
}

TEST_CASE("nothing is written where it could not be made safe") {
    const char* refused[] = {
        "<script>var a = {{ v }};</script>",
        "<script>\"{{ v }}\"</script>",
        "<style>a{color:{{ v }}}</style>",
        "<p onclick=\"{{ v }}\">t</p>",
        "<p style=\"color:{{ v }}\">t</p>",
        "<p title={{ v }}>t</p>",
        "<p {{ v }}>t</p>",
        "<p {{ v }}=\"a\">t</p>",
        "<{{ v }}>t",
        "<p data-{{ v }}=\"a\">t</p>",
        "<!-- {{ v }} -->",
        "<img srcset=\"{{ v }} 2x\">",
        "<a href=\"javascript:{{ v }}\">t</a>",
        "<a href=\" JavaScript:f('{{ v }}')\">t</a>",
        "<a href=\"{% if v %}javascript:{% else %}/{% endif %}{{ v }}\">t</a>",
        "<p {% if v %}title=\"{% else %}class=\"{% endif %}{{ v }}\">t</p>",
        "{% if v %}<p title=\"{% endif %}{{ v }}",
        "{% for x in [v] %}<p title=\"{% endfor %}",
        "<p title=\"{{ v }}",
        "<script type=\"application/json\"><!-- </script><p {{ v }}>",
    };
    for (const char* page : refused) {
        CAPTURE(page);
        Diagnostics findings;
        theme_of(page, findings);
        CHECK_FALSE(findings.empty());
    }
}

TEST_CASE("safe HTML is printed as it is between tags, and as text within an attribute") {
    Diagnostics findings;
    const Theme theme = theme_of("<p title=\"{{ v | group }}\">{{ v | group }}</p>", findings);
    REQUIRE(findings.empty());
    CHECK(render_with(theme, "ab<de") ==
          "<p "
          "title=\"&lt;span&gt;ab&amp;lt;d&lt;/span&gt;&lt;span&gt;e&lt;/span&gt;\"><span>ab&lt;d</span><span>e</"
          "span></p>");
}
