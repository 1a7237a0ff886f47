#include "ledger/signed_note.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "core/stop.h"
#include "ledger/ledger_text.h"

using namespace gongshi;
namespace fs = std::filesystem;

namespace {

/// A key of RFC 8032, section 7.1, test 1, as PEM: public for ever, so no secret.
constexpr const char* known_key =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";

fs::path key_file(mode_t mode) {
    const fs::path file = fs::temp_directory_path() / ("gongshi-key-" + std::to_string(::getpid()));
    fs::remove(file);
    std::ofstream(file) << known_key;
    ::chmod(file.c_str(), mode);
    return file;
}

}  // namespace

TEST_CASE("a note is signed, opened, and not when a byte differs") {
    const fs::path file = key_file(0600);
    const NoteSigner signer = NoteSigner::read(file, "zfgs.example");
    CHECK(signer.verifier_key().find("+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea") != std::string::npos);
    const std::string text = head_text({"zfgs.example", 3, sha256("a"), sm3("a"), *Date::of(2026, 11, 20)});
    const std::string note = signer.sign(text);
    CHECK(note == signer.sign(text));
    CHECK(is_signed(note));
    CHECK(text_of_note(note) == text);
    CHECK(open_note(note, signer.verifier_key()) == text);
    for (std::size_t i = 0; i < note.size(); ++i) {
        std::string altered = note;
        altered[i] = char(altered[i] ^ 1);
        CHECK(open_note(altered, signer.verifier_key()).value_or("") != text_of_note(altered));
    }
    const NoteSigner other = NoteSigner::read(file, "other.example");
    CHECK_FALSE(open_note(note, other.verifier_key()));
    fs::remove(file);
}

TEST_CASE("a key that others can read is refused") {
    const fs::path file = key_file(0644);
    CHECK_THROWS_AS(NoteSigner::read(file, "x"), Stop);
    CHECK_THROWS_AS(NoteSigner::read(file.string() + "-none", "x"), Stop);
    fs::remove(file);
}

TEST_CASE("leaves and heads are read back, and give the same bytes again") {
    LeafText leaf{7,           "withdrawn", "penalties",     "0123456789", 2, *Date::of(2026, 11, 20),
                  sha256("x"), sm3("x"),    "撤销：\"复议\""};
    const std::string line = leaf_text(leaf);
    const auto back = parse_leaf(line);
    REQUIRE(back);
    CHECK(leaf_text(*back) == line);
    CHECK(back->reason == leaf.reason);
    CHECK_FALSE(parse_leaf("{}"));
    const HeadText head{"a.example", 12, sha256("r"), sm3("r"), *Date::of(2026, 1, 2)};
    const auto again = parse_head(head_text(head));
    REQUIRE(again);
    CHECK(again->sha256 == head.sha256);
    CHECK(again->sm3 == head.sm3);
    CHECK(again->size == 12);
    CHECK_FALSE(parse_head("a\nb\n"));
}
