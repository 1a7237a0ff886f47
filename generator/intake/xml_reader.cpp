#include "intake/xml_reader.h"

#include <expat.h>

#include <memory>

#include "intake/codes.h"

namespace gongshi {
namespace {

std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct Parse {
    const XmlHandlers& handlers;
    XML_Parser parser;
    bool dtd = false;

    static void start(void* self, const char* name, const char** attributes) {
        const auto& parse = *static_cast<Parse*>(self);
        if (parse.handlers.start) parse.handlers.start(local_name(name), XmlAttributes(attributes));
    }
    static void end(void* self, const char* name) {
        const auto& parse = *static_cast<Parse*>(self);
        if (parse.handlers.end) parse.handlers.end(local_name(name));
    }
    static void text(void* self, const char* bytes, int length) {
        const auto& parse = *static_cast<Parse*>(self);
        if (parse.handlers.text) parse.handlers.text({bytes, std::size_t(length)});
    }
    static void doctype(void* self, const char*, const char*, const char*, int) {
        auto& parse = *static_cast<Parse*>(self);
        parse.dtd = true;
        XML_StopParser(parse.parser, XML_FALSE);
    }
};

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
    for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
        if (local_name(pair[0]) == name) return pair[1];
    }
    return {};
}

Result<void> read_xml(const WorkbookArchive& archive, const std::string& member, const std::string& shown,
                      const XmlHandlers& handlers) {
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                              XML_ParserFree);
    Parse parse{handlers, parser.get()};
    XML_SetUserData(parser.get(), &parse);
    XML_SetElementHandler(parser.get(), Parse::start, Parse::end);
    XML_SetCharacterDataHandler(parser.get(), Parse::text);
    XML_SetStartDoctypeDeclHandler(parser.get(), Parse::doctype);
    bool good = true, enough = false;
    const Result<void> read = archive.read(member, [&](std::string_view piece) {
        good = XML_Parse(parser.get(), piece.data(), int(piece.size()), 0) == XML_STATUS_OK;
        enough = good && handlers.enough && handlers.enough();
        return good && !enough;
    });
    const Place place{shown, "", 0, 0, true, ""};
    if (parse.dtd) return Failure(Diagnostic(codes::xlsx_dtd, place, member));
    if (!read) return read;
    if (good && !enough) good = XML_Parse(parser.get(), "", 0, 1) == XML_STATUS_OK;
    if (!good) return Failure(Diagnostic(codes::xlsx_malformed, place, member));
    return {};
}

}  // namespace gongshi
