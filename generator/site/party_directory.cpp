#include "site/party_directory.h"

#include <algorithm>

#include "core/text.h"

namespace gongshi {
namespace {

constexpr std::size_t letters_first = 1, characters_first = 8;  ///< of a code: 登记管理部门, 机构类别, 行政区划

/// A name's letters, "0" before those that begin with none.
std::string key_of(std::string_view name, const NameLetters& letters, const std::vector<std::string>& place_names) {
    std::string_view place;
    for (const std::string& one : place_names) {
        if (one.size() > place.size() && one.size() < name.size() && name.starts_with(one)) place = one;
    }
    const std::string_view proper = name.substr(place.size());
    std::string key = letters(proper);
    if (key.empty()) {
        for (const char c : lower_ascii(proper)) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
        }
    }
    if (key.empty() || key.front() < 'a') key.insert(key.begin(), '0');
    return key;
}

class DirectoryMaker {
public:
    DirectoryMaker(PartyOrder order, const std::vector<std::string>& keys, std::size_t most, PartyDirectory& directory)
        : order_(order), keys_(keys), most_(most), directory_(directory) {}

    /// Pages for parties that are sorted by their keys and agree in all but the last of their first `length` characters.
    std::vector<std::uint32_t> make(const std::vector<std::uint32_t>& parties, std::size_t length) {
        std::vector<std::uint32_t> made;
        for (std::size_t begin = 0; begin < parties.size();) {
            const std::string prefix = keys_[parties[begin]].substr(0, length);
            std::size_t end = begin;
            while (end < parties.size() && keys_[parties[end]].compare(0, length, prefix) == 0) ++end;
            made.push_back(
                page(prefix, {parties.begin() + std::ptrdiff_t(begin), parties.begin() + std::ptrdiff_t(end)}));
            begin = end;
        }
        return made;
    }

private:
    std::uint32_t page(const std::string& prefix, std::vector<std::uint32_t> parties) {
        PartyPage page;
        page.order = order_;
        page.prefix = prefix;
        page.total = std::uint32_t(parties.size());
        if (parties.size() > most_) {
            const auto more = std::find_if(parties.begin(), parties.end(),
                                           [&](std::uint32_t party) { return keys_[party].size() > prefix.size(); });
            page.narrower = make({more, parties.end()}, prefix.size() + 1);
            parties.erase(more, parties.end());
        }
        page.parties = std::move(parties);
        directory_.pages.push_back(std::move(page));
        return std::uint32_t(directory_.pages.size() - 1);
    }

    PartyOrder order_;
    const std::vector<std::string>& keys_;
    std::size_t most_;
    PartyDirectory& directory_;
};

}  // namespace

std::string PartyPage::path() const {
    return (order == PartyOrder::name ? "party/name-" : "party/code-") + prefix + ".html";
}

PartyDirectory plan_directory(const std::vector<Party>& parties, const NameLetters& letters,
                              const std::vector<std::string>& place_names, std::size_t most_a_page) {
    PartyDirectory directory;
    std::vector<std::string> keys(parties.size());
    std::vector<std::uint32_t> order(parties.size());
    for (std::uint32_t p = 0; p < parties.size(); ++p) {
        order[p] = p;
        keys[p] = key_of(parties[p].name, letters, place_names);
    }
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return keys[a] != keys[b] ? keys[a] < keys[b] : a < b; });
    directory.by_name = DirectoryMaker(PartyOrder::name, keys, most_a_page, directory).make(order, letters_first);
    // Names that begin with no letter come last.
    if (directory.by_name.size() > 1 && directory.pages[directory.by_name.front()].prefix == "0")
        std::rotate(directory.by_name.begin(), directory.by_name.begin() + 1, directory.by_name.end());
    for (std::uint32_t p = 0; p < parties.size(); ++p) {
        order[p] = p;
        keys[p] = lower_ascii(parties[p].code);
    }
    directory.by_code = DirectoryMaker(PartyOrder::code, keys, most_a_page, directory).make(order, characters_first);
    return directory;
}

}  // namespace gongshi
