// Content pages: no text makes a script, a handler or a link that runs one; pieces and tables alternate.
#include "audit/html_scan.h"
#include "core/text.h"
#include "input.h"
#include "site/markdown.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MarkdownPage page = MarkdownRenderer::render(fuzz::text_of(data, size));
    fuzz::hold(page.pieces.size() == page.tables.size() + 1, "pieces and tables alternate");
    for (const SafeHtml& piece : page.pieces) {
        const std::string html = lower_ascii(piece.view());
        fuzz::hold(html.find("<script") == std::string::npos, "no script");
        for (const PageLink& link : scan_html(piece.view()).links) {
            const std::string written = link.target();
            const std::string target = lower_ascii(trim(written));
            fuzz::hold(!target.starts_with("javascript:") && !target.starts_with("vbscript:"), "no link runs a script");
        }
    }
    return 0;
}
