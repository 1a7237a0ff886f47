#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "disclosure/disclosure.h"
#include "search/block_index.h"

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
void make_results(std::uint64_t begin, std::uint64_t end, std::span<const SearchedRecord> records,
                  std::span<const TextFile> text_files, const Disclosure& today, Disclosure::Reader& reader,
                  const ResultFiles& files);

}  // namespace gongshi
