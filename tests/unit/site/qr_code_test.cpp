#include "site/qr_code.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>

using namespace gongshi;

namespace {

std::string random_text(std::mt19937& source, std::size_t length) {
    std::string text = "https://www.yunxi.example/penalties/";
    while (text.size() < length) text += char('!' + source() % 90);
    return text;
}

}  // namespace

TEST_CASE("a code made of another's is the code that encoding the text itself gives") {
    std::mt19937 source(1);
    for (std::size_t length : {std::size_t(40), std::size_t(61), std::size_t(180), std::size_t(700)}) {
        QrCodes many;
        for (int i = 0; i < 60; ++i) {
            const std::string text = random_text(source, length);
            const QrCodes::Modules code = many.modules(text);
            const QrCodes::Modules alone = QrCodes().modules(text);
            REQUIRE(code.side == alone.side);
            CHECK(code.dark == alone.dark);
        }
    }
}

TEST_CASE("a code has its finder patterns, and its picture a run for each run of dark modules") {
    QrCodes codes;
    const QrCodes::Modules code = codes.modules("https://www.yunxi.example/");
    CHECK((code.side - 17) % 4 == 0);
    for (int i = 0; i < 7; ++i) {
        CHECK(code.dark[std::size_t(i)] == 1);
        CHECK(code.dark[std::size_t(code.side - 1 - i)] == 1);
        CHECK(code.dark[std::size_t((code.side - 1) * code.side + i)] == 1);
    }
    const std::string svg(codes.svg("https://www.yunxi.example/").view());
    std::size_t dark = 0;
    for (std::size_t at = svg.find('h', svg.find(" d=\"")); at != std::string::npos; at = svg.find('h', at + 1))
        dark += std::size_t(std::atoi(svg.c_str() + at + 1));
    CHECK(dark == std::size_t(std::count(code.dark.begin(), code.dark.end(), 1)));
    CHECK(svg.find("M2 2.5h7") != std::string::npos);
}
