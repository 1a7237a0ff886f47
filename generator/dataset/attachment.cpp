#include "dataset/attachment.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace gongshi {

bool may_be_attached(std::string_view name) {
    static constexpr std::array<std::string_view, 22> endings = {
        "pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et",   "ppt", "pptx", "dps",
        "odt", "ods", "odp", "rtf",  "txt", "png", "jpg",  "jpeg", "gif", "webp", "bmp"};
    return std::find(endings.begin(), endings.end(), ending_of(name)) != endings.end();
}

}  // namespace gongshi
