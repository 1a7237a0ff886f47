#include "audit/html_scan.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("a page's links, anchors and meta tags are found, and nothing in scripts or comments") {
    const ScannedPage page = scan_html(
        "<!doctype html><html lang=\"zh-CN\"><head><title> 公示 </title>"
        "<meta name=\"SiteName\" content=\"云溪\"><meta name='ColumnName' content=''>"
        "<link rel=\"canonical\" href=\"/a.html\"><link rel=\"stylesheet\" href=\"/s.css\"></head><body>"
        "<!-- <a href=\"/comment\"> --><script src=\"/x.js\">\"<a href='/script'>\"</script>"
        "<a id=\"top\" href=\"/b?x=1&amp;y=2\">1 < 2</a><img alt=\"a > b\" src=/c.png><section id=t2></section>"
        "<img srcset=\"/s1.png 1x, /s2.png 2x\"><a>none</a></body></html>");
    std::string links;
    for (const PageLink& link : page.links) links += link.target() + (link.loaded ? "! " : " ");
    CHECK(links == "/a.html /s.css! /x.js! /b?x=1&y=2 /c.png! /s1.png! /s2.png! ");
    CHECK(page.anchors == std::vector<std::string>{"top", "t2"});
    CHECK(page.meta_names == std::vector<std::string>{"sitename"});
    CHECK(page.has_title);
}

TEST_CASE("a page cut off anywhere is read to its end and no further") {
    const std::string page = "<a href=\"x\" id='y'>&amp;</a><script>z</script><!-- c --><title>t</title>";
    for (std::size_t length = 0; length <= page.size(); ++length) scan_html(std::string_view(page).substr(0, length));
    CHECK(scan_html("<a =x =\"y\" ==>").links.empty());
    CHECK_FALSE(scan_html("<title></title>").has_title);
}

TEST_CASE("entities are decoded once, and what is none stays") {
    CHECK(decode_entities("a&amp;lt;b &#20113;&#x4e91; &nope; & &#0; &#xfffffff;") ==
          "a&lt;b 云云 &nope; & &#0; &#xfffffff;");
}

TEST_CASE("a sitemap's and a feed's addresses are links") {
    const auto links =
        scan_xml("<urlset><url><loc>https://x.example/a.html</loc></url></urlset><link href=\"/f.xml\"/>");
    REQUIRE(links.size() == 2);
    CHECK(links[0].target() == "https://x.example/a.html");
    CHECK(links[1].target() == "/f.xml");
}
