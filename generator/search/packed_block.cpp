#include "search/packed_block.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "search/postings.h"

namespace gongshi {
namespace {

constexpr std::string_view magic = "gongshi search block 2\n";
constexpr std::size_t digest_at = magic.size(), body_at = digest_at + Digest().bytes.size();

/// What is read of a file at once. Nearly every gram is far smaller, but a token may be as long as a cell.
constexpr std::size_t piece_bytes = std::size_t(64) * 1024;

std::optional<std::string_view> take_text(std::string_view& rest) {
    const auto length = take_varint(rest);
    if (!length || *length > rest.size()) return std::nullopt;
    const std::string_view text = rest.substr(0, *length);
    rest.remove_prefix(*length);
    return text;
}

/// Takes a gram off the front, `before` being the one before it; none, and `rest` as it was, when it is not whole.
std::optional<BlockGram> take_gram(std::string_view& rest, Gram before) {
    std::string_view at = rest;
    BlockGram gram;
    const auto step = take_varint(at);
    if (!step) return std::nullopt;
    gram.gram = before + *step;
    if ((gram.gram & token_bit) != 0) {
        const auto token = take_text(at);
        if (!token) return std::nullopt;
        gram.token = *token;
    }
    const auto records = take_varint(at);
    if (!records) return std::nullopt;
    const auto postings = take_text(at);
    if (!postings) return std::nullopt;
    gram.records = *records;
    gram.postings = *postings;
    rest = at;
    return gram;
}

}  // namespace

BlockPacker::BlockPacker(std::uint32_t block) : bytes_(magic) {
    bytes_ += Digest().view();  // its place
    append_varint(bytes_, block);
}

void BlockPacker::add(const BlockGram& gram) {
    append_varint(section_, gram.gram - last_);
    last_ = gram.gram;
    if ((gram.gram & token_bit) != 0) {
        append_varint(section_, gram.token.size());
        section_ += gram.token;
    }
    append_varint(section_, gram.records);
    append_varint(section_, gram.postings.size());
    section_ += gram.postings;
}

void BlockPacker::end_section() {
    append_varint(bytes_, section_.size());
    bytes_ += section_;
    section_.clear();
    last_ = 0;
}

void BlockPacker::begin_texts() { end_section(); }

std::string BlockPacker::finish() && {
    end_section();
    bytes_.replace(digest_at, body_at - digest_at, sha256(std::string_view(bytes_).substr(body_at)).view());
    return std::move(bytes_);
}

std::optional<PackedBlock> PackedBlock::of_bytes(std::string bytes) {
    if (bytes.size() < body_at || !bytes.starts_with(magic)) return std::nullopt;
    const std::string_view body = std::string_view(bytes).substr(body_at);
    if (sha256(body).view() != std::string_view(bytes).substr(digest_at, body_at - digest_at)) return std::nullopt;
    PackedBlock block;
    std::string_view rest = body;
    const auto number = take_varint(rest);
    if (!number || *number > UINT32_MAX) return std::nullopt;
    block.block_ = std::uint32_t(*number);
    for (const std::size_t which : {0, 1}) {
        const auto section = take_text(rest);
        if (!section) return std::nullopt;
        block.end_[which] = bytes.size() - rest.size();
        block.begin_[which] = block.end_[which] - section->size();
    }
    if (!rest.empty()) return std::nullopt;
    block.bytes_ = std::move(bytes);
    return block;
}

void PackedBlock::leave_to(std::filesystem::path file) {
    file_ = std::move(file);
    std::string().swap(bytes_);  // assigning an empty one would keep the memory
}

BlockCursor::BlockCursor(const PackedBlock& block, GramClass which) : block_(block.block_) {
    const std::uint64_t begin = block.begin_[std::size_t(which)], size = block.end_[std::size_t(which)] - begin;
    if (block.file_.empty()) {
        rest_ = std::string_view(block.bytes_).substr(begin, size);
        return;
    }
    file_.emplace(block.file_);
    file_->seek(begin);
    buffer_.resize(std::min<std::uint64_t>(piece_bytes, size));
    unread_ = size;
}

bool BlockCursor::next() {
    for (;;) {
        if (const auto gram = take_gram(rest_, gram_.gram)) {
            gram_ = *gram;
            return true;
        }
        if (fill()) continue;
        assert(rest_.empty() && "its digest was looked at");
        return false;
    }
}

/// Takes more of the file behind what is left of the last piece; false when there is no more.
bool BlockCursor::fill() {
    if (unread_ == 0) return false;
    if (!rest_.empty()) std::memmove(buffer_.data(), rest_.data(), rest_.size());  // both in the buffer
    std::size_t have = rest_.size();
    if (have == buffer_.size()) buffer_.resize(2 * have);
    const std::size_t wanted = std::size_t(std::min<std::uint64_t>(buffer_.size() - have, unread_));
    const std::size_t got = file_->read(buffer_.data() + have, wanted);
    assert(got > 0 && "a block has the length that was looked at");
    unread_ -= got;
    have += got;
    rest_ = std::string_view(buffer_).substr(0, have);
    return true;
}

}  // namespace gongshi
