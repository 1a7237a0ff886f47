#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/digest.h"
#include "dataset/dataset.h"
#include "dataset/record_id.h"
#include "dataset/value.h"

namespace gongshi {

/// Where a public record comes from, as far as the public may know.
struct PublicProvenance {
    std::string file;                 ///< name of the export, without its folder
    Date as_of = Date::from_days(0);  ///< the day (`--today`) on which this version came in
    std::string approved_by_office;   ///< 审核部门; empty when not named
    std::optional<Date> approved_on;
    std::uint32_t version = 1;
};

/// What may be shown of a record: its published fields, masked where the rules say so, and nothing else. Only
/// disclosure can make one; everything that makes public bytes takes nothing else.
class PublicRecord {
public:
    class Key {
        friend class Discloser;
        explicit Key() {}
    };
    struct PublicField {
        std::uint32_t field = 0;  ///< index into dataset().fields
        Value value;
    };
    PublicRecord(Key, const Dataset& dataset, RecordId id, std::string department, std::vector<PublicField> fields,
                 PublicProvenance provenance, Digest digest)
        : dataset_(&dataset),
          id_(std::move(id)),
          department_(std::move(department)),
          fields_(std::move(fields)),
          provenance_(std::move(provenance)),
          digest_(digest) {}

    const Dataset& dataset() const { return *dataset_; }
    const RecordId& id() const { return id_; }
    const std::string& department() const { return department_; }
    const std::vector<PublicField>& fields() const { return fields_; }  ///< in schema order, missing values left out
    const Value* find(std::size_t field) const;                         ///< nullptr when not public or missing
    const PublicProvenance& provenance() const { return provenance_; }
    const Digest& digest() const { return digest_; }  ///< of everything above: an ingredient of pages
    /// The fields of Dataset::record_title joined by a blank; the id when all are missing.
    std::string title() const;
    std::optional<Date> date() const;  ///< Dataset::date

private:
    const Dataset* dataset_;
    RecordId id_;
    std::string department_;
    std::vector<PublicField> fields_;
    PublicProvenance provenance_;
    Digest digest_;
};

}  // namespace gongshi
