#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gongshi {

/// A file that is not there or makes no sense: the answer says so instead of "no results".
struct Trouble {
    std::string words;
};

/// Dictionaries over a range of numbers.
struct IndexSegment {
    std::string folder;
    std::uint64_t begin = 0, end = 0;
    std::uint32_t shards[2] = {1, 1};  ///< by GramClass
};

/// The files of an index as they come, and what search/index.json says of them (docs/formats/search.md).
class IndexFiles {
public:
    /// Gives a file below the site's root; none when there is none.
    using Fetch = std::function<std::optional<std::string>(const std::string& path)>;
    explicit IndexFiles(Fetch fetch) : fetch_(std::move(fetch)) {}

    /// Reads search/index.json, once. Throws Trouble.
    void open();

    /// A file of the index, without its checksum; throws Trouble when it is not there or not whole.
    const std::string& file(const std::string& path);

    struct DatasetWords {
        std::string name, segment, title;
    };
    std::vector<IndexSegment> segments;  ///< oldest first
    std::vector<std::string> blocks;
    std::vector<DatasetWords> datasets;
    std::vector<std::pair<std::string, std::string>> departments;  ///< key, name
    std::vector<std::string> years;
    std::uint64_t size = 0, rows = 1, texts = 1;   ///< the latter two: how many numbers a file holds
    std::map<std::string, std::size_t> common[2];  ///< ranks of common grams, by GramClass
    std::uint64_t requests = 0, bytes = 0;         ///< what was fetched

private:
    Fetch fetch_;
    std::map<std::string, std::string> cache_;
    bool opened_ = false;
};

}  // namespace gongshi
