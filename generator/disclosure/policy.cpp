#include "disclosure/policy.h"

#include "core/disk.h"
#include "core/toml.h"
#include "disclosure/codes.h"
#include "disclosure/rule_file.h"

namespace gongshi {
namespace {

CheckMode read_mode(TomlTable& table, std::string_view key) {
    const std::string word = table.text_or(key, "off");
    if (word == "warn") return CheckMode::warn;
    if (word == "quarantine") return CheckMode::quarantine;
    if (word != "off")
        table.refuse(key, codes::rule_bad_value, word,
                     {{"key", std::string(key)}, {"expected", "off, warn, quarantine"}});
    return CheckMode::off;
}

std::vector<NamedCondition> read_conditions(TomlTable& root, std::string_view key) {
    std::vector<NamedCondition> list;
    for (TomlTable& one : root.tables(key)) {
        NamedCondition condition;
        condition.id = one.text("id");
        condition.title = one.text("title");
        condition.citation = one.text("citation");
        condition.when = read_condition(one);
        one.no_more_keys();
        list.push_back(std::move(condition));
    }
    return list;
}

CheckSettings read_checks(TomlTable root) {
    CheckSettings checks;
    TomlTable table = root.table("checks");
    checks.legal_review = read_mode(table, "legal_review");
    checks.officer_listed = read_mode(table, "officer_listed");
    checks.officer_valid = read_mode(table, "officer_valid");
    checks.item_published = read_mode(table, "item_published");
    checks.law_in_force = read_mode(table, "law_in_force");
    checks.officer_class = read_mode(table, "officer_class");
    checks.officer_region = read_mode(table, "officer_region");
    checks.inspection_cap = read_mode(table, "inspection_cap");
    checks.inspections_a_year = int(table.integer_or("inspections_a_year", 0));
    table.no_more_keys();
    checks.major = read_conditions(root, "major");
    checks.uncapped = read_conditions(root, "uncapped");
    root.no_more_keys();
    return checks;
}

}  // namespace

Policy Policy::read(const std::filesystem::path& folder, const std::string& shown_folder, Diagnostics& findings) {
    Policy policy;
    policy.book = RuleBook::read(folder / "rules", shown_folder + "/rules", findings);
    policy.calendar = WorkingDays::read(folder / "calendar", shown_folder + "/calendar", findings);
    Sha256 hasher;
    hasher.field(policy.book.digest()).field(policy.calendar.digest());
    if (const auto text = disk::read_file(folder / "checks.toml")) {
        TomlDocument document = TomlDocument::parse(*text, shown_folder + "/checks.toml");
        policy.checks = read_checks(document.root());
        findings.append(document.take_findings());
        hasher.field(*text);
    }
    policy.digest = hasher.finish();
    return policy;
}

}  // namespace gongshi
