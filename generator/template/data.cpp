#include "template/data.h"

#include <algorithm>

namespace gongshi {
namespace {

constexpr std::size_t block_size = std::size_t(64) * 1024;

}  // namespace

void* Arena::allocate(std::size_t bytes, std::size_t alignment) {
    for (;;) {
        if (block_ < blocks_.size()) {
            const std::size_t at = (used_ + alignment - 1) / alignment * alignment;
            if (at + bytes <= sizes_[block_]) {
                used_ = at + bytes;
                return blocks_[block_].get() + at;
            }
            if (block_ + 1 < blocks_.size()) {
                ++block_;
                used_ = 0;
                continue;
            }
        }
        const std::size_t size = std::max(block_size, bytes + alignment);
        blocks_.push_back(std::make_unique<std::byte[]>(size));
        sizes_.push_back(size);
        block_ = blocks_.size() - 1;
        used_ = 0;
    }
}

std::string_view Arena::copy(std::string_view text) {
    if (text.empty()) return {};
    auto* bytes = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
}

void Arena::reset() {
    block_ = 0;
    used_ = 0;
}

Data Data::html_in(Arena& arena, const SafeHtml& html) {
    const std::string_view copy = arena.copy(html.view());
    return Data(Kind::html, copy.data(), std::int64_t(copy.size()));
}

Data Data::list_in(Arena& arena, std::span<const Data> items) {
    const std::span<Data> copy = arena.make_span<Data>(items.size());
    std::copy(items.begin(), items.end(), copy.begin());
    return list(copy);
}

Data Data::object_in(Arena& arena, std::initializer_list<Member> members) {
    return object_in(arena, std::span<const Member>(members.begin(), members.size()));
}

Data Data::object_in(Arena& arena, std::span<const Member> members) {
    const std::span<Member> copy = arena.make_span<Member>(members.size());
    std::copy(members.begin(), members.end(), copy.begin());
    return object(copy);
}

const Data* Data::find(const Key& key) const {
    for (const Member& member : members()) {
        if (member.key == key) return &member.value;
    }
    return nullptr;
}

}  // namespace gongshi
