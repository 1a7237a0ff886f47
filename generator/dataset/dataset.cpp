#include "dataset/dataset.h"

namespace gongshi {

std::optional<std::size_t> Dataset::find_field(std::string_view field_name) const {
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].name == field_name) return i;
    return std::nullopt;
}

}  // namespace gongshi
