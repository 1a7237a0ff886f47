#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/digest.h"

namespace gongshi {

/// Of a row's cells (without the blanks around them), each with the title of its column.
using RowDigest = QuickHash;

/// A row that was accepted without a word, and the version of its record that it gave or confirmed. Departments hand in last
/// month's rows again every night: a row that is remembered need not be read again.
struct RememberedRow {
    RowDigest row;
    std::uint64_t identity = 0;  ///< hash of its authority and key
    std::int64_t version = 0;    ///< of the registry
};

/// Remembered rows by their digest. Const while a file is read.
class RowMemory {
public:
    void add(const RememberedRow& row) { rows_.emplace(row.row, row); }
    const RememberedRow* find(const RowDigest& row) const {
        const auto found = rows_.find(row);
        return found == rows_.end() ? nullptr : &found->second;
    }
    bool empty() const { return rows_.empty(); }

private:
    struct Hash {
        std::size_t operator()(const RowDigest& row) const {
            std::size_t hash = 0;
            for (std::size_t i = 0; i < sizeof hash; ++i) hash = hash << 8 | row.bytes[i];
            return hash;
        }
    };
    std::unordered_map<RowDigest, RememberedRow, Hash> rows_;
};

/// Rows as bytes, to be kept, and back. Bytes that are none give no rows.
std::string pack_rows(const std::vector<RememberedRow>& rows);
std::vector<RememberedRow> unpack_rows(std::string_view bytes);

}  // namespace gongshi
