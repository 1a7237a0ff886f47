#include "dataset/severity.h"

#include "dataset/codes.h"

namespace gongshi {

Severity severity_for(const Code& code, const Field& field) {
    const auto found = field.severities.find(std::string(code.name));
    return found == field.severities.end() ? code.severity : found->second;
}

bool may_become(const Code& code, Severity severity) {
    if (severity == code.severity || code.name == codes::code_unknown.name) return true;
    if (code.severity == Severity::warning) return true;
    return code.severity == Severity::note && severity == Severity::warning;
}

std::span<const Code> cell_codes() {
    static constexpr Code list[] = {
        codes::text_private_use,
        codes::text_replacement_character,
        codes::text_control_character,
        codes::code_unknown,
        codes::credit_code_form,
        codes::credit_code_check,
        codes::credit_code_embedded_check,
        codes::credit_code_id_number,
        codes::credit_code_legacy,
        codes::credit_code_unchecked,
        codes::credit_code_folded,
        codes::document_number_unparsable,
        codes::amount_unparsable,
        codes::amount_negative,
        codes::amount_too_precise,
        codes::amount_too_large,
        codes::amount_units_disagree,
        codes::amount_wording_disagrees,
        codes::date_unparsable,
        codes::date_out_of_range,
        codes::date_open_ended,
        codes::date_excel_serial,
        codes::number_unparsable,
        codes::number_too_large,
        codes::boolean_unparsable,
        codes::certificate_number_form,
        codes::division_code_form,
        codes::phone_form,
        codes::plate_form,
        codes::uri_form,
        codes::attachment_unsafe,
        codes::attachment_kind,
        codes::constraint_required,
        codes::constraint_too_short,
        codes::constraint_too_long,
        codes::constraint_pattern,
        codes::constraint_enum,
        codes::constraint_minimum,
        codes::constraint_maximum,
    };
    return list;
}

}  // namespace gongshi
