// The book is held against every case that its rules tell apart. For each class and aspect only the rules that decide it
// are looked at, and only what they ask for is varied, so that the cases stay few.

#include <algorithm>
#include <set>

#include "core/text.h"
#include "disclosure/codes.h"
#include "disclosure/rule_book.h"

namespace gongshi {
namespace {

/// A value no rule names: stands for all others.
constexpr const char* any_other = "*";
constexpr std::size_t most_cases = 200000;

/// Everything the rules of one aspect ask of one class's records.
struct Axes {
    std::vector<std::string> authorities = {any_other};
    std::vector<std::vector<std::string>> kinds = {{}, {any_other}};
    std::vector<std::optional<std::int64_t>> amounts = {std::nullopt};
    std::vector<Date> decided, today;
    std::vector<std::pair<std::string, std::vector<std::string>>> fields;

    std::size_t cases() const {
        std::size_t count = authorities.size() * kinds.size() * amounts.size() * decided.size() * today.size() * 3;
        for (const auto& [field, values] : fields) count *= values.size();
        return count;
    }
};

class AxisMaker {
public:
    void add(const RuleCondition& when) {
        authorities_.insert(when.authorities.begin(), when.authorities.end());
        kinds_.insert(when.kinds.begin(), when.kinds.end());
        kinds_.insert(when.only_kinds.begin(), when.only_kinds.end());
        for (const auto& amount : {when.amount_from, when.amount_below}) {
            if (amount) amounts_.insert({*amount - 1, *amount});
        }
        auto& days = when.by == RuleCondition::By::today ? today_ : decided_;
        for (const auto& day : {when.from, when.until}) {
            if (day) days.insert({day->days() - 1, day->days()});
        }
        for (const auto& [field, values] : when.where) fields_[field].insert(values.begin(), values.end());
    }

    Axes make() const {
        Axes axes;
        axes.authorities.insert(axes.authorities.end(), authorities_.begin(), authorities_.end());
        for (auto one = kinds_.begin(); one != kinds_.end(); ++one) {
            axes.kinds.push_back({*one});
            axes.kinds.push_back({*one, any_other});
            for (auto two = std::next(one); two != kinds_.end(); ++two) axes.kinds.push_back({*one, *two});
        }
        if (kinds_.empty()) axes.kinds.resize(1);
        if (!amounts_.empty()) axes.amounts.emplace_back(0);
        for (std::int64_t amount : amounts_) axes.amounts.emplace_back(amount);
        for (std::int32_t day : decided_) axes.decided.push_back(Date::from_days(day));
        for (std::int32_t day : today_) axes.today.push_back(Date::from_days(day));
        if (axes.decided.empty()) axes.decided.push_back(*Date::of(2026, 1, 1));
        if (axes.today.empty()) axes.today.push_back(*Date::of(2026, 1, 1));
        for (const auto& [field, values] : fields_) {
            axes.fields.emplace_back(field, std::vector<std::string>{any_other});
            axes.fields.back().second.insert(axes.fields.back().second.end(), values.begin(), values.end());
        }
        return axes;
    }

private:
    std::set<std::string> authorities_, kinds_;
    std::set<std::int64_t> amounts_;
    std::set<std::int32_t> decided_, today_;
    std::map<std::string, std::set<std::string>> fields_;
};

/// One case, as facts that a rule can be asked of, and as words for people.
class Case {
public:
    Case(const Axes& axes, const std::string& rule_class, std::size_t number) : axes_(axes) {
        facts_.rule_class = rule_class;
        facts_.authority = take(axes.authorities, number);
        facts_.kinds = take(axes.kinds, number);
        facts_.fen = take(axes.amounts, number);
        facts_.decided = take(axes.decided, number);
        today_ = take(axes.today, number);
        facts_.party = PartyKind(number % 3);
        number /= 3;
        for (const auto& [field, values] : axes.fields) fields_[field] = take(values, number);
        facts_.field = [this](std::string_view field) {
            const auto found = fields_.find(field);
            return found == fields_.end() ? std::string() : found->second;
        };
    }
    Case(const Case&) = delete;

    const RuleFacts& facts() const { return facts_; }
    Date today() const { return today_; }
    std::string words() const {
        std::string text = std::string(facts_.rule_class) + ", " + std::string(name_of(facts_.party));
        if (axes_.authorities.size() > 1) text += ", " + std::string(facts_.authority);
        if (axes_.kinds.size() > 1) text += ", [" + join(facts_.kinds, ", ") + "]";
        if (axes_.amounts.size() > 1) text += facts_.fen ? ", " + std::to_string(*facts_.fen / 100) + " 元" : ", - 元";
        if (axes_.decided.size() > 1) text += ", " + facts_.decided->iso();
        for (const auto& [field, value] : fields_) text.append(", ").append(field).append(" = ").append(value);
        return text;
    }

private:
    template <class T>
    static const T& take(const std::vector<T>& list, std::size_t& number) {
        const T& taken = list[number % list.size()];
        number /= list.size();
        return taken;
    }

    const Axes& axes_;
    RuleFacts facts_;
    Date today_ = Date::from_days(0);
    std::map<std::string, std::string, std::less<>> fields_;
};

class Checker {
public:
    Checker(const RuleBook& book, Diagnostics& findings) : book_(book), findings_(findings) {}

    void check() {
        std::set<std::string> classes = {any_other};  // a rule that names no class holds for all
        for (const Rule& rule : book_.rules()) classes.insert(rule.when.classes.begin(), rule.when.classes.end());
        for (const Cover& cover : book_.covers()) classes.insert(cover.classes.begin(), cover.classes.end());
        for (const std::string& one : classes) {
            for (const Aspect aspect : all_aspects) check(one, aspect);
        }
        for (const Rule& rule : book_.rules()) {
            if (!winners_.contains(&rule)) findings_.add(Diagnostic(codes::rule_never, rule.place, rule.id));
        }
    }

private:
    std::vector<const Rule*> rules_for(const std::string& rule_class, Aspect aspect) const {
        std::vector<const Rule*> rules;
        for (const Rule& rule : book_.rules()) {
            const auto& of = rule.when.classes;
            const bool mine = of.empty() || std::find(of.begin(), of.end(), rule_class) != of.end();
            if (mine && rule.decides(aspect)) rules.push_back(&rule);
        }
        return rules;
    }

    void check(const std::string& rule_class, Aspect aspect) {
        const std::vector<const Rule*> rules = rules_for(rule_class, aspect);
        AxisMaker maker;
        for (const Rule* rule : rules) maker.add(rule->when);
        for (const Cover& cover : book_.covers()) {
            if (!cover.from) continue;
            RuleCondition since;
            since.from = cover.from;
            maker.add(since);
        }
        const Axes axes = maker.make();
        if (axes.cases() > most_cases) {
            findings_.add(Diagnostic(codes::rule_too_many, rules.front()->place, rule_class,
                                     {{"cases", std::to_string(axes.cases())}}));
            for (const Rule* rule : rules) winners_.insert(rule);
            return;
        }
        for (std::size_t number = 0; number < axes.cases(); ++number) {
            const Case one(axes, rule_class, number);
            judge(one, rules, aspect);
        }
    }

    void judge(const Case& one, const std::vector<const Rule*>& rules, Aspect aspect) {
        const Rule* best = nullptr;
        for (const Rule* rule : rules) {
            if (best != nullptr && rule->priority < best->priority) break;
            if (!holds(rule->when, one.facts(), one.today())) continue;
            if (best == nullptr) {
                best = rule;
                winners_.insert(rule);
            } else if (aspect == Aspect::period && best->longest && rule->longest) {
                if (months_of(*rule->period) > months_of(*best->period)) winners_.insert(best = rule);
            } else if (told_.insert({best, rule}).second) {
                winners_.insert(rule);
                findings_.add(
                    Diagnostic(codes::rule_overlap, rule->place, rule->id,
                               {{"other", best->id}, {"aspect", std::string(name_of(aspect))}, {"case", one.words()}}));
            }
        }
        if (best != nullptr) return;
        for (const Cover& cover : book_.covers()) {
            const bool promised =
                std::find(cover.classes.begin(), cover.classes.end(), one.facts().rule_class) != cover.classes.end() &&
                std::find(cover.aspects.begin(), cover.aspects.end(), aspect) != cover.aspects.end() &&
                (!cover.from || *cover.from <= *one.facts().decided);
            if (!promised || !gaps_.insert({&cover, aspect, std::string(one.facts().rule_class)}).second) continue;
            findings_.add(Diagnostic(codes::rule_gap, cover.place, std::string(one.facts().rule_class),
                                     {{"aspect", std::string(name_of(aspect))}, {"case", one.words()}}));
        }
    }

    const RuleBook& book_;
    Diagnostics& findings_;
    std::set<const Rule*> winners_;
    std::set<std::pair<const Rule*, const Rule*>> told_;
    std::set<std::tuple<const Cover*, Aspect, std::string>> gaps_;
};

}  // namespace

void check_rules(const RuleBook& book, Diagnostics& findings) { Checker(book, findings).check(); }

}  // namespace gongshi
