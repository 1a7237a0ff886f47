#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"
#include "core/digest.h"
#include "core/toml.h"

namespace gongshi {

/// A department (执法机关) as departments.toml describes it.
struct Department {
    std::string key;  ///< folder below data/inbox and slug in URLs: [a-z0-9-]+
    std::string name, short_name, name_en, credit_code;
    std::vector<std::string> aliases;  ///< earlier and other names; the succession of authorities
    std::string address, phone, supervision_phone, office_hours, website;
    std::string review_body;  ///< 复议机关
    int review_days = 60;
    std::string court;
    int litigation_months = 6;
    std::vector<std::string> act_classes;  ///< 执法类别 of its officers' certificates; empty: not checked
    std::vector<std::string> regions;      ///< 执法区域 that count as its own; empty: not checked
    int order = 0;
    /// Dissolved or merged: from this day on nothing is expected of it, and what it decided stays shown.
    std::optional<Date> closed_on;
    std::string successor;  ///< key of the department that took its duties over; empty: none is named

    bool is_closed(Date today) const { return closed_on && *closed_on <= today; }
};

/// All departments, in the order of departments.toml's `order`, then key.
class Departments {
public:
    Departments() = default;
    /// Findings: `department.bad_key`, `department.bad_code`, `department.duplicate_name`,
    /// `department.bad_successor`, and those of TomlTable.
    static Departments read(TomlTable root, Diagnostics& findings);

    const std::vector<Department>& all() const { return list_; }
    const Department* find(std::string_view key) const;
    /// By name, short name, alias or credit code, after folding; nullptr when unknown.
    const Department* find_by_name(std::string_view name_or_code) const;
    const Digest& digest() const { return digest_; }

private:
    std::vector<Department> list_;
    std::vector<std::pair<std::string, std::size_t>> by_name_;  ///< folded, sorted
    Digest digest_;
};

}  // namespace gongshi
