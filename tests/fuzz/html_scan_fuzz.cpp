// The audit's scan reads whatever it is given to its end.
#include "audit/html_scan.h"
#include "input.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const ScannedPage page = scan_html(text);
    fuzz::hold(page.links.size() <= size && page.anchors.size() <= size, "no more links than bytes");
    scan_xml(text);
    fuzz::hold(decode_entities(text).size() <= size * 4 + 4, "characters are no longer than their entities");
    return 0;
}
