// A text is read once: runs of letters and digits are gathered with what people write between them, and each window of
// neighbouring groups is held against the shapes, longest first. Words before a number decide what shapes cannot.

#include "disclosure/personal_numbers.h"

#include <algorithm>
#include <span>

#include "core/date.h"
#include "core/text.h"
#include "dataset/credit_code.h"

namespace gongshi {
namespace {

using Words = std::initializer_list<std::string_view>;

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

int number_of(std::string_view digits) {
    int number = 0;
    for (char c : digits) number = number * 10 + (c - '0');
    return number;
}

/// One letter or digit, half or full width, at a byte; `length` 0 when there is none. Letters in upper case.
struct Sign {
    char value = 0;
    std::size_t length = 0;
};

Sign sign_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
    };
    const unsigned char c = byte(at);
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) return {char(c), 1};
    if (c >= 'a' && c <= 'z') return {char(c - 32), 1};
    if (c != 0xEF) return {};
    // U+FF10…FF19, FF21…FF3A are EF BC 90…99, A1…BA; U+FF41…FF5A are EF BD 81…9A.
    const unsigned char second = byte(at + 1), third = byte(at + 2);
    if (second == 0xBC && third >= 0x90 && third <= 0x99) return {char('0' + third - 0x90), 3};
    if (second == 0xBC && third >= 0xA1 && third <= 0xBA) return {char('A' + third - 0xA1), 3};
    if (second == 0xBD && third >= 0x81 && third <= 0x9A) return {char('A' + third - 0x81), 3};
    return {};
}

/// What stands between two groups: one blank or dash, which joins any two, or more and other signs, which join what has the shape
/// of a number that is written in parts.
struct Joint {
    std::size_t length = 0;  ///< 0: there is none
    bool plain = true;
};

std::size_t length_of_any(std::string_view rest, std::initializer_list<std::string_view> signs) {
    for (std::string_view sign : signs) {
        if (rest.starts_with(sign)) return sign.size();
    }
    return 0;
}

Joint joint_at(std::string_view text, std::size_t at) {
    constexpr int most_signs = 4;
    Joint joint;
    int signs = 0;
    for (; signs < most_signs; ++signs) {
        const std::string_view rest = text.substr(at + joint.length);
        if (rest.empty() || is_digit(rest[0])) break;
        std::size_t length = length_of_any(rest, {" ", "-", "　", "－", "–", "‐"});
        if (length == 0) {
            // Line breaks, blanks that do not break or have no width, dots, longer dashes, brackets around the first part.
            length = length_of_any(rest, {"\n",     "\r",     "\t",     ".",      ")",      "\u00A0", "\u200B",
                                          "\u200C", "\u200D", "\u2060", "\uFEFF", "\u2002", "\u2003", "\u2009",
                                          "\u202F", "—",      "―",      "−",      "·",      "）",     "_"});
            joint.plain = false;
        }
        if (length == 0) break;
        joint.length += length;
    }
    joint.plain = joint.plain && signs <= 1;
    return joint;
}

struct Group {
    std::string text;
    std::size_t begin = 0, end = 0;
    bool plain = true;  ///< how it is joined to the one before it
};

/// The groups from `at` on, as long as they are joined.
std::vector<Group> read_groups(std::string_view text, std::size_t at) {
    std::vector<Group> groups;
    bool plain = true;
    for (;;) {
        Group group;
        group.begin = at;
        group.plain = plain;
        for (Sign sign = sign_at(text, at); sign.length > 0; sign = sign_at(text, at)) {
            group.text += sign.value;
            at += sign.length;
        }
        group.end = at;
        if (group.text.empty()) return groups;
        groups.push_back(std::move(group));
        const Joint joint = joint_at(text, at);
        if (joint.length == 0 || sign_at(text, at + joint.length).length == 0) return groups;
        plain = joint.plain;
        at += joint.length;
    }
}

/// What stands in the last `characters` Chinese characters before a byte.
bool stands_before(std::string_view text, std::size_t at, std::size_t characters, Words words) {
    const std::size_t from = at > characters * 3 ? at - characters * 3 : 0;
    const std::string_view before = text.substr(from, at - from);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return before.find(word) != std::string_view::npos; });
}

const Words numbers_of_papers = {"证号",   "证件编号", "执法证", "编号",   "工号",
                                 "单号",   "批号",     "货号",   "案号",   "许可证",
                                 "注册号", "文号",     "条码",   "序列号", "统一社会信用代码"};

/// Is a number that of a paper, by the words right before it? A mark ends what they say, and so does a word for a telephone:
/// 许可证号不详，电话138… is no licence. (The second gate has the same words, or it would refuse what this one leaves.)
bool is_of_a_paper(std::string_view text, std::size_t at) {
    const std::size_t from = at > 24 ? at - 24 : 0;
    std::string_view before = text.substr(from, at - from);
    for (std::string_view end : {"，", "。", "；", "、", ",", ";", "电话", "手机", "联系", "微信", "致电"}) {
        const std::size_t found = before.rfind(end);
        if (found != std::string_view::npos) before.remove_prefix(found + end.size());
    }
    return std::any_of(numbers_of_papers.begin(), numbers_of_papers.end(),
                       [&](std::string_view word) { return before.find(word) != std::string_view::npos; });
}

/// Letters and digits before a number that belong to it no more than a label: tel138…, wx138….
bool is_label_of_a_phone(std::string_view letters) {
    static constexpr std::string_view labels[] = {"TEL", "PHONE",  "MOBILE", "MOB", "CELL", "WX",  "VX",
                                                  "V",   "WECHAT", "WEIXIN", "DH",  "SJ",   "LXDH"};
    return std::find(std::begin(labels), std::end(labels), letters) != std::end(labels);
}

bool is_old_identity_number(std::string_view fifteen) {
    if (fifteen.size() != 15 || !all_digits(fifteen)) return false;
    const int province = number_of(fifteen.substr(0, 2));
    if (province < 11 || province > 65) return false;
    return Date::of(1900 + number_of(fifteen.substr(6, 2)), number_of(fifteen.substr(8, 2)),
                    number_of(fifteen.substr(10, 2)))
        .has_value();
}

/// GS 15-2006: the last digit of a business registration number by MOD 11,10.
bool is_registration_number(std::string_view fifteen) {
    int product = 10;
    for (std::size_t i = 0; i < 14; ++i) {
        int sum = (product + (fifteen[i] - '0')) % 10;
        if (sum == 0) sum = 10;
        product = sum * 2 % 11;
    }
    return (product + (fifteen[14] - '0')) % 10 == 1;
}

bool is_mobile(std::string_view eleven) {
    return eleven.size() == 11 && all_digits(eleven) && eleven[0] == '1' && eleven[1] >= '3';
}

bool luhn_holds(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

bool begins_like_a_card(std::string_view digits) {
    return digits.starts_with("62") || digits.starts_with("4") || digits.starts_with("9558") ||
           (digits[0] == '5' && digits[1] >= '1' && digits[1] <= '5');
}

std::optional<PersonalKind> kind_of(std::string_view number, std::string_view text, std::size_t begin) {
    const std::size_t size = number.size();
    if (is_identity_number(number) && !is_plausible_credit_code(number)) return PersonalKind::id_number;
    if (is_shaped_like_an_identity_number(number) && stands_before(text, begin, 12, {"身份"}))
        return PersonalKind::id_number;
    if (size == 15 && is_old_identity_number(number) &&
        (!is_registration_number(number) || stands_before(text, begin, 10, {"身份证"})) &&
        (stands_before(text, begin, 12, {"身份"}) ||
         !stands_before(text, begin, 8, {"注册号", "工商登记", "营业执照", "单号", "编号", "批号"})))
        return PersonalKind::old_id_number;
    if (is_mobile(number) && !is_of_a_paper(text, begin)) return PersonalKind::mobile;
    if (size == 13 && number.starts_with("86") && is_mobile(number.substr(2))) return PersonalKind::mobile;
    if (size >= 15 && size <= 22 && all_digits(number)) {
        const bool named = stands_before(text, begin, 12, {"卡号", "账号", "帐号", "账户", "银行卡", "开户"});
        const bool code = size == 18 && is_plausible_credit_code(number);
        const bool card = size >= 16 && size <= 19 && luhn_holds(number) && begins_like_a_card(number);
        if (!code && (named || (card && !is_of_a_paper(text, begin)))) return PersonalKind::bank_card;
    }
    if (size == 9 && std::string_view("EGPDSK").find(number[0]) != std::string_view::npos &&
        std::count_if(number.begin() + 1, number.end(), is_digit) >= 7 && stands_before(text, begin, 12, {"护照"}))
        return PersonalKind::passport;
    if (size >= 8 && size <= 11 && std::count_if(number.begin(), number.end(), is_digit) >= 8 &&
        stands_before(text, begin, 14, {"来往内地通行证", "台胞证", "回乡证", "来往大陆通行证", "居民通行证"}))
        return PersonalKind::travel_permit;
    if (size >= 10 && size <= 12 && all_digits(number) && number[0] == '0' &&
        stands_before(text, begin, 10, {"家庭电话", "住宅电话", "宅电", "本人电话", "当事人电话", "家里电话"}))
        return PersonalKind::landline;
    return std::nullopt;
}

/// Signs that join other things too (dots, line breaks, brackets) join a number only where its parts are those of one: a mobile
/// number of 3, 4 and 4 digits, a card of fours. An identity number vouches for itself.
bool may_be_in_parts(PersonalKind kind, std::span<const Group> groups) {
    const auto plain = [](const Group& group) { return group.plain; };
    if (std::all_of(groups.begin() + 1, groups.end(), plain)) return true;
    if (kind == PersonalKind::id_number) return true;
    if (kind == PersonalKind::mobile) {
        std::string sizes;
        for (const Group& group : groups) sizes += char('0' + std::min<std::size_t>(group.text.size(), 9));
        return sizes == "344" || sizes == "38" || sizes == "74" || sizes == "2344" || sizes == "238";
    }
    if (kind == PersonalKind::bank_card)
        return std::all_of(groups.begin(), groups.end() - 1, [](const Group& group) { return group.text.size() == 4; });
    return false;
}

/// SFZ330106…, tel138…: what stands behind a few letters, when it is a number of itself.
std::optional<PersonalSpan> number_behind_letters(const Group& group, std::string_view text) {
    constexpr std::size_t most_letters = 8;
    const std::size_t letters =
        std::size_t(std::find_if(group.text.begin(), group.text.end(), is_digit) - group.text.begin());
    if (letters == 0 || letters > most_letters || group.text.size() - letters < 11) return std::nullopt;
    const std::string_view number = std::string_view(group.text).substr(letters);
    std::size_t begin = group.begin;
    for (std::size_t i = 0; i < letters; ++i) begin += sign_at(text, begin).length;
    const auto kind = kind_of(number, text, begin);
    const bool known =
        kind == PersonalKind::id_number ||
        (kind == PersonalKind::mobile && is_label_of_a_phone(std::string_view(group.text).substr(0, letters)));
    if (!known) return std::nullopt;
    return PersonalSpan{*kind, begin, group.end};
}

/// The first window of groups from `i` on that is personal, longest first.
std::optional<PersonalSpan> window_at(const std::vector<Group>& groups, std::size_t i, std::string_view text,
                                      std::size_t& used) {
    for (std::size_t count = std::min<std::size_t>(6, groups.size() - i); count > 0; --count) {
        std::string joined;
        for (std::size_t g = i; g < i + count; ++g) joined += groups[g].text;
        const auto kind = kind_of(joined, text, groups[i].begin);
        if (kind && may_be_in_parts(*kind, std::span(groups).subspan(i, count))) {
            used = count;
            return PersonalSpan{*kind, groups[i].begin, groups[i + count - 1].end};
        }
    }
    return number_behind_letters(groups[i], text);
}

constexpr std::string_view provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

bool is_province(std::string_view han) {
    const std::size_t found = provinces.find(han);
    return han.size() == 3 && found != std::string_view::npos && found % 3 == 0;
}

/// 浙A12345, 浙A·D12345, 浙A1234挂: the province's character has just been read.
std::optional<PersonalSpan> plate_at(std::string_view text, std::size_t at) {
    if (at + 4 > text.size()) return std::nullopt;
    const auto next = static_cast<unsigned char>(text[at + 3]);  // nearly always a Chinese character: no plate
    if ((next < 'A' || next > 'z') && next != 0xEF && next != ' ') return std::nullopt;
    if (!is_province(text.substr(at, 3))) return std::nullopt;
    const std::size_t letter_at = at + (next == ' ' ? 4 : 3);
    const Sign letter = sign_at(text, letter_at);
    if (letter.length == 0 || is_digit(letter.value) || letter.value == 'I' || letter.value == 'O') return std::nullopt;
    std::size_t end = letter_at + letter.length, count = 0, digits = 0;
    for (std::string_view point : {"·", "•", "・", " ", "-"}) {
        if (text.substr(end).starts_with(point)) {
            end += point.size();
            break;
        }
    }
    for (Sign sign = sign_at(text, end); sign.length > 0 && count < 7; sign = sign_at(text, end)) {
        digits += is_digit(sign.value) ? 1 : 0;
        ++count;
        end += sign.length;
    }
    for (std::string_view last : {"挂", "学", "警", "港", "澳", "领", "使"}) {
        if (count == 4 && text.substr(end).starts_with(last)) {
            ++count;
            end += last.size();
        }
    }
    if ((count != 5 && count != 6) || digits < 2) return std::nullopt;
    return PersonalSpan{PersonalKind::plate, at, end};
}

/// Of a plate that is masked the province and its letter stay.
std::size_t kept_of_plate(std::string_view plate) {
    const std::size_t letter = plate[3] == ' ' ? 4 : 3;
    return letter + sign_at(plate, letter).length;
}

bool is_mail_sign(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-' ||
           c == '+';
}

std::optional<PersonalSpan> mail_at(std::string_view text, std::size_t at_sign) {
    std::size_t begin = at_sign, end = at_sign + 1;
    while (begin > 0 && is_mail_sign(text[begin - 1])) --begin;
    while (end < text.size() && is_mail_sign(text[end])) ++end;
    while (end > at_sign + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    const std::string_view domain = text.substr(at_sign + 1, end - at_sign - 1);
    if (begin == at_sign || domain.find('.') == std::string_view::npos) return std::nullopt;
    return PersonalSpan{PersonalKind::email, begin, end};
}

/// Every Chinese character comes by here: three bytes as one number, and not a dozen comparisons of texts.
bool begins_a_lead(std::string_view rest) {
    const auto byte = [&](std::size_t i) { return std::uint32_t(static_cast<unsigned char>(rest[i])); };
    switch (byte(0) << 16 | byte(1) << 8 | byte(2)) {
        case 0xE5AEB6:  // 家
        case 0xE78EB0:  // 现
        case 0xE688B7:  // 户
        case 0xE7BB8F:  // 经
        case 0xE5B185:  // 居
        case 0xE4BD8F:  // 住
            return true;
        default:
            return false;
    }
}

/// 12号, 201室: what an address ends with and a sentence about offices does not hold.
bool holds_house_number(std::string_view address) {
    for (std::size_t i = 0; i + 1 < address.size(); ++i) {
        if (is_digit(address[i]) &&
            length_of_any(address.substr(i + 1), {"号", "室", "幢", "栋", "组", "弄", "单元", "楼"}) > 0)
            return true;
    }
    return false;
}

/// 男，住云溪县…路1号: the one word, behind a mark, as decisions introduce a person. What follows must hold a number.
bool is_bare_lead(std::string_view text, std::size_t at) {
    if (!text.substr(at).starts_with("住")) return false;
    for (std::string_view other : {"建", "房", "宅", "院", "宿", "所", "户", "地"}) {
        if (text.substr(at + 3).starts_with(other)) return false;
    }
    const std::string_view before = text.substr(0, at);
    return before.empty() || std::string_view(" \n,;(").find(before.back()) != std::string_view::npos ||
           before.ends_with("，") || before.ends_with("；") || before.ends_with("、") || before.ends_with("。") ||
           before.ends_with("（") || before.ends_with("　");
}

/// 家庭住址：云溪县…路1号，: up to the next mark. Words that only speak of an address are no address.
std::optional<PersonalSpan> address_at(std::string_view text, std::size_t at) {
    static constexpr std::string_view leads[] = {"家庭住址", "家庭地址",   "现住址",     "户籍地址", "户籍所在地",
                                                 "户籍地",   "户口所在地", "经常居住地", "居住地址", "住址",
                                                 "家住",     "现住",       "现居住",     "居住于",   "居住在"};
    const std::string_view rest = text.substr(at);
    if (rest.size() < 6 || !begins_a_lead(rest)) return std::nullopt;
    const auto* lead = std::find_if(std::begin(leads), std::end(leads), [&](std::string_view one) {
        return rest[3] == one[3] && rest[4] == one[4] && rest.starts_with(one);  // two bytes tell nearly always
    });
    const bool bare = lead == std::end(leads);
    if (bare && !is_bare_lead(text, at)) return std::nullopt;
    std::size_t begin = at + (bare ? 3 : lead->size());
    for (std::string_view colon : {"：", ":", "为", "在", "系", "是", "于"}) {
        if (text.substr(begin).starts_with(colon)) {
            begin += colon.size();
            break;
        }
    }
    std::size_t end = std::min(text.size(), begin + 180);
    for (std::string_view mark : {"，", "。", "；", ",", ";", "、", "\n", "）", ")", "（", "("})
        end = std::min(end, text.find(mark, begin));
    while (end > begin && (static_cast<unsigned char>(text[end < text.size() ? end : end - 1]) & 0xC0) == 0x80 &&
           end < text.size())
        --end;
    const std::string_view address = text.substr(begin, end - begin);
    static constexpr std::string_view places[] = {"省", "市", "县", "区", "镇", "乡", "村",
                                                  "路", "街", "号", "室", "组", "弄"};
    const auto named = std::count_if(std::begin(places), std::end(places), [&](std::string_view place) {
        return address.find(place) != std::string_view::npos;
    });
    if (named < 2 || (bare && !holds_house_number(address))) return std::nullopt;
    return PersonalSpan{PersonalKind::home_address, begin, end};
}

/// Nothing personal can begin here: the common case, told by one look.
bool is_plain(unsigned char c) {
    return c < '0' || (c > '9' && c < '@') || (c > 'Z' && c < 'a') || (c > 'z' && c < 0x80);
}

}  // namespace

std::string_view name_of(PersonalKind kind) {
    static constexpr std::array<std::string_view, personal_kinds> names = {
        "id_number", "old_id_number", "mobile",   "landline",      "bank_card",
        "plate",     "email",         "passport", "travel_permit", "home_address"};
    return names[std::size_t(kind)];
}

bool is_shaped_like_an_identity_number(std::string_view text) {
    if (text.size() != 18 || !all_digits(text.substr(0, 17)) || text[0] == '0') return false;
    if (!is_digit(text[17]) && text[17] != 'X' && text[17] != 'x') return false;
    const int year = number_of(text.substr(6, 4));
    return year >= 1880 && year <= 2100 && Date::of(year, number_of(text.substr(10, 2)), number_of(text.substr(12, 2)));
}

bool is_identity_number(std::string_view text) {
    static constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static constexpr std::string_view checks = "10X98765432";
    if (!is_shaped_like_an_identity_number(text)) return false;
    const char check = text[17] == 'x' ? 'X' : text[17];
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (text[i] - '0');
    return checks[std::size_t(sum % 11)] == check;
}

std::string signs_of(std::string_view text) {
    std::string signs;
    for (std::size_t at = 0; at < text.size();) {
        const Sign sign = sign_at(text, at);
        if (sign.length > 0) signs += sign.value;
        at += std::max<std::size_t>(sign.length, 1);
    }
    return signs;
}

std::vector<PersonalSpan> find_personal(std::string_view text) {
    std::vector<PersonalSpan> spans;
    const auto take = [&](const std::optional<PersonalSpan>& span, std::size_t& at) {
        if (!span) return false;
        // A mail's name or a plate may reach back into what was passed over as a plain group.
        while (!spans.empty() && spans.back().end > span->begin) spans.pop_back();
        spans.push_back(*span);
        at = span->end;
        return true;
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (is_plain(c)) {  // nearly always
            ++at;
            continue;
        }
        if (c == '@') {
            if (!take(mail_at(text, at), at)) ++at;
        } else if (sign_at(text, at).length > 0) {
            const std::vector<Group> groups = read_groups(text, at);
            at = groups.back().end;
            for (std::size_t i = 0; i < groups.size();) {
                std::size_t used = 1;
                if (const auto span = window_at(groups, i, text, used)) spans.push_back(*span);
                i += used;
            }
        } else if (c >= 0xE4 && c <= 0xE9) {
            if (!take(plate_at(text, at), at) && !take(address_at(text, at), at)) at += 3;
        } else {
            ++at;
        }
    }
    return spans;
}

bool mask_personal(std::string& text) {
    const std::vector<PersonalSpan> spans = find_personal(text);
    if (spans.empty()) return false;
    std::string masked;
    std::size_t done = 0;
    for (const PersonalSpan& span : spans) {
        masked.append(text, done, span.begin - done);
        const std::string_view hidden = std::string_view(text).substr(span.begin, span.end - span.begin);
        const std::size_t kept = span.kind == PersonalKind::mobile && is_digit(hidden[0]) && hidden[0] == '1' ? 3
                                 : span.kind == PersonalKind::plate ? kept_of_plate(hidden)
                                                                    : 0;
        masked.append(hidden.substr(0, kept));
        masked.append(count_code_points(hidden.substr(kept)), '*');
        done = span.end;
    }
    masked.append(text, done);
    text = std::move(masked);
    return true;
}

}  // namespace gongshi
