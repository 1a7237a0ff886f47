#include "audit/links.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("links are resolved as a browser resolves them") {
    struct {
        const char *target, *from;
        LinkKind kind;
        const char *path, *fragment;
    } cases[] = {
        {"/penalties/", "index.html", LinkKind::inside, "penalties/index.html", ""},
        {"/", "penalties/a.html", LinkKind::inside, "index.html", ""},
        {"/a.b/c.d.html", "penalties/a.html", LinkKind::inside, "a.b/c.d.html", ""},
        {"/a/../b.html", "penalties/a.html", LinkKind::inside, "b.html", ""},
        {"/a/./b.html", "penalties/a.html", LinkKind::inside, "a/b.html", ""},
        {"/a/b.html?q=1#how", "penalties/a.html", LinkKind::inside, "a/b.html", "how"},
        {"/%61/b.html", "penalties/a.html", LinkKind::inside, "a/b.html", ""},
        {"https://zfgs.example/a//b.html", "index.html", LinkKind::inside, "a//b.html", ""},
        {"https://zfgs.example#how", "a.html", LinkKind::inside, "index.html", "how"},
        {"b.html", "penalties/a.html", LinkKind::inside, "penalties/b.html", ""},
        {"../about.html#how", "penalties/a.html", LinkKind::inside, "about.html", "how"},
        {"./b.html?q=1", "penalties/a.html", LinkKind::inside, "penalties/b.html", ""},
        {"../../../x.html", "a/b.html", LinkKind::inside, "x.html", ""},
        {"%E4%BA%91.pdf", "a/b.html", LinkKind::inside, "a/云.pdf", ""},
        {"#top", "a/b.html", LinkKind::here, "a/b.html", "top"},
        {"", "a/b.html", LinkKind::here, "a/b.html", ""},
        {"https://zfgs.example/a/", "index.html", LinkKind::inside, "a/index.html", ""},
        {"https://zfgs.example", "a.html", LinkKind::inside, "index.html", ""},
        {"https://zfgs.example.evil/a", "index.html", LinkKind::outside, "", ""},
        {"//other.example/x", "index.html", LinkKind::outside, "", ""},
        {"mailto:a@b.example", "index.html", LinkKind::outside, "", ""},
        {"tel:0570-5550101", "index.html", LinkKind::outside, "", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(c.target);
        const ResolvedLink link = resolve_link(c.target, c.from, "https://zfgs.example");
        CHECK(link.kind == c.kind);
        CHECK(link.path == c.path);
        CHECK(link.fragment == c.fragment);
    }
}

TEST_CASE("parts of the search index and of the ledger are no place for a link") {
    CHECK(comes_and_goes("search/s/0f3a-0-89/3.bin"));
    CHECK(comes_and_goes("search/b/12ab/r0.json"));
    CHECK(comes_and_goes("ledger/leaves/0-5.jsonl"));
    CHECK_FALSE(comes_and_goes("search/index.html"));
    CHECK_FALSE(comes_and_goes("ledger/head.txt"));
    CHECK_FALSE(comes_and_goes("penalties/search/a.html"));
}
