#pragma once
#include "core/diagnostic.h"

namespace gongshi::codes {

inline constexpr Code approval_missing{"approval.missing", Severity::warning, Unit::row};
inline constexpr Code approval_not_passed{"approval.not_passed", Severity::note, Unit::row};
inline constexpr Code approval_no_approver{"approval.no_approver", Severity::warning, Unit::row};
inline constexpr Code approval_no_date{"approval.no_date", Severity::warning, Unit::row};
inline constexpr Code approval_same_person{"approval.same_person", Severity::warning, Unit::row};
inline constexpr Code approval_later{"approval.later", Severity::note, Unit::row};
inline constexpr Code reference_unresolved{"reference.unresolved", Severity::warning, Unit::cell};
inline constexpr Code privacy_masked{"privacy.masked", Severity::warning, Unit::cell};
inline constexpr Code privacy_person_as_firm{"privacy.person_as_firm", Severity::warning, Unit::row};
inline constexpr Code privacy_minor{"privacy.minor", Severity::note, Unit::row};

// The files of rules, calendars and checks.
inline constexpr Code rule_bad_value{"rule.bad_value", Severity::refused, Unit::config};
inline constexpr Code rule_duplicate{"rule.duplicate", Severity::refused, Unit::config};
inline constexpr Code rule_overlap{"rule.overlap", Severity::refused, Unit::config};
inline constexpr Code rule_gap{"rule.gap", Severity::refused, Unit::config};
inline constexpr Code rule_never{"rule.never", Severity::refused, Unit::config};
inline constexpr Code rule_too_many{"rule.too_many", Severity::refused, Unit::config};
inline constexpr Code calendar_malformed{"calendar.malformed", Severity::refused, Unit::config};

// What rules, acts and checks say of records.
inline constexpr Code calendar_next_year{"calendar.next_year", Severity::warning, Unit::config};
inline constexpr Code calendar_unknown_year{"calendar.unknown_year", Severity::refused, Unit::source};
inline constexpr Code record_withheld{"record.withheld", Severity::note, Unit::row};
inline constexpr Code rule_not_published{"rule.not_published", Severity::note, Unit::row};
inline constexpr Code life_cycle_withdrawn{"life_cycle.withdrawn", Severity::note, Unit::row};
inline constexpr Code life_cycle_unmatched{"life_cycle.unmatched", Severity::warning, Unit::row};
inline constexpr Code life_cycle_still_stands{"life_cycle.still_stands", Severity::warning, Unit::row};
inline constexpr Code life_cycle_names_person{"life_cycle.names_person", Severity::warning, Unit::row};
inline constexpr Code decision_ahead{"decision.ahead", Severity::warning, Unit::row};
inline constexpr Code check_unreviewed{"check.unreviewed", Severity::warning, Unit::row};
inline constexpr Code check_reviewed_late{"check.reviewed_late", Severity::warning, Unit::row};
inline constexpr Code check_major_in_doubt{"check.major_in_doubt", Severity::warning, Unit::row};
inline constexpr Code check_officer_unlisted{"check.officer_unlisted", Severity::warning, Unit::row};
inline constexpr Code check_officer_invalid{"check.officer_invalid", Severity::warning, Unit::row};
inline constexpr Code check_officer_class{"check.officer_class", Severity::warning, Unit::row};
inline constexpr Code check_officer_region{"check.officer_region", Severity::warning, Unit::row};
inline constexpr Code check_item_unpublished{"check.item_unpublished", Severity::warning, Unit::row};
inline constexpr Code check_item_later{"check.item_later", Severity::warning, Unit::row};
inline constexpr Code check_law_not_in_force{"check.law_not_in_force", Severity::warning, Unit::row};
inline constexpr Code check_inspection_cap{"check.inspection_cap", Severity::warning, Unit::row};

}  // namespace gongshi::codes
