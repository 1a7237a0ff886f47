// Laws of the JSON readers: where pieces end changes nothing, of rows and findings alike; what is read is what is read again.
#include "input.h"
#include "intake/json_rows.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    for (const bool lines : {false, true}) {
        fuzz::Log whole;
        const auto refused = read_json_rows(fuzz::in_pieces(text, std::size_t(1) << 20), lines, "x.json", whole);
        for (const std::size_t piece : {std::size_t(1), std::size_t(7)}) {
            fuzz::Log parts;
            const auto again = read_json_rows(fuzz::in_pieces(text, piece), lines, "x.json", parts);
            fuzz::hold(whole.said == parts.said, "where pieces end changes no row");
            fuzz::hold(refused.has_value() == again.has_value(), "where pieces end refuses no file");
            fuzz::hold(!refused || refused->code == again->code, "where pieces end changes no reason");
        }
    }
    return 0;
}
