#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "template/syntax.h"

namespace gongshi::syntax {

/// Where in an HTML document a point of a template stands, after the model of Go's html/template (Samuel, Saxena,
/// Song: "Context-sensitive auto-sanitization in web templating languages", 2011). Literal text moves it; a value written
/// there is escaped as it demands, or may not be written at all.
struct HtmlContext {
    enum class State : std::uint8_t {
        text,      ///< between tags
        tag_name,  ///< behind `<` or `</`
        tag,       ///< in a tag, between attributes
        attribute_name,
        behind_name,   ///< behind an attribute's name and blanks
        before_value,  ///< behind `=`
        value,         ///< in a quoted value
        unquoted,      ///< in a value without quotes
        comment,
        rcdata,  ///< title, textarea
        script,
        style,
        json,
    };
    enum class Attribute : std::uint8_t { plain, url, style, event, srcset };
    enum class Url : std::uint8_t {
        start,   ///< nothing of it is written yet
        open,    ///< something is, that could still be part of a scheme
        path,    ///< the scheme is known to be harmless, or there is none
        query,   ///< behind ? or #
        unsafe,  ///< a literal scheme that runs code
    };

    State state = State::text;
    std::string element;         ///< of the tag, lower case
    std::string attribute_name;  ///< lower case
    Attribute attribute = Attribute::plain;
    char quote = '\0';
    Url url = Url::start;
    std::string scheme;        ///< literal beginning of a URL, while `open`
    bool json_script = false;  ///< the script element holds data
    bool closing = false;      ///< the tag closes
    bool name_lost = false;    ///< branches ended in different attributes' names: no value may follow

    friend bool operator==(const HtmlContext&, const HtmlContext&) = default;
};

/// Over literal text. The error is a sentence for the theme's author.
std::optional<std::string> read_literal(HtmlContext& context, std::string_view text);

/// How a value is written here, and the context behind it; or a sentence why none may be.
struct Writing {
    std::optional<Escape> escape;
    std::string problem;
};
Writing place_value(HtmlContext& context);

/// The context behind branches that end in `a` and `b`; none when no single one is.
std::optional<HtmlContext> join(const HtmlContext& a, const HtmlContext& b);

/// Where it stands, in words for the theme's author.
std::string describe(const HtmlContext& context);

}  // namespace gongshi::syntax
