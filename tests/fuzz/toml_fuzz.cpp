// Laws of what is read from TOML (configuration, rules, a department's sidecar, front matter): whatever the file, each mistake has
// a place in it, and a sidecar that does not name the export's digest approves nothing.
#include <algorithm>

#include "core/digest.h"
#include "core/text.h"
#include "core/toml.h"
#include "disclosure/rule_book.h"
#include "input.h"
#include "intake/sidecar.h"

using namespace gongshi;

namespace {

/// Asks a table for every kind of thing under each of its keys, and goes down into it.
void ask(TomlTable table, int depth) {
    for (const std::string& key : table.keys()) {
        fuzz::hold(table.has(key), "a key that is listed is there");
        table.text_or(key, "");
        table.integer_or(key, 0);
        table.number_or(key, 0);
        table.flag_or(key, false);
        table.date(key);
        table.texts(key);
        if (depth == 0) continue;
        if (table.is_table(key)) ask(table.table(key), depth - 1);
        for (const TomlTable& one : table.tables(key)) ask(one, depth - 1);
    }
    table.no_more_keys();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto lines = std::uint32_t(1 + std::count(text.begin(), text.end(), '\n'));
    TomlDocument document = TomlDocument::parse(text, "a.toml");
    ask(document.root(), 3);
    for (const Diagnostic& finding : document.take_findings()) {
        fuzz::hold(finding.place.line <= lines, "a mistake stands within the file");
    }

    Export signed_off;
    signed_off.file = fuzz::as_file(text, "a.csv.approved.toml").parent_path() / "a.csv";
    signed_off.shown = "a.csv";
    signed_off.digest = sha256("the export");
    Diagnostics findings;
    const bool approved = read_sidecar(signed_off, findings).has_value();
    fuzz::hold(!approved || lower_ascii(text).find(signed_off.digest.hex()) != std::string::npos,
               "who does not name the digest approves nothing");

    const std::filesystem::path rules = signed_off.file.parent_path() / "rules";
    std::filesystem::create_directories(rules);
    fuzz::as_file(text, "rules/a.toml");
    RuleBook::read(rules, "rules", findings);
    return 0;
}
