#include "dataset/schema_field.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "dataset/codes.h"
#include "dataset/constraints.h"
#include "dataset/field_type.h"
#include "dataset/money.h"
#include "dataset/pattern.h"
#include "dataset/severity.h"

namespace gongshi {
namespace {

constexpr std::string_view groups[] = {"facts", "basis", "content", "amounts", "dates", "identity", "other"};

bool is_field_name(std::string_view name) {
    if (name.empty() || name.size() > 64 || name[0] < 'a' || name[0] > 'z') return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string nearest_in(std::string_view word, const std::vector<std::string>& candidates) {
    return nearest_name(word, candidates).value_or("");
}

const FieldType* read_type(SchemaObject& object) {
    const std::string type = object.text_or("type", "string"), format = object.text_or("format", "default");
    if (const FieldType* found = find_field_type(type, format)) return found;
    std::vector<std::string> types, formats;
    for (const FieldType* known : all_field_types()) {
        types.emplace_back(known->type());
        if (known->type() == type) formats.emplace_back(known->format());
    }
    types.erase(std::unique(types.begin(), types.end()), types.end());
    const bool type_known = !formats.empty();
    const std::string& word = type_known ? format : type;
    const std::vector<std::string>& known = type_known ? formats : types;
    object.refuse(type_known ? "format" : "type", codes::schema_unknown_type, word,
                  {{"nearest", nearest_in(word, known)}, {"known", join(known, ", ")}});
    return find_field_type("string", "default");
}

/// What the finding about a key on a field of the wrong type needs.
void refuse_kind(SchemaObject& object, std::string_view key, std::string_view wanted) {
    object.refuse(key, codes::schema_wrong_kind, std::string(key), {{"wanted", std::string(wanted)}});
}

void read_lengths(SchemaObject& object, const Field& field, Constraints& constraints) {
    constraints.min_length = object.integer("minLength");
    constraints.max_length = object.integer("maxLength");
    const bool textual = field.type->type() == "string" || field.type->type() == "list";
    for (const std::string_view key : {"minLength", "maxLength", "pattern", "enum"})
        if (object.find(key) != nullptr && !textual) refuse_kind(object, key, "string, list");
    if (constraints.min_length.value_or(0) < 0 ||
        constraints.max_length.value_or(INT64_MAX) < std::max<std::int64_t>(constraints.min_length.value_or(1), 1))
        object.refuse_value("maxLength", "maxLength", "长度应大于 0，且不小于 minLength",
                            "lengths are positive, maxLength not below minLength");
}

void read_bounds(SchemaObject& object, const Field& field, Constraints& constraints) {
    constraints.minimum = object.scalar("minimum");
    constraints.maximum = object.scalar("maximum");
    for (const auto& [key, bound] :
         {std::pair{"minimum", constraints.minimum}, std::pair{"maximum", constraints.maximum}})
        if (bound && !is_valid_bound(field, *bound))
            object.refuse_value(key, *bound, "应是该字段类型的值，且该类型可比大小",
                                "it must be a value of the field's type, and that type must have an order");
}

void read_constraints(SchemaObject& parent, Field& field) {
    auto object = parent.object("constraints");
    if (!object) return;
    Constraints& constraints = field.constraints;
    constraints.required = object->flag_or("required", false);
    constraints.unique = object->flag_or("unique", false);
    constraints.pattern = object->optional_text("pattern");
    constraints.one_of = object->texts("enum");
    read_lengths(*object, field, constraints);
    read_bounds(*object, field, constraints);
    if (constraints.pattern)
        if (const auto pattern = Pattern::compile(*constraints.pattern); !pattern)
            object->refuse("pattern", codes::schema_bad_pattern, *constraints.pattern, {{"reason", pattern.error()}});
    object->no_more_keys();
}

void read_privacy(SchemaObject& object, Field& field) {
    static constexpr std::pair<std::string_view, Privacy> words[] = {{"internal", Privacy::internal},
                                                                     {"public", Privacy::open},
                                                                     {"party", Privacy::party},
                                                                     {"person", Privacy::person},
                                                                     {"hidden_person", Privacy::hidden_person}};
    const std::string word = object.text_or("privacy", "internal");
    for (const auto& [name, privacy] : words)
        if (name == word) {
            field.privacy = privacy;
            return;
        }
    object.refuse_value("privacy", word, "应为 public、party、person、hidden_person 或 internal",
                        "it must be public, party, person, hidden_person or internal");
}

void read_search(SchemaObject& object, Field& field) {
    const auto word = object.optional_text("search");
    if (!word) return;
    if (*word == "key")
        field.search = SearchClass::key;
    else if (*word == "text")
        field.search = SearchClass::text;
    else
        object.refuse_value("search", *word, "应为 key 或 text", "it must be key or text");
    if (!field.is_public()) object.refuse("search", codes::schema_not_public, field.name, {{"key", "search"}});
}

void read_facet(SchemaObject& object, Field& field) {
    field.facet = object.flag_or("facet", false);
    if (field.facet && !field.is_public())
        object.refuse("facet", codes::schema_not_public, field.name, {{"key", "facet"}});
    if (field.facet && (field.privacy == Privacy::party || field.privacy == Privacy::person))
        object.refuse("facet", codes::schema_name_in_title, field.name, {{"key", "facet"}});
    std::set<std::string> taken;
    for (const auto& [value, slug] : object.text_members("slugs")) {
        if (!is_slug(slug)) object.refuse("slugs", codes::schema_bad_slug, slug);
        if (!taken.insert(slug).second) object.refuse("slugs", codes::schema_slug_taken, slug);
        field.slugs[value] = slug;
    }
    if (!field.slugs.empty() && !field.facet) refuse_kind(object, "slugs", "\"facet\": true");
}

void read_money_keys(SchemaObject& object, SchemaField& out) {
    const bool money = out.field.type->format() == "money";
    const std::string unit = object.text_or("unit", "元");
    if (object.find("unit") != nullptr && !money) refuse_kind(object, "unit", "money");
    if (unit == "万元")
        out.field.unit_fen = fen_per_wan_yuan;
    else if (unit != "元")
        object.refuse_value("unit", unit, "应为“元”或“万元”", "it must be 元 or 万元");
    out.agrees_with = object.text_or("agrees_with", "");
    if (!out.agrees_with.empty() && !money) refuse_kind(object, "agrees_with", "money");
}

void read_codes(SchemaObject& object, Field& field) {
    const std::string_view type = field.type->type();
    for (const auto& [code, label] : object.text_members("codes")) {
        if (label.empty()) object.refuse_value("codes", code, "代码要有名称", "a code needs a label");
        field.codes[code] = label;
    }
    if (!field.codes.empty() && !(type == "list" || (type == "string" && field.type->format() == "default")))
        refuse_kind(object, "codes", "string (default), list");
    field.separators = object.text_or("separators", "");
    if (!field.separators.empty() && type != "list") refuse_kind(object, "separators", "list");
}

std::optional<Severity> severity_named(std::string_view word) {
    if (word == "note") return Severity::note;
    if (word == "warning") return Severity::warning;
    if (word == "refused") return Severity::refused;
    return std::nullopt;
}

void read_severities(SchemaObject& object, Field& field) {
    std::vector<std::string> known;
    for (const Code& code : cell_codes()) known.emplace_back(code.name);
    for (const auto& [name, word] : object.text_members("severity")) {
        const auto severity = severity_named(word);
        const auto cell_code =
            std::find_if(cell_codes().begin(), cell_codes().end(),
                         [&, &code_name = name](const Code& code) { return code.name == code_name; });
        if (!severity) {
            object.refuse_value("severity", word, "应为 note、warning 或 refused",
                                "it must be note, warning or refused");
        } else if (cell_code == cell_codes().end()) {
            object.refuse("severity", codes::schema_unknown_key, name,
                          {{"nearest", nearest_in(name, known)}, {"known", join(known, ", ")}});
        } else if (!may_become(*cell_code, *severity)) {
            object.refuse("severity", codes::schema_fixed_severity, name);
        } else {
            field.severities[name] = *severity;
        }
    }
}

void read_disclosure(SchemaObject& parent, SchemaField& out) {
    auto object = parent.object("disclosure");
    if (!object) return;
    Field& field = out.field;
    field.title.en = object->text_or("title_en", "");
    field.aliases = object->texts("aliases");
    read_privacy(*object, field);
    read_search(*object, field);
    read_facet(*object, field);
    read_money_keys(*object, out);
    read_codes(*object, field);
    read_severities(*object, field);
    field.group = object->text_or("group", "other");
    if (std::find(std::begin(groups), std::end(groups), field.group) == std::end(groups))
        object->refuse_value("group", field.group, "应为 facts、basis、content、amounts、dates、identity 或 other",
                             "it must be facts, basis, content, amounts, dates, identity or other");
    object->no_more_keys();
}

/// Keys of the specification that decide nothing here, or that we hold to our one way of reading.
void read_other_keys(SchemaObject& object, Field& field) {
    object.find("rdfType");
    field.true_values = object.texts("trueValues");
    field.false_values = object.texts("falseValues");
    if (!object.flag_or("bareNumber", true))
        object.refuse_value("bareNumber", "bareNumber", "只支持 true：数字里不能夹单位",
                            "only true is supported: numbers stand without units");
    if (const std::string c = object.text_or("decimalChar", "."); c != ".")
        object.refuse_value("decimalChar", c, "只支持“.”", "only “.” is supported");
    if (const std::string c = object.text_or("groupChar", ","); c != ",")
        object.refuse_value("groupChar", c, "只支持“,”", "only “,” is supported");
}

}  // namespace

bool is_slug(std::string_view text) {
    if (text.empty() || text.size() > 64 || text.front() == '-' || text.back() == '-') return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

SchemaField read_schema_field(SchemaObject object) {
    SchemaField out;
    Field& field = out.field;
    field.name = object.text("name");
    if (!field.name.empty() && !is_field_name(field.name)) object.refuse("name", codes::schema_bad_name, field.name);
    field.title.zh = object.text_or("title", field.name);
    field.description = object.text_or("description", "");
    field.example = object.scalar("example").value_or("");
    field.type = read_type(object);
    read_disclosure(object, out);
    read_constraints(object, field);
    read_other_keys(object, field);
    if (field.title.en.empty()) field.title.en = field.title.zh;
    object.no_more_keys();
    return out;
}

}  // namespace gongshi
