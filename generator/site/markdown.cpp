#include "site/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "core/markup.h"
#include "core/text.h"

namespace gongshi {
namespace {

constexpr std::size_t longest = std::size_t(2) << 20;

using Node = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

Node parse(std::string_view text) {
    // Finishing a parse touches global state of the strikethrough extension: one at a time.
    static std::mutex mutex;
    const std::lock_guard guard(mutex);
    cmark_gfm_core_extensions_ensure_registered();
    const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(
        cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_FOOTNOTES), cmark_parser_free);
    for (const char* name : {"table", "strikethrough"}) {
        if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    }
    cmark_parser_feed(parser.get(), text.data(), text.size());
    return {cmark_parser_finish(parser.get()), cmark_node_free};
}

std::string plain_text(cmark_node* node) {
    std::string text;
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(node), cmark_iter_free);
    while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
        cmark_node* here = cmark_iter_get_node(walk.get());
        const cmark_node_type type = cmark_node_get_type(here);
        if ((type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) &&
            cmark_iter_get_event_type(walk.get()) == CMARK_EVENT_ENTER)
            text += cmark_node_get_literal(here);
    }
    return text;
}

void place_links(cmark_node* document, const MarkdownRenderer::PlaceLink& place) {
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(document), cmark_iter_free);
    std::uint32_t line = 0;  // of the block: what is within it has no line
    for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get())) {
        if (event != CMARK_EVENT_ENTER) continue;
        cmark_node* here = cmark_iter_get_node(walk.get());
        const cmark_node_type type = cmark_node_get_type(here);
        if (const int own = cmark_node_get_start_line(here); own > 0) line = std::uint32_t(own);
        if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE) continue;
        if (const auto address = place(cmark_node_get_url(here), line)) cmark_node_set_url(here, address->c_str());
    }
}

/// The words of a heading as an anchor: letters and digits of any script, blanks as dashes, never twice.
std::string anchor_for(const std::string& title, std::map<std::string, int>& used) {
    std::string anchor;
    for (char32_t c : to_code_points(title)) {
        if (is_blank(c) || c == U'-') {
            if (!anchor.empty() && anchor.back() != '-') anchor += '-';
        } else if (c >= 0x80 ? !(c >= 0x2010 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F) &&
                                   !(c >= 0xFF00 && c <= 0xFF0F) && c != 0xFF1A && c != 0xFF1B && c != 0xFF1F
                             : (std::isalnum(int(c)) != 0)) {
            append_utf8(anchor, c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }
    if (anchor.empty()) anchor = "section";
    const int count = ++used[anchor];
    return count == 1 ? anchor : anchor + "-" + std::to_string(count);
}

std::string html_of(cmark_node* node) {
    char* html = cmark_render_html(node, CMARK_OPT_DEFAULT, nullptr);
    std::string text = html;
    cmark_get_default_mem_allocator()->free(html);
    // Headers of a table say what they head; texts are escaped, so these can only be tags.
    replace_all(text, "<th>", "<th scope=\"col\">");
    replace_all(text, "<th align", "<th scope=\"col\" align");
    return text;
}

/// The top-level nodes of a document, one after another.
class Pieces {
public:
    void add(cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_CODE_BLOCK && trim(cmark_node_get_fence_info(node)) == "dataset") {
            page_.tables.push_back({std::uint32_t(cmark_node_get_start_line(node)), cmark_node_get_literal(node)});
            finish_piece();
        } else if (type == CMARK_NODE_HEADING) {
            add_heading(node);
        } else {
            html_ += html_of(node);
        }
    }
    void finish_piece();
    MarkdownPage take() {
        finish_piece();
        return std::move(page_);
    }
    std::vector<std::string> htmls;

private:
    void add_heading(cmark_node* node) {
        const int level = std::max(2, cmark_node_get_heading_level(node));
        const std::string title = plain_text(node);
        const std::string anchor = anchor_for(title, used_);
        if (level <= 3) page_.headings.push_back({level, title, anchor});
        const std::string inner = html_of(node);  // <hN>…</hN>
        const std::size_t open = inner.find('>'), close = inner.rfind("</");
        html_ += "<h" + std::to_string(level) + " id=\"";
        append_markup(html_, anchor);
        html_ += "\">" + inner.substr(open + 1, close - open - 1) + "</h" + std::to_string(level) + ">\n";
    }

    MarkdownPage page_;
    std::string html_;
    std::map<std::string, int> used_;
};

void Pieces::finish_piece() { htmls.push_back(std::exchange(html_, {})); }

}  // namespace

MarkdownPage MarkdownRenderer::render(std::string_view text, const PlaceLink& place) {
    const Node document = parse(text.substr(0, longest));
    if (place) place_links(document.get(), place);
    Pieces pieces;
    // Footnotes are rendered with the whole document only; a text that has some is one piece.
    bool footnotes = false;
    for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr; node = cmark_node_next(node)) {
        footnotes = footnotes || cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION;
    }
    if (footnotes) {
        pieces.htmls.push_back(html_of(document.get()));
    } else {
        for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr; node = cmark_node_next(node))
            pieces.add(node);
    }
    MarkdownPage page = pieces.take();
    for (std::string& html : pieces.htmls) page.pieces.emplace_back(SafeHtml::Key(), std::move(html));
    return page;
}

SafeHtml MarkdownRenderer::table(const std::vector<std::string>& header,
                                 const std::vector<std::vector<std::pair<std::string, std::string>>>& rows,
                                 const std::string& caption) {
    std::string html = "<div class=\"sheet\"><table class=\"data\"><caption>";
    append_markup(html, caption);
    html += "</caption><thead><tr>";
    for (const std::string& title : header) {
        html += "<th scope=\"col\">";
        append_markup(html, title);
        html += "</th>";
    }
    html += "</tr></thead><tbody>";
    for (const auto& row : rows) {
        html += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            html += "<td data-label=\"";
            append_markup(html, header[i]);
            html += "\">";
            if (!row[i].second.empty()) {
                html += "<a href=\"";
                append_markup(html, row[i].second);
                html += "\">";
            }
            append_markup(html, row[i].first);
            html += row[i].second.empty() ? "</td>" : "</a></td>";
        }
        html += "</tr>";
    }
    return {SafeHtml::Key(), html + "</tbody></table></div>\n"};
}

SafeHtml MarkdownRenderer::join(const std::vector<SafeHtml>& pieces) {
    std::string html;
    for (const SafeHtml& part : pieces) html += part.view();
    return {SafeHtml::Key(), std::move(html)};
}

}  // namespace gongshi
