// The workbook reader: whatever a file called .xlsx holds, it is read or refused, and the same way twice.
#include "input.h"
#include "intake/xlsx.h"

using namespace gongshi;

namespace {

class EverySheet final : public SheetChooser {
public:
    RowSink& begin_sheet(const std::string& name) override {
        log.said += name;
        return log;
    }
    bool end_sheet() override { return false; }
    fuzz::Log log;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::filesystem::path file = fuzz::as_file(fuzz::text_of(data, size), "x.xlsx");
    EverySheet once, again;
    const auto refused = read_xlsx(file, "x.xlsx", once);
    const auto refused_again = read_xlsx(file, "x.xlsx", again);
    fuzz::hold(once.log.said == again.log.said && refused.has_value() == refused_again.has_value(), "the same twice");
    return 0;
}
