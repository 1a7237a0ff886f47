#include "disclosure/ruling.h"

#include <algorithm>

#include "core/text.h"

namespace gongshi {
namespace {

/// An approval as it is claimed, wherever it was written.
struct Claim {
    std::string approver, office, entered_by;
    std::optional<Date> on;
};

std::string text_of(const RecordVersion& version, const std::optional<std::size_t>& field) {
    if (!field) return {};
    const auto* text = std::get_if<std::string>(&version.values[*field]);
    return text == nullptr ? std::string() : *text;
}

Claim claim_of_fields(const RecordVersion& version, const ApprovalFields& fields) {
    Claim claim{text_of(version, fields.approver), text_of(version, fields.office), text_of(version, fields.entered_by),
                std::nullopt};
    if (fields.date) {
        if (const auto* date = std::get_if<Date>(&version.values[*fields.date])) claim.on = *date;
    }
    return claim;
}

bool is_one_of(const std::string& status, const std::vector<std::string>& approved) {
    const std::string key = fold_key(status);
    return std::any_of(approved.begin(), approved.end(),
                       [&](const std::string& word) { return fold_key(word) == key; });
}

Ruling hold_back(Reason reason) {
    Ruling ruling;
    ruling.reason = reason;
    return ruling;
}

/// The part of the question that is the same for fields and sidecars: who, and from when.
Ruling judge(const Claim& claim, Reason yes, Date today) {
    const bool same = !claim.entered_by.empty() && fold_key(claim.entered_by) == fold_key(claim.approver);
    if (same) return hold_back(Reason::same_person);
    Ruling ruling;
    ruling.reason = yes;
    ruling.office = claim.office;
    ruling.on = claim.on;
    if (!claim.on) return ruling;
    if (*claim.on > today) {
        ruling = hold_back(Reason::later);
        ruling.valid_until = claim.on->days();
    } else {
        ruling.valid_from = claim.on->days();
    }
    return ruling;
}

Ruling judge_fields(const RecordVersion& version, const ApprovalFields& fields, Date today) {
    const std::string status = text_of(version, fields.status);
    if (fields.status && !is_one_of(status, fields.approved)) {
        return hold_back(status.empty() ? Reason::missing : Reason::not_passed);
    }
    const Claim claim = claim_of_fields(version, fields);
    if (claim.approver.empty() && (fields.approver || !fields.status)) return hold_back(Reason::no_approver);
    if (fields.date && !claim.on) return hold_back(Reason::no_date);
    return judge(claim, Reason::approved, today);
}

}  // namespace

Ruling rule_on(const RecordVersion& version, Date today) {
    if (const auto& signed_off = version.provenance.signed_off) {
        const Claim claim{signed_off->approver, signed_off->office, signed_off->entered_by, signed_off->on};
        if (claim.approver.empty()) return hold_back(Reason::no_approver);
        return judge(claim, Reason::signed_off, today);
    }
    if (!version.dataset->approval) return hold_back(Reason::missing);
    return judge_fields(version, *version.dataset->approval, today);
}

}  // namespace gongshi
