// Laws of the text of an attachment that is a zip of XML (docx, xlsx, odt): it is read, or it is not; read twice it is the same,
// and no tag of the XML is left in it. (PDF is read by poppler, which has fuzzers of its own.)
#include "audit/attachment_text.h"
#include "input.h"

using namespace gongshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    const auto text = attachment_text("a/paper.docx", bytes);
    fuzz::hold(text == attachment_text("a/paper.docx", bytes), "read twice it is the same");
    fuzz::hold(!text || text->find('<') == std::string::npos, "tags are no text");
    return 0;
}
