#include "dataset/dataset_file.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "core/wording.h"
#include "dataset/field_type.h"

using namespace gongshi;

namespace {

/// A schema with everything in it; tests spoil one thing at a time.
constexpr std::string_view whole = R"({
  "name": "penalties",
  "title": "行政处罚",
  "fields": [
    {"name": "document_number", "title": "行政处罚决定书文号", "type": "string", "format": "document-number",
     "constraints": {"required": true, "maxLength": 128},
     "disclosure": {"title_en": "Decision number", "aliases": ["CF_WSH", "决定书文号"], "privacy": "public", "search": "key", "group": "basis"}},
    {"name": "party_name", "title": "行政相对人名称", "constraints": {"required": true}, "disclosure": {"privacy": "party"}},
    {"name": "party_code", "title": "统一社会信用代码", "format": "credit-code", "disclosure": {"privacy": "public"}},
    {"name": "party_kind", "title": "行政相对人类别", "constraints": {"enum": ["法人及非法人组织", "自然人"]}, "disclosure": {"privacy": "public"}},
    {"name": "kinds", "title": "处罚类别", "type": "list", "disclosure": {"privacy": "public", "facet": true, "slugs": {"罚款": "fine", "警告": "warning"}, "separators": ";"}},
    {"name": "content", "title": "处罚内容", "format": "text", "disclosure": {"privacy": "public", "search": "text"}},
    {"name": "fine", "title": "罚款金额", "type": "number", "format": "money", "constraints": {"minimum": 0, "maximum": "1000000.5"},
     "disclosure": {"privacy": "public", "unit": "万元", "agrees_with": "content", "severity": {"amount.units_disagree": "refused"}}},
    {"name": "decision_date", "title": "处罚决定日期", "type": "date", "disclosure": {"privacy": "public"}},
    {"name": "status", "title": "审核状态"},
    {"name": "approver", "title": "审核人"},
    {"name": "review_date", "title": "审核日期", "type": "date"},
    {"name": "authority_name", "title": "处罚机关", "disclosure": {"privacy": "public"}}
  ],
  "primaryKey": ["document_number"],
  "missingValues": ["", "-", "/", "无"],
  "disclosure": {
    "segment": "penalties", "title_en": "Penalties", "stage": "after", "order": 60, "date": "decision_date",
    "authority": "authority_name", "record_title": ["document_number"],
    "list": ["document_number", "party_name", "fine", "decision_date"],
    "four_facts": {"authority": "authority_name", "party": "party_name", "kind": "kinds", "conclusion": "content"},
    "party": {"name": "party_name", "code": "party_code", "kind": "party_kind", "natural": ["自然人"]},
    "approval": {"status": "status", "approved": ["通过"], "approver": "approver", "date": "review_date"},
    "rule_class": "行政处罚", "remedies": true
  }
}
)";

std::string with(std::string_view from, std::string_view to) {
    std::string text(whole);
    REQUIRE(text.find(from) != std::string::npos);
    replace_all(text, from, to);
    return text;
}

std::vector<Diagnostic> mistakes(std::string_view json) {
    Diagnostics findings;
    parse_dataset(json, "site-config/datasets/penalties.json", findings);
    return findings.take_sorted();
}

}  // namespace

TEST_CASE("a schema becomes a dataset with every name resolved") {
    Diagnostics findings;
    const Dataset dataset = parse_dataset(whole, "penalties.json", findings);
    for (const Diagnostic& finding : findings.unsorted()) MESSAGE(to_text(finding, Language::en));
    REQUIRE(findings.empty());
    CHECK(dataset.name == "penalties");
    CHECK(dataset.title.en == "Penalties");
    CHECK(dataset.stage == Stage::after);
    CHECK(dataset.primary_key == std::vector<std::size_t>{0});
    CHECK(dataset.fields[0].constraints.max_length == 128);
    CHECK(dataset.fields[0].aliases == std::vector<std::string>{"CF_WSH", "决定书文号"});
    CHECK(dataset.fields[1].privacy == Privacy::party);
    CHECK(dataset.fields[1].title.en == "行政相对人名称");
    CHECK(dataset.fields[4].slugs.at("罚款") == "fine");
    CHECK(dataset.fields[6].unit_fen == 1'000'000);
    CHECK(dataset.fields[6].agrees_with == dataset.find_field("content"));
    CHECK(dataset.fields[6].severities.at("amount.units_disagree") == Severity::refused);
    CHECK_FALSE(dataset.fields[8].is_public());
    CHECK(dataset.date == dataset.find_field("decision_date"));
    CHECK(dataset.four_facts.kind == dataset.find_field("kinds"));
    REQUIRE(dataset.party);
    CHECK(dataset.party->code == dataset.find_field("party_code"));
    REQUIRE(dataset.approval);
    CHECK(dataset.approval->approved == std::vector<std::string>{"通过"});
    CHECK(dataset.missing_values.size() == 4);
    CHECK(dataset.remedies);
    CHECK_FALSE(dataset.find_field("nothing"));
}

TEST_CASE("every mistake in a schema has its code and its line") {
    struct {
        std::string why;
        const char* from;
        const char* to;
        const char* code;
        std::uint32_t line;
        std::string text;
    } cases[] = {
        {"unknown key", "\"remedies\": true", "\"remedys\": true", "schema.unknown_key", 30, "remedys"},
        {"unknown key of a field", "\"search\": \"key\"", "\"serch\": \"key\"", "schema.unknown_key", 7, "serch"},
        {"unknown key of constraints", "\"maxLength\"", "\"maxlength\"", "schema.unknown_key", 6, "maxlength"},
        {"wrong type", "\"order\": 60", "\"order\": \"60\"", "schema.wrong_type", 24, "order"},
        {"unknown format", "\"format\": \"credit-code\"", "\"format\": \"credit_code\"", "schema.unknown_type", 9,
         "credit_code"},
        {"unknown type", "\"type\": \"list\"", "\"type\": \"array\"", "schema.unknown_type", 11, "array"},
        {"field twice", "\"name\": \"approver\", \"title\": \"审核人\"", "\"name\": \"status\", \"title\": \"审核人\"",
         "schema.duplicate_field", 17, "status"},
        {"alias taken, after folding", "\"CF_WSH\"", "\"处罚 类别\"", "schema.alias_taken", 11, "处罚类别"},
        {"bad field name", "\"name\": \"review_date\", \"title\"", "\"name\": \"Review-Date\", \"title\"",
         "schema.bad_name", 18, "Review-Date"},
        {"primary key missing", "\"primaryKey\": [\"document_number\"],", "", "schema.missing_key", 1, "primaryKey"},
        {"primary key unknown", "\"primaryKey\": [\"document_number\"]", "\"primaryKey\": [\"document_numbr\"]",
         "schema.unknown_field", 21, "document_numbr"},
        {"primary key not required", "\"required\": true, \"maxLength\"", "\"maxLength\"", "schema.key_not_required",
         21, "document_number"},
        {"list column not public", "\"list\": [\"document_number\"", "\"list\": [\"status\"", "schema.not_public", 26,
         "status"},
        {"title not public", "\"record_title\": [\"document_number\"]", "\"record_title\": [\"status\"]",
         "schema.not_public", 25, "status"},
        {"title is a name", "\"record_title\": [\"document_number\"]", "\"record_title\": [\"party_name\"]",
         "schema.name_in_title", 25, "party_name"},
        {"facet on an internal field", "\"title\": \"审核状态\"",
         "\"title\": \"审核状态\", \"disclosure\": {\"facet\": true}", "schema.not_public", 16, "status"},
        {"facet on a name", "\"privacy\": \"party\"", "\"privacy\": \"party\", \"facet\": true", "schema.name_in_title",
         8, "party_name"},
        {"search on an internal field", "\"title\": \"审核状态\"",
         "\"title\": \"审核状态\", \"disclosure\": {\"search\": \"key\"}", "schema.not_public", 16, "status"},
        {"agrees_with unknown", "\"agrees_with\": \"content\"", "\"agrees_with\": \"contents\"", "schema.unknown_field",
         14, "contents"},
        {"agrees_with on a text", "\"search\": \"text\"", "\"agrees_with\": \"kinds\"", "schema.wrong_kind", 12,
         "agrees_with"},
        {"party field unknown", "\"code\": \"party_code\"", "\"code\": \"partycode\"", "schema.unknown_field", 28,
         "partycode"},
        {"party code of another type", "\"code\": \"party_code\"", "\"code\": \"party_kind\"", "schema.wrong_kind", 28,
         "party_kind"},
        {"approval field unknown", "\"approver\": \"approver\"", "\"approver\": \"approvr\"", "schema.unknown_field",
         29, "approvr"},
        {"four facts unknown", "\"kind\": \"kinds\"", "\"kind\": \"kindz\"", "schema.unknown_field", 27, "kindz"},
        {"four facts not public", "\"kind\": \"kinds\"", "\"kind\": \"status\"", "schema.not_public", 27, "status"},
        {"slugs collide", "\"警告\": \"warning\"", "\"警告\": \"fine\"", "schema.slug_taken", 11, "fine"},
        {"slug not ASCII", "\"警告\": \"warning\"", "\"警告\": \"警告\"", "schema.bad_slug", 11, "警告"},
        {"slug with upper case", "\"警告\": \"warning\"", "\"警告\": \"Warning\"", "schema.bad_slug", 11, "Warning"},
        {"segment not a slug", "\"segment\": \"penalties\"", "\"segment\": \"处罚\"", "schema.bad_segment", 24, "处罚"},
        {"segment climbs", "\"segment\": \"penalties\"", "\"segment\": \"../x\"", "schema.bad_segment", 24, "../x"},
        {"segment reserved", "\"segment\": \"penalties\"", "\"segment\": \"assets\"", "schema.reserved_segment", 24,
         "assets"},
        {"group unknown", "\"group\": \"basis\"", "\"group\": \"bases\"", "schema.bad_value", 7, "bases"},
        {"enum on money", "\"minimum\": 0", "\"enum\": [\"1\"]", "schema.wrong_kind", 13, "enum"},
        {"unit on a text", "\"search\": \"text\"", "\"unit\": \"元\"", "schema.wrong_kind", 12, "unit"},
        {"codes on a date", "\"处罚决定日期\", \"type\": \"date\", \"disclosure\": {",
         "\"处罚决定日期\", \"type\": \"date\", \"disclosure\": {\"codes\": {\"1\": \"x\"}, ", "schema.wrong_kind", 15,
         "codes"},
        {"pattern not RE2", "\"maxLength\": 128", "\"pattern\": \"(\"", "schema.bad_pattern", 6, "("},
        {"bound that does not read", "\"minimum\": 0", "\"minimum\": \"low\"", "schema.bad_value", 13, "low"},
        {"severity that is fixed", "\"amount.units_disagree\": \"refused\"", "\"amount.unparsable\": \"note\"",
         "schema.fixed_severity", 14, "amount.unparsable"},
        {"severity of nothing", "\"amount.units_disagree\": \"refused\"", "\"amount.unit_disagree\": \"note\"",
         "schema.unknown_key", 14, "amount.unit_disagree"},
        {"privacy unknown", "\"privacy\": \"party\"", "\"privacy\": \"partly\"", "schema.bad_value", 8, "partly"},
        {"date is no date", "\"date\": \"decision_date\"", "\"date\": \"kinds\"", "schema.wrong_kind", 24, "kinds"},
        {"template with a path", "\"remedies\": true", "\"template\": \"../x.html\"", "schema.bad_value", 30,
         "../x.html"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.why);
        const std::vector<Diagnostic> found = mistakes(with(c.from, c.to));
        const Diagnostic* hit = nullptr;
        for (const Diagnostic& finding : found)
            if (finding.code == c.code && finding.text == c.text) hit = &finding;
        if (hit == nullptr)
            for (const Diagnostic& finding : found) MESSAGE(to_text(finding, Language::en));
        REQUIRE(hit != nullptr);
        CHECK(hit->place.line == c.line);
        CHECK(hit->place.column > 0);
        CHECK(hit->place.file == "site-config/datasets/penalties.json");
        for (const Language language : {Language::zh, Language::en}) {
            const Sentence sentence = sentence_for(*hit, language);
            CHECK(sentence.message.find('{') == std::string::npos);
            CHECK(sentence.message != c.code);
        }
    }
}

TEST_CASE("a mistake is shown with its line and a caret under the word") {
    const auto found = mistakes(with("\"remedies\": true", "\"remedys\": true"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].excerpt == "    \"rule_class\": \"行政处罚\", \"remedys\": true");
    CHECK(found[0].place.column == 27);
    CHECK(found[0].excerpt_length == 9);
    CHECK(sentence_for(found[0], Language::en).hint.find("remedies") != std::string::npos);
}

TEST_CASE("all mistakes of a schema are told at once") {
    CHECK(mistakes(R"({"nmae": "x"})").size() >= 5);
    CHECK(mistakes("[]").size() == 1);
    CHECK(mistakes("{").front().code == "json.malformed");
}

TEST_CASE("the digest follows the meaning, not the blanks") {
    const auto digest = [](const std::string& json) {
        Diagnostics findings;
        return parse_dataset(json, "x.json", findings).digest;
    };
    const Digest original = digest(std::string(whole));
    CHECK(original == digest(with("\n", "\n  ")));
    CHECK(original == digest(with("\"stage\": \"after\", \"order\": 60", "\"order\": 60, \"stage\": \"after\"")));
    for (const auto& [from, to] :
         {std::pair{"\"CF_WSH\"", "\"CF_WSX\""}, std::pair{"\"order\": 60", "\"order\": 61"},
          std::pair{"\"万元\"", "\"元\""}, std::pair{"\"maxLength\": 128", "\"maxLength\": 127"},
          std::pair{"\"/\", \"无\"", "\"无\""}, std::pair{"\"1000000.5\"", "\"1000000.6\""}})
        CHECK(original != digest(with(from, to)));
}

TEST_CASE("between datasets, names are unique and foreign keys lead somewhere") {
    const auto dataset = [](const std::string& json, const char* file) {
        Diagnostics findings;
        Dataset read = parse_dataset(json, file, findings);
        for (const Diagnostic& finding : findings.unsorted()) MESSAGE(to_text(finding, Language::en));
        CHECK(findings.empty());
        return read;
    };
    const auto codes = [](const std::vector<Dataset>& datasets) {
        Diagnostics findings;
        check_references(datasets, findings);
        std::vector<std::string> out;
        for (const Diagnostic& finding : findings.take_sorted()) out.push_back(finding.code);
        return out;
    };
    const std::string items = R"({"name": "items", "title": "事项", "fields": [
        {"name": "item_code", "title": "编码", "constraints": {"required": true}, "disclosure": {"privacy": "public"}},
        {"name": "other", "title": "别的"}], "primaryKey": "item_code",
        "disclosure": {"segment": "items", "record_title": ["item_code"], "list": ["item_code"]}})";
    const auto referring = [](const char* resource, const char* field) {
        return with("\"primaryKey\"",
                    std::string("\"foreignKeys\": [{\"fields\": [\"kinds\"], \"reference\": {\"resource\": \"") +
                        resource + "\", \"fields\": [\"" + field + "\"]}}], \"primaryKey\"");
    };
    const Dataset target = dataset(items, "items.json");
    CHECK(target.primary_key == std::vector<std::size_t>{0});
    const Dataset good = dataset(referring("items", "item_code"), "a.json");
    CHECK(good.fields[4].reference == 0);
    CHECK(codes({target, good}).empty());
    CHECK(codes({target, dataset(referring("item", "item_code"), "a.json")}) ==
          std::vector<std::string>{"schema.unknown_dataset"});
    CHECK(codes({target, dataset(referring("items", "other"), "a.json")}) ==
          std::vector<std::string>{"schema.not_a_key"});
    CHECK(codes({target, target}) == std::vector<std::string>{"schema.duplicate_dataset", "schema.duplicate_dataset"});
}
