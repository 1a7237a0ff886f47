#include "search/result_files.h"

#include <algorithm>
#include <span>

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

}  // namespace

void ResultsMaker::ArrayFile::begin() {
    text.clear();
    json.emplace(text).begin_array();
}

std::string ResultsMaker::ArrayFile::finish() { return sealed_text(std::move(text) + ",\"", "\"]"); }

void ResultsMaker::begin_number() {
    const std::uint64_t local = number_ - begin_, text_file = local / texts_a_file;
    if (local % texts_a_file == 0) texts_.begin();
    if (local % rows_a_file != 0) return;
    constexpr std::size_t texts_a_row_file = rows_a_file / texts_a_file;
    rows_.begin();
    write_list(*rows_.json, text_files_.subspan(text_file, std::min(texts_a_row_file, text_files_.size() - text_file)),
               [](const TextFile& file) { return file.name; });
}

void ResultsMaker::end_number() {
    const std::uint64_t local = number_ - begin_;
    const bool last = number_ + 1 == end_;
    if ((last || (local + 1) % texts_a_file == 0) && text_file().wanted)
        files_.texts(local / texts_a_file, texts_.finish());
    if (last || (local + 1) % rows_a_file == 0) files_.rows(local / rows_a_file, rows_.finish());
    ++number_;
}

void ResultsMaker::skip_to(std::uint64_t number) {
    while (number_ < number) {
        begin_number();
        rows_.json->null();
        texts_.json->null();
        end_number();
    }
}

void ResultsMaker::add(std::uint64_t number, std::uint32_t dataset, const Entry& entry, const PublicRecord& record,
                       const SearchText& text) {
    skip_to(number);
    begin_number();
    write_row(*rows_.json, dataset, entry, record, text);
    if (text_file().wanted) write_texts(*texts_.json, text);
    end_number();
}

void ResultsMaker::finish() { skip_to(end_); }

}  // namespace gongshi
