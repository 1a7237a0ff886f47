#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

// Schemas: site-config/datasets/*.json.
inline constexpr Code schema_missing_key{"schema.missing_key", Severity::refused, Unit::config};
inline constexpr Code schema_unknown_key{"schema.unknown_key", Severity::refused, Unit::config};
inline constexpr Code schema_wrong_type{"schema.wrong_type", Severity::refused, Unit::config};
inline constexpr Code schema_bad_value{"schema.bad_value", Severity::refused, Unit::config};
inline constexpr Code schema_bad_name{"schema.bad_name", Severity::refused, Unit::config};
inline constexpr Code schema_unknown_type{"schema.unknown_type", Severity::refused, Unit::config};
inline constexpr Code schema_duplicate_field{"schema.duplicate_field", Severity::refused, Unit::config};
inline constexpr Code schema_alias_taken{"schema.alias_taken", Severity::refused, Unit::config};
inline constexpr Code schema_unknown_field{"schema.unknown_field", Severity::refused, Unit::config};
inline constexpr Code schema_key_not_required{"schema.key_not_required", Severity::refused, Unit::config};
inline constexpr Code schema_not_public{"schema.not_public", Severity::refused, Unit::config};
inline constexpr Code schema_name_in_title{"schema.name_in_title", Severity::refused, Unit::config};
inline constexpr Code schema_wrong_kind{"schema.wrong_kind", Severity::refused, Unit::config};
inline constexpr Code schema_bad_slug{"schema.bad_slug", Severity::refused, Unit::config};
inline constexpr Code schema_slug_taken{"schema.slug_taken", Severity::refused, Unit::config};
inline constexpr Code schema_bad_segment{"schema.bad_segment", Severity::refused, Unit::config};
inline constexpr Code schema_reserved_segment{"schema.reserved_segment", Severity::refused, Unit::config};
inline constexpr Code schema_duplicate_dataset{"schema.duplicate_dataset", Severity::refused, Unit::config};
inline constexpr Code schema_bad_pattern{"schema.bad_pattern", Severity::refused, Unit::config};
inline constexpr Code schema_fixed_severity{"schema.fixed_severity", Severity::refused, Unit::config};
inline constexpr Code schema_unknown_dataset{"schema.unknown_dataset", Severity::refused, Unit::config};
inline constexpr Code schema_not_a_key{"schema.not_a_key", Severity::refused, Unit::config};

// Departments: site-config/departments.toml.
inline constexpr Code department_bad_key{"department.bad_key", Severity::refused, Unit::config};
inline constexpr Code department_bad_code{"department.bad_code", Severity::refused, Unit::config};
inline constexpr Code department_duplicate_name{"department.duplicate_name", Severity::refused, Unit::config};
inline constexpr Code department_bad_successor{"department.bad_successor", Severity::refused, Unit::config};

// Cells.
inline constexpr Code text_private_use{"text.private_use", Severity::warning, Unit::cell};
inline constexpr Code text_replacement_character{"text.replacement_character", Severity::warning, Unit::cell};
inline constexpr Code text_control_character{"text.control_character", Severity::warning, Unit::cell};
inline constexpr Code code_unknown{"code.unknown", Severity::refused, Unit::cell};
inline constexpr Code credit_code_form{"credit_code.form", Severity::refused, Unit::cell};
inline constexpr Code credit_code_check{"credit_code.check", Severity::refused, Unit::cell};
inline constexpr Code credit_code_embedded_check{"credit_code.embedded_check", Severity::warning, Unit::cell};
inline constexpr Code credit_code_id_number{"credit_code.id_number", Severity::refused, Unit::cell};
inline constexpr Code credit_code_legacy{"credit_code.legacy", Severity::note, Unit::cell};
inline constexpr Code credit_code_unchecked{"credit_code.unchecked", Severity::warning, Unit::cell};
inline constexpr Code credit_code_folded{"credit_code.folded", Severity::note, Unit::cell};
inline constexpr Code document_number_unparsable{"document_number.unparsable", Severity::warning, Unit::cell};
inline constexpr Code amount_unparsable{"amount.unparsable", Severity::refused, Unit::cell};
inline constexpr Code amount_negative{"amount.negative", Severity::refused, Unit::cell};
inline constexpr Code amount_too_precise{"amount.too_precise", Severity::refused, Unit::cell};
inline constexpr Code amount_too_large{"amount.too_large", Severity::refused, Unit::cell};
inline constexpr Code amount_units_disagree{"amount.units_disagree", Severity::warning, Unit::cell};
inline constexpr Code amount_wording_disagrees{"amount.wording_disagrees", Severity::warning, Unit::cell};
inline constexpr Code date_unparsable{"date.unparsable", Severity::refused, Unit::cell};
inline constexpr Code date_out_of_range{"date.out_of_range", Severity::refused, Unit::cell};
inline constexpr Code date_open_ended{"date.open_ended", Severity::note, Unit::cell};
inline constexpr Code date_excel_serial{"date.excel_serial", Severity::note, Unit::cell};
inline constexpr Code number_unparsable{"number.unparsable", Severity::refused, Unit::cell};
inline constexpr Code number_too_large{"number.too_large", Severity::refused, Unit::cell};
inline constexpr Code boolean_unparsable{"boolean.unparsable", Severity::refused, Unit::cell};
inline constexpr Code certificate_number_form{"certificate_number.form", Severity::refused, Unit::cell};
inline constexpr Code division_code_form{"division_code.form", Severity::refused, Unit::cell};
inline constexpr Code phone_form{"phone.form", Severity::refused, Unit::cell};
inline constexpr Code plate_form{"plate.form", Severity::refused, Unit::cell};
inline constexpr Code uri_form{"uri.form", Severity::refused, Unit::cell};
inline constexpr Code attachment_unsafe{"attachment.unsafe", Severity::refused, Unit::cell};
inline constexpr Code attachment_kind{"attachment.kind", Severity::refused, Unit::cell};

// Constraints of the schema.
inline constexpr Code constraint_required{"constraint.required", Severity::refused, Unit::cell};
inline constexpr Code constraint_too_short{"constraint.too_short", Severity::refused, Unit::cell};
inline constexpr Code constraint_too_long{"constraint.too_long", Severity::refused, Unit::cell};
inline constexpr Code constraint_pattern{"constraint.pattern", Severity::refused, Unit::cell};
inline constexpr Code constraint_enum{"constraint.enum", Severity::refused, Unit::cell};
inline constexpr Code constraint_minimum{"constraint.minimum", Severity::refused, Unit::cell};
inline constexpr Code constraint_maximum{"constraint.maximum", Severity::refused, Unit::cell};

/// The registry's content does not read: damage, or a bug of ours.
inline constexpr Code content_damaged{"content.damaged", Severity::refused, Unit::config};

}  // namespace gongshi::codes
