// Laws of cells: what is read, written out and read again is the same (day, 文号, credit code); an amount agrees with itself.
#include "dataset/credit_code.h"
#include "dataset/date_text.h"
#include "dataset/document_number.h"
#include "dataset/money.h"
#include "input.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view cell = fuzz::text_of(data, size);
    if (const DateReading day = read_date(cell); day.date)
        fuzz::hold(read_date(day.date->iso()).date == day.date, "a day written out is the same day");
    read_month(cell);
    if (const auto number = read_document_number(cell)) {
        const auto again = read_document_number(number->text());
        fuzz::hold(again && again->text() == number->text(), "a 文号 written out is the same 文号");
    }
    if (const auto code = read_credit_code(cell)) {
        const auto again = read_credit_code(code->text);
        fuzz::hold(again && again->text == code->text && again->kind == code->kind, "a canonical code is canonical");
    }
    amounts_in(cell);
    if (const auto money = read_money(cell, fen_per_yuan); money)
        fuzz::hold(agrees_with(*money, "罚款" + yuan_text(*money)) != Agreement::differs,
                   "an amount agrees with itself");
    return 0;
}
