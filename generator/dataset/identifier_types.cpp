#include <algorithm>

#include "core/text.h"
#include "dataset/cell_text.h"
#include "dataset/codes.h"
#include "dataset/credit_code.h"
#include "dataset/document_number.h"
#include "dataset/field_types.h"
#include "dataset/pattern.h"
#include "dataset/phone_number.h"

namespace gongshi {
namespace {

Failure refuse_credit_code(const CreditCodeError& error, const Place& place, std::string_view cell) {
    switch (error.fault) {
        case CreditCodeFault::length:
            return refuse_cell(codes::credit_code_form, place, cell,
                               RefusalReason{"应为 18 位（旧注册号为 15 位或 13 位）",
                                             "it must have 18 characters (15 or 13 for older numbers)"});
        case CreditCodeFault::excel_number:
            return refuse_cell(codes::credit_code_form, place, cell,
                               RefusalReason{"电子表格把它当成了数字，后几位已经丢失",
                                             "a spreadsheet took it for a number; its last digits are lost"});
        case CreditCodeFault::character: {
            const std::string position = std::to_string(error.position);
            return refuse_cell(
                codes::credit_code_form, place, cell,
                {{"reason_zh", "第 " + position + " 位不是代码可用的字符（不用 I、O、S、V、Z）"},
                 {"reason_en", "character " + position + " is not used in such codes (no I, O, S, V, Z)"}});
        }
        case CreditCodeFault::id_number:
            return refuse_cell(codes::credit_code_id_number, place, cell);
        case CreditCodeFault::both_checks:
            return refuse_cell(
                codes::credit_code_check, place, cell,
                RefusalReason{"整码校验（GB 32100）和主体标识码校验（GB 11714）都不通过，错误在第 9–17 位",
                              "both the whole code's check (GB 32100) and the embedded one (GB 11714) fail: "
                              "the slip is in characters 9–17"});
        case CreditCodeFault::own_check:
            return refuse_cell(
                codes::credit_code_check, place, cell,
                RefusalReason{
                    "整码校验（GB 32100）不通过，主体标识码（GB 11714）正确，错误在第 1–8 位或第 18 位",
                    "the whole code's check (GB 32100) fails, the embedded one (GB 11714) holds: the slip is in "
                    "characters 1–8 or 18"});
        case CreditCodeFault::check_15:
            return refuse_cell(codes::credit_code_check, place, cell,
                               RefusalReason{"15 位注册号的校验位（GS 15）不通过",
                                             "the check digit of the 15-digit registration number (GS 15) fails"});
    }
    return refuse_cell(codes::credit_code_form, place, cell);
}

class CreditCodeType final : public TextualType {
public:
    CreditCodeType() : TextualType("string", "credit-code", "code") {}
    Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings&, const Place& place,
                        Diagnostics& findings) const override {
        auto code = read_credit_code(cell);
        if (!code) return refuse_credit_code(code.error(), place, cell);
        const auto say = [&](const Code& what) { tell(what, field, place, cell, findings); };
        if (code->folded) say(codes::credit_code_folded);
        if (code->kind == CreditCodeKind::unified && !code->embedded_ok) say(codes::credit_code_embedded_check);
        if (code->kind == CreditCodeKind::registration_15) say(codes::credit_code_legacy);
        if (code->kind == CreditCodeKind::registration_13 || code->kind == CreditCodeKind::registration_other)
            say(codes::credit_code_unchecked);
        return std::move(code->text);
    }
};

class DocumentNumberType final : public TextualType {
public:
    DocumentNumberType() : TextualType("string", "document-number", "text") {}
    Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings&, const Place& place,
                        Diagnostics& findings) const override {
        if (const auto number = read_document_number(cell)) return number->text();
        tell(codes::document_number_unparsable, field, place, cell, findings);
        return clean_text(cell, LineBreaks::fold, field, place, findings);
    }
};

class CertificateNumberType final : public TextualType {
public:
    CertificateNumberType() : TextualType("string", "certificate-number", "code") {}
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings& settings, const Place& place,
                        Diagnostics&) const override {
        std::string number = upper_ascii(without_blanks(fold_width(cell)));
        const std::string& pattern = settings.certificate_pattern;
        if (!pattern.empty() && !Pattern::cached(pattern).matches(number))
            return refuse_cell(codes::certificate_number_form, place, cell, {{"pattern", pattern}});
        return number;
    }
};

/// GB/T 2260 (6 digits), with a town (9) or village (12) behind: GB/T 10114.
class DivisionCodeType final : public TextualType {
public:
    DivisionCodeType() : TextualType("string", "division-code", "code") {}
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        static constexpr std::string_view provinces =
            "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66 71 81 82";
        std::string code = without_blanks(fold_width(cell));
        if (!is_digits(code) || (code.size() != 6 && code.size() != 9 && code.size() != 12))
            return refuse_cell(codes::division_code_form, place, cell,
                               RefusalReason{"应为 6 位数字（乡镇 9 位，村 12 位）",
                                             "it must have 6 digits (9 for a town, 12 for a village)"});
        if (provinces.find(code.substr(0, 2)) == std::string_view::npos)
            return refuse_cell(codes::division_code_form, place, cell,
                               RefusalReason{"前两位不是省级代码", "its first two digits are no province's"});
        return code;
    }
};

class PhoneType final : public TextualType {
public:
    PhoneType() : TextualType("string", "phone", "phone") {}
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        if (auto numbers = read_phone_numbers(cell)) return *std::move(numbers);
        return refuse_cell(codes::phone_form, place, cell);
    }
};

/// 车牌号: 浙A12345, 浙AD12345 (new energy), 浙A1234学.
class PlateType final : public TextualType {
public:
    PlateType() : TextualType("string", "plate", "code") {}
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        std::string plate;
        for (const char32_t c : to_code_points(upper_ascii(without_blanks(fold_width(cell)))))
            if (c != U'·' && c != U'・' && c != '-' && c != '.') append_utf8(plate, c);
        static constexpr std::string_view form =
            "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-"
            "9挂学警港澳]";
        if (!Pattern::cached(form).matches(plate)) return refuse_cell(codes::plate_form, place, cell);
        return plate;
    }
};

}  // namespace

std::span<const FieldType* const> identifier_types() {
    static const CreditCodeType credit_code;
    static const DocumentNumberType document_number;
    static const CertificateNumberType certificate_number;
    static const DivisionCodeType division_code;
    static const PhoneType phone;
    static const PlateType plate;
    static const FieldType* const list[] = {&credit_code,   &document_number, &certificate_number,
                                            &division_code, &phone,           &plate};
    return list;
}

}  // namespace gongshi
