#include "search/block_index.h"

#include <algorithm>
#include <cassert>

#include "core/text.h"
#include "disclosure/disclosure.h"
#include "search/normal_form.h"

namespace gongshi {
namespace {

/// A longer name is no word of its own: nobody types it whole.
constexpr std::size_t longest_word = 60;

/// Pairs of letters within pinyin are no grams: three letters is the least that is looked for inside.
void add_pinyin_grams(const std::string& letters, std::vector<Gram>& grams) {
    for (std::size_t i = 0; i + 2 < letters.size(); ++i)
        grams.push_back(Gram(letters[i]) << 42 | Gram(letters[i + 1]) << 21 | Gram(letters[i + 2]));
}

std::size_t mix(Gram gram) { return std::size_t((gram ^ gram >> 29) * 0x9E3779B97F4A7C15u >> 20); }

}  // namespace

void PostingTable::add(Gram gram, std::uint16_t record) {
    BlockPostings& records = list_of(gram).records;
    if (records.empty() || records.back() != record) records.push_back(record);
}

void PostingTable::add_token(std::string_view token, std::uint16_t record) {
    List& list = list_of(token_gram(token));
    if (list.records.empty()) {
        list.token_begin = std::uint32_t(tokens_.size());
        list.token_length = std::uint32_t(token.size());
        tokens_ += token;
    }
    if (list.records.empty() || list.records.back() != record) list.records.push_back(record);
}

void PostingTable::pack(std::uint32_t block, BlockPacker& packer) const {
    std::vector<std::pair<Gram, std::uint32_t>> order;
    order.reserve(lists_.size());
    for (const auto& [gram, index] : slots_) {
        if (index != 0) order.emplace_back(gram, index - 1);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [gram, index] : order) {
        const List& list = lists_[index];
        const std::string_view token = std::string_view(tokens_).substr(list.token_begin, list.token_length);
        const std::string postings = encode_block(block, list.records);
        packer.add({gram, token, list.records.size(), postings});
    }
}

PostingTable::List& PostingTable::list_of(Gram gram) {
    std::size_t at = mix(gram) & (slots_.size() - 1);
    while (slots_[at].second != 0 && slots_[at].first != gram) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].second != 0) return lists_[slots_[at].second - 1];
    lists_.emplace_back();
    slots_[at] = {gram, std::uint32_t(lists_.size())};
    if (lists_.size() * 2 > slots_.size()) grow();
    return lists_.back();
}

void PostingTable::grow() {
    std::vector<std::pair<Gram, std::uint32_t>> wider(slots_.size() * 2);
    for (const auto& [gram, index] : slots_) {
        if (index == 0) continue;
        std::size_t at = mix(gram) & (wider.size() - 1);
        while (wider[at].second != 0) at = (at + 1) & (wider.size() - 1);
        wider[at] = {gram, index};
    }
    slots_ = std::move(wider);
}

void BlockIndexer::add(std::uint16_t number, const SearchText& text, const Department& department,
                       const Dataset& dataset, std::int32_t date) {
    grams_.clear();
    for (const std::u32string& field : text.keys) {
        add_grams(field, grams_);
        if (field.size() <= longest_word) keys_.add_token("=" + to_utf8(field), number);
        for (const std::string& run : runs_of(field)) keys_.add_token("~" + run, number);
    }
    for (const std::string& letters : text.pinyin) {
        add_pinyin_grams(letters, grams_);
        keys_.add_token("=" + letters, number);
    }
    for (const Gram gram : grams_) keys_.add(gram, number);
    grams_.clear();
    for (const std::u32string& field : text.texts) add_grams(field, grams_);
    for (const Gram gram : grams_) texts_.add(gram, number);
    keys_.add_token("@d:" + department.key, number);
    keys_.add_token("@s:" + dataset.name, number);
    if (date != Entry::no_date) keys_.add_token("@y:" + std::to_string(Date::from_days(date).year()), number);
}

std::string BlockIndexer::finish(std::uint32_t block) const {
    BlockPacker packer(block);
    keys_.pack(block, packer);
    packer.begin_texts();
    texts_.pack(block, packer);
    return std::move(packer).finish();
}

}  // namespace gongshi
