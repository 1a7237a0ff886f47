#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// 32 bytes of SHA-256. Not a string: it is printed in hex at the border and nowhere else.
struct Digest {
    std::array<std::uint8_t, 32> bytes{};

    std::string hex() const;
    static std::optional<Digest> from_hex(std::string_view hex);
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

    friend auto operator<=>(const Digest&, const Digest&) = default;
};

/// SHA-256 of parts as they come. `field` adds a part with its length before it, so that ("ab","c") and ("a","bc")
/// differ: use it for ingredients; `raw` adds bytes as they are: use it for files.
class Sha256 {
public:
    Sha256& raw(std::string_view bytes);
    Sha256& field(std::string_view bytes);
    Sha256& field(const Digest& digest) { return raw(digest.view()); }
    Sha256& number(std::int64_t number);

    Digest finish();  ///< and starts anew

private:
    struct Forget {
        void operator()(void* context) const;
    };
    void spill();

    // Ingredients are many and short: most never need more than this, nor a context of their own.
    std::array<char, 512> gathered_;
    std::size_t size_ = 0;
    std::unique_ptr<void, Forget> context_;  ///< of OpenSSL, once there was more
};

Digest sha256(std::string_view bytes);

/// GB/T 32905-2016, 256 bits as well.
Digest sm3(std::string_view bytes);

/// A secret number of one registry; it never leaves `state/`.
struct HashKey {
    std::uint64_t number = 0;
    static HashKey random();
};

/// 128 bits of XXH3 under a key: whether bytes are equal, at the speed of memory. Two that agree are found neither by accident
/// nor by whoever does not know the key; for what others are to check there is SHA-256.
struct QuickHash {
    std::array<std::uint8_t, 16> bytes{};
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    friend bool operator==(const QuickHash&, const QuickHash&) = default;
};

QuickHash quick_hash(std::string_view bytes, HashKey key);

/// The same of bytes as they come.
class QuickHasher {
public:
    explicit QuickHasher(HashKey key);
    void add(std::string_view bytes);
    QuickHash finish() const;

private:
    struct Forget {
        void operator()(void* state) const;
    };
    std::unique_ptr<void, Forget> state_;
};

/// XXH3, 64 bits without a key. Against accidents only: a disk or a memory that errs, never a forger.
std::uint64_t checksum(std::string_view bytes);

/// The same of bytes that come in pieces.
class RunningChecksum {
public:
    RunningChecksum();
    void add(std::string_view bytes);
    std::uint64_t finish() const;

private:
    struct Forget {
        void operator()(void* state) const;
    };
    std::unique_ptr<void, Forget> state_;
};

/// Lower-case hexadecimal digits, two a byte.
std::string hex_of(std::string_view bytes);

/// In hex. Broken as a hash: only to compare with the ETags of object stores.
std::string md5_hex(std::string_view bytes);

/// Crockford's base32 in lower case (no i, l, o, u), most significant bits first, without padding.
std::string crockford32(std::string_view bytes);

/// Standard base64 with padding, as Subresource Integrity wants it.
std::string base64(std::string_view bytes);

}  // namespace gongshi
