#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "template/syntax.h"

namespace gongshi::syntax {

/// Where in an HTML document a point of a template stands, after the model of Go's html/template (Samuel, Saxena,
/// Song: "Context-sensitive auto-sanitization in web templating languages", 2011). Literal text moves it; a value written
/// there is escaped as it demands, or may not be written at all. What a browser would read differently from what is
/// tracked here is refused rather than followed.
struct HtmlContext {
    enum class State : std::uint8_t {
        text,      ///< between tags
        tag_name,  ///< behind `<` or `</`
        tag,       ///< in a tag, between attributes
        seam,      ///< in a tag, behind branches that may have ended in a name
        attribute_name,
        behind_name,   ///< behind an attribute's name and blanks
        before_value,  ///< behind `=`
        value,         ///< in a quoted value
        unquoted,      ///< in a value without quotes
        rcdata,        ///< title, textarea
        raw,           ///< script, style and others whose text is no HTML
        json,          ///< script that holds data
    };
    enum class Attribute : std::uint8_t { plain, url, srcset, style, event, html };
    enum class Url : std::uint8_t {
        start,   ///< nothing of it is written yet
        open,    ///< something is, that could still be part of a scheme
        path,    ///< the scheme is known to be harmless, or there is none
        query,   ///< behind ? or #
        unsafe,  ///< a literal scheme that runs code, or one that cannot be read
    };

    State state = State::text;
    std::string element;         ///< of the tag, lower case
    bool closing = false;        ///< the tag closes
    std::string attribute_name;  ///< lower case
    Attribute attribute = Attribute::plain;
    char quote = '\0';
    Url url = Url::start;
    std::string scheme;                                ///< literal beginning of a URL, while `open`
    bool scheme_written = false;                       ///< a value is part of that beginning
    std::string type;                                  ///< of a script: its type attribute, as far as it is literal
    bool type_known = false;                           ///< that attribute was closed
    bool pragma = false;                               ///< a meta tag with http-equiv: its content acts
    bool content_written = false;                      ///< a value stands in a meta tag's content
    bool in_string = false, behind_backslash = false;  ///< of JSON

    friend bool operator==(const HtmlContext&, const HtmlContext&) = default;
    bool in_tag() const {
        return state == State::tag || state == State::tag_name || state == State::seam ||
               state == State::attribute_name || state == State::behind_name;
    }
};

/// What a browser might read otherwise, and where it begins in the text.
struct Misread {
    std::size_t offset = 0;
    Said reason;
};

/// Over literal text.
std::optional<Misread> read_literal(HtmlContext& context, std::string_view text);

/// How a value is written here, and the context behind it; or why none may be.
struct Writing {
    std::optional<Escape> escape;
    Said problem;
};
Writing place_value(HtmlContext& context);

/// The context behind branches that end in `a` and `b`; none when no single one is.
std::optional<HtmlContext> join(const HtmlContext& a, const HtmlContext& b);

/// Where it stands, in words for the theme's author.
Said describe(const HtmlContext& context);

/// What an attribute's value is: by its name, prefix left out.
HtmlContext::Attribute kind_of_attribute(std::string_view name);

}  // namespace gongshi::syntax
