#include "core/wording.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <optional>

#include "core/embedded.h"
#include "core/text.h"
#include "core/toml.h"

namespace gongshi {
namespace {

struct Wording {
    std::string zh, zh_hint, en, en_hint;
};

std::map<std::string, Wording, std::less<>> read_wordings() {
    std::map<std::string, Wording, std::less<>> all;
    for (const EmbeddedFile& file : embedded_files()) {
        if (!file.path.starts_with("wording/")) continue;
        TomlDocument document = TomlDocument::parse(file.bytes, std::string(file.path));
        TomlTable root = document.root();
        for (const std::string& code : root.keys()) {
            TomlTable table = root.table(code);
            all[code] = {table.text("zh"), table.text_or("zh_hint", ""), table.text("en"),
                         table.text_or("en_hint", "")};
            table.no_more_keys();
        }
        assert(document.take_findings().empty() && "a wording file the program was built with is broken");
    }
    return all;
}

const std::map<std::string, Wording, std::less<>>& wordings() {
    static const auto all = read_wordings();
    return all;
}

/// None: the finding has no such fact.
std::optional<std::string> value_of(const Diagnostic& finding, std::string_view name) {
    if (name == "text") return finding.text;
    if (name == "field") return finding.place.field;
    if (name == "file") return finding.place.file;
    for (const auto& [fact, value] : finding.facts) {
        if (fact == name) return value;
    }
    return std::nullopt;
}

/// Where the brace that `open` opens is closed; npos when it is not.
std::size_t closing_brace(std::string_view pattern, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < pattern.size(); ++i) {
        if (pattern[i] == '{') ++depth;
        if (pattern[i] == '}' && --depth == 0) return i;
    }
    return std::string_view::npos;
}

/// `{name}` is a fact of the finding; `{name?words}` are words that only make sense where the fact is not empty.
std::string fill(std::string_view pattern, const Diagnostic& finding) {
    std::string out;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        out += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = closing_brace(pattern, open);
        if (close == std::string_view::npos) return out += pattern.substr(open);
        const std::string_view inner = pattern.substr(open + 1, close - open - 1);
        if (const std::size_t mark = inner.find('?'); mark != std::string_view::npos) {
            if (!value_of(finding, inner.substr(0, mark)).value_or("").empty())
                out += fill(inner.substr(mark + 1), finding);
        } else {
            out += value_of(finding, inner).value_or("{" + std::string(inner) + "}");
        }
        pattern.remove_prefix(close + 1);
    }
    return out;
}

/// The source line, and under it a caret and tildes at the place, by display width: a Chinese character is two wide.
std::string excerpt_lines(const Diagnostic& finding) {
    const std::string number = std::to_string(finding.place.line);
    const std::u32string line = to_code_points(finding.excerpt);
    const std::size_t start =
        std::min<std::size_t>(finding.place.column == 0 ? 0 : finding.place.column - 1, line.size());
    const std::size_t length =
        std::max<std::size_t>(1, std::min<std::size_t>(finding.excerpt_length, line.size() - start));
    std::string before = to_utf8(std::u32string_view(line).substr(0, start));
    std::string marked = to_utf8(std::u32string_view(line).substr(start, length));
    std::string shown = finding.excerpt;
    for (std::string* text : {&before, &marked, &shown}) replace_all(*text, "\t", "    ");
    std::string out = std::string(number.size() < 6 ? 6 - number.size() : 0, ' ') + number + " | " + shown + "\n";
    out += std::string(std::max<std::size_t>(number.size(), 6), ' ') + " | " + std::string(display_width(before), ' ') +
           "^";
    const std::size_t width = display_width(marked);
    return out + std::string(width > 1 ? width - 1 : 0, '~') + "\n";
}

/// The place above is the first record's: here is its number, and where the others are told.
std::string instances_line(const Diagnostic& finding, Language language) {
    const bool zh = language == Language::zh, alone = finding.instances.size() == 1;
    std::string line = zh ? (alone ? "    记录：" : "    第一条：") : (alone ? "    record: " : "    the first: ");
    line += finding.instances.front().record;
    if (!alone) line += zh ? "；其余见回执" : "; the others are in the receipt";
    return line + "\n";
}

}  // namespace

Sentence sentence_for(const Diagnostic& finding, Language language) {
    const auto found = wordings().find(finding.code);
    if (found == wordings().end()) return {finding.code + (finding.text.empty() ? "" : ": " + finding.text), ""};
    const Wording& wording = found->second;
    return language == Language::zh ? Sentence{fill(wording.zh, finding), fill(wording.zh_hint, finding)}
                                    : Sentence{fill(wording.en, finding), fill(wording.en_hint, finding)};
}

std::string_view severity_word(const Diagnostic& finding, Language language) {
    const bool zh = language == Language::zh;
    switch (finding.severity) {
        case Severity::note:
            return zh ? "说明" : "note";
        case Severity::warning:
            return zh ? "提醒" : "warning";
        case Severity::refused:
            break;
    }
    switch (finding.unit) {
        case Unit::config:
            return zh ? "错误" : "error";
        case Unit::file:
        case Unit::source:
            return zh ? "拒收" : "refused";
        case Unit::page:
            return zh ? "不予发布" : "held back";
        case Unit::cell:
            return zh ? "退回此格" : "cell refused";
        default:
            return zh ? "退回" : "refused";
    }
}

std::string to_text(const Diagnostic& finding, Language language) {
    const Sentence sentence = sentence_for(finding, language);
    const std::string place = to_string(finding.place);
    std::string out = place + (place.empty() ? "" : ": ");
    out += severity_word(finding, language);
    out += " [" + finding.code + "] " + sentence.message + "\n";
    if (!finding.excerpt.empty()) out += excerpt_lines(finding);
    for (const Place& via : finding.via) {
        out += language == Language::zh ? "    引自 " : "    included from ";
        out += to_string(via) + "\n";
    }
    if (!finding.instances.empty()) out += instances_line(finding, language);
    if (!sentence.hint.empty())
        out += (language == Language::zh ? "    怎么改：" : "    hint: ") + sentence.hint + "\n";
    return out;
}

std::vector<std::string> worded_codes() {
    std::vector<std::string> codes;
    for (const auto& [code, wording] : wordings()) codes.push_back(code);
    return codes;
}

}  // namespace gongshi
