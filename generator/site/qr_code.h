#pragma once
#include <string_view>

#include "template/safe_html.h"

namespace gongshi {

/// A QR code (ISO/IEC 18004) of a URL as SVG: one stroked path of runs a row, without size, ids or style.
SafeHtml qr_code(std::string_view url);

}  // namespace gongshi
