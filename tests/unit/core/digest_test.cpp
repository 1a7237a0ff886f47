#include "core/digest.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("SHA-256 gives the published vectors") {
    CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(Sha256().raw("a").raw("bc").finish() == sha256("abc"));
}

TEST_CASE("a hasher can be used again, and fields do not run into each other") {
    Sha256 hasher;
    const Digest first = hasher.field("ab").field("c").finish();
    const Digest second = hasher.field("a").field("bc").finish();
    CHECK(first != second);
    CHECK(hasher.field("ab").field("c").finish() == first);
}

TEST_CASE("hex is read back, and nothing else is") {
    const Digest digest = sha256("云溪");
    CHECK(Digest::from_hex(digest.hex()) == digest);
    CHECK_FALSE(Digest::from_hex("zz"));
    CHECK_FALSE(Digest::from_hex(std::string(63, 'a') + "g"));
}

TEST_CASE("Crockford's base32 and base64 follow their definitions") {
    CHECK(crockford32(std::string_view("\x00\x00", 2)) == "0000");
    CHECK(crockford32("\xFF") == "zw");
    CHECK(crockford32("foobar") == "csqpyrk1e8");
    CHECK(base64("") == "");
    CHECK(base64("f") == "Zg==");
    CHECK(base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("a quick hash depends on the bytes and the key, not on how the bytes come") {
    const HashKey key{7}, other{8};
    CHECK(quick_hash("abc", key) == quick_hash("abc", key));
    CHECK(!(quick_hash("abc", key) == quick_hash("abd", key)));
    CHECK(!(quick_hash("abc", key) == quick_hash("abc", other)));
    const std::string bytes(100000, 'x');
    QuickHasher hasher(key);
    hasher.add(std::string_view(bytes).substr(0, 1));
    hasher.add(std::string_view(bytes).substr(1));
    CHECK(hasher.finish() == quick_hash(bytes, key));
    CHECK(HashKey::random().number != HashKey::random().number);
}

TEST_CASE("a checksum tells one changed bit anywhere") {
    std::string bytes(300, 'x');
    const std::uint64_t whole = checksum(bytes);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        bytes[bit / 8] = char(bytes[bit / 8] ^ 1 << bit % 8);
        CHECK(checksum(bytes) != whole);
        bytes[bit / 8] = char(bytes[bit / 8] ^ 1 << bit % 8);
    }
    RunningChecksum pieces;
    pieces.add(std::string_view(bytes).substr(0, 7));
    pieces.add(std::string_view(bytes).substr(7));
    CHECK(pieces.finish() == whole);
}
