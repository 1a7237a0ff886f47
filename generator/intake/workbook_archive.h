#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/result.h"

namespace gongshi {

/// The ZIP file that a workbook is, read in pieces. What is inside may not inflate past `largest` bytes a member (a few
/// kilobytes can be made to inflate to gigabytes).
class WorkbookArchive {
public:
    static constexpr std::uint64_t largest = std::uint64_t(1) << 30;

    /// Errors: `xlsx.is_html`, `xlsx.is_old` (OLE: .xls, or an encrypted workbook), `xlsx.is_csv`, `xlsx.not_a_zip`.
    static Result<WorkbookArchive> open(const std::filesystem::path& file, const std::string& shown);

    bool has(const std::string& member) const;
    /// Gives a member piece by piece until `see` says no. Errors: `xlsx.malformed`, `xlsx.too_large`.
    Result<void> read(const std::string& member, const std::function<bool(std::string_view)>& see) const;

    WorkbookArchive(WorkbookArchive&&) noexcept;
    WorkbookArchive& operator=(WorkbookArchive&&) noexcept;
    ~WorkbookArchive();

private:
    struct State;
    explicit WorkbookArchive(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace gongshi
