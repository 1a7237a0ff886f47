// Both gates over the same planted data: each by itself finds what it is meant to find, and neither takes harmless numbers
// for personal ones.
#include "disclosure/personal_numbers.h"

#include <doctest/doctest.h>

#include <random>

#include "audit/leaks.h"
#include "core/date.h"
#include "core/text.h"
#include "dataset/credit_code.h"

using namespace gongshi;

namespace {

/// Fictional values, from a seed.
class Maker {
public:
    explicit Maker(std::uint32_t seed) : random_(seed) {}
    std::size_t below(std::size_t n) { return std::size_t(random_() % n); }
    std::string digits(std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += char('0' + below(10));
        return text;
    }
    std::string birth() {
        const Date day = *Date::of(1950 + int(below(60)), 1 + int(below(12)), 1 + int(below(28)));
        std::string text = day.iso();
        text.erase(7, 1).erase(4, 1);
        return text;
    }
    std::string identity() {
        std::string id = "330999" + birth() + digits(3);
        static constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (std::size_t i = 0; i < 17; ++i) sum += weights[i] * (id[i] - '0');
        id += "10X98765432"[sum % 11];
        return is_unified_credit_code(id) ? identity() : id;
    }
    std::string card() {
        std::string number = "62" + digits(16);
        for (char last = '0'; last <= '9'; ++last) {
            int sum = 0;
            const std::string whole = number + last;
            for (std::size_t i = 0; i < whole.size(); ++i) {
                const int digit = whole[whole.size() - 1 - i] - '0';
                sum += i % 2 == 0 ? digit : digit * 2 % 10 + digit / 5;
            }
            if (sum % 10 == 0) return whole;
        }
        return number;
    }
    std::string credit_code() {
        static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        std::string code = "91330999";
        for (int i = 0; i < 9; ++i) code += alphabet[below(31)];
        for (const char last : alphabet) {
            if (is_unified_credit_code(code + last)) return code + last;
        }
        return credit_code();
    }
    std::mt19937 random_;
};

struct Planted {
    PersonalKind kind;
    std::string text, secret;
    bool by_audit;  ///< the second gate is meant to find it by its pattern alone
};

Planted plant(Maker& maker, int i) {
    const std::string mobile = "1" + std::to_string(3 + maker.below(7)) + maker.digits(9);
    switch (i % 12) {
        case 0: {
            const std::string id = maker.identity();
            return {PersonalKind::id_number, "当事人（身份证" + id + "）", id, true};
        }
        case 1: {
            const std::string id = maker.identity();
            const std::string spaced = id.substr(0, 6) + " " + id.substr(6, 8) + " " + id.substr(14);
            return {PersonalKind::id_number, "公民身份号码：" + spaced, spaced, true};
        }
        case 2: {
            const std::string id = "330999" + maker.birth().substr(2) + maker.digits(3);
            return {PersonalKind::old_id_number, "身份证号" + id, id, true};
        }
        case 3:
            return {PersonalKind::mobile, "联系电话" + mobile + "，", mobile, true};
        case 4: {
            const std::string spaced = mobile.substr(0, 3) + "-" + mobile.substr(3, 4) + "-" + mobile.substr(7);
            return {PersonalKind::mobile, "致电" + spaced, spaced, true};
        }
        case 5: {
            std::string wide;
            for (const char c : mobile) wide += "\xEF\xBC" + std::string(1, char(0x90 + c - '0'));
            return {PersonalKind::mobile, "手机" + wide, wide, false};
        }
        case 6: {
            const std::string card = maker.card();
            return {PersonalKind::bank_card, "汇入卡号" + card + "账户", card, true};
        }
        case 7: {
            const std::string plate = "浙A" + maker.digits(5);
            return {PersonalKind::plate, "驾驶" + plate + "号车", plate, false};
        }
        case 8: {
            const std::string mail = "user" + maker.digits(4) + "@mail.example";
            return {PersonalKind::email, "邮箱：" + mail + "。", mail, false};
        }
        case 9: {
            const std::string passport = "E" + maker.digits(8);
            return {PersonalKind::passport, "持护照" + passport + "入境", passport, false};
        }
        case 10: {
            const std::string permit = "H" + maker.digits(8);
            return {PersonalKind::travel_permit, "港澳居民来往内地通行证" + permit, permit, false};
        }
        default: {
            const std::string place = "云溪县城关镇柳林村" + maker.digits(2) + "号";
            return {PersonalKind::home_address, "当事人住址：" + place + "，", place, false};
        }
    }
}

}  // namespace

/// What people write between the parts of a number, before it and around it.
TEST_CASE("numbers are found however they are written") {
    static constexpr const char* written[] = {"身份证号SFZ330106199003071236",
                                              "身份证号：33010619900307\n1236",
                                              "身份证号：330106  19900307  1236",
                                              "身份证330106\u200B199003071236",
                                              "身份证号：330106199003071231",
                                              "许可证号不详，电话13812345114",
                                              "合同编号无，手机：13812345141",
                                              "电话138.1234.5109",
                                              "电话138—1234—5111",
                                              "电话138\u00A01234\u00A05111",
                                              "电话(138)12345126",
                                              "电话138 - 1234 - 5128",
                                              "tel13812345112",
                                              "wx13812345127",
                                              "银行账号1203001109200123456",
                                              "工号3，电话13812345113",
                                              "订单号：无，手机13812345140",
                                              "身份证编号330106900307123",
                                              "男，住云溪县城关街道和平路12号3幢201室",
                                              "现居住于云溪县和平路12号",
                                              "车牌浙 A12321"};
    for (const std::string text : written) {
        CAPTURE(text);
        CHECK(find_personal(text).size() == 1);
    }
    static constexpr const char* harmless[] = {
        "订单号：13812345140",       "编号：13812345140",       "2026.11.20 138.5元", "面积1381.2345.5109平方米",
        "，住建局对全县3个市场检查", "批号YX13012345678",       "金额1,380,000.00元", "云A级企业120家",
        "第1.38条\n第2.12345条",     "坐标120.138123,30.451092"};
    for (const std::string text : harmless) {
        CAPTURE(text);
        CHECK(find_personal(text).empty());
    }
}

/// What the first gate leaves must pass the second, or one cell stops a whole county.
TEST_CASE("the second gate finds nothing in what the first has masked") {
    Maker maker(77);
    static constexpr const char* before[] = {
        "",         "电话",       "编号",     "工号3，电话", "订单号：",         "身份证", "许可证号",
        "无，手机", "身份证编号", "银行卡号", "账号",        "统一社会信用代码", "注册号"};
    static constexpr const char* between[] = {"", " ", "-", "  ", ".", "\n", "\u00A0", "—"};
    for (int i = 0; i < 6000; ++i) {
        const std::string mobile = "1" + std::to_string(3 + maker.below(7)) + maker.digits(9);
        std::string number = i % 4 == 0   ? mobile
                             : i % 4 == 1 ? maker.identity()
                             : i % 4 == 2 ? maker.card()
                                          : maker.digits(15);
        const std::string sign = between[maker.below(std::size(between))];
        for (std::size_t at : {7, 3}) number.insert(at, sign);
        std::string text = "案情：" + std::string(before[maker.below(std::size(before))]) + number + "。";
        CAPTURE(text);
        mask_personal(text);
        Diagnostics findings;
        check_personal_data("page.html", text, Secrets(), findings);
        CHECK(findings.empty());
    }
}

TEST_CASE("a thousand planted data of twelve kinds: masking leaves none, and each gate finds its own") {
    Maker maker(20261120);
    int masked = 0, found = 0, meant = 0;
    for (int i = 0; i < 1000; ++i) {
        const Planted one = plant(maker, i);
        CAPTURE(one.text);
        std::string text = one.text;
        CHECK(mask_personal(text));
        CHECK(text.find(one.secret) == std::string::npos);
        masked += text.find(one.secret) == std::string::npos ? 1 : 0;
        if (!one.by_audit) continue;
        ++meant;
        Diagnostics findings;
        check_personal_data("a.html", one.text, Secrets(), findings);
        found += findings.empty() ? 0 : 1;
        Diagnostics after;
        check_personal_data("a.html", text, Secrets(), after);
        CHECK(after.empty());
    }
    CHECK(masked == 1000);
    CHECK(found * 100 >= meant * 99);
}

TEST_CASE("ten thousand harmless numbers raise no alarm") {
    Maker maker(1);
    for (int i = 0; i < 10000; ++i) {
        std::string text;
        switch (i % 10) {
            case 0:
                text = "云市监罚〔20" + maker.digits(2) + "〕" + maker.digits(4) + "号";
                break;
            case 1:
                text = "统一社会信用代码" + maker.credit_code();
                break;
            case 2:
                text = "罚款人民币" + std::to_string(1 + maker.below(9)) + maker.digits(6) + ".00元";
                break;
            case 3:
                text = "于20" + maker.digits(2) + "年" + std::to_string(1 + maker.below(12)) + "月3日";
                break;
            case 4:
                text = "执法证号1309" + maker.digits(7);
                break;
            case 5:
                text = "办公电话0570-555" + maker.digits(4);
                break;
            case 6:
                text = "生产批号20" + maker.digits(6) + maker.digits(2);
                break;
            case 7:
                text = "许可证编号JY1330999" + maker.digits(7);
                break;
            case 8:
                text = "货值" + maker.digits(3) + "," + maker.digits(3) + "元，库存" + maker.digits(4) + "件";
                break;
            default:
                text = "面积" + maker.digits(4) + "." + maker.digits(2) + "平方米，条码69" + maker.digits(11);
        }
        CAPTURE(text);
        CHECK(find_personal(text).empty());
        Diagnostics findings;
        check_personal_data("a.html", text, Secrets(), findings);
        CHECK(findings.empty());
    }
}
