// Laws of the search index's readers: what is read is sorted and within its block; what is read and written again is read as the
// same; a shard never gives a gram that it does not hold.
#include <algorithm>

#include "input.h"
#include "search/dictionary.h"
#include "search/postings.h"
#include "search/seal.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    std::string_view rest = text;
    while (const auto block = decode_block(rest)) {
        const BlockPostings& numbers = block->postings;
        fuzz::hold(!numbers.empty() && numbers.back() < block_records, "numbers lie within the block");
        fuzz::hold(std::adjacent_find(numbers.begin(), numbers.end(), std::greater_equal<>()) == numbers.end(),
                   "ascending");
        const std::string again = encode_block(block->block, numbers);
        std::string_view back = again;
        const auto same = decode_block(back);
        fuzz::hold(same && same->postings == numbers && same->block == block->block && back.empty(),
                   "written again, read as the same");
    }
    fuzz::hold(unsealed("0.bin", sealed(std::string(text))) == text, "sealed bytes are read back");
    fuzz::hold(unsealed("common.txt", sealed_text(std::string(text))) == text, "sealed texts too");
    if (const auto inside = unsealed("r0.json", text)) fuzz::hold(inside == text && size >= 10, "JSON is given whole");
    bool damaged = false;
    for (const std::string_view gram :
         {std::string_view("云"), text.substr(0, 3), text.substr(std::min<std::size_t>(1, size), 2)}) {
        if (const auto entry = find_in_shard(text, gram, damaged)) {
            fuzz::hold(text.find(gram) != std::string_view::npos, "a gram that is there");
            fuzz::hold(entry->head.size() <= text.size(), "its postings are part of the shard");
        }
    }
    return 0;
}
