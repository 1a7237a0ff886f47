#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/json.h"
#include "disclosure/disclosure.h"
#include "search/search_text.h"

namespace gongshi {

/// How many numbers a file of result rows holds, and one of texts.
inline constexpr std::uint64_t rows_a_file = 32, texts_a_file = 16;

/// The texts of 16 numbers: the name of their file, "" where no record is, and whether it is to be made.
struct TextFile {
    std::string name;
    bool wanted = false;
};

/// What becomes of the files of a block as they are made; `file` counts those of its kind from 0.
struct ResultFiles {
    std::function<void(std::size_t file, const std::string&bytes)> rows, texts;
};

/// Makes what a client shows and proves results by, for the numbers `begin` … `end` − 1 of a block. A file of rows begins with the
/// names of its texts' files; then comes a row a number, `[dataset, department, id, title, date, [key words], [pinyin]]`, or null.
/// A file of texts has `[[texts]]` a number, or null. Where a word is not its own simplified form, its row or texts have one more
/// element, all of them in search form, so that a reader needs no table for it.
class ResultsMaker {
public:
    ResultsMaker(std::uint64_t begin, std::uint64_t end, std::span<const TextFile> text_files, ResultFiles files)
        : number_(begin), begin_(begin), end_(end), text_files_(text_files), files_(std::move(files)) {}

    /// The record of a number, larger than that of the one before; `dataset` and the entry's department as the index counts them.
    void add(std::uint64_t number, std::uint32_t dataset, const Entry& entry, const PublicRecord& record,
             const SearchText& text);
    void finish();  ///< numbers up to the end have no record

private:
    /// A JSON array on its way to a file.
    struct ArrayFile {
        std::string text;
        std::optional<JsonWriter> json;

        void begin();
        std::string finish();
    };
    void skip_to(std::uint64_t number);
    void begin_number();
    void end_number();
    const TextFile& text_file() const { return text_files_[(number_ - begin_) / texts_a_file]; }

    std::uint64_t number_, begin_, end_;
    std::span<const TextFile> text_files_;
    ResultFiles files_;
    ArrayFile rows_, texts_;
};

}  // namespace gongshi
