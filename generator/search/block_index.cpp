#include "search/block_index.h"

#include <algorithm>
#include <cassert>

#include "core/text.h"
#include "search/normal_form.h"
#include "search/postings.h"
#include "search/search_text.h"

namespace gongshi {
namespace {

/// From grams to the records that hold them: open addressing, as millions of grams come by for each block.
class PostingTable {
public:
    PostingTable() : slots_(1 << 12) {}

    void add(Gram gram, std::uint16_t record) {
        BlockPostings& list = lists_[slot(gram)];
        if (list.empty() || list.back() != record) list.push_back(record);
    }

    void write(std::uint32_t block, std::vector<BlockIndex::Item>& items, std::string& bytes) const {
        std::vector<std::pair<Gram, std::uint32_t>> order;
        for (const auto& [gram, index] : slots_) {
            if (index != 0) order.emplace_back(gram, index - 1);
        }
        std::sort(order.begin(), order.end());
        for (const auto& [gram, index] : order) {
            const std::string coded = encode_block(block, lists_[index]);
            items.push_back(
                {gram, std::uint32_t(bytes.size()), std::uint32_t(coded.size()), std::uint32_t(lists_[index].size())});
            bytes += coded;
        }
    }

private:
    static std::size_t mix(Gram gram) { return std::size_t((gram ^ gram >> 29) * 0x9E3779B97F4A7C15u >> 20); }

    std::size_t slot(Gram gram) {
        std::size_t at = mix(gram) & (slots_.size() - 1);
        while (slots_[at].second != 0 && slots_[at].first != gram) at = (at + 1) & (slots_.size() - 1);
        if (slots_[at].second == 0) {
            lists_.emplace_back();
            slots_[at] = {gram, std::uint32_t(lists_.size())};
            if (lists_.size() * 2 > slots_.size()) grow();
            return lists_.size() - 1;
        }
        return slots_[at].second - 1;
    }

    void grow() {
        std::vector<std::pair<Gram, std::uint32_t>> wider(slots_.size() * 2);
        for (const auto& [gram, index] : slots_) {
            if (index == 0) continue;
            std::size_t at = mix(gram) & (wider.size() - 1);
            while (wider[at].second != 0) at = (at + 1) & (wider.size() - 1);
            wider[at] = {gram, index};
        }
        slots_ = std::move(wider);
    }

    std::vector<std::pair<Gram, std::uint32_t>> slots_;  ///< gram, index of its list + 1
    std::vector<BlockPostings> lists_;
};

/// Pairs of letters within pinyin are no grams: three letters is the least that is looked for inside.
void add_pinyin_grams(const std::string& letters, std::vector<Gram>& grams) {
    for (std::size_t i = 0; i + 2 < letters.size(); ++i)
        grams.push_back(Gram(letters[i]) << 42 | Gram(letters[i + 1]) << 21 | Gram(letters[i + 2]));
}

std::string year_token(std::int32_t date) {
    return date == Entry::no_date ? std::string() : "@y:" + std::to_string(Date::from_days(date).year());
}

}  // namespace

TokenTexts::TokenTexts(const std::unordered_map<Gram, std::string>& tokens) {
    std::vector<std::pair<Gram, std::string_view>> sorted(tokens.begin(), tokens.end());
    std::sort(sorted.begin(), sorted.end());
    std::size_t size = 0;
    for (const auto& [gram, text] : sorted) size += text.size();
    texts_.reserve(size);
    places_.reserve(sorted.size());
    for (const auto& [gram, text] : sorted) {
        places_.push_back({gram, std::uint32_t(texts_.size()), std::uint32_t(text.size())});
        texts_ += text;
    }
}

std::string_view TokenTexts::at(Gram gram) const {
    const auto place =
        std::partition_point(places_.begin(), places_.end(), [&](const Place& one) { return one.gram < gram; });
    assert(place != places_.end() && place->gram == gram);
    return std::string_view(texts_).substr(place->begin, place->length);
}

std::vector<std::string_view> TokenTexts::sorted() const {
    std::vector<std::string_view> texts;
    texts.reserve(places_.size());
    for (const Place& one : places_) texts.push_back(std::string_view(texts_).substr(one.begin, one.length));
    std::sort(texts.begin(), texts.end());
    return texts;
}

BlockIndex index_block(std::uint32_t block, std::span<const SearchedRecord> records, const Disclosure& today,
                       Disclosure::Reader& reader) {
    BlockIndex index;
    index.block = block;
    PostingTable keys, texts;
    std::vector<Gram> grams;
    std::unordered_map<Gram, std::string> tokens;
    for (const SearchedRecord& one : records) {
        const DatasetView& view = today.datasets()[one.dataset];
        const Entry& entry = view.entries[one.entry];
        const Department& department = today.departments()[entry.department];
        const auto local = std::uint16_t(one.number % block_records);
        const SearchText text = search_text(reader.read(view, entry), department);
        const auto add_token = [&](PostingTable& table, const std::string& token) {
            const Gram gram = token_gram(token);
            tokens.try_emplace(gram, token);
            table.add(gram, local);
        };
        grams.clear();
        for (const std::u32string& field : text.keys) {
            add_grams(field, grams);
            if (field.size() <= 60) add_token(keys, "=" + to_utf8(field));
            for (const std::string& run : runs_of(field)) add_token(keys, "~" + run);
        }
        for (const std::string& letters : text.pinyin) {
            add_pinyin_grams(letters, grams);
            add_token(keys, "=" + letters);
        }
        for (const Gram gram : grams) keys.add(gram, local);
        grams.clear();
        for (const std::u32string& field : text.texts) add_grams(field, grams);
        for (const Gram gram : grams) texts.add(gram, local);
        add_token(keys, "@d:" + department.key);
        add_token(keys, "@s:" + view.dataset->name);
        if (const std::string year = year_token(entry.date); !year.empty()) add_token(keys, year);
    }
    keys.write(block, index.items[0], index.bytes[0]);
    texts.write(block, index.items[1], index.bytes[1]);
    index.tokens = TokenTexts(tokens);
    return index;
}

}  // namespace gongshi
