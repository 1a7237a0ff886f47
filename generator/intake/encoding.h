#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "core/disk.h"
#include "core/result.h"

namespace gongshi {

/// How a file's bytes are to be read. Decided by the byte order mark, else strict UTF-8, else strict GB18030 (which GBK
/// and GB2312 are parts of); statistical detectors guess wrong on short files.
enum class Encoding : std::uint8_t { utf8, utf8_bom, utf16_le, utf16_be, gb18030 };

std::string_view encoding_name(Encoding encoding);

/// Reads the whole file once or twice, in pieces. Error: `encoding.unreadable`, with the line where GB18030 ends.
Result<Encoding> detect_encoding(const std::filesystem::path& path, const std::string& shown);

/// The text of a file, in UTF-8, piece by piece; pieces end between characters. The byte order mark is left out.
class TextReader {
public:
    TextReader(const std::filesystem::path& file, Encoding encoding);
    ~TextReader();
    TextReader(const TextReader&) = delete;
    TextReader& operator=(const TextReader&) = delete;

    /// Appends the next piece; false at the end. Bytes that do not decode become U+FFFD (detect_encoding has said so).
    bool read(std::string& text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongshi
