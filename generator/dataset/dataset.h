#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"
#include "core/digest.h"

namespace gongshi {

class FieldType;

/// What may become of a field's value. A field without `privacy` in its schema is internal: nothing is public by default.
enum class Privacy : std::uint8_t {
    internal,       ///< never leaves the registry
    open,           ///< "public" in the schema
    party,          ///< the party's name: whole for organisations, by policy for natural persons
    person,         ///< a natural person's name, always by policy
    hidden_person,  ///< never leaves the registry, and the person's name is masked in other texts of the record
};

enum class SearchClass : std::uint8_t { none, key, text };

/// A title in the two interface languages; `en` falls back to `zh` where the schema gives none.
struct Title {
    std::string zh, en;
};

struct Constraints {
    bool required = false;
    bool unique = false;
    std::optional<std::int64_t> min_length, max_length;  ///< in code points
    std::optional<std::string> pattern;                  ///< RE2, must match the whole value
    std::vector<std::string> one_of;                     ///< `enum`
    std::optional<std::string> minimum, maximum;         ///< as written; compared by the field's type
};

struct Field {
    std::string name;  ///< ASCII; the key of everything
    Title title;
    std::string description, example;
    const FieldType* type = nullptr;  ///< from the table of types, never null
    Constraints constraints;
    Privacy privacy = Privacy::internal;
    SearchClass search = SearchClass::none;
    bool facet = false;
    std::map<std::string, std::string> slugs;  ///< facet value → ASCII slug
    std::int64_t unit_fen = 100;               ///< money: what "1" in the column means (元 100, 万元 1,000,000)
    std::optional<std::size_t> agrees_with;    ///< money: index of the field whose wording must agree
    std::map<std::string, std::string> codes;  ///< code → label
    std::vector<std::string> true_values, false_values;  ///< boolean: instead of the type's own words
    std::string separators;                              ///< list: characters that separate; empty: the type's own
    std::string group = "other";                         ///< section of the record page
    std::vector<std::string> aliases;                    ///< header synonyms beside name and title
    std::map<std::string, Severity> severities;          ///< per finding code, as far as a schema may change it
    std::optional<std::size_t> reference;                ///< index into Dataset::references

    bool is_public() const { return privacy != Privacy::internal && privacy != Privacy::hidden_person; }
};

/// A foreign key: the value (or each element of a list) names a record of another dataset by its natural key.
struct Reference {
    std::vector<std::size_t> fields;         ///< here
    std::string dataset;                     ///< there
    std::vector<std::string> target_fields;  ///< names there; must be its primary key or a unique field
    Place place;                             ///< in the schema, for findings
};

/// Which fields carry the approval (审核) of a record. Without them only a sidecar approves (DESIGN.md).
struct ApprovalFields {
    std::optional<std::size_t> status, approver, office, date, entered_by;
    std::vector<std::string> approved;  ///< values of `status` that mean "may be shown", folded when compared
};

struct PartyFields {
    std::size_t name = 0;
    std::optional<std::size_t> code, kind;
    std::vector<std::string> natural, sole_trader;  ///< values of `kind`, folded
};

/// Where rules of disclosure find what they ask of a record (disclosure/rule_book.h).
struct RuleFields {
    std::vector<std::size_t> kinds;    ///< 处罚类别…: texts or lists
    std::vector<std::size_t> amounts;  ///< money; added up
    std::optional<std::size_t> until;  ///< a date: the department's own end of publication (公示截止期)
    std::optional<std::size_t> status;
    std::vector<std::string> withdrawn;                ///< values of `status` that take the record back (撤销)
    std::optional<std::size_t> reason;                 ///< why it was taken back
    std::optional<std::size_t> withdrawn_on;           ///< a date: when that was decided
    std::optional<std::size_t> reviewed_on, reviewer;  ///< 法制审核
};

/// A dataset whose records are acts on other records: withdrawals, restorations (撤回、撤销、恢复).
struct LifeCycleFields {
    std::size_t dataset = 0, key = 0, kind = 0, date = 0;
    std::optional<std::size_t> reason;
    std::vector<std::string> withdraws, restores;  ///< values of `kind`
};

/// What an officer's certificate (执法证) is good for.
struct CertificateFields {
    std::size_t classes = 0;            ///< 执法类别
    std::optional<std::size_t> region;  ///< 执法区域
};

/// What holds of a record when a field has one of some values.
struct FieldValues {
    std::size_t field = 0;
    std::vector<std::string> values;
};

struct FourFacts {  ///< 执法机关、执法对象、执法类别、执法结论 (国办发〔2018〕118号)
    std::optional<std::size_t> authority, party, kind, conclusion;
};

enum class Stage : std::uint8_t { before, during, after };  ///< 事前 / 事中 / 事后

/// A dataset as its schema says (site-config/datasets/<name>.json): immutable, with every name resolved to an index.
struct Dataset {
    std::string file;  ///< the schema, for findings; not part of what a dataset is
    std::string name;
    Title title;
    std::string description;
    std::string segment;  ///< of the URL
    Stage stage = Stage::before;
    int order = 0;
    std::vector<Field> fields;
    std::vector<std::size_t> primary_key;
    std::vector<Reference> references;
    std::vector<std::string> missing_values;
    std::optional<std::size_t> date;       ///< the field lists are ordered by
    std::optional<std::size_t> authority;  ///< the field naming the 机关
    std::vector<std::size_t> record_title;
    std::vector<std::size_t> list_columns;
    FourFacts four_facts;
    std::optional<PartyFields> party;
    std::optional<ApprovalFields> approval;
    std::string rule_class;
    std::optional<RuleFields> rules;
    std::optional<LifeCycleFields> life_cycle;
    std::optional<CertificateFields> certificate;
    std::optional<std::size_t> yearly_cap;  ///< of inspection matters: 年度检查频次上限 (yearly_cap.h)
    std::optional<std::size_t> valid_from, valid_until;  ///< of officers, laws, permits: first and last day
    std::string page_template = "record.html";
    std::optional<FieldValues>
        withheld;  ///< by which a department says that a record is not to be published (是否公示: 否)
    bool remedies = false;
    std::optional<FieldValues> review_first;  ///< a public field: review comes before a suit (行政复议法 23)
    bool period_facet = true;                 ///< list pages by month
    /// Everything of the schema that decides what intake accepts and what pages show; an ingredient of both.
    Digest digest;

    std::optional<std::size_t> find_field(std::string_view field_name) const;
};

}  // namespace gongshi
