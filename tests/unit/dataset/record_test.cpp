#include "dataset/record.h"

#include <doctest/doctest.h>

#include <random>

#include "cell_reading.h"
#include "core/stop.h"

using namespace gongshi;

namespace {

Dataset all_kinds() {
    Dataset dataset;
    for (const FieldType* type : all_field_types()) {
        Field field;
        field.name = std::string(type->type()) + "_" + std::string(type->format());
        field.type = type;
        dataset.fields.push_back(std::move(field));
    }
    return dataset;
}

Value some_value(const FieldType& type, std::mt19937& random) {
    static const std::string texts[] = {"云溪县", "a\"b\\c\n\t</script>&", "𠀀\u2028",
                                        "",       std::string("\0x", 2),   "第一行\n第二行"};
    if (random() % 4 == 0) return {};
    if (type.format() == "money") return Money{std::int64_t(random())};
    if (type.type() == "date") return Date::from_days(int(random() % 40'000));
    if (type.type() == "integer") return std::int64_t(random()) - 2'000'000'000;
    if (type.type() == "number") return Decimal{std::int64_t(random() % 100'000) - 50'000, std::uint8_t(random() % 7)};
    if (type.type() == "boolean") return random() % 2 == 0;
    if (type.type() == "list") return std::vector<std::string>{texts[random() % 6], texts[random() % 6]};
    return texts[random() % 6];
}

}  // namespace

TEST_CASE("content is written in the schema's order, missing values left out") {
    Dataset dataset;
    for (const auto& [name, type, format] :
         {std::tuple{"number", "string", "document-number"}, std::tuple{"fine", "number", "money"},
          std::tuple{"kinds", "list", "default"}, std::tuple{"note", "string", "default"}}) {
        Field field = field_of(type, format);
        field.name = name;
        dataset.fields.push_back(field);
    }
    Record record;
    record.dataset = &dataset;
    record.values = {std::string("云市监罚〔2026〕1号"), Money{200000}, std::vector<std::string>{"警告", "罚款"},
                     Value{}};
    CHECK(content_json(record) == R"({"number":"云市监罚〔2026〕1号","fine":"200000","kinds":["警告","罚款"]})");
    CHECK(values_from_content(dataset, content_json(record)) == record.values);
    CHECK(values_from_content(dataset, "{}") == std::vector<Value>(4));
}

TEST_CASE("reading content back is the identity, whatever the values") {
    const Dataset dataset = all_kinds();
    std::mt19937 random(20261120);
    for (int i = 0; i < 2000; ++i) {
        Record record;
        record.dataset = &dataset;
        for (const Field& field : dataset.fields) record.values.push_back(some_value(*field.type, random));
        const std::string content = content_json(record);
        CAPTURE(content);
        CHECK(values_from_content(dataset, content) == record.values);
        record.values = values_from_content(dataset, content);
        CHECK(content_json(record) == content);
    }
}

TEST_CASE("fields the schema no longer knows are passed over, and the order does not matter") {
    Dataset dataset;
    for (const char* name : {"a", "b"}) {
        Field field = field_of("string");
        field.name = name;
        dataset.fields.push_back(field);
    }
    CHECK(values_from_content(dataset, R"({"gone":"x","b":"2","old":["y","z"],"a":"1"})") ==
          std::vector<Value>{std::string("1"), std::string("2")});
    CHECK(values_from_content(dataset, R"({"a":["was a list"],"b":"2"})") ==
          std::vector<Value>{Value{}, std::string("2")});
}

TEST_CASE("content that we cannot have written stops the run") {
    const Dataset dataset = all_kinds();
    for (const std::string content :
         {"", "{", "[]", "{\"a\"}", "{\"a\":1}", "{\"a\":\"b\"", "{\"a\":\"b\"}x", "{\"a\":\"\\x\"}",
          "{\"a\":\"\\u12\"}", "{\"a\":\"\\ud800\"}", "{\"date_default\":\"2026-13-01\"}", "{\"number_money\":\"1.5\"}",
          "{\"boolean_default\":\"yes\"}", "{\"a\":[\"b\"", "{\"a\":\"b\",}"}) {
        CAPTURE(content);
        try {
            values_from_content(dataset, content);
            FAIL_CHECK("no Stop");
        } catch (const Stop& stop) {
            CHECK(stop.findings().at(0).code == "content.damaged");
        }
    }
}

TEST_CASE("a record's id is ten characters of its identity alone") {
    const Identity identity{"penalties", "11330999MB0000000X", "云市监罚〔2026〕1号"};
    const RecordId id = RecordId::of(identity);
    CHECK(id.text.size() == 10);
    CHECK(id == RecordId::of(identity));
    CHECK(RecordId::of(identity, 14).text.substr(0, 10) == id.text);
    CHECK(RecordId::of({"penalties", "a", "bc"}) != RecordId::of({"penalties", "ab", "c"}));
}

TEST_CASE("decimals are shown as they were written") {
    CHECK(Decimal{1250, 2}.text() == "12.50");
    CHECK(Decimal{-5, 2}.text() == "-0.05");
    CHECK(Decimal{0, 0}.text() == "0");
    CHECK(Decimal{0, 3}.text() == "0.000");
    CHECK(Decimal{INT64_MIN, 0}.text() == "-9223372036854775808");
}
