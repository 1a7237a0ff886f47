#include <algorithm>

#include "cli/codes.h"
#include "cli/config.h"
#include "cli/verbs.h"
#include "core/csv_writer.h"
#include "core/text.h"

namespace gongshi {

/// A CSV with the headers a department fills in: UTF-8 with its mark, as Excel wants it.
ExitCode write_template(const Options& options, Console& console) {
    const Config config = Config::load(options.site);
    std::vector<std::string> known;
    for (const Dataset& dataset : config.datasets) known.push_back(dataset.name);
    const auto found = std::find_if(config.datasets.begin(), config.datasets.end(),
                                    [&](const Dataset& one) { return one.name == options.dataset; });
    if (found == config.datasets.end()) {
        throw Stop(ExitCode::usage, Diagnostic(codes::dataset_unknown, {}, options.dataset,
                                               {{"nearest", nearest_name(options.dataset, known).value_or("")},
                                                {"known", join(known, ", ")}}));
    }
    std::string out;
    CsvWriter csv(out, CsvWriter::Formulas::keep);
    csv.byte_order_mark();
    for (const Field& field : found->fields) csv.cell(field.title.zh);
    csv.end_row();
    console.write(out);
    return ExitCode::ok;
}

}  // namespace gongshi
