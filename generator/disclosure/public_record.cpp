#include "disclosure/public_record.h"

#include <algorithm>

#include "dataset/field_type.h"

namespace gongshi {

const Value* PublicRecord::find(std::size_t field) const {
    const auto found = std::lower_bound(fields_.begin(), fields_.end(), field,
                                        [](const PublicField& one, std::size_t wanted) { return one.field < wanted; });
    return found != fields_.end() && found->field == field ? &found->value : nullptr;
}

std::string PublicRecord::title() const {
    std::string title;
    for (std::size_t field : dataset_->record_title) {
        const Value* value = find(field);
        if (value == nullptr) continue;
        if (!title.empty()) title += ' ';
        title += dataset_->fields[field].type->canonical(*value);
    }
    return title.empty() ? id_.text : title;
}

std::optional<Date> PublicRecord::date() const {
    const Value* value = dataset_->date ? find(*dataset_->date) : nullptr;
    const Date* date = value == nullptr ? nullptr : std::get_if<Date>(value);
    return date == nullptr ? std::nullopt : std::optional<Date>(*date);
}

}  // namespace gongshi
