#include "search/dictionary.h"

#include <algorithm>
#include <cassert>
#include <queue>

#include "core/digest.h"
#include "search/postings.h"

namespace gongshi {
namespace {

constexpr std::size_t shard_bytes = 8192, head_bytes = 3072, tail_bytes = 16384;

constexpr std::size_t common_grams = 2048;

/// Where one gram's postings stand in one block.
struct Piece {
    Gram gram = 0;
    std::uint32_t block = 0;  ///< index into the segment's blocks
    std::uint32_t item = 0;
};

/// Goes through the grams of some blocks in their order, each with all its pieces, the newest first.
class GramMerge {
public:
    GramMerge(const std::vector<BlockIndex>& blocks, GramClass which) : blocks_(blocks), which_(std::size_t(which)) {
        for (std::uint32_t b = 0; b < blocks.size(); ++b) push(b, 0);
    }

    /// The next gram's pieces; empty: there is none. Valid until the next call.
    const std::vector<Piece>& next() {
        pieces_.clear();
        while (!waiting_.empty() && (pieces_.empty() || waiting_.top().gram == pieces_.front().gram)) {
            pieces_.push_back(waiting_.top());
            waiting_.pop();
            push(pieces_.back().block, pieces_.back().item + 1);
        }
        return pieces_;
    }

    const BlockIndex::Item& item_of(const Piece& piece) const { return blocks_[piece.block].items[which_][piece.item]; }
    std::string_view bytes_of(const Piece& piece) const {
        const BlockIndex::Item& item = item_of(piece);
        return std::string_view(blocks_[piece.block].bytes[which_]).substr(item.offset, item.length);
    }
    std::uint64_t block_of(const Piece& piece) const { return blocks_[piece.block].block; }
    std::string text_of(const Piece& piece) const {
        if ((piece.gram & token_bit) == 0) return text_of_gram(piece.gram);
        return std::string(blocks_[piece.block].tokens.at(piece.gram));
    }

private:
    struct Later {
        bool operator()(const Piece& a, const Piece& b) const {
            return a.gram != b.gram ? a.gram > b.gram : a.block < b.block;
        }
    };
    void push(std::uint32_t block, std::uint32_t item) {
        const std::vector<BlockIndex::Item>& items = blocks_[block].items[which_];
        if (item < items.size()) waiting_.push({items[item].gram, block, item});
    }

    const std::vector<BlockIndex>& blocks_;
    std::size_t which_;
    std::priority_queue<Piece, std::vector<Piece>, Later> waiting_;
    std::vector<Piece> pieces_;
};

/// How a gram's postings are cut: what stands in its entry, and where each tail begins.
struct Cut {
    std::uint64_t count = 0;                  ///< records
    std::size_t head_end = 0, head_size = 0;  ///< pieces, bytes
    std::vector<std::size_t> tails;           ///< the first piece of each
    std::vector<std::uint64_t> lowest;        ///< block of each
};

Cut cut(const GramMerge& grams, const std::vector<Piece>& pieces) {
    Cut made;
    std::size_t in_tail = 0;
    bool in_head = true;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::size_t size = grams.bytes_of(pieces[i]).size();
        made.count += grams.item_of(pieces[i]).count;
        in_head = in_head && (i == 0 || made.head_size + size <= head_bytes);
        if (in_head) {
            made.head_size += size;
            made.head_end = i + 1;
            continue;
        }
        if (in_tail == 0) {
            made.tails.push_back(i);
            made.lowest.push_back(0);
        }
        in_tail += size;
        made.lowest.back() = grams.block_of(pieces[i]);
        if (in_tail >= tail_bytes) in_tail = 0;
    }
    return made;
}

/// What stands in an entry before the postings.
std::string entry_head(const std::string& gram, const Cut& made) {
    std::string bytes;
    append_varint(bytes, gram.size());
    bytes += gram;
    append_varint(bytes, made.count);
    append_varint(bytes, made.head_size);
    append_varint(bytes, made.lowest.size());
    for (const std::uint64_t lowest : made.lowest) append_varint(bytes, lowest);
    return bytes;
}

/// The most common of the grams that are shown to it.
class Densest {
public:
    void see(std::uint64_t count, const std::string& gram) {
        if (kept_.size() == common_grams && !is_before({count, gram}, kept_.front())) return;
        kept_.emplace_back(count, gram);
        std::push_heap(kept_.begin(), kept_.end(), is_before);
        if (kept_.size() <= common_grams) return;
        std::pop_heap(kept_.begin(), kept_.end(), is_before);
        kept_.pop_back();
    }
    std::vector<std::string> take() {
        std::sort(kept_.begin(), kept_.end(), is_before);
        std::vector<std::string> grams;
        for (auto& [count, gram] : kept_) grams.push_back(std::move(gram));
        return grams;
    }

private:
    using Counted = std::pair<std::uint64_t, std::string>;
    static bool is_before(const Counted& a, const Counted& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    }
    std::vector<Counted> kept_;  // a heap, the least common in front
};

}  // namespace

std::uint32_t DictionarySize::shards() const {
    return std::uint32_t(std::max<std::uint64_t>(1, (bytes + shard_bytes - 1) / shard_bytes));
}

DictionarySize dictionary_size(const std::vector<BlockIndex>& blocks, GramClass which) {
    DictionarySize size;
    GramMerge grams(blocks, which);
    for (;;) {
        const std::vector<Piece>& pieces = grams.next();
        if (pieces.empty()) return size;
        const Cut made = cut(grams, pieces);
        ++size.grams;
        size.bytes += entry_head(grams.text_of(pieces.front()), made).size() + made.head_size;
    }
}

Dictionary::Dictionary(const std::vector<BlockIndex>& blocks, GramClass which, const DictionarySize& size,
                       const std::function<void(const std::string& name, std::string bytes)>& tail) {
    entries_.reserve(size.bytes);
    places_.reserve(size.grams);
    const std::uint32_t shards = size.shards();
    Densest densest;
    GramMerge grams(blocks, which);
    for (;;) {
        const std::vector<Piece>& pieces = grams.next();
        if (pieces.empty()) break;
        const Cut made = cut(grams, pieces);
        const std::string gram = grams.text_of(pieces.front());
        const std::size_t begin = entries_.size();
        entries_ += entry_head(gram, made);
        for (std::size_t i = 0; i < made.head_end; ++i) entries_ += grams.bytes_of(pieces[i]);
        places_.push_back({shard_hash(gram) % shards, std::uint32_t(entries_.size() - begin), begin});
        if (gram[0] != '=' && gram[0] != '@') densest.see(made.count, gram);
        for (std::size_t t = 0; t < made.tails.size(); ++t) {
            const std::size_t end = t + 1 < made.tails.size() ? made.tails[t + 1] : pieces.size();
            std::string bytes;
            for (std::size_t i = made.tails[t]; i < end; ++i) bytes += grams.bytes_of(pieces[i]);
            tail(tail_name(gram, t), std::move(bytes));
        }
    }
    assert(entries_.size() == size.bytes && places_.size() == size.grams);
    densest_ = densest.take();
    std::sort(places_.begin(), places_.end(), [&](const Place& a, const Place& b) {
        return a.shard != b.shard ? a.shard < b.shard : gram_at(a) < gram_at(b);
    });
    begins_.reserve(shards + 1);
    std::size_t at = 0;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
        begins_.push_back(at);
        while (at < places_.size() && places_[at].shard == shard) ++at;
    }
    begins_.push_back(at);
}

std::string_view Dictionary::gram_at(const Place& place) const {
    std::string_view entry = std::string_view(entries_).substr(place.begin, place.length);
    const std::uint64_t length = *take_varint(entry);
    return entry.substr(0, length);
}

std::string Dictionary::shard(std::uint32_t number) const {
    std::string bytes;
    for (std::size_t i = begins_[number]; i < begins_[number + 1]; ++i)
        bytes.append(entries_, places_[i].begin, places_[i].length);
    return bytes;
}

std::string shard_name(std::uint32_t shard) { return std::to_string(shard) + ".bin"; }

std::string tail_name(std::string_view gram, std::size_t number) {
    return hex_of(gram) + "-" + std::to_string(number) + ".bin";
}

std::optional<DictionaryEntry> find_in_shard(std::string_view shard, std::string_view gram, bool& damaged) {
    damaged = false;
    while (!shard.empty()) {
        const auto length = take_varint(shard);
        if (!length || *length > shard.size()) break;
        const std::string_view name = shard.substr(0, *length);
        shard.remove_prefix(*length);
        const auto count = take_varint(shard), head = take_varint(shard), tails = take_varint(shard);
        if (!count || !head || !tails || *tails > shard.size()) break;
        DictionaryEntry entry;
        entry.count = *count;
        bool good = true;
        for (std::uint64_t i = 0; i < *tails && good; ++i) {
            const auto lowest = take_varint(shard);
            good = lowest.has_value();
            entry.tails.push_back(lowest.value_or(0));
        }
        if (!good || *head > shard.size()) break;
        entry.head = shard.substr(0, *head);
        if (name == gram) return entry;
        if (name > gram) return std::nullopt;
        shard.remove_prefix(*head);
    }
    damaged = !shard.empty();
    return std::nullopt;
}

}  // namespace gongshi
