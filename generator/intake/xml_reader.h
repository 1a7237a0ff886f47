#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "intake/workbook_archive.h"

namespace gongshi {

/// Attributes of an element, by local name (without namespace prefix).
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    std::string_view get(std::string_view name) const;  ///< empty when there is none

private:
    const char** pairs_;
};

/// What a member of a workbook says, element by element. Names come without their namespace prefix.
struct XmlHandlers {
    std::function<void(std::string_view name, const XmlAttributes&)> start;
    std::function<void(std::string_view name)> end;
    std::function<void(std::string_view text)> text;
    std::function<bool()> enough;  ///< optional: true ends the reading early, without error
};

/// Parses a member as a stream. A DTD is refused before anything of it is looked at: `xlsx.dtd`; else `xlsx.malformed`.
Result<void> read_xml(const WorkbookArchive& archive, const std::string& member, const std::string& shown,
                      const XmlHandlers& handlers);

}  // namespace gongshi
