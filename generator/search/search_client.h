#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "search/search_text.h"

namespace gongshi {

/// `fit`: what fits best first, newest first in each. By date: records without one come last, equal days stand newest number first.
enum class HitOrder : std::uint8_t { fit, newest, oldest };

struct SearchQuery {
    std::string text;
    std::string dataset, department;  ///< names and keys; empty: all
    std::optional<int> year;
    std::string from, to;  ///< first and last day, 2026-11-20; empty: no bound. Records without a date are in no range
    std::size_t most = 10;
    HitOrder order = HitOrder::fit;  ///< by date all hits are looked for first, then the `most` foremost are given
    std::size_t most_texts = 1000;   ///< records whose texts are read to verify hits in them
};

struct SearchHit {
    std::uint64_t number = 0;
    std::string path, title, date, dataset, department;  ///< path below the site's root; titles in Chinese
    Fit fit = Fit::none;
};

struct SearchAnswer {
    std::vector<SearchHit> hits;  ///< exact ones first, then names and numbers, then texts; newest first in each
    bool complete = true;         ///< false: there is more, or more could not be looked at
    std::string trouble;          ///< a file that could not be read, or that is damaged; then hits may be missing
    std::uint64_t requests = 0, bytes = 0;
};

class IndexFiles;

/// Asks an index as a browser does, file by file: the reference for search-engine.js and what `gongshi search` uses.
class SearchClient {
public:
    /// `fetch` gives a file below the site's root; none when there is none.
    using Fetch = std::function<std::optional<std::string>(const std::string& path)>;
    explicit SearchClient(Fetch fetch);
    ~SearchClient();

    SearchAnswer search(const SearchQuery& query);

private:
    std::unique_ptr<IndexFiles> files_;
};

}  // namespace gongshi
