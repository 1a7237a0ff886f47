#include "publish/compression.h"

#include <brotli/encode.h>
#include <libdeflate.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <new>

namespace gongshi {

std::string gzip(std::string_view text) {
    constexpr int level = 9;
    thread_local const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> tool(
        libdeflate_alloc_compressor(level), &libdeflate_free_compressor);
    if (!tool) throw std::bad_alloc();
    std::string out(libdeflate_gzip_compress_bound(tool.get(), text.size()), '\0');
    out.resize(libdeflate_gzip_compress(tool.get(), text.data(), text.size(), out.data(), out.size()));
    return out;
}

std::optional<std::string> gunzip(std::string_view bytes, std::size_t size) {
    const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> tool(
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    if (!tool) throw std::bad_alloc();
    std::string out(size, '\0');
    if (libdeflate_gzip_decompress(tool.get(), bytes.data(), bytes.size(), out.data(), out.size(), nullptr) !=
        LIBDEFLATE_SUCCESS)
        return std::nullopt;
    return out;
}

std::string brotli(std::string_view text) {
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
    std::string out(size, '\0');
    constexpr int quality = 6;  // 11 takes ten times as long for a few per cent
    // A window no larger than the text: the encoder clears and frees one for each call, which cost more than the work.
    const int window = std::clamp(int(std::bit_width(text.size())), BROTLI_MIN_WINDOW_BITS, BROTLI_DEFAULT_WINDOW);
    if (BrotliEncoderCompress(quality, window, BROTLI_MODE_TEXT, text.size(),
                              reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                              reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_FALSE)
        return {};
    out.resize(size);
    return out;
}

}  // namespace gongshi
