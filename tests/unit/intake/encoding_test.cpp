#include "intake/encoding.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

using namespace gongshi;

namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// A file that goes away with the test.
struct Scratch {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("encoding-" + std::to_string(::getpid()) + ".csv");

    explicit Scratch(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
    ~Scratch() { std::filesystem::remove(path); }
};

std::string text_in(const std::filesystem::path& path, Encoding encoding) {
    TextReader reader(path, encoding);
    std::string text;
    while (reader.read(text)) {
    }
    return text;
}

std::string repeated(const std::string& part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("UTF-8 is read whole wherever pieces of a file end") {
    const std::string long_text =
        repeated("公示𠀀é", 40000);  // several pieces, their ends within every kind of character
    for (std::size_t shift = 0; shift < 12; ++shift) {
        const std::string bytes = std::string(shift, 'x') + long_text;
        const Scratch file(bytes);
        const Result<Encoding> encoding = detect_encoding(file.path, "x.csv");
        REQUIRE(encoding);
        CHECK(*encoding == Encoding::utf8);
        CHECK(text_in(file.path, *encoding) == bytes);
    }
}

TEST_CASE("a byte order mark is no part of the text") {
    const Scratch file("\xEF\xBB\xBF文号");
    const Result<Encoding> encoding = detect_encoding(file.path, "x.csv");
    REQUIRE(encoding);
    CHECK(*encoding == Encoding::utf8_bom);
    CHECK(text_in(file.path, *encoding) == "文号");
}

TEST_CASE("what is no UTF-8 is read as GB18030, or refused with the lines where either ends") {
    const std::string lines = repeated("文号\n", 30000);
    {
        const Scratch file("\xCE\xC4\xBA\xC5\n");
        const Result<Encoding> encoding = detect_encoding(file.path, "x.csv");
        REQUIRE(encoding);
        CHECK(*encoding == Encoding::gb18030);
        CHECK(text_in(file.path, *encoding) == "文号\n");
    }
    const Scratch file(lines + "\xFF\xFF\n");
    const Result<Encoding> refused = detect_encoding(file.path, "x.csv");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "encoding.unreadable");
    CHECK(refused.error().facts == Facts{{"utf8_line", "30001"}});
}

TEST_CASE("an end within a character is told with its line") {
    const Scratch file("第一行\n第\xE4");
    const Result<Encoding> refused = detect_encoding(file.path, "x.csv");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().facts == Facts{{"utf8_line", "2"}});
}
