// Laws of bucket listings: a page without its end is none; keys are never longer than the page.
#include "input.h"
#include "transfer/object_page.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    for (const int version : {1, 2}) {
        for (const bool encoded : {true, false}) {
            const auto page = parse_object_page(text, version, encoded, 3);
            fuzz::hold(page.has_value() == (text.find("</ListBucketResult>") != std::string_view::npos),
                       "an end makes a page");
            if (!page) continue;
            for (const StoredObject& one : page->objects)
                fuzz::hold(one.key.size() <= text.size(), "keys come from the page");
        }
    }
    return 0;
}
