#include "site/svg_writer.h"

#include "core/markup.h"

namespace gongshi {

void SvgWriter::escaped(std::string_view words) { append_markup(out_, words); }

void SvgWriter::box(int x, int y, int width, int height) {
    out_ += "<rect x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(width) +
            "\" height=\"" + std::to_string(height) + "\" rx=\"4\" fill=\"none\" stroke=\"currentColor\"/>";
}

void SvgWriter::bar(int x, int y, int width, int height) {
    out_ += "<rect x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(width) +
            "\" height=\"" + std::to_string(height) + "\" class=\"bar\"/>";
}

void SvgWriter::line(std::string_view points) {
    out_ += "<polyline points=\"" + std::string(points) + "\" fill=\"none\" stroke=\"currentColor\"/>";
}

void SvgWriter::arrow_head(int x, int y) {
    const std::string left = std::to_string(x - 5), right = std::to_string(x + 5), top = std::to_string(y - 8);
    out_ += "<polygon points=\"" + left + "," + top + " " + right + "," + top + " " + std::to_string(x) + "," +
            std::to_string(y) + "\" fill=\"currentColor\"/>";
}

void SvgWriter::text(int x, int y, std::string_view words, std::string_view anchor) {
    out_ += "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" text-anchor=\"" +
            std::string(anchor) + "\" fill=\"currentColor\">";
    escaped(words);
    out_ += "</text>";
}

void SvgWriter::title(std::string_view id, std::string_view words) {
    out_ += "<title id=\"" + std::string(id) + "\">";
    escaped(words);
    out_ += "</title>";
}

}  // namespace gongshi
