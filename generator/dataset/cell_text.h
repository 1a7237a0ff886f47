#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "core/result.h"

namespace gongshi {

struct Field;

/// Full-width ASCII forms (Ａ１（：, U+FF01–FF5E) and the ideographic blank as their half-width twins; the rest stays.
std::string fold_width(std::string_view utf8);
/// Without blanks of any kind, wherever they stand.
std::string without_blanks(std::string_view utf8);
std::string upper_ascii(std::string_view text);
bool is_digits(std::string_view text);  ///< ASCII digits only, at least one

enum class LineBreaks { keep, fold };

/// A text as the registry keeps it: line breaks are "\n" (or a blank), no blanks at the ends, no control characters.
/// Findings: `text.private_use`, `text.replacement_character`, `text.control_character`.
std::string clean_text(std::string_view cell, LineBreaks breaks, const Field& field, const Place& place,
                       Diagnostics& findings);

/// Why a cell was refused, in both languages: the facts `reason_zh` and `reason_en` of a finding.
struct RefusalReason {
    std::string_view zh, en;
};
std::vector<std::pair<std::string, std::string>> reason_facts(const RefusalReason& reason);

/// A refusal of a cell, its text masked.
Failure refuse_cell(const Code& code, const Place& place, std::string_view cell,
                    std::vector<std::pair<std::string, std::string>> facts = {});
Failure refuse_cell(const Code& code, const Place& place, std::string_view cell, const RefusalReason& reason);
/// A finding that does not refuse the cell, with the severity the schema gives it, its text masked.
void tell(const Code& code, const Field& field, const Place& place, std::string_view cell, Diagnostics& findings,
          std::vector<std::pair<std::string, std::string>> facts = {});

}  // namespace gongshi
