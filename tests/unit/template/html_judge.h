#pragma once
// What an HTML5 parser makes of a page, reduced to what a value must never change. Used by the tests and the fuzz target
// of templates.
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/text.h"

namespace judge {

struct Verdict {
    std::string shape;  ///< elements and names of attributes, in order
    std::string acts;   ///< whatever browsers run or obey: scripts, styles, on… attributes, comments, refreshes
    int running_urls = 0;
    int broken_json = 0;

    /// A value may only be data: everything but the texts is as it was with a harmless one.
    bool operator==(const Verdict&) const = default;
};

/// As browsers read a scheme: control characters and blanks around and within do not count.
inline bool runs_code(std::string_view url) {
    std::string bare;
    for (char c : url) {
        if (static_cast<unsigned char>(c) > 0x20) bare += c;
    }
    const std::string low = gongshi::lower_ascii(bare.substr(0, 16));
    return low.starts_with("javascript:") || low.starts_with("data:") || low.starts_with("vbscript:");
}

inline bool is_url_attribute(std::string_view name) {
    static constexpr std::array<std::string_view, 13> names = {
        "href", "src",        "action", "formaction", "poster",     "cite",  "data",
        "icon", "background", "ping",   "longdesc",   "xlink:href", "srcset"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Walk {
public:
    Verdict verdict;

    void go(const GumboNode* node) {
        if (node->type == GUMBO_NODE_COMMENT) verdict.acts += std::string("<!--") + node->v.text.text + "-->";
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) return;
        const GumboElement& element = node->v.element;
        const std::string name = name_of(element);
        verdict.shape += "<" + name;
        for (unsigned i = 0; i < element.attributes.length; ++i)
            attribute(name, *static_cast<const GumboAttribute*>(element.attributes.data[i]));
        verdict.shape += ">";
        if (name == "script" || name == "style") text_that_acts(element, name);
        for (unsigned i = 0; i < element.children.length; ++i)
            go(static_cast<const GumboNode*>(element.children.data[i]));
        verdict.shape += "</>";
    }

private:
    static std::string name_of(const GumboElement& element) {
        if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
        GumboStringPiece piece = element.original_tag;
        gumbo_tag_from_original_text(&piece);
        return gongshi::lower_ascii({piece.data, piece.length});
    }

    static std::string value_of(const GumboElement& element, const char* name) {
        const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
        return found == nullptr ? "" : gongshi::lower_ascii(found->value);
    }

    void attribute(const std::string& element, const GumboAttribute& attribute) {
        const std::string name = gongshi::lower_ascii(attribute.name);
        const std::string_view value = attribute.value;
        verdict.shape += " " + name;
        if (is_url_attribute(name)) count_running(value, name == "srcset");
        const bool acts = name.starts_with("on") || name == "style" || name == "srcdoc" || name == "http-equiv" ||
                          element.starts_with("animate") || element == "set" || (element == "script" && name == "type");
        if (acts) verdict.acts += name + "=" + std::string(value) + ";";
    }

    void count_running(std::string_view value, bool candidates) {
        for (std::string_view url : candidates ? gongshi::split(value, ',') : std::vector<std::string_view>{value})
            verdict.running_urls += runs_code(url) ? 1 : 0;
    }

    void text_that_acts(const GumboElement& element, const std::string& name) {
        std::string text;
        for (unsigned i = 0; i < element.children.length; ++i) {
            const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
            if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE) text += child->v.text.text;
        }
        const std::string type = value_of(element, "type");
        if (name == "script" && (type == "application/json" || type == "application/ld+json")) {
            verdict.broken_json += gongshi::parse_json(text, "data").has_value() ? 0 : 1;
        } else {
            verdict.acts += "<" + name + ">" + text;
        }
    }
};

inline Verdict of(std::string_view html) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    Walk walk;
    walk.go(output->root);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return walk.verdict;
}

}  // namespace judge
