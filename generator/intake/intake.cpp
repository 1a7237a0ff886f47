#include "intake/intake.h"

#include <algorithm>

#include "core/text.h"
#include "intake/codes.h"
#include "intake/csv.h"
#include "intake/encoding.h"
#include "intake/file_kind.h"
#include "intake/json_rows.h"
#include "intake/table_reader.h"
#include "intake/xlsx.h"

namespace gongshi {
namespace {

std::string ending_of(const Export& file) { return lower_ascii(file.shown.substr(file.shown.rfind('.') + 1)); }

/// What is left to say when all rows of a file were read.
std::optional<Diagnostic> verdict(const FileReading& reading, const TableReader& table) {
    if (table.refusal()) return table.refusal();
    if (!table.found() && reading.summary.rows == 0 && reading.summary.refused == 0)
        return reading.finding(codes::header_not_found, reading.dataset.title.zh);
    return std::nullopt;
}

/// What a file that is called a text really is; null: a text.
const Code* disguise_of(const std::filesystem::path& file) {
    switch (kind_of_file(file)) {
        case FileKind::workbook:
            return &codes::text_is_workbook;
        case FileKind::old_workbook:
            return &codes::text_is_old_workbook;
        case FileKind::page:
            return &codes::text_is_html;
        default:
            return nullptr;
    }
}

std::optional<Diagnostic> read_text_file(FileReading& reading, bool csv) {
    if (const Code* disguise = disguise_of(reading.file.file))
        return reading.finding(*disguise, ending_of(reading.file));
    const Result<Encoding> encoding = detect_encoding(reading.file.file, reading.file.shown);
    if (!encoding) return encoding.error();
    reading.summary.encoding = encoding_name(*encoding);
    if (*encoding != Encoding::utf8 && *encoding != Encoding::utf8_bom) {
        reading.findings.add(reading.finding(codes::encoding_guessed, reading.summary.encoding));
    }
    TextReader text(reading.file.file, *encoding);
    const auto more = [&](std::string& into) { return text.read(into); };
    TableReader table(reading, "", csv);
    if (csv) {
        CsvReader reader(more, reading.file.shown);
        reader.read(table);
        reading.summary.form =
            std::string("csv ") + (reader.separator() == '\t' ? "tab" : std::string(1, reader.separator()));
    } else {
        const std::string ending = ending_of(reading.file);
        const bool lines = ending == "ndjson" || ending == "jsonl";
        reading.summary.form = lines ? "ndjson" : "json";
        if (std::optional<Diagnostic> refused = read_json_rows(more, lines, reading.file.shown, table)) return refused;
        if (!table.found()) return std::nullopt;  // an empty array is an empty export
    }
    table.finish();
    return verdict(reading, table);
}

/// A sheet of a form that shows how to fill it in, by its name.
bool is_sample(std::string_view sheet) {
    static constexpr std::string_view words[] = {"示例", "样例", "范例",   "样表",    "模板",
                                                 "模版", "举例", "sample", "example", "template"};
    const std::string folded = fold_key(sheet);
    return std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

/// The sheets of a workbook: each with a header that has the key is data, as people keep a sheet for each month. A sample is
/// read only where nothing else is: the form itself, filled in, may bear its name.
class WorkbookSheets {
public:
    WorkbookSheets(FileReading& reading, const XlsxReader& book) : reading_(reading), book_(book) {}

    std::optional<Diagnostic> read() {
        std::vector<const Workbook::Sheet*> samples;
        for (const Workbook::Sheet& sheet : book_.sheets()) {
            if (sheet.hidden)
                tell(codes::xlsx_hidden_sheet, sheet);
            else if (is_sample(sheet.name))
                samples.push_back(&sheet);
            else if (std::optional<Diagnostic> refused = read_one(sheet))
                return refused;
        }
        for (const Workbook::Sheet* sheet : samples) {
            if (taken_)
                tell(codes::xlsx_sample_sheet, *sheet);
            else if (std::optional<Diagnostic> refused = read_one(*sheet))
                return refused;
        }
        if (!taken_)
            return first_refusal_ ? first_refusal_
                                  : reading_.finding(codes::header_not_found, reading_.dataset.title.zh);
        for (auto& [code, sheet] : passed_over_) tell(*code, *sheet);
        return std::nullopt;
    }

private:
    std::optional<Diagnostic> read_one(const Workbook::Sheet& sheet) {
        TableReader table(reading_, sheet.name, true);
        Result<std::vector<Diagnostic>> oddities = book_.read(sheet, table);
        if (!oddities) return oddities.error();
        table.finish();
        const std::optional<Diagnostic>& refusal = table.refusal();
        if (!table.found()) {
            if (!table.is_empty()) passed_over_.emplace_back(&codes::xlsx_other_sheet, &sheet);
        } else if (!refusal) {
            taken_ = true;
            for (Diagnostic& oddity : *oddities) reading_.findings.add(std::move(oddity));
        } else if (refusal->code != codes::header_missing_key.name) {
            return refusal;
        } else {
            passed_over_.emplace_back(&codes::xlsx_sheet_without_key, &sheet);
            if (!first_refusal_) first_refusal_ = refusal;
        }
        return std::nullopt;
    }

    void tell(const Code& code, const Workbook::Sheet& sheet) {
        reading_.findings.add(Diagnostic(code, Place{reading_.file.shown, sheet.name, 0, 0, true, ""}, sheet.name));
    }

    FileReading& reading_;
    const XlsxReader& book_;
    std::vector<std::pair<const Code*, const Workbook::Sheet*>> passed_over_;
    std::optional<Diagnostic> first_refusal_;
    bool taken_ = false;
};

std::optional<Diagnostic> read_workbook_file(FileReading& reading) {
    reading.summary.encoding = reading.summary.form = "xlsx";
    const Result<XlsxReader> book = XlsxReader::open(reading.file.file, reading.file.shown);
    if (!book) return book.error();
    return WorkbookSheets(reading, *book).read();
}

}  // namespace

Result<ExportSummary> read_export(const Export& file, const Dataset& dataset, const IntakeOptions& options,
                                  const std::function<void(AcceptedRow&&)>& accept, Diagnostics& findings) {
    FileReading reading{file, dataset, options, accept, {}, FindingLimit(findings), {}};
    const std::string ending = ending_of(file);
    std::optional<Diagnostic> refused;
    if (file.size == 0) {
        refused = reading.finding(codes::file_no_bytes);
    } else {
        refused = ending == "xlsx" ? read_workbook_file(reading) : read_text_file(reading, ending == "csv");
    }
    if (refused) return Failure(std::move(*refused));
    if (reading.summary.rows == 0) reading.findings.add(reading.finding(codes::file_empty));
    reading.findings.finish(file.shown);
    return reading.summary;
}

}  // namespace gongshi
