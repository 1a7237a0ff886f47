#include "site/qr_code.h"

#include <qrcodegen/qrcodegen.hpp>
#include <string>

#include "site/svg_writer.h"

namespace gongshi {

SafeHtml qr_code(std::string_view url) {
    using qrcodegen::QrCode;
    const std::string text(url);
    // A fixed mask: trying all eight takes 13 times as long, and any of them can be read.
    const QrCode code =
        QrCode::encodeSegments(qrcodegen::QrSegment::makeSegments(text.c_str()), QrCode::Ecc::MEDIUM, 1, 40, 2);
    std::string path;
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize(); ++x) {
            if (!code.getModule(x, y)) continue;
            int end = x;
            while (end < code.getSize() && code.getModule(end, y)) ++end;
            path += "M" + std::to_string(x + 2) + " " + std::to_string(y + 2) + ".5h" + std::to_string(end - x);
            x = end;
        }
    }
    SvgWriter svg;
    const std::string side = std::to_string(code.getSize() + 4);
    svg.open("viewBox=\"0 0 " + side + " " + side + "\" aria-hidden=\"true\"");
    svg.path(path, "stroke=\"#000\"");
    return svg.finish();
}

}  // namespace gongshi
