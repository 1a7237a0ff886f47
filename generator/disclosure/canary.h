#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/dataset.h"
#include "dataset/value.h"
#include "disclosure/public_record.h"

namespace gongshi {

/// Hashes (core/text_runs.h) of everything a record's internal fields hold, before anything is masked. Sorted, each once.
std::vector<std::uint64_t> internal_runs(const Dataset& dataset, const std::vector<Value>& values);

/// Those of them that the record's own public form does not hold, as bytes for the registry.
std::string pack_canaries(const std::vector<std::uint64_t>& internal, const PublicRecord& record);

/// Adds the runs of a public form.
void add_public_runs(const PublicRecord& record, std::vector<std::uint64_t>& runs);

std::vector<std::uint64_t> unpack_canaries(std::string_view bytes);

}  // namespace gongshi
