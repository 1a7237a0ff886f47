#pragma once
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/date.h"
#include "template/safe_html.h"

namespace gongshi {

/// Memory for one page's view model: nothing is freed singly, `reset` forgets all and keeps the blocks for the next page.
class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    Arena(Arena&&) = default;
    Arena& operator=(Arena&&) = default;

    void* allocate(std::size_t bytes, std::size_t alignment);
    std::string_view copy(std::string_view text);
    template <class T>
    std::span<T> make_span(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T>);
        T* first = static_cast<T*>(allocate(sizeof(T) * count, alignof(T)));
        for (std::size_t i = 0; i < count; ++i) new (first + i) T();
        return {first, count};
    }
    void reset();

private:
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::vector<std::size_t> sizes_;
    std::size_t block_ = 0, used_ = 0;
};

/// The name of a member, hashed when the program is compiled (FNV-1a): looking a member up compares numbers. Names come from
/// the program, schemas and themes, never from data; two of one length and one 64-bit hash are taken for the same.
struct Key {
    std::uint64_t hash = 0;
    std::string_view name;
    constexpr Key() = default;
    constexpr Key(std::string_view text) : hash(hash_of(text)), name(text) {}
    constexpr Key(const char* text) : Key(std::string_view(text)) {}
    static constexpr std::uint64_t hash_of(std::string_view text) {
        std::uint64_t h = 14695981039346656037ull;
        for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
        return h;
    }
    friend constexpr bool operator==(const Key& a, const Key& b) {
        return a.hash == b.hash && a.name.size() == b.name.size();
    }
};

struct Member;

/// A value as templates see it: small, trivially copyable, pointing into an Arena or into something that outlives the
/// rendering (texts and SafeHtml are not copied). Immutable.
class Data {
public:
    enum class Kind : std::uint8_t { none, flag, integer, text, html, date, money, list, object };

    constexpr Data() = default;  ///< none
    static Data flag(bool value) { return Data(Kind::flag, nullptr, value); }
    static Data integer(std::int64_t value) { return Data(Kind::integer, nullptr, value); }
    static Data text(std::string_view utf8) {  ///< must outlive the rendering
        return Data(Kind::text, utf8.data(), std::int64_t(utf8.size()));
    }
    static Data html(const SafeHtml& html) {  ///< must outlive the rendering
        return Data(Kind::html, html.view().data(), std::int64_t(html.view().size()));
    }
    static Data date(Date value) { return Data(Kind::date, nullptr, value.days()); }
    static Data money(std::int64_t fen) { return Data(Kind::money, nullptr, fen); }
    static Data list(std::span<const Data> items) {  ///< items must outlive the rendering
        return Data(Kind::list, items.data(), std::int64_t(items.size()));
    }
    static Data object(std::span<const Member> members);  ///< members must outlive the rendering

    /// Copies into the arena, for values that are made on the way.
    static Data text_in(Arena& arena, std::string_view utf8) { return text(arena.copy(utf8)); }
    static Data html_in(Arena& arena, const SafeHtml& html);
    static Data list_in(Arena& arena, std::span<const Data> items);
    static Data object_in(Arena& arena, std::initializer_list<Member> members);
    static Data object_in(Arena& arena, std::span<const Member> members);

    Kind kind() const { return kind_; }
    bool as_flag() const { return number_ != 0; }
    std::int64_t as_integer() const { return number_; }  ///< also fen, and days of a date
    std::string_view as_text() const { return {static_cast<const char*>(pointer_), std::size_t(number_)}; }
    std::span<const Data> items() const { return {static_cast<const Data*>(pointer_), std::size_t(number_)}; }
    std::span<const Member> members() const;  ///< empty: not an object
    const Data* find(const Key& key) const;   ///< nullptr: not an object, or no such member

private:
    Data(Kind kind, const void* pointer, std::int64_t number) : pointer_(pointer), number_(number), kind_(kind) {}

    const void* pointer_ = nullptr;
    std::int64_t number_ = 0;
    Kind kind_ = Kind::none;
};

struct Member {
    Key key;
    Data value;
};

inline Data Data::object(std::span<const Member> members) {
    return Data(Kind::object, members.data(), std::int64_t(members.size()));
}

inline std::span<const Member> Data::members() const {
    if (kind_ != Kind::object) return {};
    return {static_cast<const Member*>(pointer_), std::size_t(number_)};
}

}  // namespace gongshi
