#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/block_index.h"
#include "search/dictionary.h"
#include "search/index_files.h"
#include "search/postings.h"

namespace gongshi {

BlockPostings both(const BlockPostings& a, const BlockPostings& b);
BlockPostings either(const BlockPostings& a, const BlockPostings& b);

/// Postings of one gram in one segment, block by block; tails are fetched when a block in them is asked for.
class GramCursor {
public:
    GramCursor(IndexFiles& files, const IndexSegment& segment, GramClass which, const std::string& gram);

    bool absent() const { return !entry_; }
    const BlockPostings& at(std::uint64_t block);

private:
    void decode(std::string_view bytes);

    IndexFiles& files_;
    std::string folder_, gram_;
    std::optional<DictionaryEntry> entry_;
    std::size_t tails_read_ = 0;
    std::map<std::uint64_t, BlockPostings> blocks_;
};

/// The records of a block that a filter lets pass: those that hold one of its grams.
class Filter {
public:
    Filter(IndexFiles& files, const IndexSegment& segment, const std::vector<std::string>& grams);
    BlockPostings at(std::uint64_t block);

private:
    std::vector<GramCursor> cursors_;
};

/// One term in one class of one segment: the records that hold its rarest grams, and more of them on demand.
class TermLists {
public:
    TermLists(IndexFiles& files, const IndexSegment& segment, GramClass which, const std::u32string& term);
    BlockPostings at(std::uint64_t block);
    /// So many grams more, so that fewer records are left that do not hold the term; false when there is none.
    bool tighten(std::size_t count = 1);

private:
    void add_gram(std::string gram);
    void put_rarest_first();
    std::size_t rank(const std::string& gram) const;
    BlockPostings common(std::uint64_t block);

    IndexFiles& files_;
    const IndexSegment& segment_;
    GramClass which_;
    std::vector<std::string> grams_;
    std::vector<GramCursor> cursors_;
    std::optional<GramCursor> whole_;
    bool absent_ = false;
};

}  // namespace gongshi
