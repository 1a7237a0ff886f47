#include "registry/identity_basis.h"

#include <optional>
#include <set>

namespace gongshi {
namespace {

constexpr std::string_view authority_prefix = "authority.";
constexpr std::string_view key_prefix = "key.";

std::map<std::string, std::string> kept_below(Database& database, std::string_view prefix) {
    std::map<std::string, std::string> kept;
    Statement rows = database.prepare("SELECT name, value FROM meta WHERE substr(name, 1, ?1) = ?2");
    rows.bind(1, std::int64_t(prefix.size())).bind(2, prefix);
    while (rows.step()) kept.emplace(rows.text(0).substr(prefix.size()), rows.text(1));
    return kept;
}

void keep(Database& database, std::string_view prefix, const std::string& name, const std::string& value) {
    Statement row = database.prepare("INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?2");
    row.bind(1, std::string(prefix) + name).bind(2, value).run();
}

bool has_records_of(Database& database, const std::string& authority) {
    Statement rows = database.prepare("SELECT 1 FROM record WHERE authority = ? LIMIT 1");
    return rows.bind(1, authority).step();
}

/// A registry may be older than this memory: its records say what was used. A code that stands for another department is taken.
std::string authority_for(Database& database, const Department& department, const std::set<std::string>& taken) {
    const std::string& code = department.credit_code;
    if (code.empty() || taken.contains(code)) return department.key;
    return has_records_of(database, department.key) && !has_records_of(database, code) ? department.key : code;
}

std::string fields_of_key(const Dataset& dataset) {
    std::string names;
    for (const std::size_t field : dataset.primary_key)
        names += (names.empty() ? "" : ", ") + dataset.fields[field].name;
    return names;
}

}  // namespace

std::map<std::string, std::string> kept_authorities(Registry& registry, const Departments& departments) {
    Database& database = registry.database();
    std::map<std::string, std::string> kept = kept_below(database, authority_prefix);
    std::set<std::string> taken;
    for (const auto& [key, authority] : kept) taken.insert(authority);
    std::optional<Transaction> transaction;
    for (const Department& department : departments.all()) {
        if (kept.contains(department.key)) continue;
        if (!transaction) transaction.emplace(database);
        const std::string authority = authority_for(database, department, taken);
        keep(database, authority_prefix, department.key, authority);
        taken.insert(authority);
        kept.emplace(department.key, authority);
    }
    if (transaction) transaction->commit();
    return kept;
}

std::vector<ChangedKey> changed_keys(Registry& registry, std::span<const Dataset> datasets) {
    Database& database = registry.database();
    const std::map<std::string, std::string> kept = kept_below(database, key_prefix);
    std::vector<ChangedKey> changed;
    for (const Dataset& dataset : datasets) {
        const std::string fields = fields_of_key(dataset);
        const auto before = kept.find(dataset.name);
        if (before != kept.end() && before->second == fields) continue;
        if (before != kept.end() && registry.count_records(dataset.name) > 0)
            changed.push_back({&dataset, before->second, fields});
        else
            keep(database, key_prefix, dataset.name, fields);
    }
    return changed;
}

}  // namespace gongshi
