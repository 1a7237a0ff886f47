#include "disclosure/discloser.h"

#include <algorithm>

#include "core/text.h"
#include "dataset/credit_code.h"
#include "dataset/field_type.h"
#include "dataset/yearly_cap.h"
#include "disclosure/canary.h"
#include "disclosure/privacy.h"
#include "disclosure/public_text.h"

namespace gongshi {
namespace {

std::string file_name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// Texts of a value as they are shown: the elements of a list, the canonical text of anything else.
std::vector<std::string> texts_of(const Field& field, const Value& value) {
    if (is_missing(value)) return {};
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
    return {field.type->canonical(value)};
}

/// Folded key of the fields' values; empty when one is missing.
std::string key_of(const Dataset& dataset, const std::vector<Value>& values, const std::vector<std::size_t>& fields) {
    std::string key;
    for (std::size_t field : fields) {
        if (is_missing(values[field])) return {};
        if (!key.empty()) key += '\x1F';
        key += fold_key(dataset.fields[field].type->canonical(values[field]));
    }
    return key;
}

Digest digest_of(const Dataset& dataset, const RecordId& id, const std::string& department,
                 const std::vector<PublicRecord::PublicField>& fields, const PublicProvenance& provenance) {
    Sha256 hasher;
    hasher.field(dataset.name).field(id.text).field(department);
    for (const PublicRecord::PublicField& one : fields) {
        const Field& field = dataset.fields[one.field];
        hasher.field(field.name).field(field.type->canonical(one.value));
    }
    hasher.field(provenance.file).number(provenance.as_of.days()).field(provenance.approved_by_office);
    hasher.number(provenance.approved_on ? provenance.approved_on->days() : INT64_MIN).number(provenance.version);
    return hasher.finish();
}

std::string party_code_of(const Dataset& dataset, const std::vector<Value>& values) {
    if (!dataset.party || !dataset.party->code || !dataset.fields[*dataset.party->code].is_public()) return {};
    const auto* code = std::get_if<std::string>(&values[*dataset.party->code]);
    if (code == nullptr || !is_unified_credit_code(*code) || is_placeholder_code(*code)) return {};
    return party_kind(dataset, values) == PartyKind::natural ? std::string() : *code;
}

/// A foreign key of one list field gives one reference an element; one of several fields gives one.
void add_references(const Dataset& dataset, const std::vector<Value>& values, const Reference& reference,
                    ShownForm& form) {
    const std::size_t first = reference.fields.front();
    const auto* list = std::get_if<std::vector<std::string>>(&values[first]);
    if (list != nullptr && reference.fields.size() == 1) {
        for (const std::string& element : *list) form.references.emplace_back(std::uint32_t(first), fold_key(element));
    } else if (std::string key = key_of(dataset, values, reference.fields); !key.empty()) {
        form.references.emplace_back(std::uint32_t(first), std::move(key));
    }
}

std::optional<std::int32_t> date_in(const RecordVersion& version, const std::optional<std::size_t>& field) {
    const auto* date = field ? std::get_if<Date>(&version.values[*field]) : nullptr;
    return date == nullptr ? std::nullopt : std::optional(date->days());
}

std::string shown_text(const PublicRecord& record, std::size_t field) {
    const Value* value = record.find(field);
    const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string() : *text;
}

std::string text_in(const RecordVersion& version, const std::optional<std::size_t>& field) {
    if (!field || is_missing(version.values[*field])) return {};
    return version.dataset->fields[*field].type->canonical(version.values[*field]);
}

}  // namespace

std::vector<std::vector<NamedBy>> ways_of_naming(const std::vector<const Dataset*>& datasets) {
    std::vector<std::vector<NamedBy>> ways(datasets.size());
    for (const Dataset* from : datasets) {
        for (const Reference& reference : from->references) {
            for (std::size_t i = 0; i < datasets.size(); ++i) {
                if (datasets[i]->name != reference.dataset) continue;
                NamedBy way;
                for (const std::string& name : reference.target_fields)
                    way.fields.push_back(*datasets[i]->find_field(name));
                if (std::find(ways[i].begin(), ways[i].end(), way) == ways[i].end()) ways[i].push_back(std::move(way));
            }
        }
    }
    return ways;
}

std::size_t way_of(const Reference& reference, const Dataset& target, const std::vector<NamedBy>& ways) {
    NamedBy wanted;
    for (const std::string& name : reference.target_fields) wanted.fields.push_back(*target.find_field(name));
    return std::size_t(std::find(ways.begin(), ways.end(), wanted) - ways.begin());
}

PublicRecord Discloser::make_public(RecordVersion version, const Ruling& ruling, bool* numbers_masked) {
    const Dataset& dataset = *version.dataset;
    std::string file = file_name_of(version.provenance.file);
    // A file may be called by whom it is about; names that programs give are plain ASCII.
    if (std::any_of(file.begin(), file.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        file = mask_words(dataset, version.values, ruling.names, std::move(file));
    const bool masked = mask_record(dataset, version.values, ruling.names);
    if (numbers_masked != nullptr) *numbers_masked = masked;
    std::vector<PublicRecord::PublicField> fields;
    for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
        if (!dataset.fields[i].is_public() || is_missing(version.values[i])) continue;
        fields.push_back({std::uint32_t(i), std::move(version.values[i])});
    }
    PublicProvenance provenance{std::move(file), version.provenance.day, ruling.office, ruling.on, version.number};
    const Digest digest = digest_of(dataset, version.id, version.department, fields, provenance);
    return {PublicRecord::Key(),   dataset, std::move(version.id), std::move(version.department), std::move(fields),
            std::move(provenance), digest};
}

Discloser::Kept Discloser::keep(RecordVersion version, const Ruling& ruling, const std::vector<NamedBy>& ways) {
    const Dataset& dataset = *version.dataset;
    Kept kept;
    ShownForm& form = kept.form;
    form.reason = ruling.reason;
    form.rules = ruling.rules;
    form.deadline = ruling.deadline;
    form.expiry = ruling.expiry;
    form.own_end = ruling.own_end;
    form.uncapped = ruling.uncapped;
    form.unknown_year = ruling.unknown_year;
    form.major_in_doubt = ruling.major_in_doubt;
    if (!ruling.why.empty()) form.why = mask_words(dataset, version.values, ruling.names, ruling.why);
    if (const auto day = date_in(version, dataset.date)) form.date = *day;
    form.person_as_firm = names_persons_as_organisation(dataset, version.values);
    if (dataset.rules) {
        RuleFacts facts = rule_facts(version);
        form.kinds = std::move(facts.kinds);
        form.fen = facts.fen.value_or(0);
        if (const auto day = date_in(version, dataset.rules->withdrawn_on)) form.withdrawn_on = *day;
    }
    if (!ruling.shown()) return kept;
    if (const auto day = date_in(version, dataset.valid_from)) form.valid_from = *day;
    if (const auto day = date_in(version, dataset.valid_until)) form.valid_until = *day;
    if (dataset.yearly_cap) form.yearly_cap = read_yearly_cap(text_in(version, dataset.yearly_cap)).value_or(0);
    if (dataset.certificate) {
        for (const std::string& one :
             texts_of(dataset.fields[dataset.certificate->classes], version.values[dataset.certificate->classes]))
            form.act_classes.push_back(fold_key(one));
        form.region = fold_key(text_in(version, dataset.certificate->region));
    }
    const std::vector<std::uint64_t> internal = internal_runs(dataset, version.values);
    form.party_code = party_code_of(dataset, version.values);
    for (const Reference& reference : dataset.references) add_references(dataset, version.values, reference, form);
    for (const NamedBy& way : ways) form.names.push_back(key_of(dataset, version.values, way.fields));
    const PublicRecord record = make_public(std::move(version), ruling, &form.numbers_masked);
    form.digest = record.digest();
    if (!form.party_code.empty()) form.party_name = shown_text(record, dataset.party->name);
    if (const std::optional<Date> date = record.date()) form.date = date->days();
    for (const PublicRecord::PublicField& one : record.fields()) {
        const Field& field = dataset.fields[one.field];
        if (!field.facet) continue;
        for (std::string& text : texts_of(field, one.value)) form.facets.emplace_back(one.field, std::move(text));
    }
    const std::string text = canonical_form(record);
    form.sha256 = sha256(text);
    form.sm3 = sm3(text);
    kept.shown = pack(record);
    kept.canaries = pack_canaries(internal, record);
    return kept;
}

}  // namespace gongshi
