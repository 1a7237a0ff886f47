#include "site/qr_code.h"

#include <algorithm>
#include <array>
#include <qrcodegen/qrcodegen.hpp>

#include "site/svg_writer.h"

namespace gongshi {
namespace {

QrCodes::Modules encode(std::string_view text) {
    using qrcodegen::QrCode;
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    // The smallest code that holds the address, at the highest level of correction that fits into it: fewer and larger modules
    // on the same paper. A fixed mask: trying all eight takes 13 times as long, and any of them can be read.
    const QrCode code = QrCode::encodeSegments({qrcodegen::QrSegment::makeBytes(bytes)}, QrCode::Ecc::LOW, 1, 40, 2);
    QrCodes::Modules modules;
    modules.side = code.getSize();
    modules.dark.reserve(std::size_t(modules.side) * std::size_t(modules.side));
    for (int y = 0; y < modules.side; ++y) {
        for (int x = 0; x < modules.side; ++x) modules.dark.push_back(code.getModule(x, y) ? 1 : 0);
    }
    return modules;
}

std::vector<std::uint32_t> differences(const QrCodes::Modules& a, const QrCodes::Modules& b) {
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < a.dark.size(); ++i) {
        if (a.dark[i] != b.dark[i]) places.push_back(i);
    }
    return places;
}

/// One run of a path in the making: a code has two hundred, and a site a code on every page.
class RunText {
public:
    RunText& text(std::string_view ascii) {
        std::copy(ascii.begin(), ascii.end(), bytes_.begin() + long(size_));
        size_ += ascii.size();
        return *this;
    }
    RunText& number(std::size_t below_1000) {
        if (below_1000 >= 100) bytes_[size_++] = char('0' + below_1000 / 100);
        if (below_1000 >= 10) bytes_[size_++] = char('0' + below_1000 / 10 % 10);
        bytes_[size_++] = char('0' + below_1000 % 10);
        return *this;
    }
    std::string_view view() const { return {bytes_.data(), size_}; }

private:
    std::array<char, 16> bytes_;  // "M185 185.5h185" at most
    std::size_t size_ = 0;
};

/// Runs of dark modules; a row's first is placed absolutely, the others behind it.
std::string path_of(const QrCodes::Modules& code) {
    std::string path;
    const std::size_t side = std::size_t(code.side);
    path.reserve(side * side * 4);
    for (std::size_t y = 0; y < side; ++y) {
        const std::uint8_t* row = code.dark.data() + y * side;
        std::size_t behind = 0;  // where the last run ended
        for (std::size_t x = 0; x < side; ++x) {
            if (row[x] == 0) continue;
            std::size_t end = x;
            while (end < side && row[end] != 0) ++end;
            RunText run;
            if (behind == 0)
                run.text("M").number(x + 2).text(" ").number(y + 2).text(".5h").number(end - x);
            else
                run.text("m").number(x - behind).text(" 0h").number(end - x);
            path += run.view();
            x = behind = end;
        }
    }
    return path;
}

}  // namespace

QrCodes::Modules QrCodes::modules(std::string_view url) {
    auto [found, is_new] = families_.try_emplace(url.size());
    Family& family = found->second;
    if (is_new) {
        family.text = url;
        family.code = encode(url);
    }
    Modules code = family.code;
    for (std::size_t bit = 0; bit < url.size() * 8; ++bit) {
        const char mask = char(1 << bit % 8);
        if (((url[bit / 8] ^ family.text[bit / 8]) & mask) == 0) continue;
        auto [change, unknown] = family.change.try_emplace(bit);
        if (unknown) {
            std::string other = family.text;
            other[bit / 8] = char(other[bit / 8] ^ mask);
            change->second = differences(encode(other), family.code);
        }
        for (std::uint32_t place : change->second) code.dark[place] ^= 1;
    }
    return code;
}

SafeHtml QrCodes::svg(std::string_view url) {
    const Modules code = modules(url);
    SvgWriter svg;
    const std::string side = std::to_string(code.side + 4);
    svg.open("viewBox=\"0 0 " + side + " " + side + "\" aria-hidden=\"true\"");
    svg.path(path_of(code), "stroke=\"#000\"");
    return svg.finish();
}

}  // namespace gongshi
