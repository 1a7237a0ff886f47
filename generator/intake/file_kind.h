#pragma once
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace gongshi {

/// What a file is, whatever it is called: people rename files, and some systems export pages as workbooks or as CSV.
enum class FileKind : std::uint8_t {
    workbook,      ///< a zip archive
    old_workbook,  ///< OLE: .xls, or a workbook with a password
    page,          ///< HTML or XML
    text,          ///< cells with something between them
    other,
};

FileKind kind_of(std::string_view beginning);  ///< some hundred bytes are enough
FileKind kind_of_file(const std::filesystem::path& file);

}  // namespace gongshi
