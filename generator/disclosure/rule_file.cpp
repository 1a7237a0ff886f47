#include "disclosure/rule_file.h"

#include <algorithm>
#include <set>

#include "core/disk.h"
#include "core/text.h"
#include "disclosure/codes.h"

namespace gongshi {
namespace {

constexpr std::pair<std::string_view, NameForm> name_forms[] = {{"full", NameForm::full},
                                                                {"by_length", NameForm::by_length},
                                                                {"surname_one", NameForm::surname_one},
                                                                {"surname_two", NameForm::surname_two},
                                                                {"star", NameForm::star},
                                                                {"omit", NameForm::omit},
                                                                {"numbered", NameForm::numbered}};

constexpr std::pair<std::string_view, PartyKind> party_words[] = {{"organisation", PartyKind::organisation},
                                                                  {"sole_trader", PartyKind::sole_trader},
                                                                  {"natural", PartyKind::natural}};

template <class List, class Value>
std::string words_of(const List& list) {
    std::string words;
    for (const auto& [word, value] : list) words += (words.empty() ? "" : ", ") + std::string(word);
    return words;
}

/// Reads `10 working_days`, `3 months`, `90 days`.
std::optional<Term> parse_term(std::string_view text) {
    const std::vector<std::string_view> parts = split(trim(text), ' ');
    if (parts.size() != 2 || parts[0].empty() || parts[0].size() > 4) return std::nullopt;
    Term term;
    for (char c : parts[0]) {
        if (c < '0' || c > '9') return std::nullopt;
        term.count = term.count * 10 + (c - '0');
    }
    if (parts[1] == "working_days") {
        term.unit = Term::Unit::working_days;
    } else if (parts[1] == "days") {
        term.unit = Term::Unit::days;
    } else if (parts[1] == "months") {
        term.unit = Term::Unit::months;
    } else {
        return std::nullopt;
    }
    return term;
}

void bad_value(TomlTable& table, std::string_view key, const std::string& value, const std::string& expected) {
    table.refuse(key, codes::rule_bad_value, value, {{"key", std::string(key)}, {"expected", expected}});
}

std::optional<Term> read_term(TomlTable& table, std::string_view key) {
    const std::optional<std::string> text = table.optional_text(key);
    if (!text) return std::nullopt;
    const std::optional<Term> term = parse_term(*text);
    if (!term) bad_value(table, key, *text, "7 working_days, 30 days, 36 months");
    return term;
}

std::optional<std::int64_t> read_fen(TomlTable& table, std::string_view key) {
    if (!table.has(key)) return std::nullopt;
    return table.integer_or(key, 0) * 100;
}

/// A bound named so that its own amount is on the one side or on the other: laws say 以下 with the amount itself.
std::optional<std::int64_t> read_bound(TomlTable& table, std::string_view here, std::string_view beyond) {
    const std::optional<std::int64_t> at = read_fen(table, here), past = read_fen(table, beyond);
    if (at && past) bad_value(table, beyond, std::to_string(*past / 100), "-");
    return past ? std::optional(*past + 1) : at;
}

std::optional<NameForm> read_form(TomlTable& table, std::string_view key) {
    const std::optional<std::string> text = table.optional_text(key);
    if (!text) return std::nullopt;
    for (const auto& [word, form] : name_forms) {
        if (word == *text) return form;
    }
    bad_value(table, key, *text, words_of<decltype(name_forms), NameForm>(name_forms));
    return std::nullopt;
}

Rule read_rule(TomlTable table, const std::string& set, int set_priority) {
    Rule rule;
    rule.set = set;
    rule.place = table.place();
    rule.id = table.text("id");
    rule.title = table.text("title");
    rule.title_en = table.text_or("title_en", "");
    rule.citation = table.text("citation");
    rule.citation_url = table.text_or("citation_url", "");
    rule.note = table.text_or("note", "");
    rule.priority = set_priority + int(table.integer_or("priority", 0));
    rule.when = read_condition(table);
    if (table.has("publish")) rule.publish = table.flag_or("publish", true);
    rule.deadline = read_term(table, "deadline");
    rule.period = read_term(table, "period");
    rule.period_least = read_term(table, "period_least");
    rule.withdrawal = read_term(table, "withdrawal");
    const std::string equals = table.text_or("among_equals", "");
    rule.longest = equals == "longest";
    if (!equals.empty() && !rule.longest) bad_value(table, "among_equals", equals, "longest");
    const std::string from = table.text_or("period_from", "decision");
    rule.from_publication = from == "publication";
    if (!rule.from_publication && from != "decision") bad_value(table, "period_from", from, "decision, publication");
    rule.natural_names = read_form(table, "natural_names");
    rule.trader_names = read_form(table, "trader_names");
    if (std::none_of(all_aspects.begin(), all_aspects.end(), [&](Aspect one) { return rule.decides(one); }))
        table.refuse("id", codes::rule_bad_value, rule.id,
                     {{"key", "id"}, {"expected", "publish, deadline, period, withdrawal, natural_names"}});
    table.no_more_keys();
    return rule;
}

Cover read_cover(TomlTable table) {
    Cover cover;
    cover.place = table.place();
    cover.classes = table.texts("class");
    cover.from = table.date("from");
    for (const std::string& word : table.texts("aspects")) {
        const auto found =
            std::find_if(all_aspects.begin(), all_aspects.end(), [&](Aspect one) { return name_of(one) == word; });
        if (found == all_aspects.end())
            bad_value(table, "aspects", word, "publish, deadline, period, withdrawal, names");
        else
            cover.aspects.push_back(*found);
    }
    table.no_more_keys();
    return cover;
}

}  // namespace

RuleCondition read_condition(TomlTable& table) {
    RuleCondition when;
    when.classes = table.texts("class");
    when.authorities = table.texts("authority");
    for (const std::string& word : table.texts("party")) {
        const auto* found = std::find_if(std::begin(party_words), std::end(party_words),
                                         [&](const auto& one) { return one.first == word; });
        if (found == std::end(party_words))
            bad_value(table, "party", word, words_of<decltype(party_words), PartyKind>(party_words));
        else
            when.parties.push_back(found->second);
    }
    when.kinds = table.texts("kinds");
    when.only_kinds = table.texts("only_kinds");
    when.amount_from = read_bound(table, "amount_from", "amount_above");
    when.amount_below = read_bound(table, "amount_below", "amount_at_most");
    TomlTable where = table.table("where");
    for (const std::string& field : where.keys()) when.where.emplace_back(field, where.texts(field));
    when.from = table.date("in_force_from");
    when.until = table.date("in_force_until");
    const std::string by = table.text_or("counted_by", "decision");
    if (by == "today")
        when.by = RuleCondition::By::today;
    else if (by != "decision")
        bad_value(table, "counted_by", by, "decision, today");
    if (when.from && when.until && *when.until <= *when.from)
        bad_value(table, "in_force_until", when.until->iso(), "> " + when.from->iso());
    return when;
}

/// Fills a book, file by file.
class RuleBookReader {
public:
    explicit RuleBookReader(RuleBook& book) : book_(book) {}

    void read_file(TomlTable root) {
        TomlTable set = root.table("set");
        const std::string id = set.text("id");
        const bool used = set.flag_or("used", true);
        const int priority = int(set.integer_or("priority", 0));
        RuleSetWords words{id, set.text("title"), set.text_or("title_en", ""), set.text_or("note", "")};
        set.no_more_keys();
        std::vector<Rule> rules;
        for (TomlTable& table : root.tables("rule")) {
            if (!ids_.insert(table.text_or("id", "")).second)
                table.refuse("id", codes::rule_duplicate, table.text_or("id", ""));
            rules.push_back(read_rule(std::move(table), id, priority));
        }
        std::vector<Cover> covers;
        for (TomlTable& table : root.tables("cover")) covers.push_back(read_cover(std::move(table)));
        root.no_more_keys();
        if (!used) return;  // a set kept for others to use is held to its grammar, not to the rest of the book
        book_.sets_.push_back(std::move(words));
        for (Rule& rule : rules) book_.rules_.push_back(std::move(rule));
        for (Cover& cover : covers) book_.covers_.push_back(std::move(cover));
    }

    void finish() {
        std::stable_sort(book_.rules_.begin(), book_.rules_.end(),
                         [](const Rule& a, const Rule& b) { return a.priority > b.priority; });
        std::set<std::string> classes;
        std::set<std::int32_t> days;
        for (const Rule& rule : book_.rules_) {
            classes.insert(rule.when.classes.begin(), rule.when.classes.end());
            if (rule.when.by != RuleCondition::By::today) continue;
            if (rule.when.from) days.insert(rule.when.from->days());
            if (rule.when.until) days.insert(rule.when.until->days());
        }
        book_.turning_days_.assign(days.begin(), days.end());
        classes.insert("");
        for (const std::string& one : classes) {
            for (std::size_t i = 0; i < book_.rules_.size(); ++i) {
                const auto& of = book_.rules_[i].when.classes;
                if (of.empty() || std::find(of.begin(), of.end(), one) != of.end())
                    book_.by_class_[one].push_back(std::uint16_t(i));
            }
        }
    }

private:
    RuleBook& book_;
    std::set<std::string> ids_;
};

RuleBook RuleBook::read(const std::filesystem::path& folder, const std::string& shown_folder, Diagnostics& findings) {
    RuleBook book;
    RuleBookReader reader(book);
    Sha256 hasher;
    std::error_code error;
    const bool any = std::filesystem::is_directory(folder, error);
    const std::vector<disk::Entry> files = any ? disk::list_files(folder) : std::vector<disk::Entry>();
    Diagnostics mistakes;
    for (const disk::Entry& entry : files) {
        if (entry.is_link || !entry.path.ends_with(".toml")) continue;
        TomlDocument document = TomlDocument::read(folder / entry.path, shown_folder + "/" + entry.path);
        reader.read_file(document.root());
        mistakes.append(document.take_findings());
        hasher.field(entry.path).field(disk::digest_of_file(folder / entry.path));
    }
    reader.finish();
    if (mistakes.empty()) check_rules(book, mistakes);
    findings.append(mistakes.take_sorted());
    book.digest_ = hasher.finish();
    return book;
}

}  // namespace gongshi
