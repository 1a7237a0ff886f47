#include "template/html_context.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace gongshi::syntax {
namespace {

using State = HtmlContext::State;
using Attribute = HtmlContext::Attribute;
using Url = HtmlContext::Url;

Writing refuse(Said problem) { return {std::nullopt, std::move(problem)}; }

Writing place_in_url(HtmlContext& context) {
    switch (context.url) {
        case Url::unsafe:
            return refuse({"前面的网址协议可能执行代码，或者看不出是什么协议",
                           "behind a URL's scheme that may run code, or that cannot be read"});
        case Url::query:
            return {Escape::url_part, {}};
        case Url::path:
            return {Escape::url_rest, {}};
        case Url::open:
            context.scheme_written = true;
            return {Escape::url_more, {}};
        case Url::start:
            break;
    }
    context.url = Url::open;
    context.scheme_written = true;
    return {context.attribute == Attribute::srcset ? Escape::srcset : Escape::url, {}};
}

/// A srcset's candidates are URLs; what follows one (width, density) takes only plain characters.
Writing place_in_srcset(HtmlContext& context) {
    const Writing writing = place_in_url(context);
    if (!writing.escape || *writing.escape == Escape::srcset) return writing;
    return {Escape::url_part, {}};
}

Writing place_in_attribute(HtmlContext& context) {
    if (context.element == "script" && context.attribute_name == "type")
        return refuse(
            {"script 的 type 属性决定内容是不是代码", "in the type of a script, which decides whether it is code"});
    static constexpr std::array<std::string_view, 4> animations = {"animate", "set", "animatetransform",
                                                                   "animatemotion"};
    if (is_one_of(animations, context.element))
        return refuse({"SVG 动画可以改写链接", "in an SVG animation, which can rewrite links"});
    if (context.element == "meta" && context.attribute_name == "content") {
        if (context.pragma)
            return refuse(
                {"带 http-equiv 的 meta 会执行它的内容", "in a meta tag with http-equiv, whose content acts"});
        context.content_written = true;
    }
    switch (context.attribute) {
        case Attribute::plain:
            return {Escape::attribute, {}};
        case Attribute::url:
            return place_in_url(context);
        case Attribute::srcset:
            return place_in_srcset(context);
        case Attribute::event:
            return refuse({"on… 属性是脚本", "in an on… attribute, which is a script"});
        case Attribute::style:
            return refuse({"style 属性是样式代码，改用 class", "in a style attribute: use a class"});
        case Attribute::html:
            break;
    }
    return refuse({"srcdoc 属性是一整页 HTML", "in a srcdoc attribute, which is a page of its own"});
}

Writing place_in_json(const HtmlContext& context) {
    if (context.behind_backslash) return refuse({"JSON 里紧跟反斜杠", "behind a backslash in JSON"});
    return {context.in_string ? Escape::json_part : Escape::json, {}};
}

Writing place_in_raw(const HtmlContext& context) {
    if (context.element == "script")
        return refuse({"脚本里不能写：放进属性，或放进 <script type=\"application/json\">",
                       "in a script: put it into an attribute, or into <script type=\"application/json\">"});
    return refuse({"在 <" + context.element + "> 里", "in the element <" + context.element + ">"});
}

}  // namespace

Attribute kind_of_attribute(std::string_view name) {
    static constexpr std::array<std::string_view, 17> urls = {
        "href",   "src",      "action", "formaction", "poster", "cite",     "data",    "background", "longdesc",
        "usemap", "manifest", "icon",   "profile",    "ping",   "codebase", "classid", "archive"};
    name = name.substr(name.rfind(':') + 1);
    if (name.starts_with("on")) return Attribute::event;
    if (name == "style") return Attribute::style;
    if (name == "srcdoc") return Attribute::html;
    if (name == "srcset" || name == "imagesrcset") return Attribute::srcset;
    return is_one_of(urls, name) ? Attribute::url : Attribute::plain;
}

Writing place_value(HtmlContext& context) {
    switch (context.state) {
        case State::text:
            return {Escape::text, {}};
        case State::rcdata:
            return {Escape::rcdata, {}};
        case State::json:
            return place_in_json(context);
        case State::value:
            return place_in_attribute(context);
        case State::before_value:
        case State::unquoted:
            return refuse({"属性值没有引号：加上双引号", "in an attribute without quotes: put it in double quotes"});
        case State::raw:
            return place_in_raw(context);
        default:
            return refuse({"作为标签或属性的名称", "as part of a tag's or an attribute's name"});
    }
}

std::optional<HtmlContext> join(const HtmlContext& a, const HtmlContext& b) {
    if (a == b) return a;
    HtmlContext joined = a;
    joined.pragma = a.pragma || b.pragma;
    joined.content_written = a.content_written || b.content_written;
    if (a.in_tag() && b.in_tag()) {
        // A name may have been begun or not: behind the branches a blank or > must come before anything else counts.
        joined.state = State::seam;
        joined.attribute_name.clear();
        if (a.type != b.type || a.type_known != b.type_known) {
            joined.type = "?";  // of a script: not known to be data
            joined.type_known = true;
        }
        HtmlContext other = b;
        other.type = joined.type;
        other.type_known = joined.type_known;
        other.state = State::seam;
        other.attribute_name.clear();
        other.pragma = joined.pragma;
        other.content_written = joined.content_written;
        return other == joined ? std::optional(joined) : std::nullopt;
    }
    HtmlContext same = b;
    same.url = a.url;
    same.scheme = a.scheme;
    same.scheme_written = a.scheme_written;
    same.pragma = a.pragma;
    same.content_written = a.content_written;
    if (a.state != State::value || !(same == a)) return std::nullopt;
    // Both within one URL: go on as the more careful of the two would.
    if (a.url == Url::unsafe || b.url == Url::unsafe) {
        joined.url = Url::unsafe;
    } else if (a.url != b.url) {
        joined.url = a.url == Url::query || b.url == Url::query ? Url::query : Url::open;
    }
    // A beginning that differs cannot be judged behind the branches: a colon there makes the URL unsafe.
    if (a.scheme != b.scheme) joined.scheme = "?";
    joined.scheme_written = a.scheme_written || b.scheme_written;
    return joined;
}

Said describe(const HtmlContext& context) {
    switch (context.state) {
        case State::text:
            return {"标签之间", "between tags"};
        case State::tag_name:
        case State::tag:
        case State::seam:
        case State::attribute_name:
        case State::behind_name:
            return {"<" + context.element + "> 标签里", "in the tag <" + context.element + ">"};
        case State::before_value:
        case State::value:
        case State::unquoted:
            return {context.attribute_name + " 属性里", "in the attribute " + context.attribute_name};
        default:
            return {"<" + context.element + "> 元素里", "in the element <" + context.element + ">"};
    }
}

}  // namespace gongshi::syntax
