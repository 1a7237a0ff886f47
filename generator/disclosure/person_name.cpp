#include "disclosure/person_name.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/text.h"
#include "disclosure/name_words.h"

namespace gongshi {
namespace {

constexpr std::u32string_view conjunctions[] = {U"以及", U"及其", U"及", U"和", U"与"};

/// A text as code points, each with its byte offset (and the end's).
struct Points {
    std::u32string text;
    std::vector<std::size_t> at;

    explicit Points(std::string_view utf8) {
        for (std::size_t i = 0; i < utf8.size();) {
            const CodePoint one = first_code_point(utf8.substr(i));
            text += one.value;
            at.push_back(i);
            i += one.length;
        }
        at.push_back(utf8.size());
    }
    std::u32string_view part(std::size_t begin, std::size_t end) const {
        return std::u32string_view(text).substr(begin, end - begin);
    }
    /// Of the bracket that is closed at what is returned; the end when it never is.
    std::size_t closing(std::size_t open) const {
        std::size_t depth = 0;
        for (std::size_t i = open; i < text.size(); ++i) {
            if (opens_bracket(text[i])) ++depth;
            if (closes_bracket(text[i]) && --depth == 0) return i;
        }
        return text.size();
    }
};

bool is_colon(char32_t c) { return c == U':' || c == U'：'; }
bool is_wide_blank(char32_t c) { return is_blank(c) && c != 0x2060 && c != 0xFEFF && (c < 0x200B || c > 0x200F); }
bool writes_han_names(char32_t c) { return is_han(c) || is_name_point(c); }
bool all_write_han_names(std::u32string_view text) { return std::all_of(text.begin(), text.end(), writes_han_names); }

std::u32string without_blanks(std::u32string_view text) {
    std::u32string bare;
    std::copy_if(text.begin(), text.end(), std::back_inserter(bare), [](char32_t c) { return !is_blank(c); });
    return bare;
}

/// 1. 2、 ① : how long it is where one stands.
std::size_t enumerator_at(std::u32string_view text) {
    if (!text.empty() && text[0] >= U'①' && text[0] <= U'⑳') return 1;
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    const bool marked =
        digits < text.size() && std::u32string_view(U".．、)）").find(text[digits]) != std::u32string_view::npos;
    return digits > 0 && digits <= 2 && marked ? digits + 1 : 0;
}

/// 1.张三, 4张三: how much stands before the name.
std::size_t number_before(std::u32string_view text) {
    const std::size_t marked = enumerator_at(text);
    if (marked > 0) return marked;
    const auto name = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto digits = std::size_t(name - text.begin());
    return digits > 0 && looks_like_a_person(text.substr(digits)) ? digits : 0;
}

/// Shortens [begin, end), one item of a list, to the name in it.
class Item {
public:
    Item(const Points& points, std::size_t begin, std::size_t end) : points_(points), begin_(begin), end_(end) {}

    void cut() {
        for (std::size_t before = end_ + 1; before != end_ - begin_;) {
            before = end_ - begin_;
            trim_blanks();
            begin_ += number_before(view());
            cut_remark();
            cut_number();
            cut_and_others();
            const std::size_t title = title_behind(view());
            is_label_ = is_label_ || title > 0;
            end_ -= title;
            trim_blanks();
        }
        begin_ += title_before(view());
        trim_blanks();
    }
    /// What stands before a colon is a label, unless a name stands there: 张三身份证号：….
    void cut_label() {
        if (!looks_like_a_person(without_blanks(view())) && is_label_) end_ = begin_;
    }
    /// `alone`: in the whole cell; then even a word like 书记 may be somebody's name.
    bool names_somebody(bool alone) const {
        const std::u32string bare = without_blanks(view());
        if (is_title(bare) && !alone) return false;
        const bool letters =
            std::any_of(bare.begin(), bare.end(), [](char32_t c) { return is_han(c) || is_foreign_letter(c); });
        return letters && !names_nobody(bare);
    }
    std::u32string_view view() const { return points_.part(begin_, end_); }
    std::size_t begin() const { return begin_; }
    std::size_t end() const { return end_; }

private:
    void trim_blanks() {
        const auto is_around = [](char32_t c) {
            return is_blank(c) || std::u32string_view(U"“”‘’\"'「」『』。").find(c) != std::u32string_view::npos;
        };
        while (begin_ < end_ && is_around(points_.text[begin_])) ++begin_;
        while (begin_ < end_ && is_around(points_.text[end_ - 1])) --end_;
    }
    /// 李四 男
    void cut_remark() {
        const std::u32string_view text = view();
        if (text.size() < 3 || !is_wide_blank(text[text.size() - 2])) return;
        if (text.back() == U'男' || text.back() == U'女') end_ -= 2;
    }
    /// 张三身份证号330999…: the number is masked as a number.
    void cut_number() {
        std::size_t end = end_;
        while (end > begin_ &&
               (is_digit(points_.text[end - 1]) ||
                std::u32string_view(U"Xx- 　").find(points_.text[end - 1]) != std::u32string_view::npos))
            --end;
        const bool number = std::any_of(points_.text.begin() + std::ptrdiff_t(end),
                                        points_.text.begin() + std::ptrdiff_t(end_), is_digit);
        if (number && end > begin_) end_ = end;
        const std::size_t label = label_behind(view());
        is_label_ = is_label_ || label > 0;
        if (label < view().size()) end_ -= label;
    }
    /// 李四等人, 李四等3人, 李四等
    void cut_and_others() {
        const std::size_t found = view().rfind(U'等');
        if (found == std::u32string_view::npos || found == 0) return;
        const std::u32string_view rest = view().substr(found + 1);
        const bool others = rest.empty() || rest.back() == U'人' || rest.back() == U'名' || rest.back() == U'户';
        if (others && rest.size() <= 6) end_ = begin_ + found;
    }

    const Points& points_;
    std::size_t begin_, end_;
    bool is_label_ = false;
};

/// 张三和李四: a conjunction parts two names when a name could stand on either side; 高和平 is one name.
std::size_t conjunction_at(std::u32string_view text, std::size_t from, std::size_t i, std::size_t end) {
    for (std::u32string_view word : conjunctions) {
        if (i + word.size() > end || text.substr(i, word.size()) != word) continue;
        const std::size_t before = i - from, behind = end - i - word.size();
        if ((before >= 2 && behind >= 2) || begins_with_unnamed(text.substr(i + word.size()))) return word.size();
    }
    return 0;
}

/// Reads a field that holds names of natural persons, from left to right.
class PersonFinder {
public:
    explicit PersonFinder(std::string_view cell) : points_(cell), text_(points_.text) {}

    std::vector<PersonSpan> find() {
        std::size_t begin = 0;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (!opens_bracket(text_[i])) continue;
            take_list(begin, i);
            const std::size_t close = points_.closing(i);
            read_bracket(i + 1, close);
            begin = std::min(close + 1, text_.size());
            i = close;
        }
        take_list(begin, text_.size());
        return std::move(persons_);
    }

private:
    void take_list(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end;) {
            const std::size_t length = separator_at(i, end);
            if (length == 0) {
                ++i;
                continue;
            }
            take_words(begin, i, is_colon(text_[i]));
            if (parts_names(text_[i])) alias_ = false;
            begin = i += length;
        }
        take_words(begin, end, false);
    }
    std::size_t separator_at(std::size_t i, std::size_t end) const {
        const char32_t c = text_[i];
        if (parts_names(c) || is_colon(c) || closes_bracket(c) ||
            std::u32string_view(U"。—_“”‘’「」\"").find(c) != std::u32string_view::npos)
            return 1;
        if (c == U'-' && i > 0 && i + 1 < end && is_han(text_[i - 1]) && is_han(text_[i + 1])) return 1;
        return enumerator_at(points_.part(i, end));
    }

    /// One item of a list, which may still hold several names.
    void take_words(std::size_t begin, std::size_t end, bool before_colon) {
        for (std::size_t i = begin; i < end; ++i) {
            if (const std::size_t word = alias_word(points_.part(i, end)); word > 0) {
                take(begin, i, false);
                alias_ = true;
                begin = i + word;
                i = begin - 1;
            } else if (const auto length = i > begin ? boundary_at(begin, i, end) : std::nullopt) {
                take(begin, i, false);
                begin = i + *length;
                i = begin - 1 + (*length == 0 ? 1 : 0);
            }
        }
        take(begin, end, before_colon);
    }

    /// What parts two names without a separator: the length of it.
    std::optional<std::size_t> boundary_at(std::size_t begin, std::size_t i, std::size_t end) const {
        if (const std::size_t word = conjunction_at(text_, begin, i, end); word > 0) return word;
        std::size_t next = i;
        while (next < end && is_wide_blank(text_[next])) ++next;
        if (next == end) return std::nullopt;
        if (changes_script(begin, i, next, end)) return next - i;
        return next > i && parts_two_persons(begin, i, next, end) ? std::optional(next - i) : std::nullopt;
    }
    /// 田中太郎 Tanaka Taro; one letter alone is no name.
    bool changes_script(std::size_t begin, std::size_t i, std::size_t next, std::size_t end) const {
        const auto foreign = [&](std::size_t at) { return at < end && is_foreign_letter(text_[at]); };
        if (is_han(text_[i - 1]) && foreign(next)) return foreign(next + 1) || (next + 2 < end && foreign(next + 2));
        return foreign(i - 1) && is_han(text_[next]) && i >= begin + 2 && foreign(i - 2);
    }
    /// 吴大山 吴二河, but neither 王 五 nor 欧阳 修 nor 张三 局长.
    bool parts_two_persons(std::size_t begin, std::size_t i, std::size_t next, std::size_t end) const {
        std::size_t left = i, right = next;
        while (left > begin && !is_blank(text_[left - 1])) --left;
        while (right < end && !is_blank(text_[right])) ++right;
        const std::u32string_view before = points_.part(left, i), behind = points_.part(next, right);
        if (before.size() < 2 || behind.size() < 2 || !all_write_han_names(before) || !all_write_han_names(behind))
            return false;
        return !is_compound_surname(before) && !is_title(behind);
    }

    /// 曾用名：…, 又名…, a Latin name, or plainly a name; other remarks (男, 已故) name nobody.
    void read_bracket(std::size_t begin, std::size_t end) {
        bool named = false;
        for (std::size_t i = begin; i <= end; ++i) {
            if (i < end && !parts_names(text_[i]) && !is_colon(text_[i])) continue;
            while (begin < i && is_blank(text_[begin])) ++begin;
            const std::u32string_view part = points_.part(begin, i);
            if (alias_word(part) > 0 || is_foreign(part)) {
                named = true;
            } else if (const std::size_t role = role_word(part); role > 0) {
                begin += role;
                alias_ = false;
                named = true;
            }
            const std::u32string rest = without_blanks(points_.part(begin, i));
            if (!named && looks_like_a_person(rest)) alias_ = named = true;
            if (is_foreign(part)) alias_ = true;
            if (named && !rest.empty()) take_words(begin, i, false);
            if (!rest.empty() && alias_word(rest) != rest.size() && i < end && text_[i] != U'、' && text_[i] != U'/')
                named = alias_ = false;
            begin = i + 1;
        }
        alias_ = false;
    }
    static bool is_foreign(std::u32string_view text) {
        return std::count_if(text.begin(), text.end(), is_foreign_letter) >= 2 &&
               std::none_of(text.begin(), text.end(), [](char32_t c) { return is_digit(c); });
    }

    void take(std::size_t begin, std::size_t end, bool before_colon) {
        Item item(points_, begin, end);
        item.cut();
        if (before_colon) item.cut_label();
        const bool alone = begin == 0 && end == text_.size();
        if (item.begin() >= item.end() || !item.names_somebody(alone)) return;
        persons_.push_back({points_.at[item.begin()], points_.at[item.end()], alias_ && !persons_.empty()});
    }

    const Points points_;
    const std::u32string_view text_;
    std::vector<PersonSpan> persons_;
    bool alias_ = false;  ///< what comes is another name of the person before
};

/// Reads a field that names firms and shops.
class FirmReader {
public:
    FirmReader(std::string_view cell, bool shop) : points_(cell), text_(points_.text), shop_(shop) {}

    std::vector<PersonSpan> find() {
        // Nearly every cell is one name with no word in it that a person could follow.
        if (std::none_of(text_.begin(), text_.end(), may_announce_a_person)) return {};
        find_after_roles();
        find_pieces();
        std::sort(persons_.begin(), persons_.end(),
                  [](const PersonSpan& a, const PersonSpan& b) { return a.begin < b.begin; });
        return std::move(persons_);
    }

private:
    struct Piece {
        std::size_t begin, end;
        bool in_bracket;
        bool sure;   ///< parted from its neighbours by a separator, not by a blank or 和
        bool whole;  ///< 张三丰（云溪）食品有限公司 is one name: neither side of its bracket is
    };

    static bool may_announce_a_person(char32_t c) {
        return parts_names(c) || opens_bracket(c) || parts_loosely(c) || ends_role_word(c);
    }

    /// 经营者：孙小丙, 负责人孙小丙
    void find_after_roles() {
        for (std::size_t i = 0; i < text_.size(); ++i) {
            const std::size_t role = role_word(points_.part(i, text_.size()));
            if (role == 0) continue;
            std::size_t begin = i + role;
            const std::size_t after = begin;
            while (begin < text_.size() && (is_colon(text_[begin]) || is_blank(text_[begin]) || text_[begin] == U'为'))
                ++begin;
            std::size_t end = begin;
            while (end < text_.size() && !parts_names(text_[end]) && !opens_bracket(text_[end]) &&
                   !closes_bracket(text_[end]))
                ++end;
            take_one(begin, end, begin > after && is_colon(text_[after]));
            i = begin - 1;
        }
    }
    void take_one(std::size_t begin, std::size_t end, bool said) {
        Item item(points_, begin, end);
        item.cut();
        const std::u32string bare = without_blanks(item.view());
        const bool foreign = std::any_of(bare.begin(), bare.end(), is_foreign_letter);
        const bool likely = looks_like_a_person(bare) || (said && (bare.size() <= 4 || foreign));
        if (item.begin() < item.end() && likely && item.names_somebody(false)) add(item.begin(), item.end());
    }

    /// 甲公司、孙小五; 孙小丙（小丙面馆）
    void find_pieces() {
        split();
        const bool firm = std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
            return ends_like_an_organisation(without_blanks(points_.part(piece.begin, piece.end)));
        });
        const bool persons_only =
            std::all_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) { return names_a_person(piece); });
        for (const Piece& piece : pieces_) {
            if (!names_a_person(piece)) continue;
            const Item item = item_of(piece);
            const bool beside = pieces_.size() > 1 && (piece.sure || firm || persons_only);
            const bool remark = shop_ || count_without_blanks(item) > 2;
            if (piece.in_bracket ? remark : beside) add(item.begin(), item.end());
        }
    }
    Item item_of(const Piece& piece) const {
        Item item(points_, piece.begin, piece.end);
        item.cut();
        return item;
    }
    static std::size_t count_without_blanks(const Item& item) { return without_blanks(item.view()).size(); }
    bool names_a_person(const Piece& piece) const {
        return piece.whole && looks_like_a_person(without_blanks(item_of(piece).view()));
    }

    void split() {
        std::size_t begin = 0, depth = 0;
        bool sure = true, whole = true;
        // `parted`: what comes next is parted by a separator; `ended`: what stood before is a name to its end.
        const auto take = [&](std::size_t end, bool parted, bool ended) {
            if (end > begin) pieces_.push_back({begin, end, depth > 0, sure && parted, whole && ended});
            begin = end + 1;
            sure = parted;
            whole = true;
        };
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (opens_bracket(text_[i])) {
                // 华联（集团） is no person, 孙小丙（个体户） is: only shops are called by their owner's name.
                take(i, shop_, ends_after(points_.closing(i)));
                ++depth;
            } else if (closes_bracket(text_[i]) && depth > 0) {
                take(i, true, ends_after(i));
                --depth;
                whole = ends_after(i);
            } else if (parts_names(text_[i])) {
                take(i, true, true);
            } else if (parts_loosely(text_[i]) && parts_a_person(begin, i)) {
                take(i, false, true);
            }
        }
        take(text_.size(), true, true);
    }
    static bool parts_loosely(char32_t c) { return is_wide_blank(c) || c == U'和' || c == U'与' || c == U'及'; }
    /// 甲公司（江苏）分公司: a name goes on behind its bracket.
    bool ends_after(std::size_t close) const {
        return close + 1 >= text_.size() || parts_names(text_[close + 1]) || is_blank(text_[close + 1]);
    }
    /// 甲公司 孙小五: a person on one side. 和 stands in many a firm's name (云溪万和表面处理有限公司), so there a person must follow
    /// a firm or a person: 甲公司和孙小五.
    bool parts_a_person(std::size_t begin, std::size_t i) const {
        std::size_t end = i + 1;
        while (end < text_.size() && !parts_names(text_[end]) && !opens_bracket(text_[end]) &&
               !closes_bracket(text_[end]))
            ++end;
        const std::u32string_view before = points_.part(begin, i), behind = points_.part(i + 1, end);
        const bool left = looks_like_a_person(before.substr(number_before(before)));
        const bool right = looks_like_a_person(behind.substr(number_before(behind)));
        if (is_blank(text_[i])) return left || right;
        return right && (left || ends_like_an_organisation(before));
    }

    void add(std::size_t begin, std::size_t end) {
        const PersonSpan person{points_.at[begin], points_.at[end]};
        const bool known = std::any_of(persons_.begin(), persons_.end(), [&](const PersonSpan& one) {
            return one.begin < person.end && person.begin < one.end;
        });
        if (!known) persons_.push_back(person);
    }

    const Points points_;
    const std::u32string_view text_;
    const bool shop_;
    std::vector<Piece> pieces_;
    std::vector<PersonSpan> persons_;
};

}  // namespace

std::vector<PersonSpan> persons_in(std::string_view cell) { return PersonFinder(cell).find(); }

std::vector<PersonSpan> persons_beside_firms(std::string_view cell, bool shop) { return FirmReader(cell, shop).find(); }

bool is_only_a_person(std::string_view text) { return looks_like_a_person(without_blanks(to_code_points(text))); }

std::string numbered_name(std::size_t number) {
    static constexpr std::u32string_view stems = U"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";
    std::string name = to_utf8(stems.substr(number % stems.size(), 1)) + "某";
    if (number >= stems.size()) name += std::to_string(number / stems.size() + 1);
    return name;
}

std::string mask_name(std::string_view name, NameForm form, std::size_t number) {
    const std::u32string points = to_code_points(trim(name));
    if (points.empty() || form == NameForm::omit) return {};
    if (form == NameForm::full) return std::string(trim(name));
    if (form == NameForm::numbered) return numbered_name(number);
    if (points.find_first_of(U"某*＊×") != std::u32string::npos) return std::string(trim(name));
    if (!is_han(points[0])) return to_utf8(points.substr(0, 1)) + "***";
    const std::u32string bare = without_blanks(points);
    if (bare.size() == 1) return form == NameForm::star ? "*" : form == NameForm::surname_two ? "某某" : "某";
    const bool dotted = std::any_of(bare.begin(), bare.end(), is_name_point);
    const std::size_t surname = !dotted && bare.size() > 2 && is_compound_surname(bare.substr(0, 2)) ? 2 : 1;
    const std::string shown = to_utf8(bare.substr(0, surname));
    if (form == NameForm::star) return shown + "*";
    const bool one = form == NameForm::surname_one || (form == NameForm::by_length && bare.size() - surname == 1);
    return shown + (one ? "某" : "某某");
}

}  // namespace gongshi
