#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"
#include "core/digest.h"
#include "disclosure/party_kind.h"
#include "disclosure/person_name.h"

namespace gongshi {

/// What rules decide. Each aspect of a record is decided by one rule.
enum class Aspect : std::uint8_t { publish, deadline, period, withdrawal, names };
inline constexpr std::array all_aspects = {Aspect::publish, Aspect::deadline, Aspect::period, Aspect::withdrawal,
                                           Aspect::names};
std::string_view name_of(Aspect aspect);  ///< "publish", "deadline", … as rule files call them

struct Term {
    int count = 0;
    enum class Unit : std::uint8_t { working_days, days, months } unit = Unit::working_days;
};

/// When a rule holds. What is empty asks for nothing.
struct RuleCondition {
    std::vector<std::string> classes;      ///< act classes: Dataset::rule_class
    std::vector<std::string> authorities;  ///< keys of departments.toml
    std::vector<PartyKind> parties;
    std::vector<std::string> kinds;                         ///< one of the record's kinds is one of these
    std::vector<std::string> only_kinds;                    ///< it has kinds, and all of them are among these
    std::optional<std::int64_t> amount_from, amount_below;  ///< fen; a record without an amount fits neither
    std::vector<std::pair<std::string, std::vector<std::string>>> where;  ///< field of the schema, its values
    std::optional<Date> from, until;                                      ///< days on which the rule is in force
    enum class By : std::uint8_t { decision, today } by = By::decision;   ///< whose day counts for `from` and `until`
};

/// One rule of a file, with the words the public reads.
struct Rule {
    std::string set, id, title, title_en, citation, citation_url, note;
    Place place;
    int priority = 0;  ///< of the set and the rule together; the highest that holds decides
    RuleCondition when;
    std::optional<bool> publish;
    std::optional<Term> deadline, period, period_least, withdrawal;
    bool longest = false;           ///< period: among rules of equal priority the longest counts (最长)
    bool from_publication = false;  ///< period: counted from the first night on the web, not from the decision
    std::optional<NameForm> natural_names, trader_names;

    bool decides(Aspect aspect) const;
};

/// What a rule asks of a record.
struct RuleFacts {
    std::string_view rule_class, authority;
    PartyKind party = PartyKind::organisation;
    std::vector<std::string> kinds;
    std::optional<std::int64_t> fen;
    std::optional<Date> decided;
    std::function<std::string(std::string_view field)> field;
};

/// The rules that decide of a record, by aspect: indexes into RuleBook::rules; `none` where no rule does.
struct Decision {
    static constexpr std::uint16_t none = UINT16_MAX;
    std::array<std::uint16_t, all_aspects.size()> rules{none, none, none, none, none};
    std::uint16_t operator[](Aspect aspect) const { return rules[std::size_t(aspect)]; }
    friend bool operator==(const Decision&, const Decision&) = default;
};

/// A file of rules, for the public rules page.
struct RuleSetWords {
    std::string id, title, title_en, note;
};

/// A promise that rules give an aspect for all records of a class: checked when rules are read.
struct Cover {
    std::vector<std::string> classes;
    std::vector<Aspect> aspects;
    std::optional<Date> from;
    Place place;
};

/// All rules of site-config/rules/*.toml (docs/formats/rules.md), immutable. The file that runs is the file that is shown.
class RuleBook {
public:
    /// Reads every file of a folder; none is no mistake (then everything approved is shown, for ever). Findings refuse:
    /// `rule.overlap`, `rule.gap`, `rule.never`, `rule.duplicate`, `rule.bad_value` and those of TomlTable.
    static RuleBook read(const std::filesystem::path& folder, const std::string& shown_folder, Diagnostics& findings);

    const std::vector<Rule>& rules() const { return rules_; }
    const std::vector<RuleSetWords>& sets() const { return sets_; }
    const std::vector<Cover>& covers() const { return covers_; }
    const Digest& digest() const { return digest_; }
    bool empty() const { return rules_.empty(); }

    /// Which rules decide of a record on a day. Of equal priority the first of the list decides (a book with such an
    /// overlap is refused), but for periods that say so the longest.
    Decision decide(const RuleFacts& facts, Date today) const;

    /// The days at which decisions by today's date may change: sorted.
    const std::vector<std::int32_t>& turning_days() const { return turning_days_; }

private:
    std::vector<Rule> rules_;  ///< by priority, highest first, then as they stand in the files
    std::vector<RuleSetWords> sets_;
    std::vector<Cover> covers_;
    std::vector<std::int32_t> turning_days_;
    std::map<std::string, std::vector<std::uint16_t>, std::less<>> by_class_;
    Digest digest_;
    friend class RuleBookReader;
};

/// True when the rule holds of the facts on the day.
bool holds(const RuleCondition& when, const RuleFacts& facts, Date today);

/// Months of the period a rule gives, for comparing: days count as a thirtieth.
double months_of(const Term& term);

/// Last day of a term that begins on a day: a month later is the same day of the month, or the month's last (民法典 202).
Date plus_months(Date day, int months);

/// Holds the rules against every case they tell apart (class, authority, party, kinds, amount, dates): overlaps of equal
/// priority, gaps in what covers promise, rules that never decide anything.
void check_rules(const RuleBook& book, Diagnostics& findings);

}  // namespace gongshi
