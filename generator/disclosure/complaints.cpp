#include "disclosure/complaints.h"

#include <algorithm>

#include "disclosure/codes.h"
#include "registry/registry.h"

namespace gongshi {

void Complaints::add(const Code& code, const std::string& department, const Dataset& dataset, std::int64_t version,
                     std::string text) {
    Pile& pile = piles_[{std::string(code.name), department, dataset.name, text}];
    if (pile.count++ == 0) pile = {&code, &dataset, {}, 1, std::move(text)};
    pile.versions.push_back(version);
}

void Complaints::tell(const std::filesystem::path& registry_file, Diagnostics& findings) const {
    if (piles_.empty()) return;
    VersionReader versions(registry_file);
    for (const auto& [key, pile] : piles_) {
        // Whatever the order in which they arrived: which rulings were known before is no matter of theirs.
        std::vector<std::int64_t> sorted = pile.versions;
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
        sorted.resize(std::min(sorted.size(), most_instances));
        std::vector<Instance> instances;
        for (const std::int64_t version : sorted) instances.push_back(versions.instance_of(version));
        Diagnostic finding(*pile.code, instances.front().place, pile.text,
                           {{"count", std::to_string(pile.count)}, {"dataset", pile.dataset->title.zh}});
        finding.instances = std::move(instances);
        findings.add(std::move(finding));
    }
}

const Code* code_for(Reason reason) {
    switch (reason) {
        case Reason::missing:
            return &codes::approval_missing;
        case Reason::not_passed:
            return &codes::approval_not_passed;
        case Reason::no_approver:
            return &codes::approval_no_approver;
        case Reason::no_date:
            return &codes::approval_no_date;
        case Reason::same_person:
            return &codes::approval_same_person;
        case Reason::later:
            return &codes::approval_later;
        case Reason::ahead:
            return &codes::decision_ahead;
        case Reason::withheld:
            return &codes::record_withheld;
        case Reason::by_rule:
            return &codes::rule_not_published;
        case Reason::minor:
            return &codes::privacy_minor;
        case Reason::withdrawn:
            return &codes::life_cycle_withdrawn;
        case Reason::unreviewed:
            return &codes::check_unreviewed;
        case Reason::reviewed_late:
            return &codes::check_reviewed_late;
        case Reason::approved:
        case Reason::signed_off:
            break;
    }
    return nullptr;
}

bool wants_work(Reason reason) {
    return code_for(reason) != nullptr && reason != Reason::later && reason != Reason::withheld &&
           reason != Reason::by_rule && reason != Reason::minor && reason != Reason::withdrawn;
}

}  // namespace gongshi
