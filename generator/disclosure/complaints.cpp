#include "disclosure/complaints.h"

#include "disclosure/codes.h"
#include "registry/registry.h"

namespace gongshi {

void Complaints::add(const Code& code, const std::string& department, const Dataset& dataset, std::int64_t version,
                     std::string text) {
    Pile& pile = piles_[{std::string(code.name), department, dataset.name, text}];
    if (pile.count++ == 0) pile = {&code, &dataset, version, 1, std::move(text)};
}

void Complaints::tell(const std::filesystem::path& registry_file, Diagnostics& findings) const {
    if (piles_.empty()) return;
    VersionReader versions(registry_file);
    for (const auto& [key, pile] : piles_) {
        const RecordVersion version = versions.read(*pile.dataset, pile.first);
        Place place{version.provenance.file, version.provenance.sheet, version.provenance.line, 0, true, ""};
        findings.add(Diagnostic(*pile.code, std::move(place), pile.text,
                                {{"count", std::to_string(pile.count)}, {"dataset", pile.dataset->title.zh}}));
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
    return code_for(reason) != nullptr && reason != Reason::later && reason != Reason::by_rule &&
           reason != Reason::minor && reason != Reason::withdrawn;
}

}  // namespace gongshi
