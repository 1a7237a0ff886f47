#include "dataset/money.h"

#include <doctest/doctest.h>

#include <random>

#include "cell_reading.h"
#include "dataset/chinese_number.h"
#include "dataset/constraints.h"

using namespace gongshi;

TEST_CASE("amounts as departments write them") {
    struct {
        std::string why;
        std::string cell;
        std::int64_t unit;
        const char* fen;  ///< or the code of the refusal
    } cases[] = {
        {"yuan", "2000", fen_per_yuan, "200000"},
        {"wan yuan", "0.2", fen_per_wan_yuan, "200000"},
        {"wan yuan to the fen", "1.234567", fen_per_wan_yuan, "1234567"},
        {"zeros behind the fen", "0.20000000", fen_per_wan_yuan, "200000"},
        {"thousands separators", "1,234,567.50", fen_per_yuan, "123456750"},
        {"a comma that groups nothing", "1,2", fen_per_yuan, "amount.unparsable"},
        {"groups of four", "1,2345", fen_per_yuan, "amount.unparsable"},
        {"the cell names yuan in a column of wan", "2000元", fen_per_wan_yuan, "200000"},
        {"the cell names wan in a column of yuan", "0.2万元", fen_per_yuan, "200000"},
        {"with a currency sign", "￥2,000.00", fen_per_yuan, "200000"},
        {"with the currency's name", "人民币2000元整", fen_per_yuan, "200000"},
        {"full width", "２０００．５", fen_per_yuan, "200050"},
        {"in words", "贰万元整", fen_per_yuan, "2000000"},
        {"in words, column of wan", "贰万元整", fen_per_wan_yuan, "2000000"},
        {"in words with jiao and fen", "壹仟贰佰叁拾肆元伍角陆分", fen_per_yuan, "123456"},
        {"in words with a gap", "壹万零伍拾元零伍分", fen_per_yuan, "1005005"},
        {"in ordinary numerals", "两千元", fen_per_yuan, "200000"},
        {"in words without yuan", "贰万", fen_per_yuan, "2000000"},
        {"in words without yuan, column of wan", "贰万", fen_per_wan_yuan, "amount.unparsable"},
        {"zero", "0", fen_per_yuan, "0"},
        {"less than a fen", "0.001", fen_per_yuan, "amount.too_precise"},
        {"less than a fen in wan", "0.1234567", fen_per_wan_yuan, "amount.too_precise"},
        {"negative", "-5", fen_per_yuan, "amount.negative"},
        {"negative, full width", "－5", fen_per_yuan, "amount.negative"},
        {"an accountant's negative", "(500)", fen_per_yuan, "amount.unparsable"},
        {"an exponent", "2E+05", fen_per_yuan, "amount.unparsable"},
        {"two points", "1.2.3", fen_per_yuan, "amount.unparsable"},
        {"nothing before the point", ".5", fen_per_yuan, "50"},
        {"a point alone", ".", fen_per_yuan, "amount.unparsable"},
        {"the largest", "92233720368547758.07", fen_per_yuan, "amount.too_large"},
        {"large", "9223372036854775.07", fen_per_yuan, "922337203685477507"},
        {"large in wan", "9223372036854776", fen_per_wan_yuan, "amount.too_large"},
        {"a thousand digits", "1e", fen_per_yuan, "amount.unparsable"},
        {"words", "见决定书", fen_per_yuan, "amount.unparsable"},
        {"numerals in disorder", "十百元", fen_per_yuan, "amount.unparsable"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.why);
        Field field = field_of("number", "money");
        field.unit_fen = c.unit;
        CHECK(read_cell(field, c.cell).text == c.fen);
    }
    CHECK(read_cell(field_of("number", "money"), std::string(100'000, '9')).text == "amount.too_large");
    CHECK(read_cell(field_of("number", "money"), "0." + std::string(100'000, '1')).text == "amount.too_precise");
}

TEST_CASE("reading a canonical amount changes nothing") {
    std::mt19937_64 random(20261120);
    const Field field = field_of("number", "money");
    for (int i = 0; i < 5000; ++i) {
        const Money money{std::int64_t(random() % 1'000'000'000'000'000)};
        CHECK(field.type->parse_canonical(field.type->canonical(money)) == Value(money));
        const std::string shown = std::to_string(money.fen / 100) + "." + std::to_string(money.fen % 100 / 10) +
                                  std::to_string(money.fen % 10);
        const auto read = read_money(shown, fen_per_yuan);
        REQUIRE(read);
        CHECK(*read == money);
    }
}

TEST_CASE("the amounts of a wording are found") {
    struct {
        std::string wording;
        std::vector<std::int64_t> yuan;
    } cases[] = {
        {"罚款2000元", {2000}},  {"处以罚款人民币贰万元整。", {20000}},
        {"罚款0.2万元", {2000}}, {"没收违法所得1,234元；罚款２０００元", {1234, 2000}},
        {"警告,2000元", {2000}}, {"罚款2000.00元（大写：贰仟元整）", {2000, 2000}},
        {"责令停产停业", {}},    {"位于美元路，多元经营，单元楼", {}},
    };
    for (const auto& c : cases) {
        CAPTURE(c.wording);
        std::vector<std::int64_t> yuan;
        for (const Money& money : amounts_in(c.wording)) yuan.push_back(money.fen / 100);
        CHECK(yuan == c.yuan);
    }
    CHECK(amounts_in("没收违法所得1,234.50元") == std::vector<Money>{Money{123450}});
}

TEST_CASE("an amount is held against the wording it was typed beside") {
    struct {
        std::string why;
        std::int64_t yuan;
        std::string wording;
        Agreement agreement;
    } cases[] = {
        {"it agrees", 2000, "罚款2000元", Agreement::agrees},
        {"one of two", 2000, "没收违法所得500元，罚款2000元", Agreement::agrees},
        {"their sum", 2500, "没收违法所得500元，罚款2000元", Agreement::agrees},
        {"yuan typed into wan", 20'000'000, "罚款2000元", Agreement::wrong_unit},
        {"wan typed into yuan", 2, "罚款贰万元整", Agreement::wrong_unit},
        {"another amount", 3000, "罚款2000元", Agreement::differs},
        {"no amount named", 3000, "警告", Agreement::silent},
        {"no amount given", 0, "没收违法所得500元", Agreement::silent},
    };
    for (const auto& c : cases) {
        CAPTURE(c.why);
        CHECK(agrees_with(Money{c.yuan * 100}, c.wording) == c.agreement);
    }
    const Field field = field_of("number", "money");
    const auto finding = check_wording(field, Money{2'000'000'000}, "罚款2000元", Place{});
    REQUIRE(finding);
    CHECK(finding->code == "amount.units_disagree");
    CHECK(finding->severity == Severity::warning);
    CHECK_FALSE(check_wording(field, Money{200'000}, "罚款2000元", Place{}));
}

TEST_CASE("numbers in words") {
    struct {
        const char32_t* text;
        std::int64_t value;  ///< -1: none
    } cases[] = {
        {U"十", 10},        {U"十三", 13},      {U"二十", 20},
        {U"一百零五", 105}, {U"一百一十", 110}, {U"三千零五十", 3050},
        {U"贰万", 20000},   {U"拾万", 100000},  {U"一亿零五百", 100000500},
        {U"两千", 2000},    {U"〇", 0},         {U"十百", -1},
        {U"二三", -1},      {U"百", -1},        {U"万", -1},
        {U"一万万", -1},    {U"一百二百", -1},  {U"", -1},
        {U"甲", -1},
    };
    for (const auto& c : cases) CHECK(read_chinese_number(c.text).value_or(-1) == c.value);
}
