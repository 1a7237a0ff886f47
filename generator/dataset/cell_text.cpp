#include "dataset/cell_text.h"

#include "core/text.h"
#include "dataset/codes.h"
#include "dataset/severity.h"

namespace gongshi {
namespace {

bool is_private_use(char32_t c) { return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000; }
bool is_han(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c >= 0x20000; }
bool is_control(char32_t c) { return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0); }

/// What a conversion to GBK leaves of a character it does not know: a question mark between two others, or several.
bool looks_lost(std::u32string_view text, std::size_t at) {
    if (text[at] != '?') return false;
    if (at + 2 < text.size() && text[at + 1] == '?' && text[at + 2] == '?') return true;
    return at > 0 && at + 1 < text.size() && is_han(text[at - 1]) && is_han(text[at + 1]);
}

/// True when nothing needs a closer look: most cells, most of the time. `cell` is valid UTF-8.
bool is_plain(std::string_view cell) {
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const auto byte = static_cast<unsigned char>(cell[i]);
        if (byte < 0x20 || byte == '?' || byte == 0x7F || byte == 0xC2 || byte == 0xEE || byte >= 0xF0) return false;
        if (byte != 0xEF) continue;
        // U+F000 to U+F8FF are private; of the rest only U+FFFD tells of a loss. Full-width punctuation stands here too.
        const auto second = static_cast<unsigned char>(cell[i + 1]), third = static_cast<unsigned char>(cell[i + 2]);
        if (second < 0xA4 || (second == 0xBF && third >= 0xBD)) return false;
    }
    return true;
}

std::u32string with_unix_breaks(std::u32string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            if (i + 1 >= text.size() || text[i + 1] != '\n') out += U'\n';
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string hex_name(char32_t c) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (; c > 0; c >>= 4) out.insert(out.begin(), digits[c & 15]);
    while (out.size() < 4) out.insert(out.begin(), '0');
    return "U+" + out;
}

}  // namespace

std::string fold_width(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto lead = static_cast<unsigned char>(utf8.front());
        if (lead != 0xE3 && lead != 0xEF) {  // the first byte of U+3000 and of the full-width forms
            out += utf8.front();
            utf8.remove_prefix(1);
            continue;
        }
        const CodePoint next = first_code_point(utf8);
        if (next.value >= 0xFF01 && next.value <= 0xFF5E)
            out += char(next.value - 0xFEE0);
        else if (next.value == 0x3000)
            out += ' ';
        else
            out += utf8.substr(0, next.length);
        utf8.remove_prefix(next.length);
    }
    return out;
}

std::string without_blanks(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const CodePoint next = first_code_point(utf8);
        if (!is_blank(next.value)) out += utf8.substr(0, next.length);
        utf8.remove_prefix(next.length);
    }
    return out;
}

std::string upper_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
    return out;
}

bool is_digits(std::string_view text) {
    for (const char c : text)
        if (c < '0' || c > '9') return false;
    return !text.empty();
}

std::string clean_text(std::string_view cell, LineBreaks breaks, const Field& field, const Place& place,
                       Diagnostics& findings) {
    if (is_plain(cell)) return std::string(trim(cell));
    const std::u32string text = with_unix_breaks(to_code_points(cell));
    std::u32string out;
    out.reserve(text.size());
    std::optional<char32_t> private_use;
    bool lost = false, control = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (is_private_use(c) && !private_use) private_use = c;
        lost = lost || c == 0xFFFD || looks_lost(text, i);
        if (is_control(c)) {
            control = true;
        } else {
            out += c == '\n' && breaks == LineBreaks::fold ? U' ' : c;
        }
    }
    if (private_use)
        tell(codes::text_private_use, field, place, cell, findings, {{"character", hex_name(*private_use)}});
    if (lost) tell(codes::text_replacement_character, field, place, cell, findings);
    if (control) tell(codes::text_control_character, field, place, to_utf8(out), findings);
    const std::string utf8 = to_utf8(out);
    return std::string(trim(utf8));
}

std::vector<std::pair<std::string, std::string>> reason_facts(const RefusalReason& reason) {
    return {{"reason_zh", std::string(reason.zh)}, {"reason_en", std::string(reason.en)}};
}

Failure refuse_cell(const Code& code, const Place& place, std::string_view cell,
                    std::vector<std::pair<std::string, std::string>> facts) {
    return Failure(Diagnostic(code, place, mask_for_report(cell), std::move(facts)));
}

Failure refuse_cell(const Code& code, const Place& place, std::string_view cell, const RefusalReason& reason) {
    return refuse_cell(code, place, cell, reason_facts(reason));
}

void tell(const Code& code, const Field& field, const Place& place, std::string_view cell, Diagnostics& findings,
          std::vector<std::pair<std::string, std::string>> facts) {
    Diagnostic finding(code, place, mask_for_report(cell), std::move(facts));
    finding.severity = severity_for(code, field);
    findings.add(std::move(finding));
}

}  // namespace gongshi
