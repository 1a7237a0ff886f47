#include "template/html_context.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text.h"

namespace gongshi::syntax {
namespace {

using State = HtmlContext::State;
using Attribute = HtmlContext::Attribute;
using Url = HtmlContext::Url;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

Attribute kind_of(std::string_view name) {
    static constexpr std::array<std::string_view, 15> urls = {
        "href",     "src",    "action",   "formaction", "poster",     "cite", "data",    "background",
        "longdesc", "usemap", "manifest", "icon",       "xlink:href", "ping", "codebase"};
    if (name.starts_with("on")) return Attribute::event;
    if (name == "style") return Attribute::style;
    if (name == "srcset" || name == "imagesrcset") return Attribute::srcset;
    return is_one_of(urls, name) ? Attribute::url : Attribute::plain;
}

bool is_harmless_scheme(std::string_view scheme) {
    static constexpr std::array<std::string_view, 4> schemes = {"http", "https", "mailto", "tel"};
    return is_one_of(schemes, scheme);
}

/// One literal character of a URL.
void advance_url(HtmlContext& context, char c) {
    if (context.url == Url::query || context.url == Url::unsafe) return;
    if (c == '?' || c == '#') {
        context.url = Url::query;
    } else if (c == '/') {
        context.url = Url::path;
    } else if (context.url == Url::path) {
        return;
    } else if (c == ':') {
        const std::string scheme = lower_ascii(trim(context.scheme));
        context.url = is_harmless_scheme(scheme) ? Url::path : Url::unsafe;
    } else {
        context.url = Url::open;
        context.scheme += c;
    }
}

void begin_value(HtmlContext& context, char quote) {
    context.state = State::value;
    context.quote = quote;
    context.attribute = kind_of(context.attribute_name);
    context.url = Url::start;
    context.scheme.clear();
}

void end_tag(HtmlContext& context) {
    context.state = State::text;
    if (!context.closing && context.element == "script")
        context.state = context.json_script ? State::json : State::script;
    if (!context.closing && context.element == "style") context.state = State::style;
    if (!context.closing && (context.element == "title" || context.element == "textarea"))
        context.state = State::rcdata;
    if (context.state == State::text) context.element.clear();
    context.attribute_name.clear();
    context.json_script = context.json_script && context.state == State::json;
    context.closing = false;
    context.name_lost = false;
}

/// Literal text, one character after another.
class Advance {
public:
    Advance(HtmlContext& context, std::string_view text) : context_(context), text_(text) {}

    std::optional<std::string> run() {
        while (at_ < text_.size() && !problem_) step();
        return problem_;
    }

private:
    void step() {
        switch (context_.state) {
            case State::text:
                return in_text();
            case State::tag_name:
                return in_tag_name();
            case State::tag:
                return in_tag();
            case State::attribute_name:
                return in_attribute_name();
            case State::behind_name:
                return behind_name();
            case State::before_value:
                return before_value();
            case State::value:
                return in_value();
            case State::unquoted:
                return in_unquoted();
            case State::comment:
                return until("-->", State::text);
            case State::rcdata:
            case State::script:
            case State::style:
            case State::json:
                return in_raw_text();
        }
    }

    void in_text() {
        const std::size_t open = text_.find('<', at_);
        if (open == std::string_view::npos) {
            at_ = text_.size();
            return;
        }
        at_ = open + 1;
        if (text_.substr(at_).starts_with("!--")) {
            context_.state = State::comment;
            at_ += 3;
        } else if (at_ < text_.size() &&
                   (std::isalpha(static_cast<unsigned char>(text_[at_])) || text_[at_] == '/' || text_[at_] == '!')) {
            context_.state = State::tag_name;
            context_.element.clear();
            context_.closing = text_[at_] == '/';
            at_ += text_[at_] == '/' || text_[at_] == '!';
        } else {
            problem_ = "a “<” that begins no tag: write &lt;";
        }
    }

    void in_tag_name() {
        const char c = text_[at_];
        if (c == '>') {
            ++at_;
            end_tag(context_);
        } else if (is_space(c) || c == '/') {
            context_.state = State::tag;
            ++at_;
        } else {
            context_.element += char(std::tolower(static_cast<unsigned char>(c)));
            ++at_;
        }
    }

    void in_tag() {
        const char c = text_[at_++];
        if (c == '>') return end_tag(context_);
        if (is_space(c) || c == '/') return;
        if (c == '=' || c == '"' || c == '\'' || c == '<') {
            problem_ = context_.name_lost
                           ? "branches before this end in different attributes: close the attribute in each of them"
                           : std::string("“") + c + "” where an attribute's name is expected";
            return;
        }
        context_.state = State::attribute_name;
        context_.attribute_name = std::string(1, char(std::tolower(static_cast<unsigned char>(c))));
    }

    void in_attribute_name() {
        const char c = text_[at_];
        if (c == '>' || c == '/') {
            context_.state = State::tag;
            context_.attribute_name.clear();
            return;
        }
        ++at_;
        if (c == '=') {
            context_.state = State::before_value;
        } else if (is_space(c)) {
            context_.state = State::behind_name;
        } else {
            context_.attribute_name += char(std::tolower(static_cast<unsigned char>(c)));
        }
    }

    void behind_name() {
        const char c = text_[at_];
        if (is_space(c)) {
            ++at_;
        } else if (c == '=') {
            ++at_;
            context_.state = State::before_value;
        } else {
            context_.state = State::tag;
            context_.attribute_name.clear();
        }
    }

    void before_value() {
        const char c = text_[at_];
        if (is_space(c)) {
            ++at_;
        } else if (c == '"' || c == '\'') {
            ++at_;
            literal_.clear();
            begin_value(context_, c);
        } else {
            context_.state = State::unquoted;
        }
    }

    void in_value() {
        const char c = text_[at_++];
        if (c == context_.quote) {
            const std::string type = lower_ascii(literal_);
            if (context_.element == "script" && context_.attribute_name == "type")
                context_.json_script = type == "application/ld+json" || type == "application/json";
            context_.state = State::tag;
            context_.attribute_name.clear();
            context_.attribute = Attribute::plain;
            context_.quote = '\0';
            context_.url = Url::start;
            context_.scheme.clear();
            return;
        }
        literal_ += c;
        if (context_.attribute == Attribute::url) advance_url(context_, c);
    }

    void in_unquoted() {
        const char c = text_[at_];
        if (is_space(c) || c == '>') {
            context_.state = State::tag;
            context_.attribute_name.clear();
        } else {
            ++at_;
        }
    }

    void until(std::string_view end, State behind) {
        const std::size_t found = text_.find(end, at_);
        at_ = found == std::string_view::npos ? text_.size() : found + end.size();
        if (found != std::string_view::npos) context_.state = behind;
    }

    void in_raw_text() {
        const std::string close = "</" + context_.element;
        for (std::size_t i = text_.find('<', at_); i != std::string_view::npos; i = text_.find('<', i + 1)) {
            if (lower_ascii(text_.substr(i, close.size())) != close) continue;
            at_ = i + close.size();
            context_.state = State::tag;
            context_.closing = true;
            context_.json_script = false;
            return;
        }
        at_ = text_.size();
    }

    HtmlContext& context_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::string literal_;
    std::optional<std::string> problem_;
};

Writing refuse(std::string problem) { return {std::nullopt, std::move(problem)}; }

Writing place_in_url(HtmlContext& context) {
    switch (context.url) {
        case Url::unsafe:
            return refuse("a value behind a URL's scheme that may run code");
        case Url::query:
            return {Escape::url_part, {}};
        case Url::path:
            return {Escape::url_rest, {}};
        case Url::open:
            return {Escape::url_part, {}};
        case Url::start:
            break;
    }
    context.url = Url::open;
    return {Escape::url, {}};
}

}  // namespace

std::optional<std::string> read_literal(HtmlContext& context, std::string_view text) {
    return Advance(context, text).run();
}

Writing place_value(HtmlContext& context) {
    switch (context.state) {
        case State::text:
            return {Escape::text, {}};
        case State::rcdata:
            return {Escape::rcdata, {}};
        case State::json:
            return {Escape::json, {}};
        case State::value:
            break;
        case State::before_value:
        case State::unquoted:
            return refuse("a value in an attribute without quotes: put it in double quotes");
        case State::comment:
            return refuse("a value in an HTML comment");
        case State::script:
            return refuse("a value in a script: put it into an attribute, or into <script type=\"application/json\">");
        case State::style:
            return refuse("a value in a style element");
        default:
            return refuse("a value as part of a tag's or an attribute's name");
    }
    switch (context.attribute) {
        case Attribute::plain:
            return {Escape::attribute, {}};
        case Attribute::url:
            return place_in_url(context);
        case Attribute::event:
            return refuse("a value in an on… attribute, which is a script");
        case Attribute::style:
            return refuse("a value in a style attribute");
        case Attribute::srcset:
            break;
    }
    return refuse("a value in a srcset attribute");
}

std::optional<HtmlContext> join(const HtmlContext& a, const HtmlContext& b) {
    if (a == b) return a;
    const auto in_tag = [](const HtmlContext& c) {
        return c.state == State::tag || c.state == State::tag_name || c.state == State::attribute_name ||
               c.state == State::behind_name;
    };
    if (in_tag(a) && in_tag(b) && a.element == b.element && a.closing == b.closing && a.json_script == b.json_script) {
        HtmlContext joined = a;
        joined.state = State::tag;
        joined.attribute_name.clear();
        joined.name_lost = true;
        return joined;
    }
    HtmlContext same = b;
    same.url = a.url;
    same.scheme = a.scheme;
    if (a.state != State::value || a.attribute != Attribute::url || !(same == a)) return std::nullopt;
    // Both within one URL: go on as the more careful of the two would.
    HtmlContext joined = a;
    if (a.url == Url::unsafe || b.url == Url::unsafe) {
        joined.url = Url::unsafe;
    } else if (a.url != b.url) {
        joined.url = a.url == Url::query || b.url == Url::query ? Url::query : Url::open;
    }
    // A scheme that differs cannot be judged behind the branches: a colon there makes the URL unsafe.
    if (a.scheme != b.scheme) joined.scheme = "?";
    return joined;
}

std::string describe(const HtmlContext& context) {
    switch (context.state) {
        case State::text:
            return "between tags";
        case State::tag_name:
        case State::tag:
        case State::attribute_name:
        case State::behind_name:
            return "in the tag <" + context.element + ">";
        case State::before_value:
        case State::value:
        case State::unquoted:
            return "in the attribute " + context.attribute_name;
        case State::comment:
            return "in a comment";
        default:
            return "in the element <" + context.element + ">";
    }
}

}  // namespace gongshi::syntax
