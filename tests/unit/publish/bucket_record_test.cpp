#include "publish/bucket_record.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "core/disk.h"
#include "publish/compression.h"
#include "publish/file_headers.h"

using namespace gongshi;

TEST_CASE("a record is remembered, line by line, and belongs to one place") {
    std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-record-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    const std::filesystem::path file = folder / "publish/up.objects";
    {
        BucketRecord record(file, "https://a/b/");
        record.put("index.html", {"\"e1\"", "c1", "h1"});
        record.put("a.html", {"\"e2\"", "c2", "h2"});
        record.put("index.html", {"\"e3\"", "c3", "h3"});
        record.remove("a.html");
    }  // not compacted: as a killed run leaves it
    const std::string text = disk::read_file(file).value_or("");
    disk::write_file(file, text + "c4\th4\t\"e4\"\thalf a li", disk::Sync::no);
    {
        const BucketRecord record(file, "https://a/b/");
        REQUIRE(record.find("index.html") != nullptr);
        CHECK(record.find("index.html")->etag == "\"e3\"");
        CHECK(record.find("a.html") == nullptr);
        CHECK(record.objects().size() == 1);
    }
    const BucketRecord other(file, "https://a/other/");
    CHECK(other.objects().empty());
    std::filesystem::remove_all(folder);
}

TEST_CASE("compressed texts come back, damaged ones do not") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "行政处罚决定书 " + std::to_string(i) + "\n";
    const std::string packed = gzip(text);
    CHECK(packed.size() < text.size() / 3);
    CHECK(gzip(text) == packed);
    CHECK(gunzip(packed, text.size()) == text);
    CHECK_FALSE(gunzip(packed.substr(0, packed.size() - 9), text.size()));
    CHECK_FALSE(gunzip("none", 4));
    CHECK(brotli(text).size() < packed.size());
}

TEST_CASE("headers by kind of file") {
    const ManifestEntry page{"a.html", {}, {}, 5000, CacheClass::page};
    CHECK(headers_of(page, true) == HttpHeaders{{"content-type", "text/html; charset=utf-8"},
                                                {"cache-control", "no-cache"},
                                                {"content-encoding", "gzip"}});
    CHECK(cache_control(CacheClass::gone) == "no-store");
    CHECK(is_worth_compressing(page));
    CHECK_FALSE(is_worth_compressing({"a.png", {}, {}, 5000, CacheClass::data}));
    CHECK_FALSE(is_worth_compressing({"a.txt", {}, {}, 50, CacheClass::data}));
    CHECK(name_of(headers_of(page, true)) != name_of(headers_of(page, false)));
}
