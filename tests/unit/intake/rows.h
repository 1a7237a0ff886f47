#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/raw_row.h"

namespace gongshi::testing {

/// Keeps what a reader gives.
class Rows final : public RowSink {
public:
    void columns(std::span<const std::string> names) override { header.assign(names.begin(), names.end()); }
    Next row(RawRow&& row) override {
        rows.push_back(std::move(row));
        return Next::more;
    }
    void refuse(Diagnostic finding) override { refused.push_back(std::move(finding)); }
    void note(Diagnostic finding) override { noted.push_back(std::move(finding)); }

    std::vector<std::string> header;
    std::vector<RawRow> rows;
    std::vector<Diagnostic> refused, noted;
};

/// Gives a text in pieces of `size` bytes.
inline std::function<bool(std::string&)> in_pieces(std::string_view text, std::size_t size) {
    return [text, size](std::string& out) mutable {
        if (text.empty()) return false;
        out += text.substr(0, size);
        text.remove_prefix(std::min(size, text.size()));
        return true;
    };
}

}  // namespace gongshi::testing
