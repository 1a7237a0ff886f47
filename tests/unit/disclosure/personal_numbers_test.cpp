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
