#include "site/party_directory.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace gongshi;

namespace {

/// Latin letters stand for themselves: names here are written as their initials.
std::string letters(std::string_view name) {
    std::string kept;
    for (const char c : name) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
    }
    return kept;
}

const PartyPage* page_at(const PartyDirectory& directory, const std::string& path) {
    const auto found = std::find_if(directory.pages.begin(), directory.pages.end(),
                                    [&](const PartyPage& page) { return page.path() == path; });
    return found == directory.pages.end() ? nullptr : &*found;
}

std::vector<std::string> prefixes(const PartyDirectory& directory, const std::vector<std::uint32_t>& pages) {
    std::vector<std::string> all;
    for (const std::uint32_t page : pages) all.push_back(directory.pages[page].prefix);
    return all;
}

/// How often each party stands on pages that can be reached from some.
void count(const PartyDirectory& directory, const std::vector<std::uint32_t>& pages, std::vector<int>& times) {
    for (const std::uint32_t page : pages) {
        for (const std::uint32_t party : directory.pages[page].parties) ++times[party];
        count(directory, directory.pages[page].narrower, times);
    }
}

}  // namespace

TEST_CASE("firms stand under the letter of their names, without the place in front of them") {
    const std::vector<Party> parties = {{"91110000MA2A00004D", "7 eleven"},
                                        {"91110000MA2A00005E", "----"},
                                        {"91330999MA2A00001A", "yunxi bakery"},
                                        {"91330999MA2A00002B", "yunxi"},
                                        {"92330999MA2A00003C", "yunxi county cake"}};
    const PartyDirectory directory = plan_directory(parties, letters, {"yunxi ", "yunxi county "});
    CHECK(prefixes(directory, directory.by_name) == std::vector<std::string>{"b", "c", "y", "0"});
    CHECK(page_at(directory, "party/name-c.html")->parties == std::vector<std::uint32_t>{4});
    CHECK(page_at(directory, "party/name-y.html")->parties == std::vector<std::uint32_t>{3});
    CHECK(page_at(directory, "party/name-0.html")->parties == std::vector<std::uint32_t>{1, 0});
    CHECK(prefixes(directory, directory.by_code) == std::vector<std::string>{"91110000", "91330999", "92330999"});
    CHECK(page_at(directory, "party/code-91330999.html")->parties == std::vector<std::uint32_t>{2, 3});
}

TEST_CASE("a page with too many firms leads to narrower ones, and every firm stands once in each order") {
    std::vector<Party> parties;
    for (int i = 0; i < 400; ++i) {
        const std::string number = std::to_string(1000 + i);
        parties.push_back(
            {"91330999MA2A0" + number + "X", std::string("f") + char('a' + i % 3) + (i % 3 == 0 ? "" : number)});
    }
    const std::size_t most = 50;
    const PartyDirectory directory = plan_directory(parties, letters, {}, most);
    REQUIRE(prefixes(directory, directory.by_name) == std::vector<std::string>{"f"});
    const PartyPage& f = directory.pages[directory.by_name.front()];
    CHECK(f.total == 400);
    CHECK(f.parties.empty());
    CHECK(prefixes(directory, f.narrower) == std::vector<std::string>{"fa", "fb", "fc"});
    std::set<std::string> paths;
    for (const PartyPage& page : directory.pages) {
        CHECK(paths.insert(page.path()).second);
        // Names that are equal to the last letter cannot be told apart: they stay together.
        const bool alike = page.prefix == "fa";
        CHECK((alike || page.parties.size() <= most));
    }
    for (const auto& widest : {directory.by_name, directory.by_code}) {
        std::vector<int> times(parties.size(), 0);
        count(directory, widest, times);
        CHECK(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; }));
    }
}

TEST_CASE("no firms, no pages") { CHECK(plan_directory({}, letters, {}).pages.empty()); }
