#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// A name of a person and what stands for it, found in sentences however it is written there: with blanks, line breaks or
/// characters without width in it, each sign for the point of a minority name or none; a foreign name in capitals or not, its
/// words in any order, each of three letters or more by itself.
class NameInText {
public:
    NameInText(std::string_view name, std::string shown);

    /// How many characters are sought; longer names go first: 张三 must not break 张三丰.
    std::size_t size() const { return size_; }
    /// Replaces each occurrence.
    void mask(std::string& text) const;
    /// Byte offset of the first occurrence of the name as it is written plainly; npos: none.
    std::size_t find_plain(std::string_view text) const;

private:
    void mask_han(std::string& text, std::string_view name) const;
    void mask_foreign(std::string& text) const;
    bool is_word_of_it(std::string_view folded) const;

    std::vector<std::string> han_;    ///< without blanks and points, the longest first
    std::vector<std::string> words_;  ///< of a foreign name, folded
    std::string shown_;
    std::size_t size_ = 0;
};

}  // namespace gongshi
