#include "search/block_store.h"

#include <algorithm>
#include <vector>

#include "core/disk.h"
#include "search/postings.h"

namespace gongshi {
namespace {

constexpr std::string_view magic = "gongshi search block 1\n";

void append_text(std::string& out, std::string_view text) {
    append_varint(out, text.size());
    out += text;
}

/// Takes varints and texts off the front; `good` turns false, and stays so, when there is too little.
struct Front {
    std::string_view rest;
    bool good = true;

    std::uint64_t number() {
        const std::optional<std::uint64_t> value = take_varint(rest);
        good = good && value.has_value();
        return value.value_or(0);
    }
    std::string_view text() {
        const std::uint64_t length = number();
        good = good && length <= rest.size();
        const std::string_view taken = rest.substr(0, good ? length : 0);
        rest.remove_prefix(taken.size());
        return taken;
    }
};

bool take_items(Front& front, std::vector<BlockIndex::Item>& items, std::string& bytes) {
    const std::uint64_t count = front.number();
    if (count > front.rest.size()) return false;
    items.resize(count);
    Gram gram = 0;
    std::uint64_t offset = 0;
    for (BlockIndex::Item& item : items) {
        gram += front.number();
        item = {gram, std::uint32_t(offset), std::uint32_t(front.number()), std::uint32_t(front.number())};
        offset += item.length;
    }
    bytes = front.text();
    return front.good && offset == bytes.size();
}

}  // namespace

std::string packed(const BlockIndex& block) {
    std::string body(magic);
    body += Digest().view();  // its place
    append_varint(body, block.block);
    for (const std::size_t which : {0, 1}) {
        append_varint(body, block.items[which].size());
        Gram last = 0;
        for (const BlockIndex::Item& item : block.items[which]) {
            append_varint(body, item.gram - last);
            append_varint(body, item.length);
            append_varint(body, item.count);
            last = item.gram;
        }
        append_text(body, block.bytes[which]);
    }
    const std::vector<std::string_view> tokens = block.tokens.sorted();
    append_varint(body, tokens.size());
    for (const std::string_view token : tokens) append_text(body, token);
    const std::size_t head = magic.size() + Digest().bytes.size();
    body.replace(magic.size(), Digest().bytes.size(), sha256(std::string_view(body).substr(head)).view());
    return body;
}

std::optional<BlockIndex> unpacked_block(std::string_view bytes) {
    const std::size_t head = magic.size() + Digest().bytes.size();
    if (bytes.size() < head || !bytes.starts_with(magic)) return std::nullopt;
    if (sha256(bytes.substr(head)).view() != bytes.substr(magic.size(), head - magic.size())) return std::nullopt;
    Front front{bytes.substr(head)};
    BlockIndex block;
    block.block = std::uint32_t(front.number());
    for (const std::size_t which : {0, 1}) {
        if (!take_items(front, block.items[which], block.bytes[which])) return std::nullopt;
    }
    std::unordered_map<Gram, std::string> tokens;
    for (std::uint64_t count = front.number(); count > 0 && front.good; --count) {
        const std::string_view token = front.text();
        tokens.emplace(token_gram(token), token);
    }
    block.tokens = TokenTexts(tokens);
    if (!front.good || !front.rest.empty()) return std::nullopt;
    return block;
}

BlockStore::BlockStore(std::filesystem::path folder, bool believed) : folder_(std::move(folder)) {
    disk::make_folders(folder_);
    if (believed) return;
    for (const disk::Entry& entry : disk::list_files(folder_)) disk::remove(folder_ / entry.path);
}

std::string BlockStore::name_of(const Digest& ingredients) { return ingredients.hex().substr(0, 32); }

std::optional<BlockIndex> BlockStore::find(const Digest& ingredients) const {
    const std::optional<std::string> bytes = disk::read_file(folder_ / name_of(ingredients));
    return bytes ? unpacked_block(*bytes) : std::nullopt;
}

void BlockStore::keep(const Digest& ingredients, const BlockIndex& block) const {
    disk::write_file(folder_ / name_of(ingredients), packed(block), disk::Sync::no);
}

void BlockStore::remove_unwanted() const {
    for (const disk::Entry& entry : disk::list_files(folder_)) {
        if (!wanted_.contains(entry.path)) disk::remove(folder_ / entry.path);
    }
}

}  // namespace gongshi
