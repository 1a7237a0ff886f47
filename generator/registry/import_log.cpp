#include "registry/import_log.h"

#include <cstring>

#include "core/json.h"
#include "dataset/content_reader.h"

namespace gongshi {
namespace {

using Outcome = ImportedExport::Outcome;

std::string_view outcome_name(Outcome outcome) {
    return outcome == Outcome::refused ? "refused" : outcome == Outcome::held ? "held" : "taken";
}

std::string array_json(const std::vector<std::string>& items) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const std::string& item : items) json.text(item);
    json.end_array();
    return out;
}

std::vector<std::string> array_from(std::string_view json) {
    std::vector<std::string> items;
    ContentReader(json).read_array(items);
    return items;
}

std::vector<std::string> facts_list(const Diagnostic& finding) {
    std::vector<std::string> list;
    for (const auto& [name, value] : finding.facts) {
        list.push_back(name);
        list.push_back(value);
    }
    return list;
}

Digest digest_from(std::string_view blob) {
    Digest digest;
    std::memcpy(digest.bytes.data(), blob.data(), std::min(blob.size(), digest.bytes.size()));
    return digest;
}

}  // namespace

ImportLog::ImportLog(Database& database)
    : database_(database),
      last_(database.prepare(
          "SELECT id, ingredients, outcome, overlap FROM import WHERE file = ? ORDER BY id DESC LIMIT 1")),
      insert_(database.prepare("INSERT INTO import VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")),
      insert_finding_(database.prepare("INSERT INTO finding VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")),
      insert_row_(database.prepare("INSERT INTO returned_row VALUES (?,?,?,?,?)")) {}

std::optional<LastImport> ImportLog::last(const std::string& file) {
    if (!last_.bind(1, file).step()) return std::nullopt;
    const std::string_view outcome = last_.text(2);
    LastImport found{last_.integer(0), digest_from(last_.blob(1)), Outcome::taken, last_.integer(3) != 0};
    if (outcome == "refused") found.outcome = Outcome::refused;
    if (outcome == "held") found.outcome = Outcome::held;
    last_.reset();
    return found;
}

std::int64_t ImportLog::next_id() {
    Statement find = database_.prepare("SELECT coalesce(max(id), 0) + 1 FROM import");
    find.step();
    return find.integer(0);
}

void ImportLog::write(std::int64_t id, const ImportedExport& done, const Digest& ingredients, bool overlap,
                      const ImportDay& day) {
    const ExportSummary& summary = done.summary;
    insert_.bind(1, id).bind(2, done.file.shown).bind(3, done.file.department).bind(4, done.file.dataset);
    insert_.bind(5, done.file.source).bind_blob(6, done.file.digest.view()).bind_blob(7, ingredients.view());
    insert_.bind(8, std::int64_t(day.today.days())).bind(9, day.now.seconds).bind(10, outcome_name(done.outcome));
    insert_.bind(11, std::int64_t(overlap))
        .bind(12, std::int64_t(summary.rows))
        .bind(13, std::int64_t(summary.accepted));
    insert_.bind(14, std::int64_t(summary.refused)).bind(15, summary.encoding).bind(16, summary.form);
    insert_.bind(17, array_json(summary.header));
    for (int column = 18; column <= 21; ++column) insert_.bind_null(column);
    if (summary.sidecar) {
        insert_.bind(18, summary.sidecar->approver)
            .bind(19, summary.sidecar->office)
            .bind(21, summary.sidecar->entered_by);
        if (summary.sidecar->date) insert_.bind(20, std::int64_t(summary.sidecar->date->days()));
    }
    insert_.run();
    write_findings(id, done.findings);
    std::int64_t position = 0;
    for (const RefusedRow& row : done.refused_rows) {
        insert_row_.bind(1, id).bind(2, position++).bind(3, row.sheet).bind(4, std::int64_t(row.line));
        insert_row_.bind(5, array_json(row.cells)).run();
    }
}

void ImportLog::write_findings(std::int64_t id, const std::vector<Diagnostic>& findings) {
    std::int64_t position = 0;
    for (const Diagnostic& finding : findings) {
        insert_finding_.bind(1, id).bind(2, position++).bind(3, finding.code);
        insert_finding_.bind(4, std::int64_t(finding.severity)).bind(5, std::int64_t(finding.unit));
        insert_finding_.bind(6, finding.place.sheet).bind(7, std::int64_t(finding.place.line));
        insert_finding_.bind(8, std::int64_t(finding.place.column)).bind(9, std::int64_t(finding.place.table));
        insert_finding_.bind(10, finding.place.field)
            .bind(11, finding.text)
            .bind(12, array_json(facts_list(finding)))
            .run();
    }
}

void ImportLog::replay(std::int64_t id, ImportedExport& into) {
    Statement find =
        database_.prepare("SELECT row_count, accepted, refused, encoding, form, header FROM import WHERE id = ?");
    if (find.bind(1, id).step()) {
        into.summary.rows = std::uint64_t(find.integer(0));
        into.summary.accepted = std::uint64_t(find.integer(1));
        into.summary.refused = std::uint64_t(find.integer(2));
        into.summary.encoding = find.text(3);
        into.summary.form = find.text(4);
        into.summary.header = array_from(find.text(5));
    }
    replay_findings(id, into);
    Statement rows =
        database_.prepare("SELECT sheet, line, cells FROM returned_row WHERE import = ? ORDER BY position");
    rows.bind(1, id);
    while (rows.step())
        into.refused_rows.push_back(
            {std::string(rows.text(0)), std::uint32_t(rows.integer(1)), array_from(rows.text(2)), std::nullopt});
}

void ImportLog::replay_findings(std::int64_t id, ImportedExport& into) {
    Statement rows = database_.prepare(
        "SELECT code, severity, unit, sheet, line, column_, in_table, field, text, facts FROM finding WHERE import = ? "
        "ORDER BY position");
    rows.bind(1, id);
    while (rows.step()) {
        Diagnostic finding;
        finding.code = rows.text(0);
        finding.severity = Severity(rows.integer(1));
        finding.unit = Unit(rows.integer(2));
        finding.place = {into.file.shown,
                         std::string(rows.text(3)),
                         std::uint32_t(rows.integer(4)),
                         std::uint32_t(rows.integer(5)),
                         rows.integer(6) != 0,
                         std::string(rows.text(7))};
        finding.text = rows.text(8);
        const std::vector<std::string> facts = array_from(rows.text(9));
        for (std::size_t i = 0; i + 1 < facts.size(); i += 2) finding.facts.emplace_back(facts[i], facts[i + 1]);
        into.findings.push_back(std::move(finding));
    }
}

}  // namespace gongshi
