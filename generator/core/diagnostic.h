#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongshi {

/// How bad a finding is. There is no "fatal": a run that cannot go on throws Stop (core/stop.h).
enum class Severity : std::uint8_t {
    note,     ///< said to the administrator, nothing follows from it
    warning,  ///< accepted, and listed in the department's receipt
    refused,  ///< left out; `Unit` says how much
};

/// How much a refusal takes with it. It never widens by itself: a bad cell that makes a row worthless is its own
/// finding about the row.
enum class Unit : std::uint8_t { cell, row, file, source, page, config };

/// What kind of finding it is: `noun.fault`, stable for ever, declared once in a folder's codes.h, worded in
/// generator/wording/<folder>.toml, explained in docs/diagnostics.md.
struct Code {
    std::string_view name;
    Severity severity;
    Unit unit;
};

/// Where a finding is, counted as people count: lines and columns from 1, header rows included; 0 means "not known".
struct Place {
    std::string file;   ///< as the reader knows it: relative to the site folder, with `/`
    std::string sheet;  ///< of a workbook, else empty
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    bool table = false;  ///< a column of a table: shown as the letter a spreadsheet shows
    std::string field;   ///< title of the field, where there is one

    friend bool operator==(const Place&, const Place&) = default;
};

/// One record of several of which the same is said.
struct Instance {
    Place place;
    std::string record;  ///< by what people know it, masked: the number of a document

    friend bool operator==(const Instance&, const Instance&) = default;
};

/// A finding, as facts from which the sentence is made when it is shown (core/wording.h). Diagnostics are publications
/// too: whoever fills `text` masks what must not be repeated.
struct Diagnostic {
    std::string code;
    Severity severity = Severity::refused;
    Unit unit = Unit::cell;
    Place place;
    std::string text;                                        ///< the offending text, as it stood
    std::vector<std::pair<std::string, std::string>> facts;  ///< named values the wording refers to
    std::string excerpt;                                     ///< the source line, for configuration and templates
    std::uint32_t excerpt_length = 1;                        ///< code points to underline from `place.column`
    std::vector<Place> via;                                  ///< who included the place, innermost first
    /// The records of which it is said: the first, at `place`, and as many more as are listed. The fact `count` says how often.
    std::vector<Instance> instances;

    Diagnostic() = default;
    Diagnostic(const Code& code_, Place place_, std::string text_ = {},
               std::vector<std::pair<std::string, std::string>> facts_ = {})
        : code(code_.name),
          severity(code_.severity),
          unit(code_.unit),
          place(std::move(place_)),
          text(std::move(text_)),
          facts(std::move(facts_)) {}

    bool operator==(const Diagnostic& other) const = default;
};

/// Order in which findings are shown: (file, sheet, line, column, code, text), never order of arrival.
bool shown_before(const Diagnostic& a, const Diagnostic& b);

/// A list that only grows while work goes on, and is sorted before anybody sees it.
class Diagnostics {
public:
    void add(Diagnostic finding) { list_.push_back(std::move(finding)); }
    void append(std::vector<Diagnostic> more);

    /// The findings in the order they are shown; leaves the list empty.
    std::vector<Diagnostic> take_sorted();

    bool empty() const { return list_.empty(); }
    std::size_t size() const { return list_.size(); }
    const std::vector<Diagnostic>& unsorted() const { return list_; }

private:
    std::vector<Diagnostic> list_;
};

/// "A", "Z", "AA": the letter a spreadsheet shows for a column counted from 1; empty for 0.
std::string column_letters(std::uint32_t column);

/// `file:line:column` as compilers print it, with the letter for a table and the sheet in brackets.
std::string to_string(const Place& place);

}  // namespace gongshi
