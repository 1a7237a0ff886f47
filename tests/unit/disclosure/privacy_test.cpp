#include "disclosure/privacy.h"

#include <doctest/doctest.h>

#include <fstream>

#include "core/text.h"
#include "dataset/dataset_file.h"
#include "disclosure/personal_numbers.h"

using namespace gongshi;

namespace {

Dataset party_dataset() {
    Diagnostics findings;
    Dataset dataset = parse_dataset(R"({"name":"penalties","title":"行政处罚","fields":[
        {"name":"number","title":"文号","type":"string","constraints":{"required":true},"disclosure":{"privacy":"public"}},
        {"name":"party_name","title":"当事人","type":"string","disclosure":{"privacy":"party"}},
        {"name":"party_kind","title":"类别","type":"string","disclosure":{"privacy":"public"}},
        {"name":"party_code","title":"代码","type":"string","format":"credit-code","disclosure":{"privacy":"public"}},
        {"name":"facts","title":"事实","type":"string","format":"text","disclosure":{"privacy":"public"}},
        {"name":"id_number","title":"证件号","type":"string"},
        {"name":"head","title":"法定代表人","type":"string","disclosure":{"privacy":"person"}},
        {"name":"contact","title":"现场负责人","type":"string","disclosure":{"privacy":"hidden_person"}}],
        "primaryKey":["number"],
        "disclosure":{"segment":"penalties","stage":"after","order":1,"record_title":["number"],"list":["number"],
          "party":{"name":"party_name","code":"party_code","kind":"party_kind","natural":["自然人"],"sole_trader":["个体工商户"]}}})",
                                    "penalties.json", findings);
    CHECK(findings.empty());
    return dataset;
}

}  // namespace

TEST_CASE("names are masked to surname and 某, compound surnames whole") {
    struct {
        const char *name, *masked;
    } cases[] = {{"张三", "张某"},
                 {"张三丰", "张某某"},
                 {"欧阳修", "欧阳某"},
                 {"欧阳修文", "欧阳某某"},
                 {"欧阳", "欧某"},
                 {"王", "某"},
                 {"司马相如", "司马某某"},
                 {"阿卜杜拉·买买提", "阿某某"},
                 {"John Smith", "J***"},
                 {" 李四 ", "李某"},
                 {"", ""}};
    for (const auto& c : cases) {
        CAPTURE(c.name);
        CHECK(mask_name(c.name) == c.masked);
    }
}

TEST_CASE("what a party is, is in doubt a natural person") {
    const Dataset dataset = party_dataset();
    struct {
        const char *name, *kind, *code;
        PartyKind expected;
    } cases[] = {
        {"张三", "自然人", "", PartyKind::natural},
        {"云溪县甲商店", "法人及非法人组织", "", PartyKind::organisation},
        {"张三小吃店", "个体工商户", "", PartyKind::sole_trader},
        {"张三", "", "", PartyKind::natural},
        {"云溪县甲商贸有限公司", "", "", PartyKind::organisation},
        {"甲乙丙", "", "91350100M000100Y43", PartyKind::organisation},
        {"张三", "", "00000000000000000X", PartyKind::natural},
    };
    for (const auto& c : cases) {
        CAPTURE(c.name);
        std::vector<Value> values(8);
        values[1] = std::string(c.name);
        if (*c.kind) values[2] = std::string(c.kind);
        if (*c.code) values[3] = std::string(c.code);
        CHECK(party_kind(dataset, values) == c.expected);
    }
}

TEST_CASE("numbers of persons are masked in texts, other numbers are not") {
    struct {
        std::string text, masked;
    } cases[] = {{"身份证11010519491231002X。", "身份证******************。"},
                 {"电话13800138000", "电话138********"},
                 {"罚款13800138000元", "罚款138********元"},
                 {"91350100M000100Y43", "91350100M000100Y43"},
                 {"编号110105194912310021", "编号110105194912310021"},
                 {"2026年11月20日", "2026年11月20日"}};
    for (auto& c : cases) {
        std::string text = c.text;
        CHECK(mask_personal(text) == (c.text != c.masked));
        CHECK(text == c.masked);
    }
}

TEST_CASE("a natural person's name is masked wherever it stands in the record") {
    const Dataset dataset = party_dataset();
    std::vector<Value> values(8);
    values[1] = std::string("张三丰");
    values[2] = std::string("自然人");
    values[4] = std::string("当事人张三丰（身份证11010519491231002X）无证经营，张三丰已改正。");
    CHECK(mask_record(dataset, values));
    CHECK(std::get<std::string>(values[1]) == "张某某");
    CHECK(std::get<std::string>(values[4]) == "当事人张某某（身份证******************）无证经营，张某某已改正。");
}

TEST_CASE("an organisation's name stays whole") {
    const Dataset dataset = party_dataset();
    std::vector<Value> values(8);
    values[1] = std::string("云溪县甲商店");
    values[2] = std::string("法人及非法人组织");
    CHECK_FALSE(mask_record(dataset, values));
    CHECK(std::get<std::string>(values[1]) == "云溪县甲商店");
}

TEST_CASE("names as departments write them") {
    const Dataset dataset = party_dataset();
    std::ifstream table(std::string(GONGSHI_ROOT) + "/tests/unit/disclosure/names.txt");
    int cases = 0;
    for (std::string line; std::getline(table, line);) {
        const std::size_t arrow = line.find(" => ");
        if (line.starts_with('#') || arrow == std::string::npos) continue;
        CAPTURE(line);
        std::vector<Value> values(8);
        values[1] = line.substr(0, arrow);
        values[2] = std::string("自然人");
        mask_record(dataset, values);
        CHECK(std::get<std::string>(values[1]) == line.substr(arrow + 4));
        ++cases;
    }
    CHECK(cases >= 200);
}

TEST_CASE("records as departments write them: firms stay, persons do not") {
    const Dataset dataset = party_dataset();
    std::ifstream table(std::string(GONGSHI_ROOT) + "/tests/unit/disclosure/records.txt");
    constexpr std::size_t in_order[] = {2, 3, 1, 6, 7, 4};  // of the dataset's fields
    int cases = 0;
    for (std::string line; std::getline(table, line);) {
        const std::size_t arrow = line.find(" => ");
        if (line.starts_with('#') || arrow == std::string::npos) continue;
        CAPTURE(line);
        replace_all(line, "\\n", "\n");
        std::vector<Value> values(8);
        const std::vector<std::string_view> cells = split(std::string_view(line).substr(0, arrow), '|');
        REQUIRE(cells.size() == std::size(in_order));
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!trim(cells[i]).empty()) values[in_order[i]] = std::string(trim(cells[i]));
        }
        mask_record(dataset, values);
        CHECK(std::get<std::string>(values[1]) + " | " + std::get<std::string>(values[4]) ==
              line.substr(line.find(" => ") + 4));
        CHECK_FALSE(dataset.fields[7].is_public());
        ++cases;
    }
    CHECK(cases >= 30);
}

TEST_CASE("a person called an organisation is told") {
    const Dataset dataset = party_dataset();
    struct {
        const char *name, *kind;
        bool told;
    } cases[] = {{"孙小六", "法人及非法人组织", true},
                 {"云溪县甲公司、孙小五", "法人及非法人组织", true},
                 {"云溪县甲公司", "法人及非法人组织", false},
                 {"云溪县小丙小吃店（经营者：孙小丙）", "个体工商户", false},
                 {"孙小六", "自然人", false},
                 {"孙小六", "", false}};
    for (const auto& c : cases) {
        CAPTURE(c.name);
        std::vector<Value> values(8);
        values[1] = std::string(c.name);
        if (*c.kind) values[2] = std::string(c.kind);
        CHECK(names_persons_as_organisation(dataset, values) == c.told);
    }
}

TEST_CASE("whatever a cell holds, names are parts of it in order") {
    const char* pieces[] = {"张三",         "李四五", "欧阳",   " ",        "　",     "、",   "（",   "）",
                            "：",           "曾用名", "经营者", "和",       "·",      "Tom",  "A",    "男",
                            "等",           "3",      "1.",     "有限公司", "云溪县", "面馆", "局长", "\n",
                            "\xE2\x80\x8B", "“",      "-",      "某",       "\xFF"};
    std::uint32_t chance = 7;
    const auto next = [&](std::size_t below) { return (chance = chance * 1664525 + 1013904223) / 65536 % below; };
    for (int round = 0; round < 20000; ++round) {
        std::string cell;
        for (std::size_t left = 1 + next(9); left > 0; --left) cell += pieces[next(std::size(pieces))];
        for (const bool firms : {false, true}) {
            std::size_t at = 0;
            for (const PersonSpan& one : firms ? persons_beside_firms(cell, true) : persons_in(cell)) {
                CAPTURE(cell);
                REQUIRE(at <= one.begin);
                REQUIRE(one.begin < one.end);
                REQUIRE(one.end <= cell.size());
                at = one.end;
            }
        }
    }
}

TEST_CASE("another name of a person has the person's number") {
    const Dataset dataset = party_dataset();
    std::vector<Value> values(8);
    values[1] = std::string("张三（曾用名：李四五）、王六");
    values[2] = std::string("自然人");
    NamePolicy policy;
    policy.natural = NameForm::numbered;
    mask_record(dataset, values, policy);
    CHECK(std::get<std::string>(values[1]) == "甲某（曾用名：甲某）、乙某");
}

TEST_CASE("words said of a record are masked as its fields are") {
    const Dataset dataset = party_dataset();
    std::vector<Value> values(8);
    values[1] = std::string("周小明");
    values[2] = std::string("自然人");
    CHECK(mask_words(dataset, values, {}, "周小明（身份证11010519491231002X）申请撤销") ==
          "周某某（身份证******************）申请撤销");
}

TEST_CASE("each form of a name, wherever it stands in the record") {
    const Dataset dataset = party_dataset();
    struct {
        NameForm form;
        const char *own, *text;
    } cases[] = {{NameForm::full, "张三丰、李四", "张三丰与李四"},
                 {NameForm::by_length, "张某某、李某", "张某某与李某"},
                 {NameForm::surname_one, "张某、李某", "张某与李某"},
                 {NameForm::surname_two, "张某某、李某某", "张某某与李某某"},
                 {NameForm::star, "张*、李*", "张*与李*"},
                 {NameForm::numbered, "甲某、乙某", "甲某与乙某"}};
    for (const auto& c : cases) {
        std::vector<Value> values(8);
        values[1] = std::string("张三丰、李四");
        values[2] = std::string("自然人");
        values[4] = std::string("张三丰与李四");
        NamePolicy policy;
        policy.natural = c.form;
        mask_record(dataset, values, policy);
        CHECK(std::get<std::string>(values[1]) == c.own);
        CHECK(std::get<std::string>(values[4]) == c.text);
    }
}

TEST_CASE("a minor is told by the identity number, on the day of the decision") {
    const Dataset dataset = party_dataset();
    std::vector<Value> values(8);
    values[1] = std::string("张三");
    values[2] = std::string("自然人");
    values[5] = std::string("11010519491231002X");
    CHECK(concerns_a_minor(dataset, values, *Date::of(1967, 12, 30)));
    CHECK_FALSE(concerns_a_minor(dataset, values, *Date::of(1967, 12, 31)));
    values[1] = std::string("云溪县甲商店");
    values[2] = std::string("法人及非法人组织");
    CHECK_FALSE(concerns_a_minor(dataset, values, *Date::of(1960, 1, 1)));
}
