#include "search/seal.h"

#include <doctest/doctest.h>

using namespace gongshi;

TEST_CASE("what is sealed is read back, and any changed, lost or added byte is told") {
    const std::string inside = "第一行\n第二行\n";
    const std::string binary = sealed(inside), text = sealed_text(inside), json = sealed_text("[1,\"", "\"]");
    CHECK(fnv1a("") == 0x811C9DC5);
    CHECK(fnv1a("云溪") == 2096253924);
    CHECK(json == "[1,\"2eeaa7ff\"]");
    CHECK(unsealed("0.bin", binary) == inside);
    CHECK(unsealed("common.txt", text) == inside);
    CHECK(unsealed("r0.json", json) == json);
    for (std::size_t at = 0; at < binary.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = binary;
            damaged[at] = char(damaged[at] ^ (1 << bit));
            CHECK(!unsealed("0.bin", damaged));
        }
        CHECK(!unsealed("0.bin", binary.substr(0, at)));
    }
    for (std::size_t at = 0; at < json.size(); ++at) {
        std::string damaged = json;
        damaged[at] = char(damaged[at] ^ 1);
        CHECK(!unsealed("r0.json", damaged));
        CHECK(!unsealed("r0.json", json.substr(0, at)));
    }
    CHECK(!unsealed("0.bin", binary + "x"));
    CHECK(!unsealed("common.txt", text + "x"));
    CHECK(!unsealed("0.bin", ""));
    CHECK(!unsealed("common.txt", ""));
}
