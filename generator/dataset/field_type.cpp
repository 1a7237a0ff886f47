// The table of types. To add one: a row in the file of its kin (text_types.cpp, identifier_types.cpp, number_types.cpp,
// date_types.cpp, list_type.cpp), its codes in codes.h, their wording, its tests.
#include "dataset/field_type.h"

#include "core/stop.h"
#include "core/text.h"
#include "dataset/codes.h"
#include "dataset/field_types.h"

namespace gongshi {

std::span<const FieldType* const> all_field_types() {
    static const std::vector<const FieldType*> table = [] {
        std::vector<const FieldType*> all;
        for (const auto kin : {text_types(), identifier_types(), number_types(), date_types(), list_types()})
            all.insert(all.end(), kin.begin(), kin.end());
        return all;
    }();
    return table;
}

const FieldType* find_field_type(std::string_view type, std::string_view format) {
    for (const FieldType* candidate : all_field_types())
        if (candidate->type() == type && candidate->format() == format) return candidate;
    return nullptr;
}

void stop_for_damage(std::string_view type, std::string_view text) {
    throw Stop(ExitCode::usage,
               Diagnostic(codes::content_damaged, Place{}, mask_for_report(text), {{"type", std::string(type)}}));
}

}  // namespace gongshi
