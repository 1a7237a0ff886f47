#include "search/dictionary.h"

#include <algorithm>
#include <deque>
#include <queue>

#include "core/digest.h"
#include "search/postings.h"

namespace gongshi {
namespace {

constexpr std::size_t head_bytes = 3072, tail_bytes = 16384;

/// A query fetches a shard a gram of every segment, the small ones too: theirs are smaller.
std::size_t shard_bytes_for(std::size_t blocks) { return blocks > 2 ? 8192 : 4096; }

constexpr std::size_t common_grams = 2048;

/// Goes through the grams of some blocks in their order, each with its postings in all of them.
class GramMerge {
public:
    GramMerge(const std::vector<PackedBlock>& blocks, GramClass which) {
        for (const PackedBlock& block : blocks) push(&cursors_.emplace_back(block, which));
    }

    bool next() {
        for (BlockCursor* cursor : current_) push(cursor);
        current_.clear();
        while (!waiting_.empty() && (current_.empty() || gram_of(waiting_.top()) == gram_of(current_.front()))) {
            current_.push_back(waiting_.top());
            waiting_.pop();
        }
        return !current_.empty();
    }

    /// The blocks that hold the gram, the newest first; valid until the next call of `next`.
    const std::vector<BlockCursor*>& blocks() const { return current_; }
    std::string text() const {
        const BlockGram& gram = current_.front()->current();
        return (gram.gram & token_bit) != 0 ? std::string(gram.token) : text_of_gram(gram.gram);
    }

private:
    static Gram gram_of(const BlockCursor* cursor) { return cursor->current().gram; }
    struct Later {
        bool operator()(const BlockCursor* a, const BlockCursor* b) const {
            return gram_of(a) != gram_of(b) ? gram_of(a) > gram_of(b) : a->block() < b->block();
        }
    };
    void push(BlockCursor* cursor) {
        if (cursor->next()) waiting_.push(cursor);
    }

    std::deque<BlockCursor> cursors_;
    std::priority_queue<BlockCursor*, std::vector<BlockCursor*>, Later> waiting_;
    std::vector<BlockCursor*> current_;
};

/// How a gram's postings are cut: what stands in its entry, and where each tail begins.
struct Cut {
    std::uint64_t count = 0;                  ///< records
    std::size_t head_end = 0, head_size = 0;  ///< blocks, bytes
    std::vector<std::size_t> tails;           ///< the first block of each
    std::vector<std::uint64_t> lowest;        ///< number of the last block of each
};

Cut cut(const std::vector<BlockCursor*>& blocks) {
    Cut made;
    std::size_t in_tail = 0;
    bool in_head = true;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::size_t size = blocks[i]->current().postings.size();
        made.count += blocks[i]->current().records;
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
        made.lowest.back() = blocks[i]->block();
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

/// Some shards of a dictionary, whole in memory.
class ShardRange {
public:
    /// `expected` bytes: shards are of about one size.
    ShardRange(std::uint32_t first, std::uint32_t end, std::uint64_t expected)
        : first_(first), begins_(end - first + 1) {
        entries_.reserve(expected + expected / 16);
    }

    void add(std::uint32_t shard, const std::string& gram, const Cut& made, const std::vector<BlockCursor*>& blocks) {
        const std::size_t begin = entries_.size();
        entries_ += entry_head(gram, made);
        for (std::size_t i = 0; i < made.head_end; ++i) entries_ += blocks[i]->current().postings;
        places_.push_back({shard, std::uint32_t(entries_.size() - begin), begin});
    }

    void sort() {
        std::sort(places_.begin(), places_.end(), [&](const Place& a, const Place& b) {
            return a.shard != b.shard ? a.shard < b.shard : gram_at(a) < gram_at(b);
        });
        std::size_t at = 0;
        for (std::size_t shard = 0; shard < begins_.size(); ++shard) {
            begins_[shard] = at;
            while (at < places_.size() && places_[at].shard == first_ + shard) ++at;
        }
    }

    std::string bytes_of(std::uint32_t shard) const {
        std::string bytes;
        for (std::size_t i = begins_[shard - first_]; i < begins_[shard - first_ + 1]; ++i)
            bytes.append(entries_, places_[i].begin, places_[i].length);
        return bytes;
    }

private:
    struct Place {
        std::uint32_t shard = 0, length = 0;
        std::uint64_t begin = 0;
    };
    std::string_view gram_at(const Place& place) const {
        std::string_view entry = std::string_view(entries_).substr(place.begin, place.length);
        const std::uint64_t length = *take_varint(entry);
        return entry.substr(0, length);
    }

    std::uint32_t first_;
    std::string entries_;
    std::vector<Place> places_;        ///< by shard, then gram, once sorted
    std::vector<std::size_t> begins_;  ///< of each shard in `places_`, and their end
};

/// Fills the shards from `first` to `end`, and makes the tails of their grams.
ShardRange collect(const std::vector<PackedBlock>& blocks, GramClass which, const DictionaryPlan& plan,
                   std::uint32_t first, std::uint32_t end,
                   const std::function<void(const std::string&, std::string)>& file) {
    const std::uint32_t shards = plan.shards();
    ShardRange range(first, end, plan.bytes * (end - first) / shards);
    GramMerge grams(blocks, which);
    while (grams.next()) {
        const std::string gram = grams.text();
        const std::uint32_t shard = shard_hash(gram) % shards;
        if (shard < first || shard >= end) continue;
        const Cut made = cut(grams.blocks());
        range.add(shard, gram, made, grams.blocks());
        for (std::size_t t = 0; t < made.tails.size(); ++t) {
            const std::size_t last = t + 1 < made.tails.size() ? made.tails[t + 1] : grams.blocks().size();
            std::string bytes;
            for (std::size_t i = made.tails[t]; i < last; ++i) bytes += grams.blocks()[i]->current().postings;
            file(tail_name(gram, t), std::move(bytes));
        }
    }
    range.sort();
    return range;
}

}  // namespace

std::uint32_t DictionaryPlan::shards() const {
    return std::uint32_t(std::max<std::uint64_t>(1, (bytes + shard_bytes - 1) / shard_bytes));
}

DictionaryPlan plan_dictionary(const std::vector<PackedBlock>& blocks, GramClass which) {
    DictionaryPlan plan;
    plan.shard_bytes = shard_bytes_for(blocks.size());
    Densest densest;
    GramMerge grams(blocks, which);
    while (grams.next()) {
        const Cut made = cut(grams.blocks());
        const std::string gram = grams.text();
        ++plan.grams;
        plan.bytes += entry_head(gram, made).size() + made.head_size;
        if (gram[0] != '=' && gram[0] != '@') densest.see(made.count, gram);
    }
    plan.densest = densest.take();
    return plan;
}

void write_dictionary(const std::vector<PackedBlock>& blocks, GramClass which, const DictionaryPlan& plan,
                      std::uint64_t held, Threads threads,
                      const std::function<void(const std::string& name, std::string bytes)>& file) {
    const std::uint64_t shards = plan.shards(), at_once = std::max<std::uint64_t>(1, held / plan.shard_bytes);
    for (std::uint64_t first = 0; first < shards; first += at_once) {
        const std::uint64_t end = std::min(shards, first + at_once);
        const ShardRange range = collect(blocks, which, plan, std::uint32_t(first), std::uint32_t(end), file);
        for_each_index(end - first, threads, [&](std::size_t i, unsigned) {
            const auto shard = std::uint32_t(first + i);
            file(shard_name(shard), range.bytes_of(shard));
        });
    }
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
