#include "search/posting_lists.h"

#include <algorithm>
#include <iterator>

#include "core/text.h"
#include "search/grams.h"
#include "search/normal_form.h"

namespace gongshi {
namespace {

/// A gram costs about 10 KB, a row 1.4 KB, a text 3 KB more: beyond the first, it is asked for when this many are left.
constexpr std::size_t many_candidates = 16;

}  // namespace

BlockPostings both(const BlockPostings& a, const BlockPostings& b) {
    BlockPostings out;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
    return out;
}

BlockPostings either(const BlockPostings& a, const BlockPostings& b) {
    BlockPostings out;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
    return out;
}

GramCursor::GramCursor(IndexFiles& files, const IndexSegment& segment, GramClass which, const std::string& gram)
    : files_(files), folder_(segment.folder + (which == GramClass::key ? "/k/" : "/t/")), gram_(gram) {
    const std::uint32_t shards = segment.shards[std::size_t(which)];
    bool damaged = false;
    entry_ = find_in_shard(files.file(folder_ + shard_name(shard_hash(gram) % shards)), gram, damaged);
    if (damaged) throw Trouble{"a damaged shard of " + folder_};
    if (entry_) decode(entry_->head);
}

void GramCursor::decode(std::string_view bytes) {
    while (!bytes.empty()) {
        std::optional<DecodedBlock> block = decode_block(bytes);
        if (!block) throw Trouble{"a damaged block of " + folder_};
        blocks_[block->block] = std::move(block->postings);
    }
}

const BlockPostings& GramCursor::at(std::uint64_t block) {
    static const BlockPostings none;
    if (!entry_) return none;
    // Tails go from newer blocks to older ones; all down to the one that may hold the block.
    const auto is_further_back = [&] {
        if (tails_read_ == 0) return blocks_.empty() || block < blocks_.begin()->first;
        return block < entry_->tails[tails_read_ - 1];
    };
    while (tails_read_ < entry_->tails.size() && is_further_back()) {
        decode(files_.file(folder_ + tail_name(gram_, tails_read_)));
        ++tails_read_;
    }
    const auto found = blocks_.find(block);
    return found == blocks_.end() ? none : found->second;
}

Filter::Filter(IndexFiles& files, const IndexSegment& segment, const std::vector<std::string>& grams) {
    for (const std::string& gram : grams) cursors_.emplace_back(files, segment, GramClass::key, gram);
}

BlockPostings Filter::at(std::uint64_t block) {
    BlockPostings passing;
    for (GramCursor& cursor : cursors_) passing = either(passing, cursor.at(block));
    return passing;
}

TermLists::TermLists(IndexFiles& files, const IndexSegment& segment, GramClass which, const std::u32string& term)
    : files_(files), segment_(segment), which_(which) {
    for (const Gram gram : grams_of_term(term)) add_gram(text_of_gram(gram));
    if (which == GramClass::key) {
        for (const std::string& run : whole_runs_of(term)) grams_.insert(grams_.begin(), "~" + run);
        // Letters that are a whole name's initials; three and more are found by their grams.
        if (term.size() < 3 && std::all_of(term.begin(), term.end(), is_search_alnum))
            whole_.emplace(files, segment, which, "=" + to_utf8(term));
    }
    put_rarest_first();
    // A rare gram tells alone where to look, or that nothing is there; of common ones it takes two.
    tighten();
    if (rank(grams_.front()) != SIZE_MAX) tighten();
}

BlockPostings TermLists::at(std::uint64_t block) {
    BlockPostings list = common(block);
    if (list.size() > many_candidates && cursors_.size() == 1 && tighten()) list = common(block);
    return whole_ && !whole_->absent() ? either(list, whole_->at(block)) : list;
}

/// Whole words; of grams not known to be common the last, the first and the middle one, for neighbours tell the least anew.
void TermLists::put_rarest_first() {
    std::stable_sort(grams_.begin(), grams_.end(),
                     [&](const std::string& a, const std::string& b) { return rank(a) > rank(b); });
    const auto known =
        std::find_if(grams_.begin(), grams_.end(), [&](const auto& one) { return rank(one) != SIZE_MAX; });
    const auto parts =
        std::find_if(grams_.begin(), known, [](const std::string& one) { return !one.starts_with('~'); });
    if (known - parts < 3) return;
    const auto middle = parts + (known - parts) / 2;
    std::rotate(parts + 1, middle, middle + 1);
    std::rotate(parts, known - 1, known);
}

bool TermLists::tighten(std::size_t count) {
    if (absent_ || cursors_.size() == grams_.size()) return false;
    for (; count > 0 && cursors_.size() < grams_.size() && !absent_; --count) {
        cursors_.emplace_back(files_, segment_, which_, grams_[cursors_.size()]);
        absent_ = cursors_.back().absent();
    }
    return true;
}

void TermLists::add_gram(std::string gram) {
    if (std::find(grams_.begin(), grams_.end(), gram) == grams_.end()) grams_.push_back(std::move(gram));
}

std::size_t TermLists::rank(const std::string& gram) const {
    const auto& ranks = files_.common[std::size_t(which_)];
    const auto found = ranks.find(gram);
    return found == ranks.end() ? SIZE_MAX : found->second;
}

BlockPostings TermLists::common(std::uint64_t block) {
    if (absent_) return {};
    BlockPostings list = cursors_.front().at(block);
    for (std::size_t i = 1; i < cursors_.size(); ++i) list = both(list, cursors_[i].at(block));
    return list;
}

}  // namespace gongshi
