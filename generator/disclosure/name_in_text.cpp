#include "disclosure/name_in_text.h"

#include <algorithm>

#include "core/text.h"
#include "disclosure/name_words.h"

namespace gongshi {
namespace {

/// More between two characters of a name is no way of writing it.
constexpr int most_between = 4;

bool may_stand_within(char32_t c) { return is_blank(c) || is_name_point(c) || c == U'.' || c == 0xAD; }

/// Where a name ends that begins at `at`; npos: another text stands there.
std::size_t end_of_name(std::string_view text, std::size_t at, std::string_view name) {
    int between = 0;
    for (bool first = true; !name.empty(); first = false) {
        const CodePoint wanted = first_code_point(name);
        if (at >= text.size()) return std::string_view::npos;
        const CodePoint here = first_code_point(text.substr(at));
        at += here.length;
        if (here.value == wanted.value) {
            name.remove_prefix(wanted.length);
            between = 0;
        } else if (first || !may_stand_within(here.value) || ++between > most_between) {
            return std::string_view::npos;
        }
    }
    return at;
}

/// A word of letters in a text.
struct Word {
    std::size_t begin, end;
    std::string folded;
};

std::vector<Word> foreign_words(std::string_view text) {
    std::vector<Word> words;
    bool within = false;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint one = first_code_point(text.substr(i));
        const bool letter = is_foreign_letter(one.value) && !is_blank(one.value);
        if (letter && !within) words.push_back({i, i, {}});
        i += one.length;
        if (letter) words.back().end = i;
        within = letter;
    }
    for (Word& word : words) word.folded = fold_key(text.substr(word.begin, word.end - word.begin));
    return words;
}

/// Words of one name are parted by blanks, or by marks that stand between names and initials.
bool joins_words(std::string_view between) {
    if (count_code_points(between) > 4) return false;
    const std::u32string points = to_code_points(between);
    return std::all_of(points.begin(), points.end(), [](char32_t c) {
        return is_blank(c) || is_name_point(c) || std::u32string_view(U".,，-'’").find(c) != std::u32string_view::npos;
    });
}

}  // namespace

NameInText::NameInText(std::string_view name, std::string shown) : shown_(std::move(shown)) {
    const std::u32string points = to_code_points(trim(name));
    if (points.empty()) return;
    if (!is_han(points[0])) {
        for (Word& word : foreign_words(name)) words_.push_back(std::move(word.folded));
        for (const std::string& word : words_) size_ += count_code_points(word);
        if (words_.size() == 2) {
            const std::string first = words_[0], last = words_[1];
            words_.push_back(first + last);
            words_.push_back(last + first);
        }
        return;
    }
    std::u32string bare, part;
    std::vector<std::u32string> parts;
    bool dotted = false;
    for (char32_t c : points) {
        const bool point = is_name_point(c);
        if (is_blank(c) || point) {
            // The first part of 阿卜杜拉·买买提 is what he is called by; the second is his father's name.
            if (part.size() >= (point ? 3 : 2) && !dotted) parts.push_back(part);
            part.clear();
            dotted = dotted || point;
            continue;
        }
        bare += c;
        part += c;
    }
    if (!dotted && part.size() >= 2) parts.push_back(part);
    size_ = bare.size();
    // One character would be found in every sentence.
    if (bare.size() >= 2) han_.push_back(to_utf8(bare));
    for (const std::u32string& one : parts) {
        if (one != bare && !is_compound_surname(one)) han_.push_back(to_utf8(one));
    }
}

void NameInText::mask(std::string& text) const {
    for (const std::string& name : han_) mask_han(text, name);
    if (!words_.empty()) mask_foreign(text);
}

std::size_t NameInText::find_plain(std::string_view text) const {
    return han_.empty() ? std::string_view::npos : text.find(han_.front());
}

void NameInText::mask_han(std::string& text, std::string_view name) const {
    const std::string_view first = name.substr(0, first_code_point(name).length);
    for (std::size_t at = text.find(first); at != std::string::npos; at = text.find(first, at)) {
        const std::size_t end = end_of_name(text, at, name);
        if (end == std::string_view::npos) {
            at += first.size();
            continue;
        }
        text.replace(at, end - at, shown_);
        at += shown_.size();
    }
}

bool NameInText::is_word_of_it(std::string_view folded) const {
    return std::find(words_.begin(), words_.end(), folded) != words_.end();
}

void NameInText::mask_foreign(std::string& text) const {
    const std::vector<Word> words = foreign_words(text);
    std::string masked;
    std::size_t done = 0;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t next = i, longest = 0;
        while (next < words.size() && is_word_of_it(words[next].folded)) {
            if (next > i && !joins_words(std::string_view(text).substr(words[next - 1].end,
                                                                       words[next].begin - words[next - 1].end)))
                break;
            longest = std::max(longest, words[next++].folded.size());
        }
        if (next - i >= 2 || longest >= 3) {
            masked.append(text, done, words[i].begin - done).append(shown_);
            done = words[next - 1].end;
        }
        i = std::max(next, i + 1);
    }
    if (done == 0) return;
    text = masked.append(text, done);
}

}  // namespace gongshi
