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

Data Data::flag(bool value) {
    Data data;
    data.kind_ = Kind::flag;
    data.number_ = value;
    return data;
}

Data Data::integer(std::int64_t value) {
    Data data;
    data.kind_ = Kind::integer;
    data.number_ = value;
    return data;
}

Data Data::text(std::string_view utf8) {
    Data data;
    data.kind_ = Kind::text;
    data.pointer_ = utf8.data();
    data.number_ = std::int64_t(utf8.size());
    return data;
}

Data Data::html(const SafeHtml& html) {
    Data data = text(html.view());
    data.kind_ = Kind::html;
    return data;
}

Data Data::html_in(Arena& arena, const SafeHtml& html) {
    Data data = text(arena.copy(html.view()));
    data.kind_ = Kind::html;
    return data;
}

Data Data::date(Date value) {
    Data data;
    data.kind_ = Kind::date;
    data.number_ = value.days();
    return data;
}

Data Data::money(std::int64_t fen) {
    Data data;
    data.kind_ = Kind::money;
    data.number_ = fen;
    return data;
}

Data Data::list(std::span<const Data> items) {
    Data data;
    data.kind_ = Kind::list;
    data.pointer_ = items.data();
    data.number_ = std::int64_t(items.size());
    return data;
}

Data Data::object(std::span<const Member> members) {
    Data data;
    data.kind_ = Kind::object;
    data.pointer_ = members.data();
    data.number_ = std::int64_t(members.size());
    return data;
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

std::span<const Member> Data::members() const {
    if (kind_ != Kind::object) return {};
    return {static_cast<const Member*>(pointer_), std::size_t(number_)};
}

const Data* Data::find(const Key& key) const {
    for (const Member& member : members()) {
        if (member.key == key) return &member.value;
    }
    return nullptr;
}

}  // namespace gongshi
