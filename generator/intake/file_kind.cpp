#include "intake/file_kind.h"

#include <array>
#include <cctype>

#include "core/disk.h"
#include "core/text.h"

namespace gongshi {

FileKind kind_of(std::string_view beginning) {
    if (beginning.starts_with("PK\x03\x04") || beginning.starts_with("PK\x05\x06")) return FileKind::workbook;
    if (beginning.starts_with("\xD0\xCF\x11\xE0")) return FileKind::old_workbook;
    const std::string_view start = trim(beginning.starts_with("\xEF\xBB\xBF") ? beginning.substr(3) : beginning);
    const char next = start.size() > 1 && start[0] == '<' ? start[1] : '\0';  // <html, <!doctype, <?xml; not <说明>
    if (next == '!' || next == '?' || std::isalpha(static_cast<unsigned char>(next)) != 0) return FileKind::page;
    const bool text =
        beginning.find('\0') == std::string_view::npos && beginning.find_first_of(",\t;") != std::string_view::npos;
    return text ? FileKind::text : FileKind::other;
}

FileKind kind_of_file(const std::filesystem::path& file) {
    std::array<char, 512> bytes{};
    disk::FileReader reader(file);
    return kind_of({bytes.data(), reader.read(bytes.data(), bytes.size())});
}

}  // namespace gongshi
