#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/csv_writer.h"
#include "core/json.h"
#include "disclosure/public_record.h"
#include "release/output_tree.h"

namespace gongshi {

/// Records as CSV (UTF-8 with its mark, CRLF, formulas guarded; headers are the Chinese titles) and as a JSON array (members
/// are the field names). Only what pages show; docs/formats/downloads.md. A month of a province's decisions is hundreds of
/// megabytes: no file is ever held as a whole.
class RecordFile {
public:
    /// Of `<stem>.csv` and `<stem>.json`, the ones that may not be kept.
    RecordFile(const Dataset& dataset, std::string base_url, OutputTree& tree, const std::string& stem,
               const Digest& ingredients);
    bool is_wanted() const { return csv_file_ || json_file_; }
    void add(const PublicRecord& record, const std::string& department);
    void finish();

private:
    void pass_on();

    const Dataset& dataset_;
    std::optional<OutputTree::Growing> csv_file_, json_file_;
    std::string base_url_, csv_, json_;  ///< the texts: what was not passed on yet
    CsvWriter rows_{csv_, CsvWriter::Formulas::guard};
    JsonWriter objects_{json_};
};

/// The data package (https://specs.frictionlessdata.io/data-package/): every monthly or whole file with its schema.
struct PackageResource {
    const Dataset* dataset = nullptr;
    std::vector<std::string> paths;  ///< CSV files, below public/
};
std::string data_package(const std::string& name, const std::string& title, const std::string& base_url,
                         const std::vector<PackageResource>& resources);

}  // namespace gongshi
