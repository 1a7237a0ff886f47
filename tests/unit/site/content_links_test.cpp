#include "site/content_links.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "core/disk.h"

using namespace gongshi;

namespace {

/// content/ with an article guide/where.md and files beside and above it.
struct Folder {
    std::filesystem::path path;

    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-links-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
        std::filesystem::create_directories(path / "content/guide");
        for (const char* name : {"secret.pdf", "content/form.pdf", "content/guide/地图.png", "content/guide/a b.docx",
                                 "content/guide/x.svg"})
            disk::write_file(path / name, name, disk::Sync::no);
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("links of an article: files are published, articles become pages, all else stays") {
    const Folder folder;
    const std::filesystem::path content = folder.path / "content";
    ContentLinks links(content, "guide/where.md");
    Diagnostics findings;
    const auto place = [&](const char* address) { return links.place(address, 7, findings).value_or("-"); };
    CHECK(place("地图.png").starts_with("/files/file-"));
    CHECK(place("%E5%9C%B0%E5%9B%BE.png") == place("地图.png"));
    CHECK(place("a%20b.docx").starts_with("/files/ab-"));
    CHECK(place("../form.pdf").starts_with("/files/form-"));
    CHECK(place("./../form.pdf") == place("../form.pdf"));
    CHECK(place("../remedies.md#court") == "../remedies.html#court");
    CHECK(place("../remedies.en.md") == "../remedies.html");
    for (const char* as_it_is : {"", "#here", "/penalties/", "../help.html", "https://www.gov.cn/a.pdf",
                                 "mailto:a@b.example", "?q=1", "all.csv"})
        CHECK(place(as_it_is) == "-");
    CHECK(findings.empty());
    CHECK(links.take_files().size() == 3);
}

TEST_CASE("links of an article that lead to nothing, out of the folder, or to what is not published") {
    const Folder folder;
    const std::filesystem::path content = folder.path / "content";
    ContentLinks links(content, "guide/where.md");
    Diagnostics findings;
    for (const char* address : {"missing.png", "../../secret.pdf", "%2e%2e/../secret.pdf", "x.svg"})
        CHECK_FALSE(links.place(address, 7, findings));
    const std::vector<Diagnostic> told = findings.take_sorted();
    REQUIRE(told.size() == 4);
    for (const Diagnostic& one : told) {
        CHECK(one.code == (one.text == "x.svg" ? "content.file_kind" : "content.no_file"));
        CHECK(one.place.file == "content/guide/where.md");
        CHECK(one.place.line == 7);
    }
    CHECK(links.take_files().empty());
}
