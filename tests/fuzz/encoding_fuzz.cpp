// Laws of decoding: what comes out is strict UTF-8; what was strict UTF-8 comes out as it was.
#include "core/text.h"
#include "input.h"
#include "intake/encoding.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    const std::filesystem::path file = fuzz::as_file(bytes, "x.csv");
    const Result<Encoding> encoding = detect_encoding(file, "x.csv");
    if (!encoding) return 0;
    TextReader reader(file, *encoding);
    std::string text;
    while (reader.read(text)) {
    }
    fuzz::hold(!first_invalid_utf8(text), "what comes out is strict UTF-8");
    fuzz::hold(*encoding != Encoding::utf8 || text == bytes, "UTF-8 comes out as it was");
    return 0;
}
