#pragma once
#include <string>
#include <string_view>

namespace gongshi {

/// HTML that is safe by construction. Only those who build it from nodes can make it (rendered Markdown, drawn SVG, the
/// template engine's own filters); there is no way from a string.
class SafeHtml {
public:
    class Key {
        friend class MarkdownRenderer;
        friend class SvgWriter;
        friend class HtmlFilters;
        explicit Key() {}
    };
    SafeHtml() = default;
    SafeHtml(Key, std::string html) : html_(std::move(html)) {}

    std::string_view view() const { return html_; }
    bool empty() const { return html_.empty(); }

private:
    std::string html_;
};

}  // namespace gongshi
