// Laws of the ledger's texts: what is read and written again gives the same bytes.
#include "input.h"
#include "ledger/ledger_text.h"
#include "ledger/signed_note.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    if (const auto leaf = parse_leaf(text)) {
        const auto again = parse_leaf(leaf_text(*leaf));
        fuzz::hold(again && leaf_text(*again) == leaf_text(*leaf), "a leaf is read as it was written");
    }
    if (const auto head = parse_head(text)) {
        const auto again = parse_head(head_text(*head));
        fuzz::hold(again && again->sha256 == head->sha256 && again->size == head->size,
                   "a head is read as it was written");
    }
    fuzz::hold(!open_note(text, "zfgs+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
               "nobody signed this");
    return 0;
}
