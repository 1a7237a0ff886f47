#include "search/search_text.h"

#include <algorithm>

#include "dataset/field_type.h"
#include "search/normal_form.h"

namespace gongshi {
namespace {

std::vector<std::string> words_of(const Field& field, const Value& value) {
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
    return {field.type->canonical(value)};
}

bool holds(const std::vector<std::u32string>& fields, const std::u32string& term) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const std::u32string& field) { return field.find(term) != std::u32string::npos; });
}

bool fits_pinyin(const std::u32string& term, const std::vector<std::string>& pinyin) {
    std::string letters;
    for (const char32_t c : term) {
        if (!is_search_alnum(c)) return false;
        letters += char(c);
    }
    return std::any_of(pinyin.begin(), pinyin.end(), [&](const std::string& one) {
        return one == letters || (letters.size() >= 3 && one.find(letters) != std::string::npos);
    });
}

}  // namespace

SearchText search_text(const PublicRecord& record, const Department& department) {
    SearchText text;
    const Dataset& dataset = record.dataset();
    for (const PublicRecord::PublicField& one : record.fields()) {
        const Field& field = dataset.fields[one.field];
        if (field.search == SearchClass::none) continue;
        for (std::string& word : words_of(field, one.value)) {
            std::u32string form = search_form(word);
            if (form.empty()) continue;
            if (field.search == SearchClass::text) {
                text.texts.push_back(std::move(form));
                text.text_words.push_back(std::move(word));
                continue;
            }
            text.keys.push_back(std::move(form));
            if (std::string letters = pinyin_initials(word); letters.size() >= 2 && letters.size() <= 40) {
                text.pinyin.push_back(std::move(letters));
                if (std::string whole = pinyin_of(word); !whole.empty()) text.pinyin.push_back(std::move(whole));
            }
            text.key_words.push_back(std::move(word));
        }
    }
    text.texts.push_back(search_form(department.name));
    text.texts.push_back(search_form(dataset.title.zh));
    return text;
}

Fit fit_of(const std::u32string& term, const SearchText& text) {
    if (std::find(text.keys.begin(), text.keys.end(), term) != text.keys.end()) return Fit::exact;
    if (holds(text.keys, term) || fits_pinyin(term, text.pinyin)) return Fit::key;
    return holds(text.texts, term) ? Fit::text : Fit::none;
}

Fit fit_of(const std::vector<std::u32string>& terms, const SearchText& text) {
    Fit worst = Fit::exact;
    for (const std::u32string& term : terms) worst = std::max(worst, fit_of(term, text));
    return worst == Fit::exact && terms.size() > 1 ? Fit::key : worst;
}

}  // namespace gongshi
