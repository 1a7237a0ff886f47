#pragma once
#include <string>
#include <string_view>

#include "template/safe_html.h"

namespace gongshi {

/// Builds SVG from shapes; texts are escaped, so the result is safe by construction.
class SvgWriter {
public:
    void open(std::string_view attributes) {
        out_ += "<svg " + std::string(attributes) + ">";
    }  ///< literals of ours only
    void path(std::string_view data, std::string_view attributes) {
        out_ += "<path " + std::string(attributes) + " d=\"" + std::string(data) + "\"/>";
    }
    void box(int x, int y, int width, int height);
    void bar(int x, int y, int width, int height);
    void line(std::string_view points);
    void arrow_head(int x, int y);
    void text(int x, int y, std::string_view words, std::string_view anchor);
    void title(std::string_view id, std::string_view words);
    SafeHtml finish() { return {SafeHtml::Key(), std::move(out_) + "</svg>"}; }

private:
    void escaped(std::string_view words);
    std::string out_;
};

}  // namespace gongshi
