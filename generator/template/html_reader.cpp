// Reads the literal text of templates as an HTML tokenizer does, and moves the context along. It knows the ordinary
// ways of writing HTML; where a browser's recovery from an odd one would lead elsewhere, the text is refused, so that
// what is tracked is what every parser sees.
#include <algorithm>
#include <array>

#include "core/text.h"
#include "template/html_context.h"

namespace gongshi::syntax {
namespace {

using State = HtmlContext::State;
using Attribute = HtmlContext::Attribute;
using Url = HtmlContext::Url;

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_name_sign(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_' || c == '.';
}

/// Elements whose content browsers do not read as HTML.
bool is_raw_element(std::string_view name) {
    static constexpr std::array<std::string_view, 6> raw = {"script", "style", "iframe", "noembed", "noframes", "xmp"};
    return is_one_of(raw, name);
}

/// A script element that is data.
bool is_data_type(std::string_view type) {
    const std::string plain = lower_ascii(trim(type));
    return plain == "application/ld+json" || plain == "application/json";
}

class Reader {
public:
    Reader(HtmlContext& context, std::string_view text) : context_(context), text_(text) {}

    std::optional<Misread> run() {
        while (at_ < text_.size() && !problem_) {
            mark_ = at_;
            step();
        }
        return problem_;
    }

private:
    void refuse(std::string zh, std::string en) { problem_ = Misread{mark_, {std::move(zh), std::move(en)}}; }

    void step() {
        switch (context_.state) {
            case State::text:
                return in_text();
            case State::tag_name:
                return in_tag_name();
            case State::tag:
                return in_tag();
            case State::seam:
                return in_seam();
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
            case State::rcdata:
            case State::raw:
            case State::json:
                return in_element_text();
        }
    }

    void in_text() {
        const std::size_t open = text_.find('<', at_);
        at_ = open == std::string_view::npos ? text_.size() : open + 1;
        if (open == std::string_view::npos) return;
        mark_ = open;
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("!--")) return comment();
        if (lower_ascii(rest.substr(0, 8)) == "!doctype") return doctype();
        context_.closing = rest.starts_with('/');
        const std::size_t name = context_.closing ? 1 : 0;
        if (name >= rest.size() || !is_letter(rest[name]))
            return refuse("“<”后面不是标签：写成 &lt;", "a “<” that begins no tag: write &lt;");
        context_.state = State::tag_name;
        context_.element.clear();
        at_ += name;
    }

    /// Browsers end comments in more ways than `-->`, and a value might be one of them: comments hold literal text only.
    void comment() {
        const std::string_view rest = text_.substr(at_ + 3);
        const std::size_t end = std::min(rest.find("-->"), rest.find("--!>"));
        if (end == std::string_view::npos)
            return refuse("HTML 注释里不能有变量和语句：用 {# … #}",
                          "an HTML comment with a value or statement in it: use {# … #}");
        if (rest.starts_with(">") || rest.starts_with("->"))
            return refuse("HTML 注释以“>”开头", "an HTML comment that begins with “>”");
        at_ += 3 + end + (rest.substr(end).starts_with("-->") ? 3 : 4);
    }

    void doctype() {
        const std::size_t end = text_.find('>', at_);
        if (end == std::string_view::npos)
            return refuse("DOCTYPE 没有写完整", "a DOCTYPE that is not closed before the next brace");
        at_ = end + 1;
    }

    void end_tag() {
        const std::string element = context_.element;
        const bool data = element == "script" && is_data_type(context_.type);
        const bool closing = context_.closing;
        if (context_.pragma && context_.content_written)
            return refuse("带 http-equiv 的 meta 会执行它的内容",
                          "a value in a meta tag with http-equiv, whose content acts");
        context_ = HtmlContext();
        if (closing) return;
        if (element == "plaintext") return refuse("<plaintext> 没有结尾", "<plaintext>, which has no end");
        if (is_raw_element(element)) context_.state = data ? State::json : State::raw;
        if (element == "title" || element == "textarea") context_.state = State::rcdata;
        if (context_.state != State::text) context_.element = element;
    }

    void in_tag_name() {
        const char c = text_[at_++];
        if (c == '>') return end_tag();
        if (is_html_space(c) || c == '/') {
            context_.state = State::tag;
        } else if (is_name_sign(c)) {
            context_.element += lower(c);
        } else {
            refuse("标签名里有“" + shown(c) + "”", "“" + shown(c) + "” in the name of a tag");
        }
    }

    void in_tag() {
        const char c = text_[at_++];
        if (c == '>') return end_tag();
        if (is_html_space(c) || c == '/') return;
        if (!is_name_sign(c))
            return refuse("这里应是属性名，却是“" + shown(c) + "”",
                          "“" + shown(c) + "” where an attribute's name is expected");
        context_.state = State::attribute_name;
        context_.attribute_name = std::string(1, lower(c));
    }

    void in_seam() {
        const char c = text_[at_];
        if (c != '>' && c != '/' && !is_html_space(c))
            return refuse("前面的分支可能停在名称中间：分支之后先写空格或“>”",
                          "branches before this may end within a name: put a blank or “>” behind them");
        context_.state = State::tag;
    }

    void in_attribute_name() {
        const char c = text_[at_];
        if (c == '>' || c == '/') return end_attribute();
        ++at_;
        if (c == '=') {
            context_.state = State::before_value;
        } else if (is_html_space(c)) {
            context_.state = State::behind_name;
        } else if (is_name_sign(c)) {
            context_.attribute_name += lower(c);
        } else {
            refuse("属性名里有“" + shown(c) + "”", "“" + shown(c) + "” in the name of an attribute");
        }
    }

    void behind_name() {
        const char c = text_[at_];
        if (c != '=' && !is_html_space(c)) return end_attribute();
        ++at_;
        if (c == '=') context_.state = State::before_value;
    }

    void before_value() {
        const char c = text_[at_];
        if (c != '"' && c != '\'' && !is_html_space(c)) {
            begin_value('\0');
            return;
        }
        ++at_;
        if (!is_html_space(c)) begin_value(c);
    }

    void begin_value(char quote) {
        context_.state = quote == '\0' ? State::unquoted : State::value;
        context_.quote = quote;
        context_.attribute = kind_of_attribute(context_.attribute_name);
        if (context_.element == "meta" && context_.attribute_name == "http-equiv") context_.pragma = true;
    }

    /// Back between attributes; of what the attribute was, only what decides about others stays.
    void end_attribute() {
        // Of two attributes of one name browsers take the first.
        if (context_.element == "script" && context_.attribute_name == "type") context_.type_known = true;
        context_.state = State::tag;
        context_.attribute_name.clear();
        context_.attribute = Attribute::plain;
        context_.quote = '\0';
        context_.url = Url::start;
        context_.scheme.clear();
        context_.scheme_written = false;
    }

    void in_value() {
        const char c = text_[at_++];
        if (c == context_.quote) return end_attribute();
        take_value(c);
    }

    void in_unquoted() {
        const char c = text_[at_];
        if (is_html_space(c) || c == '>') return end_attribute();
        ++at_;
        take_value(c);
    }

    void take_value(char c) {
        if (context_.element == "script" && context_.attribute_name == "type" && !context_.type_known)
            context_.type += c;
        if (context_.attribute == Attribute::url) take_url(c);
        if (context_.attribute == Attribute::srcset) take_srcset(c);
    }

    void take_url(char c) {
        if (context_.url == Url::query || context_.url == Url::unsafe) return;
        if (context_.url == Url::start && is_html_space(c)) return;
        if (c == '&' && context_.url != Url::path) {
            // It might be &colon; in disguise.
            context_.url = Url::unsafe;
        } else if (c == '?' || c == '#') {
            context_.url = Url::query;
        } else if (c == '/') {
            context_.url = Url::path;
        } else if (context_.url == Url::path) {
            return;
        } else if (c == ':') {
            end_scheme();
        } else {
            context_.url = Url::open;
            context_.scheme += c;
        }
    }

    void end_scheme() {
        if (context_.scheme_written) return refuse("变量成了网址协议的一部分", "a value as part of a URL's scheme");
        static constexpr std::array<std::string_view, 4> harmless = {"http", "https", "mailto", "tel"};
        context_.url = is_one_of(harmless, lower_ascii(context_.scheme)) ? Url::path : Url::unsafe;
    }

    /// A comma ends a candidate; a blank ends its URL.
    void take_srcset(char c) {
        if (c == ',') {
            context_.url = Url::start;
            context_.scheme.clear();
            context_.scheme_written = false;
        } else if (is_html_space(c) && context_.url != Url::start) {
            context_.url = Url::query;
        } else {
            take_url(c);
        }
    }

    /// Text of an element that ends only with its own end tag.
    void in_element_text() {
        const std::string close = "</" + context_.element;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (context_.state == State::json) take_json(c);
            if (c != '<') continue;
            mark_ = at_;
            const std::string_view rest = text_.substr(at_);
            if (rest.size() > close.size() && lower_ascii(rest.substr(0, close.size())) == close &&
                (is_html_space(rest[close.size()]) || rest[close.size()] == '/' || rest[close.size()] == '>')) {
                at_ += close.size();
                const std::string element = context_.element;
                context_ = HtmlContext();
                context_.state = State::tag;
                context_.element = element;
                context_.closing = true;
                return;
            }
            const bool harmless = context_.element == "script" && rest.size() > 1 && !is_letter(rest[1]) &&
                                  rest[1] != '/' && rest[1] != '!' && rest[1] != '?';
            if (!harmless)
                return refuse("<" + context_.element + "> 里有“<”",
                              "a “<” within the element <" + context_.element + ">");
        }
    }

    void take_json(char c) {
        if (context_.behind_backslash) {
            context_.behind_backslash = false;
        } else if (c == '\\' && context_.in_string) {
            context_.behind_backslash = true;
        } else if (c == '"') {
            context_.in_string = !context_.in_string;
        }
    }

    std::string shown(char c) const {
        const bool plain = static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7F;
        return plain ? std::string(1, c) : to_utf8(std::u32string(1, first_code_point(text_.substr(at_ - 1)).value));
    }

    HtmlContext& context_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t mark_ = 0;  // where what is being read began
    std::optional<Misread> problem_;
};

}  // namespace

std::optional<Misread> read_literal(HtmlContext& context, std::string_view text) { return Reader(context, text).run(); }

}  // namespace gongshi::syntax
