#include "dataset/dataset_file.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/disk.h"
#include "core/text.h"
#include "dataset/codes.h"
#include "dataset/field_type.h"
#include "dataset/schema_field.h"
#include "dataset/schema_object.h"

namespace gongshi {
namespace {

/// First parts of URLs that are something else already (CONTRACTS of the site, docs/formats/schema.md).
constexpr std::string_view reserved_segments[] = {"party",    "dept",   "assets",   "search",    "data",   "en",
                                                  "receipts", "zh",     "manifest", "index",     "404",    "sitemap",
                                                  "robots",   "feed",   "about",    "help",      "ledger", "static",
                                                  "favicon",  "public", "files",    "statistics"};

/// Reads one schema; `dataset_` is filled step by step, names are resolved as soon as the fields are known.
class SchemaReader {
public:
    SchemaReader(SchemaObject root, Dataset& dataset) : root_(std::move(root)), dataset_(dataset) {}

    void read() {
        dataset_.name = root_.text("name");
        if (!dataset_.name.empty() && !is_slug(dataset_.name))
            root_.refuse("name", codes::schema_bad_name, dataset_.name);
        dataset_.title.zh = root_.text("title");
        dataset_.description = root_.text_or("description", "");
        for (const std::string_view key : {"$schema", "profile", "homepage", "version", "sources", "licenses"})
            root_.find(key);
        dataset_.missing_values =
            root_.find("missingValues") == nullptr ? std::vector<std::string>{""} : root_.texts("missingValues");
        read_fields();
        check_names();
        read_primary_key();
        read_references();
        read_disclosure();
        if (!dataset_.valid_from) dataset_.valid_from = dataset_.find_field("valid_from");
        if (!dataset_.valid_until) dataset_.valid_until = dataset_.find_field("valid_until");
        if (dataset_.title.en.empty()) dataset_.title.en = dataset_.title.zh;
        root_.no_more_keys();
    }

private:
    void read_fields();
    void check_names();
    void read_primary_key();
    void read_references();
    void read_disclosure();
    void read_presentation(SchemaObject& object);
    void read_columns(SchemaObject& object);
    void read_facts(SchemaObject& parent);
    void read_party(SchemaObject& parent);
    void read_approval(SchemaObject& parent);
    void read_rules(SchemaObject& parent);
    void read_life_cycle(SchemaObject& parent);
    /// `shown`: pages say so, so the field must be public.
    std::optional<FieldValues> field_values_at(SchemaObject& parent, std::string_view key, bool shown);
    void read_certificate(SchemaObject& parent);
    void want_type(SchemaObject& object, std::string_view key, std::size_t field, std::string_view wanted);

    /// The field a key names; reported when there is none.
    std::optional<std::size_t> field_named(SchemaObject& object, std::string_view key, const std::string& name);
    std::optional<std::size_t> field_at(SchemaObject& object, std::string_view key) {
        const auto name = object.optional_text(key);
        return name && !name->empty() ? field_named(object, key, *name) : std::nullopt;
    }
    std::vector<std::size_t> fields_at(SchemaObject& object, std::string_view key) {
        std::vector<std::size_t> out;
        for (const std::string& name : object.texts(key))
            if (const auto index = field_named(object, key, name)) out.push_back(*index);
        return out;
    }

    SchemaObject root_;
    Dataset& dataset_;
    std::vector<const Json*> field_jsons_;
};

std::optional<std::size_t> SchemaReader::field_named(SchemaObject& object, std::string_view key,
                                                     const std::string& name) {
    if (const auto index = dataset_.find_field(name)) return index;
    std::vector<std::string> names;
    for (const Field& field : dataset_.fields) names.push_back(field.name);
    object.refuse(key, codes::schema_unknown_field, name,
                  {{"key", std::string(key)}, {"nearest", nearest_name(name, names).value_or("")}});
    return std::nullopt;
}

void SchemaReader::read_fields() {
    field_jsons_ = root_.objects("fields");
    if (field_jsons_.empty()) root_.refuse("fields", codes::schema_missing_key, "fields");
    std::vector<std::string> agrees_with;
    for (const Json* json : field_jsons_) {
        SchemaField read = read_schema_field(SchemaObject(*json, root_.source()));
        dataset_.fields.push_back(std::move(read.field));
        agrees_with.push_back(std::move(read.agrees_with));
    }
    for (std::size_t i = 0; i < agrees_with.size(); ++i) {
        if (agrees_with[i].empty()) continue;
        SchemaObject object = *SchemaObject(*field_jsons_[i], root_.source()).object("disclosure");
        dataset_.fields[i].agrees_with = field_named(object, "agrees_with", agrees_with[i]);
        const auto wording = dataset_.fields[i].agrees_with;
        if (wording && dataset_.fields[*wording].type->type() != "string")
            object.refuse("agrees_with", codes::schema_wrong_kind, agrees_with[i], {{"wanted", "string"}});
    }
}

/// A header must name one field: names, titles and aliases are compared as intake compares them.
void SchemaReader::check_names() {
    std::map<std::string, std::size_t> owners;
    for (std::size_t i = 0; i < dataset_.fields.size(); ++i) {
        const Field& field = dataset_.fields[i];
        if (dataset_.find_field(field.name) != i && !field.name.empty()) {
            root_.source().refuse(*field_jsons_[i], codes::schema_duplicate_field, field.name);
            continue;
        }
        std::vector<std::string> words = {field.name, field.title.zh};
        words.insert(words.end(), field.aliases.begin(), field.aliases.end());
        for (const std::string& word : words) {
            const auto [owner, added] = owners.emplace(fold_key(word), i);
            if (added || owner->second == i || word.empty()) continue;
            const Json* at = field_jsons_[i];
            if (const Json* title = at->find("title"); title != nullptr && title->text == word) at = title;
            if (const Json* disclosure = field_jsons_[i]->find("disclosure"))
                if (const Json* aliases = disclosure->find("aliases"))
                    for (const Json& alias : aliases->items)
                        if (alias.text == word) at = &alias;
            root_.source().refuse(*at, codes::schema_alias_taken, word,
                                  {{"owner", dataset_.fields[owner->second].name}, {"name", field.name}});
        }
    }
}

void SchemaReader::read_primary_key() {
    dataset_.primary_key = fields_at(root_, "primaryKey");
    if (root_.find("primaryKey") == nullptr) root_.refuse("primaryKey", codes::schema_missing_key, "primaryKey");
    for (const std::size_t index : dataset_.primary_key)
        if (!dataset_.fields[index].constraints.required)
            root_.refuse("primaryKey", codes::schema_key_not_required, dataset_.fields[index].name);
}

void SchemaReader::read_references() {
    for (const Json* json : root_.objects("foreignKeys")) {
        SchemaObject object(*json, root_.source());
        Reference reference;
        reference.place.file = dataset_.file;
        reference.place.line = json->line;
        reference.place.column = json->column;
        reference.fields = fields_at(object, "fields");
        if (object.find("reference") == nullptr) object.refuse("reference", codes::schema_missing_key, "reference");
        if (auto target = object.object("reference")) {
            reference.dataset = target->text("resource");
            if (reference.dataset.empty()) reference.dataset = dataset_.name;  // Table Schema: "" is this very table
            reference.target_fields = target->texts("fields");
            if (reference.target_fields.size() != object.texts("fields").size())
                target->refuse_value("fields", "fields", "两边的字段数应相同",
                                     "both sides need the same number of fields");
            target->no_more_keys();
        }
        object.no_more_keys();
        for (const std::size_t index : reference.fields) dataset_.fields[index].reference = dataset_.references.size();
        dataset_.references.push_back(std::move(reference));
    }
}

void SchemaReader::read_presentation(SchemaObject& object) {
    dataset_.segment = object.text("segment");
    if (!dataset_.segment.empty() && !is_slug(dataset_.segment))
        object.refuse("segment", codes::schema_bad_segment, dataset_.segment);
    if (std::find(std::begin(reserved_segments), std::end(reserved_segments), dataset_.segment) !=
        std::end(reserved_segments))
        object.refuse("segment", codes::schema_reserved_segment, dataset_.segment);
    dataset_.title.en = object.text_or("title_en", "");
    const std::string stage = object.text_or("stage", "before");
    if (stage == "after")
        dataset_.stage = Stage::after;
    else if (stage == "during")
        dataset_.stage = Stage::during;
    else if (stage != "before")
        object.refuse_value("stage", stage, "应为 before、during 或 after", "it must be before, during or after");
    dataset_.order = int(std::clamp<std::int64_t>(object.integer("order").value_or(0), -1'000'000, 1'000'000));
    dataset_.rule_class = object.text_or("rule_class", "");
    dataset_.page_template = object.text_or("template", "record.html");
    dataset_.remedies = object.flag_or("remedies", false);
    dataset_.period_facet = object.flag_or("period_facet", true);
    if (const std::string& page = dataset_.page_template;
        !page.ends_with(".html") || page.find('/') != std::string::npos)
        object.refuse_value("template", page, "应是主题里的模板文件名，如 record.html",
                            "it must be a template of the theme, such as record.html");
}

void SchemaReader::read_columns(SchemaObject& object) {
    dataset_.date = field_at(object, "date");
    if (dataset_.date && dataset_.fields[*dataset_.date].type->type() != "date")
        object.refuse("date", codes::schema_wrong_kind, dataset_.fields[*dataset_.date].name, {{"wanted", "date"}});
    if (dataset_.date && !dataset_.fields[*dataset_.date].is_public())
        object.refuse("date", codes::schema_not_public, dataset_.fields[*dataset_.date].name, {{"key", "date"}});
    dataset_.authority = field_at(object, "authority");
    dataset_.record_title = fields_at(object, "record_title");
    if (object.find("record_title") == nullptr)
        object.refuse("record_title", codes::schema_missing_key, "record_title");
    for (const std::size_t index : dataset_.record_title) {
        const Field& field = dataset_.fields[index];
        if (!field.is_public())
            object.refuse("record_title", codes::schema_not_public, field.name, {{"key", "record_title"}});
        if (field.privacy == Privacy::party || field.privacy == Privacy::person)
            object.refuse("record_title", codes::schema_name_in_title, field.name, {{"key", "record_title"}});
    }
    dataset_.list_columns = fields_at(object, "list");
    for (const std::size_t index : dataset_.list_columns)
        if (!dataset_.fields[index].is_public())
            object.refuse("list", codes::schema_not_public, dataset_.fields[index].name, {{"key", "list"}});
}

void SchemaReader::read_facts(SchemaObject& parent) {
    auto object = parent.object("four_facts");
    if (!object) return;
    FourFacts& facts = dataset_.four_facts;
    for (const auto& [key, fact] : {std::pair{"authority", &facts.authority}, std::pair{"party", &facts.party},
                                    std::pair{"kind", &facts.kind}, std::pair{"conclusion", &facts.conclusion}}) {
        *fact = field_at(*object, key);
        if (*fact && !dataset_.fields[**fact].is_public())
            object->refuse(key, codes::schema_not_public, dataset_.fields[**fact].name, {{"key", "four_facts"}});
    }
    object->no_more_keys();
}

std::optional<FieldValues> SchemaReader::field_values_at(SchemaObject& parent, std::string_view key, bool shown) {
    auto object = parent.object(key);
    if (!object) return std::nullopt;
    const auto field = field_at(*object, "field");
    if (object->find("field") == nullptr) object->refuse("field", codes::schema_missing_key, "field");
    if (shown && field && !dataset_.fields[*field].is_public())
        object->refuse("field", codes::schema_not_public, dataset_.fields[*field].name, {{"key", std::string(key)}});
    FieldValues read{field.value_or(0), object->texts("values")};
    if (read.values.empty()) object->refuse("values", codes::schema_missing_key, "values");
    object->no_more_keys();
    return read;
}

void SchemaReader::read_party(SchemaObject& parent) {
    auto object = parent.object("party");
    if (!object) return;
    PartyFields party;
    const auto name = field_at(*object, "name");
    if (object->find("name") == nullptr) object->refuse("name", codes::schema_missing_key, "name");
    party.name = name.value_or(0);
    party.code = field_at(*object, "code");
    if (party.code && dataset_.fields[*party.code].type->format() != "credit-code")
        object->refuse("code", codes::schema_wrong_kind, dataset_.fields[*party.code].name,
                       {{"wanted", "credit-code"}});
    party.kind = field_at(*object, "kind");
    for (const std::string& word : object->texts("natural")) party.natural.push_back(fold_key(word));
    for (const std::string& word : object->texts("sole_trader")) party.sole_trader.push_back(fold_key(word));
    object->no_more_keys();
    if (name) dataset_.party = std::move(party);
}

void SchemaReader::read_approval(SchemaObject& parent) {
    auto object = parent.object("approval");
    if (!object) return;
    ApprovalFields approval;
    approval.status = field_at(*object, "status");
    approval.approver = field_at(*object, "approver");
    approval.office = field_at(*object, "office");
    approval.date = field_at(*object, "date");
    approval.entered_by = field_at(*object, "entered_by");
    approval.approved = object->texts("approved");
    if (approval.date && dataset_.fields[*approval.date].type->type() != "date")
        object->refuse("date", codes::schema_wrong_kind, dataset_.fields[*approval.date].name, {{"wanted", "date"}});
    if (approval.status && approval.approved.empty()) object->refuse("approved", codes::schema_missing_key, "approved");
    if (!approval.status && !approval.approver) object->refuse("approver", codes::schema_missing_key, "approver");
    object->no_more_keys();
    dataset_.approval = std::move(approval);
}

void SchemaReader::read_rules(SchemaObject& parent) {
    auto object = parent.object("rules");
    if (!object) return;
    RuleFields rules;
    rules.kinds = fields_at(*object, "kinds");
    rules.amounts = fields_at(*object, "amounts");
    for (const std::size_t index : rules.amounts) want_type(*object, "amounts", index, "money");
    rules.until = field_at(*object, "until");
    if (rules.until) want_type(*object, "until", *rules.until, "date");
    rules.status = field_at(*object, "status");
    rules.withdrawn = object->texts("withdrawn");
    rules.reason = field_at(*object, "reason");
    rules.withdrawn_on = field_at(*object, "withdrawn_on");
    if (rules.withdrawn_on) want_type(*object, "withdrawn_on", *rules.withdrawn_on, "date");
    rules.reviewed_on = field_at(*object, "reviewed_on");
    if (rules.reviewed_on) want_type(*object, "reviewed_on", *rules.reviewed_on, "date");
    rules.reviewer = field_at(*object, "reviewer");
    object->no_more_keys();
    dataset_.rules = std::move(rules);
}

void SchemaReader::read_life_cycle(SchemaObject& parent) {
    auto object = parent.object("life_cycle");
    if (!object) return;
    LifeCycleFields acts;
    const auto dataset = field_at(*object, "dataset"), key = field_at(*object, "key"), kind = field_at(*object, "kind"),
               date = field_at(*object, "date");
    for (const char* name : {"dataset", "key", "kind", "date"}) {
        if (object->find(name) == nullptr) object->refuse(name, codes::schema_missing_key, name);
    }
    acts.dataset = dataset.value_or(0);
    acts.key = key.value_or(0);
    acts.kind = kind.value_or(0);
    acts.date = date.value_or(0);
    if (date) want_type(*object, "date", *date, "date");
    acts.reason = field_at(*object, "reason");
    acts.withdraws = object->texts("withdraws");
    acts.restores = object->texts("restores");
    object->no_more_keys();
    dataset_.life_cycle = std::move(acts);
}

void SchemaReader::read_certificate(SchemaObject& parent) {
    auto object = parent.object("certificate");
    if (!object) return;
    const auto classes = field_at(*object, "classes");
    if (object->find("classes") == nullptr) object->refuse("classes", codes::schema_missing_key, "classes");
    dataset_.certificate = CertificateFields{classes.value_or(0), field_at(*object, "region")};
    object->no_more_keys();
}

void SchemaReader::want_type(SchemaObject& object, std::string_view key, std::size_t field, std::string_view wanted) {
    const FieldType& type = *dataset_.fields[field].type;
    if (type.type() == wanted || type.format() == wanted) return;
    object.refuse(key, codes::schema_wrong_kind, dataset_.fields[field].name, {{"wanted", std::string(wanted)}});
}

void SchemaReader::read_disclosure() {
    if (root_.find("disclosure") == nullptr) root_.refuse("disclosure", codes::schema_missing_key, "disclosure");
    auto object = root_.object("disclosure");
    if (!object) return;
    read_presentation(*object);
    read_columns(*object);
    read_facts(*object);
    read_party(*object);
    read_approval(*object);
    read_rules(*object);
    read_life_cycle(*object);
    dataset_.review_first = field_values_at(*object, "review_first", true);
    dataset_.withheld = field_values_at(*object, "withheld", false);
    read_certificate(*object);
    dataset_.yearly_cap = field_at(*object, "yearly_cap");
    if (auto valid = object->object("valid")) {
        dataset_.valid_from = field_at(*valid, "from");
        dataset_.valid_until = field_at(*valid, "until");
        valid->no_more_keys();
    }
    object->no_more_keys();
}

/// What the schema says, whatever its blanks and the order of its keys.
void hash_meaning(Sha256& hash, const Json& json) {
    hash.number(std::int64_t(json.kind)).number(json.flag).number(json.integer).field(json.text);
    if (json.is(Json::Kind::number)) hash.field(std::to_string(json.number));
    hash.number(std::int64_t(json.items.size()));
    for (const Json& item : json.items) hash_meaning(hash, item);
    std::vector<std::pair<std::string_view, const Json*>> members;
    for (const auto& [name, value] : json.members) members.emplace_back(name, &value);
    std::sort(members.begin(), members.end());
    hash.number(std::int64_t(members.size()));
    for (const auto& [name, value] : members) {
        hash.field(name);
        hash_meaning(hash, *value);
    }
}

Place start_of(const Dataset& dataset) {
    Place place;
    place.file = dataset.file;
    place.line = 1;
    place.column = 1;
    return place;
}

void check_reference(const std::vector<Dataset>& datasets, const Reference& reference, Diagnostics& findings) {
    const auto target =
        std::find_if(datasets.begin(), datasets.end(), [&](const Dataset& d) { return d.name == reference.dataset; });
    if (target == datasets.end()) {
        std::vector<std::string> names;
        names.reserve(datasets.size());
        for (const Dataset& other : datasets) names.push_back(other.name);
        findings.add(Diagnostic(codes::schema_unknown_dataset, reference.place, reference.dataset,
                                {{"nearest", nearest_name(reference.dataset, names).value_or("")}}));
        return;
    }
    std::vector<std::string> key;
    for (const std::size_t index : target->primary_key) key.push_back(target->fields[index].name);
    if (reference.target_fields == key) return;
    if (reference.target_fields.size() == 1)
        if (const auto index = target->find_field(reference.target_fields[0]))
            if (target->fields[*index].constraints.unique) return;
    findings.add(Diagnostic(codes::schema_not_a_key, reference.place, join(reference.target_fields, ", "),
                            {{"dataset", target->name}}));
}

}  // namespace

Dataset parse_dataset(std::string_view json, std::string_view file_name, Diagnostics& findings) {
    Dataset dataset;
    dataset.file = std::string(file_name);
    auto root = parse_json(json, file_name);
    if (!root) {
        findings.add(std::move(root.error()));
        return dataset;
    }
    const SchemaSource source{json, std::string(file_name), &findings};
    if (!root->is(Json::Kind::object)) {
        source.refuse(*root, codes::schema_wrong_type, std::string(file_name), {{"expected", "{…}"}});
        return dataset;
    }
    SchemaReader(SchemaObject(*root, source), dataset).read();
    Sha256 hash;
    hash.field("schema 1");
    hash_meaning(hash, *root);
    dataset.digest = hash.finish();
    return dataset;
}

std::vector<Dataset> read_datasets(const std::filesystem::path& folder, std::string_view shown_folder,
                                   Diagnostics& findings) {
    std::vector<Dataset> datasets;
    for (const disk::Entry& entry : disk::list_files(folder)) {
        if (entry.is_link || !entry.path.ends_with(".json") || entry.path.find('/') != std::string::npos) continue;
        const auto text = disk::read_file(folder / entry.path);
        if (text) datasets.push_back(parse_dataset(*text, std::string(shown_folder) + "/" + entry.path, findings));
    }
    check_references(datasets, findings);
    return datasets;
}

void check_references(const std::vector<Dataset>& datasets, Diagnostics& findings) {
    std::map<std::string, const Dataset*> names, segments;
    for (const Dataset& dataset : datasets) {
        for (const auto& [word, owners] : {std::pair{&dataset.name, &names}, std::pair{&dataset.segment, &segments}}) {
            if (word->empty()) continue;
            const auto [owner, added] = owners->emplace(*word, &dataset);
            if (!added)
                findings.add(Diagnostic(codes::schema_duplicate_dataset, start_of(dataset), *word,
                                        {{"other", owner->second->file}}));
        }
        for (const Reference& reference : dataset.references) check_reference(datasets, reference, findings);
    }
}

}  // namespace gongshi
