#pragma once
#include <string>
#include <vector>

#include "core/csv_writer.h"
#include "core/json.h"
#include "disclosure/public_record.h"

namespace gongshi {

/// Records as CSV (UTF-8 with its mark, CRLF, formulas guarded; headers are the Chinese titles) and as a JSON array (members
/// are the field names). Only what pages show; docs/formats/downloads.md.
class RecordFile {
public:
    RecordFile(const Dataset& dataset, std::string base_url);
    void add(const PublicRecord& record, const std::string& department);
    void finish();
    const std::string& csv() const { return csv_; }
    const std::string& json() const { return json_; }

private:
    const Dataset& dataset_;
    std::string base_url_, csv_, json_;
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
