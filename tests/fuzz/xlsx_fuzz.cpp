// The workbook reader: whatever a file called .xlsx holds, it is read or refused, and the same way twice.
#include "input.h"
#include "intake/xlsx.h"

using namespace gongshi;

namespace {

/// What a workbook says, sheet by sheet.
std::string said_of(const std::filesystem::path& file) {
    const Result<XlsxReader> book = XlsxReader::open(file, "x.xlsx");
    if (!book) return book.error().code;
    fuzz::Log log;
    for (const Workbook::Sheet& sheet : book->sheets()) {
        log.said += sheet.name;
        const auto oddities = book->read(sheet, log);
        log.said += oddities ? std::to_string(oddities->size()) : oddities.error().code;
    }
    return log.said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::filesystem::path file = fuzz::as_file(fuzz::text_of(data, size), "x.xlsx");
    fuzz::hold(said_of(file) == said_of(file), "the same twice");
    return 0;
}
