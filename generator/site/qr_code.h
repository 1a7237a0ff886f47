#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "template/safe_html.h"

namespace gongshi {

/// QR codes (ISO/IEC 18004, byte mode, level M or better) of URLs as SVG: one stroked path of runs a row, without size, ids or
/// style. One a worker. With a fixed mask every module is a sum modulo 2 of bits of the text: Reed-Solomon codes are
/// linear. So the code of a text is that of another text of the same length, exclusive-or what each differing bit changes;
/// the records of a site differ in ten characters, and a code costs a hundredth of encoding it anew.
class QrCodes {
public:
    /// `url`: at most 2,000 bytes.
    SafeHtml svg(std::string_view url);

    /// The modules of a code, row by row, one byte each: 1 is dark.
    struct Modules {
        int side = 0;
        std::vector<std::uint8_t> dark;
    };
    Modules modules(std::string_view url);

private:
    /// Codes of texts of one length.
    struct Family {
        std::string text;                                          ///< any text of the length
        Modules code;                                              ///< its code
        std::map<std::size_t, std::vector<std::uint32_t>> change;  ///< bit of the text → modules that it turns over
    };
    std::map<std::size_t, Family> families_;
};

}  // namespace gongshi
