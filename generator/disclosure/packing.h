#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gongshi {

/// Writes what an Unpacker takes off again: numbers in seven bits a byte, texts with their length.
class Packer {
public:
    explicit Packer(std::string& out) : out_(out) {}
    Packer& number(std::uint64_t value);
    Packer& signed_number(std::int64_t value);  ///< small ones, of either sign, are short
    Packer& text(std::string_view bytes);
    Packer& raw(std::string_view bytes);

private:
    std::string& out_;
};

/// Takes off the front what a Packer wrote. `good` turns false, and stays so, when there is too little or it makes no sense.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
    std::uint64_t number();
    std::int64_t signed_number();
    std::string_view text();
    std::string_view raw(std::size_t count);
    bool good() const { return good_; }
    bool at_end() const { return good_ && rest_.empty(); }
    void fail() { good_ = false; }

private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace gongshi
