#include "core/text.h"
#include "dataset/cell_text.h"
#include "dataset/chinese_number.h"
#include "dataset/codes.h"
#include "dataset/date_text.h"
#include "dataset/field_types.h"

namespace gongshi {
namespace {

constexpr RefusalReason no_year{"应为四位年份，如 2026", "it must be a year of four digits, such as 2026"};
constexpr RefusalReason no_month{"应为年月，如 2026-01", "it must be a year and a month, such as 2026-01"};

class DateType final : public FieldType {
public:
    std::string_view type() const override { return "date"; }
    std::string_view format() const override { return "default"; }
    std::string_view kind() const override { return "date"; }
    Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings&, const Place& place,
                        Diagnostics& findings) const override {
        const DateReading reading = read_date(cell);
        if (reading.open_ended) {
            tell(codes::date_open_ended, field, place, cell, findings);
            return Value{};
        }
        if (!reading.date) return refuse_cell(codes::date_unparsable, place, cell, reading.reason);
        if (reading.out_of_range)
            return refuse_cell(codes::date_out_of_range, place, cell, {{"year", std::to_string(reading.date->year())}});
        if (reading.excel_serial)
            tell(codes::date_excel_serial, field, place, cell, findings, {{"date", reading.date->iso()}});
        return *reading.date;
    }
    std::string canonical(const Value& value) const override { return std::get<Date>(value).iso(); }
    Value parse_canonical(std::string_view text) const override {
        const auto date = Date::parse_iso(text);
        if (!date) stop_for_damage("date", text);
        return *date;
    }
};

class YearType final : public TextualType {
public:
    YearType() : TextualType("year", "default", "text") {}
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        const std::string folded = without_blanks(fold_width(cell));
        std::string_view text = folded;
        for (const std::string_view suffix : {"年度", "年"})
            if (text.ends_with(suffix)) {
                text.remove_suffix(suffix.size());
                break;
            }
        if (text.ends_with(".0")) text.remove_suffix(2);  // a spreadsheet's number
        if (text.size() != 4 || !is_digits(text)) return refuse_cell(codes::date_unparsable, place, cell, no_year);
        if (text < "1949" || text > "2100")
            return refuse_cell(codes::date_out_of_range, place, cell, {{"year", std::string(text)}});
        return std::string(text);
    }
};

class YearMonthType final : public TextualType {
public:
    YearMonthType() : TextualType("yearmonth", "default", "text") {}
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        if (const auto month = read_month(cell)) return month->iso_month();
        return refuse_cell(codes::date_unparsable, place, cell, no_month);
    }
};

}  // namespace

std::span<const FieldType* const> date_types() {
    static const DateType date;
    static const YearType year;
    static const YearMonthType year_month;
    static const FieldType* const list[] = {&date, &year, &year_month};
    return list;
}

}  // namespace gongshi
