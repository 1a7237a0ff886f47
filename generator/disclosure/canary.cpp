#include "disclosure/canary.h"

#include <algorithm>

#include "core/text_runs.h"
#include "dataset/field_type.h"

namespace gongshi {
namespace {

void add_runs(const Value& value, std::vector<std::uint64_t>& runs) {
    const auto add = [&](std::string_view text) {
        each_text_run(text, [&](std::uint64_t hash, std::size_t) { runs.push_back(hash); });
    };
    if (const auto* text = std::get_if<std::string>(&value)) add(*text);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        for (const std::string& text : *list) add(text);
    }
}

void sort_once(std::vector<std::uint64_t>& runs) {
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
}

}  // namespace

std::vector<std::uint64_t> internal_runs(const Dataset& dataset, const std::vector<Value>& values) {
    std::vector<std::uint64_t> runs;
    for (std::size_t i = 0; i < dataset.fields.size(); ++i) {
        if (!dataset.fields[i].is_public()) add_runs(values[i], runs);
    }
    sort_once(runs);
    return runs;
}

void add_public_runs(const PublicRecord& record, std::vector<std::uint64_t>& runs) {
    for (const PublicRecord::PublicField& field : record.fields()) add_runs(field.value, runs);
}

std::string pack_canaries(const std::vector<std::uint64_t>& internal, const PublicRecord& record) {
    std::string bytes;
    if (internal.empty()) return bytes;
    std::vector<std::uint64_t> open;
    add_public_runs(record, open);
    sort_once(open);
    for (const std::uint64_t run : internal) {
        if (std::binary_search(open.begin(), open.end(), run)) continue;
        for (int shift = 0; shift < 64; shift += 8) bytes += char(run >> shift & 0xFF);
    }
    return bytes;
}

std::vector<std::uint64_t> unpack_canaries(std::string_view bytes) {
    std::vector<std::uint64_t> runs;
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t run = 0;
        for (std::size_t i = 0; i < 8; ++i) run |= std::uint64_t(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
        runs.push_back(run);
    }
    return runs;
}

}  // namespace gongshi
