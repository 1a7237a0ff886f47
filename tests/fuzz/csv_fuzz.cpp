// Laws of the CSV reader: where pieces end changes nothing; rows are numbered upwards.
#include "input.h"
#include "intake/csv.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::Log whole;
    CsvReader(fuzz::in_pieces(text, std::size_t(1) << 20), "x.csv").read(whole);
    for (const std::size_t piece : {std::size_t(1), std::size_t(7), std::size_t(64)}) {
        fuzz::Log parts;
        CsvReader(fuzz::in_pieces(text, piece), "x.csv").read(parts);
        fuzz::hold(whole.said == parts.said, "where pieces end changes nothing");
    }
    return 0;
}
