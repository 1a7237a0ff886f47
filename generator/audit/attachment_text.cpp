#include "audit/attachment_text.h"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>

namespace gongshi {
namespace {

constexpr std::size_t most_text = 64 << 20;
constexpr int most_pages = 5000;

std::optional<std::string> pdf_text(std::string_view bytes) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(bytes.data(), int(bytes.size())));
    if (!document || document->is_locked()) return std::nullopt;
    std::string text = document->get_title().to_latin1() + "\n";
    for (int i = 0; i < std::min(document->pages(), most_pages) && text.size() < most_text; ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        if (!page) continue;
        const poppler::byte_array utf8 = page->text().to_utf8();
        text.append(utf8.begin(), utf8.end()).push_back('\n');
    }
    return text;
}

/// The characters between tags; a tag ends nothing, as Word parts a number at will.
void add_xml_text(std::string_view xml, std::string& text) {
    bool inside = false;
    for (const char c : xml) {
        if (c == '<') inside = true;
        if (!inside) text += c;
        if (c == '>') inside = false;
    }
    text += '\n';
}

std::optional<std::string> zipped_text(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return std::nullopt;
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == nullptr) {
        zip_source_free(source);
        return std::nullopt;
    }
    std::string text;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0) && text.size() < most_text; ++i) {
        const std::string_view name = zip_get_name(archive, zip_uint64_t(i), 0);
        if (!name.ends_with(".xml")) continue;
        zip_file_t* file = zip_fopen_index(archive, zip_uint64_t(i), 0);
        if (file == nullptr) continue;
        std::string xml;
        std::array<char, 16384> buffer{};
        for (zip_int64_t got = zip_fread(file, buffer.data(), buffer.size()); got > 0 && xml.size() < most_text;
             got = zip_fread(file, buffer.data(), buffer.size()))
            xml.append(buffer.data(), std::size_t(got));
        zip_fclose(file);
        add_xml_text(xml, text);
    }
    zip_discard(archive);
    return text;
}

}  // namespace

std::optional<std::string> attachment_text(std::string_view path, std::string_view bytes) {
    if (path.ends_with(".pdf")) return pdf_text(bytes);
    for (std::string_view ending : {".docx", ".xlsx", ".pptx", ".odt", ".ods"}) {
        if (path.ends_with(ending)) return zipped_text(bytes);
    }
    return std::nullopt;
}

}  // namespace gongshi
