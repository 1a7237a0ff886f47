#include "search/dictionary.h"

#include <algorithm>

#include "core/digest.h"
#include "search/postings.h"

namespace gongshi {
namespace {

constexpr std::size_t shard_bytes = 8192, head_bytes = 3072, tail_bytes = 16384;

/// All blocks of one gram, newest first.
struct GramEntry {
    std::string gram;
    std::uint64_t count = 0;
    std::string bytes;  ///< as it stands in its shard
};

/// Where one gram's postings stand in one block.
struct Piece {
    Gram gram = 0;
    std::uint32_t block = 0;  ///< index into the segment's blocks
    std::uint32_t item = 0;
};

class DictionaryMaker {
public:
    DictionaryMaker(const std::vector<BlockIndex>& blocks, GramClass which)
        : blocks_(blocks), which_(std::size_t(which)) {}

    DictionaryFiles make() {
        const std::size_t total = gather();
        write_shards(total);
        return std::move(made_);
    }

private:
    /// Every gram's entry; their bytes together.
    std::size_t gather() {
        std::vector<Piece> pieces;
        std::size_t count = 0;
        for (const BlockIndex& block : blocks_) count += block.items[which_].size();
        pieces.reserve(count);
        for (std::uint32_t b = 0; b < blocks_.size(); ++b) {
            for (std::uint32_t i = 0; i < blocks_[b].items[which_].size(); ++i)
                pieces.push_back({blocks_[b].items[which_][i].gram, b, i});
        }
        std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
            return a.gram != b.gram ? a.gram < b.gram : a.block > b.block;
        });
        std::size_t total = 0;
        for (std::size_t i = 0; i < pieces.size();) {
            std::size_t end = i;
            while (end < pieces.size() && pieces[end].gram == pieces[i].gram) ++end;
            entries_.push_back(entry_of(pieces, i, end));
            total += entries_.back().bytes.size();
            i = end;
        }
        return total;
    }

    std::string text_of(const Piece& piece) const {
        if ((piece.gram & token_bit) == 0) return text_of_gram(piece.gram);
        return blocks_[piece.block].tokens.at(piece.gram);
    }
    std::string_view bytes_of(const Piece& piece) const {
        const BlockIndex::Item& item = blocks_[piece.block].items[which_][piece.item];
        return std::string_view(blocks_[piece.block].bytes[which_]).substr(item.offset, item.length);
    }

    GramEntry entry_of(const std::vector<Piece>& pieces, std::size_t begin, std::size_t end) {
        GramEntry entry{text_of(pieces[begin]), 0, {}};
        std::string head, tail;
        std::vector<std::uint64_t> tails;
        const auto close_tail = [&] {
            if (tail.empty()) return;
            made_.files.emplace_back(tail_name(entry.gram, tails.size() - 1), std::move(tail));
            tail.clear();
        };
        bool in_head = true;
        for (std::size_t i = begin; i < end; ++i) {
            const std::string_view bytes = bytes_of(pieces[i]);
            entry.count += blocks_[pieces[i].block].items[which_][pieces[i].item].count;
            in_head = in_head && (i == begin || head.size() + bytes.size() <= head_bytes);
            if (in_head) {
                head += bytes;
                continue;
            }
            if (tail.empty()) tails.push_back(0);
            tail += bytes;
            tails.back() = blocks_[pieces[i].block].block;
            if (tail.size() >= tail_bytes) close_tail();
        }
        close_tail();
        append_varint(entry.bytes, entry.gram.size());
        entry.bytes += entry.gram;
        append_varint(entry.bytes, entry.count);
        append_varint(entry.bytes, head.size());
        append_varint(entry.bytes, tails.size());
        for (const std::uint64_t lowest : tails) append_varint(entry.bytes, lowest);
        entry.bytes += head;
        return entry;
    }

    void write_shards(std::size_t total) {
        made_.shards = std::uint32_t(std::max<std::size_t>(1, (total + shard_bytes - 1) / shard_bytes));
        std::vector<std::string> shards(made_.shards);
        std::sort(entries_.begin(), entries_.end(),
                  [](const GramEntry& a, const GramEntry& b) { return a.gram < b.gram; });
        for (GramEntry& entry : entries_) {
            shards[shard_hash(entry.gram) % made_.shards] += entry.bytes;
            if (entry.gram[0] != '=' && entry.gram[0] != '@') made_.densest.emplace_back(entry.count, entry.gram);
            entry = {};  // a segment is large: nothing of it twice in memory
        }
        for (std::uint32_t i = 0; i < made_.shards; ++i) made_.files.emplace_back(shard_name(i), std::move(shards[i]));
    }

    const std::vector<BlockIndex>& blocks_;
    std::size_t which_;
    std::vector<GramEntry> entries_;
    DictionaryFiles made_;
};

}  // namespace

DictionaryFiles dictionary_files(const std::vector<BlockIndex>& blocks, GramClass which) {
    return DictionaryMaker(blocks, which).make();
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
