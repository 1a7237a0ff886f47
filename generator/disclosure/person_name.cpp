#include "disclosure/person_name.h"

#include <algorithm>

#include "core/text.h"

namespace gongshi {
namespace {

/// Surnames of two characters, as the name registers of the last centuries have them.
constexpr std::u32string_view compound_surnames =
    U"欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 尉迟 皇甫 公孙 慕容 长孙 宇文 令狐 钟离 轩辕 端木 百里 呼延 东郭 "
    U"澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 闻人 赫连 闾丘 司空 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 "
    U"公良 拓跋 夹谷 宰父 谷梁 段干 东门 南郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 "
    U"西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 吴铭 纳兰 耶律 完颜 叶赫 爱新 那拉 "
    U"歐陽 司馬 諸葛 東方 獨孤 南宮 尉遲 長孫 鍾離 軒轅 百裡 東郭 澹臺 濮陽 淳於 單于";

/// What follows a name and is none of it; the longest first where one begins with another.
constexpr std::u32string_view titles_behind[] = {
    U"执法人员", U"法定代表人", U"实际控制人", U"项目负责人", U"副主任科员", U"主任科员", U"党委书记", U"副局长",
    U"副主任",   U"副书记",     U"副科长",     U"副队长",     U"副县长",     U"副镇长",   U"副所长",   U"总经理",
    U"董事长",   U"负责人",     U"经营者",     U"支队长",     U"大队长",     U"中队长",   U"村支书",   U"工程师",
    U"驾驶员",   U"委托人",     U"代理人",     U"当事人",     U"投资人",     U"合伙人",   U"局长",     U"科长",
    U"处长",     U"队长",       U"所长",       U"站长",       U"主任",       U"书记",     U"县长",     U"市长",
    U"镇长",     U"乡长",       U"村长",       U"校长",       U"院长",       U"厂长",     U"店长",     U"董事",
    U"监事",     U"经理",       U"会计",       U"医生",       U"医师",       U"老师",     U"教授",     U"律师",
    U"师傅",     U"同志",       U"先生",       U"女士",       U"小姐",       U"夫妇",     U"夫妻",     U"老板",
    U"股东",     U"司机",       U"警官",       U"法官",       U"户"};

/// Words in a list of names that name nobody.
constexpr std::u32string_view nobody[] = {
    U"相关责任人", U"有关责任人", U"其他责任人", U"相关人员",   U"有关人员", U"其他人员", U"其他人",       U"他人",
    U"等人",       U"无",         U"不详",       U"责任人",     U"当事人",   U"负责人",   U"其他",         U"本人",
    U"未知",       U"不适用",     U"暂无",       U"直接责任人", U"主管人员", U"家属",     U"相关责任人员", U"匿名"};

constexpr std::u32string_view conjunctions[] = {U"以及", U"及其", U"及", U"和", U"与"};

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'〇';
}
bool is_point(char32_t c) { return std::u32string_view(U"·•‧・･⋅∙・．").find(c) != std::u32string_view::npos; }
bool is_separator(char32_t c) {
    return std::u32string_view(U"、,，;；/／|\n\t&＆+＋").find(c) != std::u32string_view::npos;
}
bool opens(char32_t c) { return std::u32string_view(U"(（[［【〔〈<《").find(c) != std::u32string_view::npos; }
bool closes(char32_t c) { return std::u32string_view(U")）]］】〕〉>》").find(c) != std::u32string_view::npos; }

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
};

bool all_han(std::u32string_view text) { return std::all_of(text.begin(), text.end(), is_han); }

bool is_compound(std::u32string_view two) {
    const std::size_t found = compound_surnames.find(two);
    return two.size() == 2 && two.find(U' ') == std::u32string_view::npos && found != std::u32string_view::npos &&
           found % 3 == 0;
}

/// Shortens [begin, end) to the name in one item of a list.
class Item {
public:
    Item(const Points& points, std::size_t begin, std::size_t end) : points_(points), begin_(begin), end_(end) {}

    void cut() {
        trim_blanks();
        cut_label();
        cut_brackets();
        cut_and_others();
        while (cut_title()) {
        }
        trim_blanks();
    }
    bool names_somebody() const {
        const std::u32string_view text = view();
        const bool letters = std::any_of(text.begin(), text.end(), [](char32_t c) {
            return is_han(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || c > 0xBF;
        });
        return letters && std::find(std::begin(nobody), std::end(nobody), text) == std::end(nobody);
    }
    std::size_t begin() const { return begin_; }
    std::size_t end() const { return end_; }

private:
    std::u32string_view view() const { return std::u32string_view(points_.text).substr(begin_, end_ - begin_); }

    void trim_blanks() {
        while (begin_ < end_ && is_blank(points_.text[begin_])) ++begin_;
        while (begin_ < end_ && (is_blank(points_.text[end_ - 1]) || points_.text[end_ - 1] == U'。')) --end_;
    }
    /// 当事人：张三
    void cut_label() {
        const std::size_t colon = view().find_first_of(U":：");
        if (colon != std::u32string_view::npos && colon + 1 < view().size()) begin_ += colon + 1;
        trim_blanks();
    }
    /// 张三（男，1990年生）; remarks that stand before the name go too.
    void cut_brackets() {
        if (begin_ < end_ && opens(points_.text[begin_])) {
            std::size_t close = begin_;
            while (close < end_ && !closes(points_.text[close])) ++close;
            if (close + 1 < end_) begin_ = close + 1;
        }
        for (std::size_t i = begin_ + 1; i < end_; ++i) {
            if (opens(points_.text[i])) end_ = i;
        }
        trim_blanks();
    }
    /// 李四等人, 李四等3人, 李四等
    void cut_and_others() {
        const std::size_t found = view().rfind(U'等');
        if (found == std::u32string_view::npos || found == 0) return;
        const std::u32string_view rest = view().substr(found + 1);
        const bool others = rest.empty() || rest.back() == U'人' || rest.back() == U'名' || rest.back() == U'户';
        if (others && rest.size() <= 6) end_ = begin_ + found;
    }
    /// 张三局长; not when less than a surname would be left: 主任 alone, and a man called 高书记.
    bool cut_title() {
        trim_blanks();
        const std::u32string_view text = view();
        const bool spaced = text.find_last_of(U" 　") != std::u32string_view::npos;
        for (std::u32string_view title : titles_behind) {
            const std::size_t least = title.size() == 1 ? 2 : 1;
            if (text.size() < title.size() + least || !text.ends_with(title)) continue;
            if (title.size() == 1 && !spaced && text.size() < 4) continue;
            end_ -= title.size();
            return true;
        }
        return false;
    }

    const Points& points_;
    std::size_t begin_, end_;
};

/// 张三和李四: a conjunction parts two names when a name could stand on either side; 高和平 is one name.
std::size_t conjunction_at(std::u32string_view text, std::size_t from, std::size_t i, std::size_t end) {
    for (std::u32string_view word : conjunctions) {
        if (i + word.size() > end || text.substr(i, word.size()) != word) continue;
        const std::size_t before = i - from, behind = end - i - word.size();
        const bool remark = std::any_of(std::begin(nobody), std::end(nobody), [&](std::u32string_view one) {
            return text.substr(i + word.size()).starts_with(one);
        });
        if ((before >= 2 && behind >= 2) || remark) return word.size();
    }
    return 0;
}

}  // namespace

std::vector<PersonSpan> persons_in(std::string_view cell) {
    const Points points(cell);
    const std::u32string_view text = points.text;
    std::vector<PersonSpan> persons;
    const auto take = [&](std::size_t begin, std::size_t end) {
        Item item(points, begin, end);
        item.cut();
        if (item.begin() < item.end() && item.names_somebody())
            persons.push_back({points.at[item.begin()], points.at[item.end()]});
    };
    std::size_t begin = 0, depth = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && opens(text[i])) ++depth;
        if (i < text.size() && closes(text[i]) && depth > 0) --depth;
        if (i < text.size() && depth > 0) continue;
        if (i == text.size() || is_separator(text[i])) {
            take(begin, i);
            begin = i + 1;
            continue;
        }
        const std::size_t next = std::min(text.find_first_of(U"、,，;；/／|\n\t", i), text.size());
        if (const std::size_t word = conjunction_at(text, begin, i, next); word > 0) {
            take(begin, i);
            begin = i + word;
            i = begin - 1;
        }
    }
    return persons;
}

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
    std::u32string bare;
    std::copy_if(points.begin(), points.end(), std::back_inserter(bare), [](char32_t c) { return !is_blank(c); });
    if (bare.size() == 1) return form == NameForm::star ? "*" : form == NameForm::surname_two ? "某某" : "某";
    const bool dotted = std::any_of(bare.begin(), bare.end(), is_point);
    const std::size_t surname = !dotted && bare.size() > 2 && is_compound(bare.substr(0, 2)) ? 2 : 1;
    const std::string shown = to_utf8(bare.substr(0, surname));
    if (form == NameForm::star) return shown + "*";
    const bool one = form == NameForm::surname_one || (form == NameForm::by_length && bare.size() - surname == 1);
    return shown + (one ? "某" : "某某");
}

std::vector<std::string> spellings_of(std::string_view name) {
    const std::u32string points = to_code_points(trim(name));
    std::vector<std::string> spellings;
    if (points.size() < 2) return spellings;
    spellings.push_back(to_utf8(points));
    std::u32string bare;
    std::copy_if(points.begin(), points.end(), std::back_inserter(bare), [](char32_t c) { return !is_blank(c); });
    const auto add = [&](std::u32string_view text) {
        std::string one = to_utf8(text);
        if (std::find(spellings.begin(), spellings.end(), one) == spellings.end()) spellings.push_back(std::move(one));
    };
    const auto point = std::find_if(bare.begin(), bare.end(), is_point);
    if (point == bare.end()) {
        if (bare.size() >= 2) add(bare);
        if (all_han(bare) && bare.size() == 2) {
            add(bare.substr(0, 1) + U" " + bare.substr(1));
            add(bare.substr(0, 1) + U"　" + bare.substr(1));
        }
        return spellings;
    }
    for (char32_t sign : std::u32string_view(U"·•‧・･⋅∙．.")) {
        std::u32string other = bare;
        std::replace_if(other.begin(), other.end(), is_point, sign);
        add(other);
    }
    std::u32string joined;
    std::copy_if(bare.begin(), bare.end(), std::back_inserter(joined), [](char32_t c) { return !is_point(c); });
    if (all_han(joined)) add(joined);
    if (const auto first = std::size_t(point - bare.begin()); first >= 3 && is_han(bare[0])) add(bare.substr(0, first));
    return spellings;
}

}  // namespace gongshi
