#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// The text of an attachment, as far as it can be read: PDF (poppler), and what is a zip of XML (docx, xlsx, pptx, odt,
/// ods). None for other kinds and for files that cannot be opened: pictures are beyond this gate, and the manual says so.
std::optional<std::string> attachment_text(std::string_view path, std::string_view bytes);

}  // namespace gongshi
