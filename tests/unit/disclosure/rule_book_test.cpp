#include "disclosure/rule_book.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "core/disk.h"
#include "core/text.h"
#include "dataset/dataset.h"
#include "disclosure/policy.h"
#include "disclosure/ruling.h"

using namespace gongshi;
namespace fs = std::filesystem;

namespace {

/// The rule sets the project ships, those named by their first letters switched on.
RuleBook book_of(const std::string& sets, const fs::path& folder) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    const std::pair<char, const char*> files[] = {
        {'N', "national"}, {'M', "market-supervision"}, {'C', "credit-repair"}, {'H', "hebei"}};
    for (const auto& [letter, name] : files) {
        if (sets.find(letter) == std::string::npos) continue;
        std::string text =
            disk::read_file(fs::path(GONGSHI_ROOT) / "site-config/rules" / (std::string(name) + ".toml")).value();
        replace_all(text, "used = false", "used = true");
        std::ofstream(folder / (std::string(name) + ".toml")) << text;
    }
    Diagnostics findings;
    RuleBook book = RuleBook::read(folder, "rules", findings);
    for (const Diagnostic& one : findings.take_sorted()) MESSAGE(one.code << " " << one.text);
    return book;
}

RuleBook parse(const std::string& text, Diagnostics& findings) {
    const fs::path folder = fs::temp_directory_path() / ("gongshi-rules-" + std::to_string(::getpid()));
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::ofstream(folder / "x.toml") << "[set]\nid = \"x\"\ntitle = \"x\"\n" << text;
    RuleBook book = RuleBook::read(folder, "rules", findings);
    fs::remove_all(folder);
    return book;
}

std::string rule(const std::string& id, const std::string& more) {
    return "[[rule]]\nid = \"" + id + "\"\ntitle = \"t\"\ncitation = \"c\"\n" + more;
}

std::vector<std::string> cells(std::string_view text, char by = '|') {
    std::vector<std::string> list;
    for (std::string_view cell : split(text, by)) list.emplace_back(trim(cell));
    return list;
}

std::string end_in_words(const Rule& period, Date decided) {
    if (period.from_publication) return "公开后" + std::to_string(period.period->count) + "个月";
    return plus_months(decided, period.period->count).iso();
}

}  // namespace

TEST_CASE("what is published, by when and how long, as law says") {
    Diagnostics findings;
    const WorkingDays calendar =
        WorkingDays::read(fs::path(GONGSHI_ROOT) / "site-config/calendar", "calendar", findings);
    CHECK(findings.empty());
    const fs::path folder = fs::temp_directory_path() / ("gongshi-sets-" + std::to_string(::getpid()));
    std::map<std::string, RuleBook> books;
    std::ifstream table(fs::path(GONGSHI_ROOT) / "tests/unit/disclosure/rules.txt");
    int cases = 0;
    for (std::string line; std::getline(table, line);) {
        if (line.empty() || line[0] == '#') continue;
        CAPTURE(line);
        const std::size_t arrow = line.find(" => ");
        const auto in = cells(line.substr(0, arrow)), out = cells(line.substr(arrow + 4));
        REQUIRE(in.size() == 8);
        if (!books.contains(in[0])) books.emplace(in[0], book_of(in[0], folder));
        const RuleBook& book = books.at(in[0]);
        REQUIRE(!book.empty());

        Dataset dataset;
        dataset.rule_class = in[1];
        dataset.fields.resize(1);
        dataset.fields[0].name = "decided";
        dataset.date = 0;
        RuleFacts facts;
        facts.rule_class = in[1];
        facts.authority = in[2];
        facts.party = in[3] == "natural"       ? PartyKind::natural
                      : in[3] == "sole_trader" ? PartyKind::sole_trader
                                               : PartyKind::organisation;
        if (in[4] != "-") {
            std::string kinds = in[4];
            replace_all(kinds, "、", "|");
            facts.kinds = cells(kinds);
        }
        if (in[5] != "-") facts.fen = std::stoll(in[5]) * 100;
        facts.decided = Date::parse_iso(in[6]);
        const Decision decision = book.decide(facts, *Date::parse_iso(in[7]));
        const auto rule_for = [&](Aspect aspect) { return &book.rules()[decision[aspect]]; };

        REQUIRE(decision[Aspect::publish] != Decision::none);
        CHECK((*rule_for(Aspect::publish)->publish ? "是" : "否") == out[0]);
        REQUIRE(decision[Aspect::deadline] != Decision::none);
        const auto last = calendar.after(*facts.decided, rule_for(Aspect::deadline)->deadline->count);
        CHECK((last ? last->iso() : "?") == out[1]);
        const bool ends = decision[Aspect::period] != Decision::none;
        CHECK((ends ? end_in_words(*rule_for(Aspect::period), *facts.decided) : "-") == out[2]);
        ++cases;
    }
    fs::remove_all(folder);
    CHECK(cases >= 120);
}

TEST_CASE("working days: moved ones, holidays, years without a calendar") {
    Diagnostics findings;
    const WorkingDays calendar =
        WorkingDays::read(fs::path(GONGSHI_ROOT) / "site-config/calendar", "calendar", findings);
    CHECK(calendar.is_working(*Date::of(2025, 1, 26)) == true);   // a Sunday that is worked
    CHECK(calendar.is_working(*Date::of(2025, 1, 28)) == false);  // a Tuesday, 除夕
    CHECK(calendar.is_working(*Date::of(2025, 6, 14)) == false);
    CHECK_FALSE(calendar.is_working(*Date::of(2027, 1, 4)).has_value());
    CHECK(calendar.after(*Date::of(2025, 1, 27), 1) == *Date::of(2025, 2, 5));
    CHECK_FALSE(calendar.after(*Date::of(2026, 12, 25), 7).has_value());
    CHECK(calendar.between(*Date::of(2025, 1, 24), *Date::of(2025, 2, 5)) == 3);
}

TEST_CASE("a book that overlaps, leaves a gap or holds a dead rule is refused, with place and case") {
    struct Case {
        const char* what;
        std::string text;
        std::vector<std::string> codes;
    };
    const std::string cover = "[[cover]]\nclass = [\"处罚\"]\naspects = [\"deadline\"]\n";
    const Case cases[] = {
        {"sound", rule("a", "class = [\"处罚\"]\ndeadline = \"7 working_days\"\n") + cover, {}},
        {"two of one priority",
         rule("a", "class = [\"处罚\"]\ndeadline = \"7 working_days\"\n") + rule("b", "deadline = \"20 days\"\n"),
         {"rule.overlap"}},
        {"parted by party",
         rule("a", "class = [\"处罚\"]\nparty = [\"natural\"]\ndeadline = \"7 days\"\n") +
             rule("b", "class = [\"处罚\"]\nparty = [\"organisation\", \"sole_trader\"]\ndeadline = \"9 days\"\n") +
             cover,
         {}},
        {"a gap",
         rule("a", "class = [\"处罚\"]\nparty = [\"natural\"]\ndeadline = \"7 days\"\n") + cover,
         {"rule.gap"}},
        {"a gap between years",
         rule("a", "class = [\"处罚\"]\nin_force_until = 2020-01-01\ndeadline = \"7 days\"\n") +
             rule("b", "class = [\"处罚\"]\nin_force_from = 2020-01-02\ndeadline = \"7 days\"\n") + cover,
         {"rule.gap"}},
        {"never",
         rule("a", "class = [\"处罚\"]\npriority = 5\ndeadline = \"7 days\"\n") +
             rule("b", "class = [\"处罚\"]\nkinds = [\"罚款\"]\ndeadline = \"9 days\"\n"),
         {"rule.never"}},
        {"kinds that may come together",
         rule("a", "class = [\"处罚\"]\nkinds = [\"罚款\"]\nperiod = \"3 months\"\n") +
             rule("b", "class = [\"处罚\"]\nkinds = [\"吊销\"]\nperiod = \"36 months\"\n"),
         {"rule.overlap"}},
        {"of which the longest counts",
         rule("a", "class = [\"处罚\"]\nkinds = [\"罚款\"]\namong_equals = \"longest\"\nperiod = \"3 months\"\n") +
             rule("b", "class = [\"处罚\"]\nkinds = [\"吊销\"]\namong_equals = \"longest\"\nperiod = \"36 months\"\n"),
         {}},
        {"an id twice",
         rule("a", "deadline = \"7 days\"\nclass = [\"x\"]\n") + rule("a", "deadline = \"7 days\"\nclass = [\"y\"]\n"),
         {"rule.duplicate"}},
        {"no term", rule("a", "deadline = \"seven days\"\n"), {"rule.bad_value", "rule.bad_value"}},
        {"an unknown key", rule("a", "deadlin = \"7 days\"\npublish = true\n"), {"config.unknown_key"}},
    };
    for (const Case& one : cases) {
        CAPTURE(std::string(one.what));
        Diagnostics findings;
        parse(one.text, findings);
        std::vector<std::string> codes;
        for (const Diagnostic& finding : findings.take_sorted()) {
            codes.push_back(finding.code);
            CHECK(finding.place.line > 0);
        }
        CHECK(join(codes, ",") == join(one.codes, ","));
    }
}

TEST_CASE("of several kinds the longest period counts") {
    Diagnostics findings;
    const RuleBook book = parse(
        rule("a", "class = [\"处罚\"]\nkinds = [\"罚款\"]\namong_equals = \"longest\"\nperiod = \"3 months\"\n") +
            rule("b", "class = [\"处罚\"]\nkinds = [\"吊销\"]\namong_equals = \"longest\"\nperiod = \"36 months\"\n"),
        findings);
    RuleFacts facts;
    facts.rule_class = "处罚";
    facts.kinds = {"罚款", "吊销"};
    facts.decided = Date::of(2026, 1, 1);
    CHECK(book.rules()[book.decide(facts, *Date::of(2026, 1, 2))[Aspect::period]].id == "b");
}

TEST_CASE("months end where months end") {
    CHECK(plus_months(*Date::of(2024, 2, 29), 12) == *Date::of(2025, 2, 28));
    CHECK(plus_months(*Date::of(2025, 8, 31), 6) == *Date::of(2026, 2, 28));
    CHECK(plus_months(*Date::of(2025, 12, 1), 1) == *Date::of(2026, 1, 1));
}

TEST_CASE("a period may be counted from the first night on the web, and a withdrawal has its days") {
    Diagnostics findings;
    Policy policy;
    policy.book = parse(rule("a",
                             "class = [\"处罚\"]\nperiod = \"24 months\"\nperiod_from = \"publication\"\nperiod_least "
                             "= \"3 months\"\n") +
                            rule("b", "class = [\"处罚\"]\nwithdrawal = \"3 working_days\"\n"),
                        findings);
    policy.calendar = WorkingDays::read(fs::path(GONGSHI_ROOT) / "site-config/calendar", "calendar", findings);
    CHECK(findings.empty());
    RuleFacts facts;
    facts.rule_class = "处罚";
    facts.decided = Date::of(2024, 1, 1);
    const Date published = *Date::of(2026, 2, 28);
    const Decision rules = policy.book.decide(facts, published);
    const auto end = [&](std::int32_t own_end) {
        return Date::from_days(end_of_showing(rules, Ruling::never, own_end, published, policy)).iso();
    };
    CHECK(end(Ruling::never) == "2028-02-29");
    CHECK(end(Date::of(2026, 12, 31)->days()) == "2026-12-31");  // the department's own word
    CHECK(end(Date::of(2026, 5, 28)->days()) == "2028-02-29");   // but not before the least
    CHECK(Date::from_days(withdrawal_due(rules, *Date::of(2026, 9, 30), policy)).iso() ==
          "2026-10-10");                                                             // over a holiday
    CHECK(withdrawal_due(rules, *Date::of(2026, 12, 31), policy) == Ruling::never);  // 2027 has no calendar
    CHECK(withdrawal_due(Decision(), *Date::of(2026, 9, 30), policy) == Ruling::never);
}
