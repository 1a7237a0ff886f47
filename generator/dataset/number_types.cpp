#include <charconv>

#include "core/text.h"
#include "dataset/cell_text.h"
#include "dataset/codes.h"
#include "dataset/decimal.h"
#include "dataset/field_types.h"
#include "dataset/money.h"

namespace gongshi {
namespace {

std::int64_t read_canonical_integer(std::string_view type, std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) stop_for_damage(type, text);
    return value;
}

Failure refuse_number(DecimalFault fault, const Place& place, std::string_view cell) {
    switch (fault) {
        case DecimalFault::too_large:
            return refuse_cell(codes::number_too_large, place, cell);
        case DecimalFault::grouping:
            return refuse_cell(codes::number_unparsable, place, cell,
                               RefusalReason{"逗号应每三位一个", "commas must group three digits"});
        case DecimalFault::exponent:
            return refuse_cell(codes::number_unparsable, place, cell,
                               RefusalReason{"电子表格写成了科学计数法", "a spreadsheet wrote it with an exponent"});
        case DecimalFault::unparsable:
            break;
    }
    return refuse_cell(codes::number_unparsable, place, cell,
                       RefusalReason{"应只有数字", "only digits may stand here"});
}

class Integer final : public FieldType {
public:
    std::string_view type() const override { return "integer"; }
    std::string_view format() const override { return "default"; }
    std::string_view kind() const override { return "number"; }
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        auto number = read_decimal(cell);
        if (!number) return refuse_number(number.error(), place, cell);
        for (; number->scale > 0; --number->scale, number->unscaled /= 10)
            if (number->unscaled % 10 != 0)
                return refuse_cell(codes::number_unparsable, place, cell,
                                   RefusalReason{"应为整数", "it must be a whole number"});
        return number->unscaled;
    }
    std::string canonical(const Value& value) const override { return std::to_string(std::get<std::int64_t>(value)); }
    Value parse_canonical(std::string_view text) const override { return read_canonical_integer("integer", text); }
};

class Number final : public FieldType {
public:
    std::string_view type() const override { return "number"; }
    std::string_view format() const override { return "default"; }
    std::string_view kind() const override { return "number"; }
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        const auto number = read_decimal(cell);
        if (!number) return refuse_number(number.error(), place, cell);
        return *number;
    }
    std::string canonical(const Value& value) const override { return std::get<Decimal>(value).text(); }
    Value parse_canonical(std::string_view text) const override {
        const auto number = read_decimal(text);
        if (!number) stop_for_damage("number", text);
        return *number;
    }
};

class MoneyType final : public FieldType {
public:
    std::string_view type() const override { return "number"; }
    std::string_view format() const override { return "money"; }
    std::string_view kind() const override { return "money"; }
    Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        const auto money = read_money(cell, field.unit_fen);
        if (money) return *money;
        switch (money.error()) {
            case MoneyFault::negative:
                return refuse_cell(codes::amount_negative, place, cell);
            case MoneyFault::too_precise:
                return refuse_cell(codes::amount_too_precise, place, cell);
            case MoneyFault::too_large:
                return refuse_cell(codes::amount_too_large, place, cell);
            case MoneyFault::grouping:
                return refuse_cell(codes::amount_unparsable, place, cell,
                                   RefusalReason{"千分位逗号应每三位一个", "commas must group three digits"});
            case MoneyFault::exponent:
                return refuse_cell(
                    codes::amount_unparsable, place, cell,
                    RefusalReason{"电子表格写成了科学计数法", "a spreadsheet wrote it with an exponent"});
            case MoneyFault::unit_missing:
                return refuse_cell(codes::amount_unparsable, place, cell,
                                   RefusalReason{"大写金额没有写“元”，本列单位是万元",
                                                 "an amount in words without 元 in a column of 万元"});
            case MoneyFault::unparsable:
                break;
        }
        return refuse_cell(codes::amount_unparsable, place, cell, RefusalReason{"不是一个金额", "it is not an amount"});
    }
    std::string canonical(const Value& value) const override { return std::to_string(std::get<Money>(value).fen); }
    Value parse_canonical(std::string_view text) const override { return Money{read_canonical_integer("money", text)}; }
};

class Boolean final : public FieldType {
public:
    std::string_view type() const override { return "boolean"; }
    std::string_view format() const override { return "default"; }
    std::string_view kind() const override { return "flag"; }
    Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        static const std::vector<std::string> yes = {"是", "有", "真", "y", "yes", "t", "true", "1", "√", "✓", "✔"};
        static const std::vector<std::string> no = {"否", "不是",  "没有", "假", "n", "no",
                                                    "f",  "false", "0",    "×",  "✗", "✘"};
        const std::string key = fold_key(cell);
        if (holds(field.true_values.empty() ? yes : field.true_values, key)) return true;
        if (holds(field.false_values.empty() ? no : field.false_values, key)) return false;
        return refuse_cell(codes::boolean_unparsable, place, cell);
    }
    std::string canonical(const Value& value) const override { return std::get<bool>(value) ? "true" : "false"; }
    Value parse_canonical(std::string_view text) const override {
        if (text != "true" && text != "false") stop_for_damage("boolean", text);
        return text == "true";
    }

private:
    static bool holds(const std::vector<std::string>& words, const std::string& key) {
        for (const std::string& word : words)
            if (fold_key(word) == key) return true;
        return false;
    }
};

}  // namespace

std::span<const FieldType* const> number_types() {
    static const Integer integer;
    static const Number number;
    static const MoneyType money;
    static const Boolean boolean;
    static const FieldType* const list[] = {&integer, &number, &money, &boolean};
    return list;
}

}  // namespace gongshi
