#include "dataset/money.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/text.h"
#include "dataset/cell_text.h"
#include "dataset/chinese_number.h"

namespace gongshi {
namespace {

__extension__ typedef __int128 Wide;

tl::unexpected<MoneyFault> fault(MoneyFault what) { return tl::unexpected<MoneyFault>(what); }

bool take_suffix(std::string_view& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// The digits before the point, without separators; none when a comma does not group three digits.
std::optional<std::string> ungrouped(std::string_view whole) {
    if (whole.find(',') == std::string_view::npos) return std::string(whole);
    std::string out;
    bool first = true;
    for (const std::string_view group : split(whole, ',')) {
        if (!is_digits(group) || (first ? group.size() > 3 : group.size() != 3)) return std::nullopt;
        out += group;
        first = false;
    }
    return out;
}

/// `number` × `unit_fen`, exactly.
tl::expected<Money, MoneyFault> scaled(std::string_view number, std::int64_t unit_fen) {
    const std::size_t point = number.find('.');
    std::string_view fraction = point == std::string_view::npos ? "" : number.substr(point + 1);
    if (point != std::string_view::npos && !is_digits(fraction)) return fault(MoneyFault::unparsable);
    const bool bare = point == 0 && !fraction.empty();  // .5, as a column of the format #.## is saved
    const auto whole = bare ? std::string("0") : ungrouped(number.substr(0, point));
    if (!whole) return fault(MoneyFault::grouping);
    if (!is_digits(*whole)) return fault(MoneyFault::unparsable);
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    std::string_view digits = *whole;
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    if (fraction.size() > 10) return fault(MoneyFault::too_precise);
    if (digits.size() > 16) return fault(MoneyFault::too_large);
    Wide value = 0, divisor = 1;
    for (const char c : digits) value = value * 10 + (c - '0');
    for (const char c : fraction) {
        value = value * 10 + (c - '0');
        divisor *= 10;
    }
    value *= unit_fen;
    if (value % divisor != 0) return fault(MoneyFault::too_precise);
    value /= divisor;
    if (value > std::numeric_limits<std::int64_t>::max()) return fault(MoneyFault::too_large);
    return Money{std::int64_t(value)};
}

/// 贰万元整, 壹仟元伍角叁分. `text` begins with a numeral.
tl::expected<Money, MoneyFault> read_words(std::u32string_view text, std::int64_t unit_fen) {
    while (text.ends_with(U'整') || text.ends_with(U'正')) text.remove_suffix(1);
    const std::size_t yuan = text.find_first_of(U"元圆");
    if (yuan == std::u32string_view::npos && unit_fen != fen_per_yuan) return fault(MoneyFault::unit_missing);
    const auto whole = read_chinese_number(text.substr(0, yuan));
    if (!whole) return fault(MoneyFault::unparsable);
    std::int64_t fen = *whole * fen_per_yuan;
    std::u32string_view rest = yuan == std::u32string_view::npos ? U"" : text.substr(yuan + 1);
    for (const auto& [mark, worth] : {std::pair{U'角', 10}, std::pair{U'分', 1}}) {
        if (rest.starts_with(U'零')) rest.remove_prefix(1);
        if (rest.size() < 2 || rest[1] != mark) continue;
        const auto digit = chinese_digit(rest[0]);
        if (!digit) return fault(MoneyFault::unparsable);
        fen += std::int64_t(*digit) * worth;
        rest.remove_prefix(2);
    }
    if (!rest.empty()) return fault(MoneyFault::unparsable);
    return Money{fen};
}

/// The unit a cell names itself, taken off its end.
std::int64_t take_unit(std::string_view& text, std::int64_t otherwise) {
    take_suffix(text, "整");
    if (take_suffix(text, "亿元")) return 10'000 * fen_per_wan_yuan;
    if (take_suffix(text, "万元") || take_suffix(text, "万圆") || take_suffix(text, "万")) return fen_per_wan_yuan;
    if (take_suffix(text, "千元")) return 1'000 * fen_per_yuan;
    if (take_suffix(text, "元") || take_suffix(text, "圆")) return fen_per_yuan;
    return otherwise;
}

bool looks_like_exponent(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    return e != std::string_view::npos && e > 0 && e + 1 < text.size() && text[e - 1] >= '0' && text[e - 1] <= '9';
}

}  // namespace

tl::expected<Money, MoneyFault> read_money(std::string_view cell, std::int64_t unit_fen) {
    const std::string folded = without_blanks(fold_width(cell));
    std::string_view text = folded;
    while (take_prefix(text, "人民币") || take_prefix(text, "RMB") || take_prefix(text, "CNY") ||
           take_prefix(text, "¥") || take_prefix(text, "￥")) {
    }
    if (text.empty()) return fault(MoneyFault::unparsable);
    if (take_prefix(text, "-") || take_prefix(text, "−") || take_prefix(text, "负"))
        return fault(text.empty() ? MoneyFault::unparsable : MoneyFault::negative);
    const CodePoint first = first_code_point(text);
    if (is_chinese_numeral(first.value)) return read_words(to_code_points(text), unit_fen);
    if (looks_like_exponent(text)) return fault(MoneyFault::exponent);
    const std::int64_t unit = take_unit(text, unit_fen);
    if (text.empty()) return fault(MoneyFault::unparsable);
    return scaled(text, unit);
}

std::string yuan_text(Money money) {
    return (money.fen % 100 == 0 ? std::to_string(money.fen / 100) : Decimal{money.fen, 2}.text()) + " 元";
}

std::vector<Money> amounts_in(std::string_view wording) {
    const std::u32string text = to_code_points(fold_width(wording));
    const auto in_amount = [](char32_t c) {
        return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ' ' || is_chinese_numeral(c);
    };
    std::vector<Money> amounts;
    for (std::size_t yuan = text.find_first_of(U"元圆"); yuan != std::u32string::npos;
         yuan = text.find_first_of(U"元圆", yuan + 1)) {
        std::size_t begin = yuan;
        while (begin > 0 && in_amount(text[begin - 1])) --begin;
        // A comma or blank before the first digit belongs to the sentence: "警告,2000元".
        while (begin < yuan && (text[begin] == ',' || text[begin] == '.' || text[begin] == ' ')) ++begin;
        if (begin == yuan) continue;
        std::size_t end = yuan + 1;
        if (is_chinese_numeral(text[begin]))
            while (end < text.size() && (chinese_digit(text[end]) || text[end] == U'角' || text[end] == U'分')) ++end;
        if (const auto money = read_money(to_utf8(text.substr(begin, end - begin)), fen_per_yuan))
            amounts.push_back(*money);
    }
    return amounts;
}

Agreement agrees_with(Money value, std::string_view wording) {
    const std::vector<Money> amounts = amounts_in(wording);
    if (amounts.empty() || value.fen == 0) return Agreement::silent;
    bool wrong_unit = false;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        Wide sum = 0;
        for (std::size_t j = i; j < std::min(amounts.size(), i + 64); ++j) {
            sum += amounts[j].fen;
            if (sum == value.fen) return Agreement::agrees;
            wrong_unit = wrong_unit || sum * 10'000 == value.fen || Wide(value.fen) * 10'000 == sum;
        }
    }
    return wrong_unit ? Agreement::wrong_unit : Agreement::differs;
}

}  // namespace gongshi
