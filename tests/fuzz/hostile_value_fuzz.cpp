// The law of escaping: in every place where a template may write a value, any value gives a page of the same shape as "x".
// An HTML5 parser is the judge.
#include <gumbo.h>

#include "core/text.h"
#include "input.h"
#include "template/theme.h"

using namespace gongshi;

namespace {

constexpr const char* page =
    "<!doctype html><html><head><title>{{ v }}</title><meta name=\"d\" content=\"{{ v }}\"></head><body>"
    "<p title='{{ v }}'>{{ v }}</p><a href=\"{{ v }}\">{{ v }}</a><a href=\"/x/{{ v }}?q={{ v }}\">y</a>"
    "<textarea>{{ v }}</textarea><img src=\"{{ v }}\" alt=\"{{ v }}\"></body></html>";

/// Tags and names of attributes, in order: the page without its texts.
void shape_of(const GumboNode* node, std::string& shape) {
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) return;
    const GumboElement& element = node->v.element;
    shape.append("<").append(gumbo_normalized_tagname(element.tag));
    for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
        shape.append(" ").append(attribute->name);
        const std::string value = lower_ascii(trim(attribute->value));
        const bool link = std::string_view(attribute->name) == "href" || std::string_view(attribute->name) == "src";
        fuzz::hold(!link || !value.starts_with("javascript:"), "no value becomes a script");
    }
    for (unsigned i = 0; i < element.children.length; ++i)
        shape_of(static_cast<const GumboNode*>(element.children.data[i]), shape);
    shape += ">";
}

std::string shape_with(const Theme& theme, std::string_view value) {
    Arena arena;
    const std::vector<Member> globals = {{"v", Data::text(value)}};
    std::string out, shape;
    if (!render(*theme.find("p.html"), globals, Language::zh, arena, out)) return "refused";
    GumboOutput* tree = gumbo_parse_with_options(&kGumboDefaultOptions, out.data(), out.size());
    shape_of(tree->root, shape);
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
    return shape;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Diagnostics findings;
    static const Theme theme =
        Theme::from_texts(std::vector<std::pair<std::string, std::string>>{{"p.html", page}}, findings);
    static const std::string plain = shape_with(theme, "x");
    fuzz::hold(plain != "refused" && plain.find("<textarea") != std::string::npos, "the page itself renders");
    fuzz::hold(shape_with(theme, fuzz::text_of(data, size)) == plain, "the shape is that of x");
    return 0;
}
