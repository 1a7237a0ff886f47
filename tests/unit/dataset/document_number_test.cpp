#include "dataset/document_number.h"

#include <doctest/doctest.h>

#include <random>

#include "cell_reading.h"

using namespace gongshi;

TEST_CASE("document numbers are brought to one form of brackets") {
    struct {
        std::string cell;
        std::string text;
    } cases[] = {
        {"云市监罚〔2026〕12号", "云市监罚〔2026〕12号"},
        {"云市监罚（2026）12号", "云市监罚〔2026〕12号"},
        {"云市监罚(2026)12号", "云市监罚〔2026〕12号"},
        {"云市监罚[2026]12号", "云市监罚〔2026〕12号"},
        {"云市监罚【2026】12号", "云市监罚〔2026〕12号"},
        {"云市监罚［2026］12号", "云市监罚〔2026〕12号"},
        {"云市监罚〖2026〗12号", "云市监罚〔2026〕12号"},
        {"云市监罚〔２０２６〕１２号", "云市监罚〔2026〕12号"},
        {" 云市监罚 〔2026〕 12 号 ", "云市监罚〔2026〕12号"},
        {"云环罚字〔2026〕第12号", "云环罚字〔2026〕第12号"},
        {"云环罚字〔2026〕第7、8号", "云环罚字〔2026〕第7、8号"},
        {"云环罚〔2026〕7，8号", "云环罚〔2026〕7、8号"},
        {"云环罚〔2026〕7-9号", "云环罚〔2026〕7-9号"},
        {"云环罚〔2026〕0012号", "云环罚〔2026〕0012号"},
        {"云环罚〔2026〕12号之一", "云环罚〔2026〕12号之一"},
    };
    const Field field = field_of("string", "document-number");
    for (const auto& c : cases) {
        CAPTURE(c.cell);
        const CellReading reading = read_cell(field, c.cell);
        CHECK(reading.text == c.text);
        CHECK(reading.said.empty());
    }
}

TEST_CASE("what is no document number is kept as written, with a warning") {
    for (const std::string cell :
         {"2026年第12号", "云市监罚2026-12号", "云市监罚〔26〕12号", "云市监罚〔2026〕号", "云市监罚〔2026〕12",
          "〔2026〕12号", "云市监罚〔2026〕12号、13号", "关于云市监罚〔2026〕12号的说明", "云市监罚〔1026〕1号"}) {
        CAPTURE(cell);
        const CellReading reading = read_cell(field_of("string", "document-number"), cell);
        CHECK(reading.text == cell);
        CHECK(reading.said == std::vector<std::string>{"document_number.unparsable"});
    }
}

TEST_CASE("reading a canonical document number changes nothing") {
    std::mt19937 random(20261120);
    const char* agencies[] = {"云市监罚", "云环罚字", "云综执罚决", "溪交运许"};
    for (int i = 0; i < 2000; ++i) {
        const DocumentNumber number{agencies[random() % 4], int(1949 + random() % 152), random() % 2 == 0,
                                    std::to_string(random() % 100000), random() % 5 == 0 ? "之二" : ""};
        const auto read = read_document_number(number.text());
        REQUIRE(read);
        CHECK(read->text() == number.text());
    }
}
