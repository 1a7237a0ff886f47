// Configuration: a schema is read, or every mistake has a line of the file.
#include <algorithm>

#include "dataset/dataset_file.h"
#include "input.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    Diagnostics findings;
    parse_dataset(text, "x.json", findings);
    const auto lines = std::uint32_t(std::count(text.begin(), text.end(), '\n')) + 1;
    for (const Diagnostic& finding : findings.take_sorted())
        fuzz::hold(finding.place.line >= 1 && finding.place.line <= lines, "a mistake has a line of the file");
    return 0;
}
