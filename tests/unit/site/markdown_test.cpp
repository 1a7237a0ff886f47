#include "site/markdown.h"

#include <doctest/doctest.h>

#include "site/flowchart.h"

using namespace gongshi;

namespace {

std::string html_of(std::string_view text) {
    std::string html;
    for (const SafeHtml& piece : MarkdownRenderer::render(text).pieces) html += piece.view();
    return html;
}

}  // namespace

TEST_CASE("headings begin at level two, have anchors of their own words, never the same one twice") {
    const MarkdownPage page = MarkdownRenderer::render("# 怎么 查？\n\n## 怎么 查？\n\n### A & B\n\n#### 小\n");
    REQUIRE(page.headings.size() == 3);
    CHECK(page.headings[0].level == 2);
    CHECK(page.headings[0].anchor == "怎么-查");
    CHECK(page.headings[1].anchor == "怎么-查-2");
    CHECK(page.headings[2].anchor == "a-b");
    CHECK(page.headings[2].title == "A & B");
    const std::string html = html_of("# 怎么 查？\n");
    CHECK(html == "<h2 id=\"怎么-查\">怎么 查？</h2>\n");
}

TEST_CASE("a dataset block stands between the pieces, with its line") {
    const MarkdownPage page = MarkdownRenderer::render("前\n\n```dataset\nname = \"items\"\n```\n\n后\n");
    REQUIRE(page.tables.size() == 1);
    CHECK(page.tables[0].text == "name = \"items\"\n");
    CHECK(page.tables[0].line == 3);
    REQUIRE(page.pieces.size() == 2);
    CHECK(page.pieces[0].view() == "<p>前</p>\n");
    CHECK(page.pieces[1].view() == "<p>后</p>\n");
}

TEST_CASE("nothing hostile comes through") {
    struct {
        const char *why, *text, *must_not_hold;
    } cases[] = {
        {"a script", "<script>alert(1)</script>", "<script"},
        {"a script in a line", "a <script>alert(1)</script> b", "<script"},
        {"an event", "<img src=x onerror=alert(1)>", "onerror"},
        {"a scheme that runs", "[a](javascript:alert(1))", "javascript:"},
        {"the same in capitals", "[a](JaVaScRiPt:alert(1))", "aVaScRiPt:"},
        {"the same with an entity", "[a](&#106;avascript:alert(1))", "javascript:"},
        {"data", "![a](data:text/html;base64,PHNjcmlwdD4=)", "data:text"},
        {"an autolink", "<javascript:alert(1)>", "href=\"javascript:"},
        {"a title that breaks out", "[a](/b \"\\\" onclick=\\\"x\")", "\" onclick"},
        {"a heading with HTML", "# <b onclick=x>a</b>", "onclick"},
        {"a style", "<style>*{}</style>", "<style"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.why);
        CHECK(html_of(c.text).find(c.must_not_hold) == std::string::npos);
    }
    const std::string nested(20000, '>');
    CHECK_FALSE(html_of(nested + " a").empty());
}

TEST_CASE("the steps of a flow chart are read as departments write them, and drawn") {
    const auto steps = read_flow_steps("1 受理｜窗口｜即时｜说明 -> 2 齐全；1 补正\n2 决定 -> 结束\n3 无关\n");
    REQUIRE(steps.size() == 3);
    CHECK(steps[0].title == "受理");
    CHECK(steps[0].actor == "窗口");
    CHECK(steps[0].time_limit == "即时");
    CHECK(steps[0].note == "说明");
    REQUIRE(steps[0].next.size() == 2);
    CHECK(steps[0].next[1].number == "1");
    CHECK(steps[0].next[1].label == "补正");
    CHECK(steps[1].next.empty());
    CHECK(read_flow_steps("1 a -> 9 nowhere")[0].next.empty());
    CHECK(read_flow_steps("1 a\n2 b")[0].next[0].number == "2");
    CHECK_FALSE(draw_flowchart({}, "x").has_value());
    const auto drawing = draw_flowchart(read_flow_steps("1 <b>&\n2 c"), "<t>");
    REQUIRE(drawing);
    CHECK(drawing->view().find("<b>") == std::string_view::npos);
    CHECK(drawing->view().find("&lt;b&gt;&amp;") != std::string_view::npos);
}
