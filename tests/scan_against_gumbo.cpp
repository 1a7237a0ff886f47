// Holds the audit's quick scan of a page against a full HTML5 parser, on every page of a built site: the same links, ids
// and meta tags, and no parse error. scan_against_gumbo PUBLIC
#include <gumbo.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "audit/html_scan.h"
#include "core/disk.h"
#include "core/text.h"

namespace {

struct Seen {
    std::vector<std::string> links, ids, metas;
    void sort() {
        for (auto* list : {&links, &ids, &metas}) std::sort(list->begin(), list->end());
    }
    bool operator==(const Seen&) const = default;
};

std::string attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? "" : found->value;
}

void walk(const GumboNode* node, Seen& seen) {
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) return;
    const GumboElement& element = node->v.element;
    for (const char* name : {"href", "src", "action", "poster", "data"}) {
        if (gumbo_get_attribute(&element.attributes, name) != nullptr) seen.links.push_back(attribute(element, name));
    }
    if (!attribute(element, "id").empty()) seen.ids.push_back(attribute(element, "id"));
    const bool meta = element.tag == GUMBO_TAG_META && !gongshi::trim(attribute(element, "content")).empty();
    if (meta) seen.metas.push_back(gongshi::lower_ascii(attribute(element, "name")));
    for (unsigned i = 0; i < element.children.length; ++i)
        walk(static_cast<const GumboNode*>(element.children.data[i]), seen);
}

Seen by_gumbo(const std::string& html, unsigned& errors) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    Seen seen;
    walk(output->root, seen);
    errors = output->errors.length;
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    seen.sort();
    return seen;
}

Seen by_scan(const std::string& html) {
    const gongshi::ScannedPage page = gongshi::scan_html(html);
    Seen seen;
    for (const gongshi::PageLink& link : page.links) seen.links.push_back(link.target());
    seen.ids = page.anchors;
    seen.metas = page.meta_names;
    seen.sort();
    return seen;
}

}  // namespace

int main(int, char** argv) {
    int pages = 0, bad = 0;
    for (const gongshi::disk::Entry& entry : gongshi::disk::list_files(argv[1])) {
        if (!entry.path.ends_with(".html")) continue;
        ++pages;
        const std::string html = gongshi::disk::read_file(std::filesystem::path(argv[1]) / entry.path).value_or("");
        unsigned errors = 0;
        if (by_gumbo(html, errors) == by_scan(html) && errors == 0) continue;
        if (++bad <= 5)
            std::printf("%s: the scan and the parser differ, or %u parse errors\n", entry.path.c_str(), errors);
    }
    std::printf("%d pages, %d differ\n", pages, bad);
    return bad == 0 && pages > 0 ? 0 : 1;
}
