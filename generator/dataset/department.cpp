#include "dataset/department.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "dataset/codes.h"
#include "dataset/credit_code.h"
#include "dataset/schema_field.h"

namespace gongshi {
namespace {

Department read_department(const std::string& key, TomlTable table) {
    Department department;
    department.key = key;
    department.name = table.text("name");
    department.short_name = table.text_or("short", department.name);
    department.name_en = table.text_or("name_en", "");
    department.credit_code = table.text_or("code", "");
    department.aliases = table.texts("aliases");
    department.address = table.text_or("address", "");
    department.phone = table.text_or("phone", "");
    department.supervision_phone = table.text_or("supervision_phone", "");
    department.office_hours = table.text_or("office_hours", "");
    department.website = table.text_or("website", "");
    department.review_body = table.text_or("review_body", "");
    department.review_days = int(std::clamp<std::int64_t>(table.integer_or("review_days", 60), 0, 3650));
    department.court = table.text_or("court", "");
    department.litigation_months = int(std::clamp<std::int64_t>(table.integer_or("litigation_months", 6), 0, 240));
    department.act_classes = table.texts("act_classes");
    department.regions = table.texts("regions");
    department.order = int(std::clamp<std::int64_t>(table.integer_or("order", 0), -1'000'000, 1'000'000));
    department.closed_on = table.date("closed_on");
    department.successor = table.text_or("successor", "");
    if (!department.credit_code.empty() && !is_unified_credit_code(department.credit_code))
        table.refuse("code", codes::department_bad_code, department.credit_code);
    table.no_more_keys();
    return department;
}

/// What people may call it, each once.
std::set<std::string> words_of(const Department& department) {
    std::set<std::string> words(department.aliases.begin(), department.aliases.end());
    words.insert({department.name, department.short_name, department.credit_code});
    words.erase("");
    return words;
}

void hash_department(Sha256& hash, const Department& d) {
    for (const std::string* text :
         {&d.key, &d.name, &d.short_name, &d.name_en, &d.credit_code, &d.address, &d.phone, &d.supervision_phone,
          &d.office_hours, &d.website, &d.review_body, &d.court, &d.successor})
        hash.field(*text);
    hash.number(d.closed_on ? d.closed_on->days() : INT64_MIN);
    hash.number(d.review_days).number(d.litigation_months).number(d.order);
    for (const auto* list : {&d.aliases, &d.act_classes, &d.regions}) {
        hash.number(std::int64_t(list->size()));
        for (const std::string& word : *list) hash.field(word);
    }
}

void refuse_bad_successors(const Departments& departments, TomlTable& root, Diagnostics& findings) {
    for (const Department& one : departments.all()) {
        if (one.successor.empty()) continue;
        if (one.closed_on && one.successor != one.key && departments.find(one.successor) != nullptr) continue;
        findings.add(Diagnostic(codes::department_bad_successor, root.place(one.key), one.successor));
    }
}

}  // namespace

Departments Departments::read(TomlTable root, Diagnostics& findings) {
    Departments departments;
    std::map<std::string, std::string> owners;  // folded name → key
    for (const std::string& key : root.keys()) {
        // dept/index.html is the page of all departments.
        if (!is_slug(key) || key == "index") root.refuse(key, codes::department_bad_key, key);
        TomlTable table = root.table(key);
        Department department = read_department(key, table);
        for (const std::string& word : words_of(department)) {
            const auto [owner, added] = owners.emplace(fold_key(word), key);
            if (added || owner->second == key) continue;
            Diagnostic finding(codes::department_duplicate_name, table.place("name"), word, {{"other", owner->second}});
            findings.add(std::move(finding));
        }
        departments.list_.push_back(std::move(department));
    }
    refuse_bad_successors(departments, root, findings);
    auto& list = departments.list_;
    std::sort(list.begin(), list.end(), [](const Department& a, const Department& b) {
        return a.order != b.order ? a.order < b.order : a.key < b.key;
    });
    Sha256 hash;
    for (std::size_t i = 0; i < list.size(); ++i) {
        hash_department(hash, list[i]);
        for (const std::string& word : words_of(list[i]))
            if (!word.empty()) departments.by_name_.emplace_back(fold_key(word), i);
    }
    std::sort(departments.by_name_.begin(), departments.by_name_.end());
    departments.digest_ = hash.finish();
    return departments;
}

const Department* Departments::find(std::string_view key) const {
    for (const Department& department : list_)
        if (department.key == key) return &department;
    return nullptr;
}

const Department* Departments::find_by_name(std::string_view name_or_code) const {
    const std::string key = fold_key(name_or_code);
    const auto found = std::lower_bound(by_name_.begin(), by_name_.end(), key,
                                        [](const auto& entry, const std::string& word) { return entry.first < word; });
    return found == by_name_.end() || found->first != key ? nullptr : &list_[found->second];
}

}  // namespace gongshi
