#include "search/result_files.h"

#include <algorithm>
#include <optional>
#include <span>

#include "core/json.h"
#include "core/text.h"
#include "search/normal_form.h"
#include "search/seal.h"
#include "search/search_text.h"

namespace gongshi {
namespace {

static_assert(rows_a_file % texts_a_file == 0, "the texts of a file of rows are whole files");

template <class Range, class TextOf>
void write_list(JsonWriter& json, const Range& range, const TextOf& text_of) {
    json.begin_array();
    for (const auto& one : range) json.text(text_of(one));
    json.end_array();
}

void write_words(JsonWriter& json, const std::vector<std::string>& words) {
    write_list(json, words, [](const std::string& word) -> const std::string& { return word; });
}

void write_forms(JsonWriter& json, const std::vector<std::string>& words, std::span<const std::u32string> forms) {
    if (std::any_of(words.begin(), words.end(), [](const std::string& word) { return needs_simplifying(word); }))
        write_list(json, forms, [](const std::u32string& form) { return to_utf8(form); });
}

void write_row(JsonWriter& json, std::uint32_t dataset, const Entry& entry, const PublicRecord& record,
               const SearchText& text) {
    json.begin_array().integer(dataset).integer(entry.department).text(record.id().text).text(record.title());
    json.text(entry.date == Entry::no_date ? std::string() : Date::from_days(entry.date).iso());
    write_words(json, text.key_words);
    write_words(json, text.pinyin);
    write_forms(json, text.key_words, text.keys);
    json.end_array();
}

void write_texts(JsonWriter& json, const SearchText& text) {
    json.begin_array();
    write_words(json, text.text_words);
    write_forms(json, text.text_words, std::span(text.texts).first(text.text_words.size()));
    json.end_array();
}

/// A JSON array on its way to a file.
struct ArrayFile {
    std::string text;
    std::optional<JsonWriter> json;

    void begin() {
        text.clear();
        json.emplace(text).begin_array();
    }
    std::string finish() { return sealed_text(std::move(text) + ",\"", "\"]"); }
};

}  // namespace

void make_results(std::uint64_t begin, std::uint64_t end, std::span<const SearchedRecord> records,
                  std::span<const TextFile> text_files, const Disclosure& today, Disclosure::Reader& reader,
                  const ResultFiles& files) {
    constexpr std::size_t texts_a_row_file = rows_a_file / texts_a_file;
    ArrayFile rows, texts;
    auto next = records.begin();
    for (std::uint64_t number = begin; number < end; ++number) {
        const std::size_t local = std::size_t(number - begin), text_file = local / texts_a_file;
        const bool texts_wanted = text_files[text_file].wanted;
        if (local % texts_a_file == 0) texts.begin();
        if (local % rows_a_file == 0) {
            rows.begin();
            write_list(*rows.json,
                       text_files.subspan(text_file, std::min(texts_a_row_file, text_files.size() - text_file)),
                       [](const TextFile& file) { return file.name; });
        }
        if (next == records.end() || next->number != number) {
            rows.json->null();
            texts.json->null();
        } else {
            const DatasetView& view = today.datasets()[next->dataset];
            const Entry& entry = view.entries[next->entry];
            const PublicRecord record = reader.read(view, entry);
            const SearchText text = search_text(record, today.departments()[entry.department]);
            write_row(*rows.json, next->dataset, entry, record, text);
            if (texts_wanted) write_texts(*texts.json, text);
            ++next;
        }
        const bool last = number + 1 == end;
        if ((last || (local + 1) % texts_a_file == 0) && texts_wanted) files.texts(text_file, texts.finish());
        if (last || (local + 1) % rows_a_file == 0) files.rows(local / rows_a_file, rows.finish());
    }
}

}  // namespace gongshi
