#include "search/index_writer.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <unordered_map>

#include "core/json.h"
#include "core/text.h"
#include "search/block_index.h"
#include "search/block_store.h"
#include "search/dictionary.h"
#include "search/normal_form.h"
#include "search/postings.h"
#include "search/result_files.h"
#include "search/seal.h"

namespace gongshi {
namespace {

/// Where segments end, for so many numbers: a function of the count alone, so that every history gives the same ones. The last
/// segment holds the newest 8,192 numbers at least, for it is they that are corrected and withdrawn: the others are then left
/// alone.
std::vector<std::uint64_t> segment_ends(std::uint64_t size) {
    std::vector<std::uint64_t> ends;
    const auto whole = [&](std::uint64_t step) {
        const std::uint64_t end = (size - block_records) / step * step;
        if (end > (ends.empty() ? 0 : ends.back())) ends.push_back(end);
    };
    if (size >= std::uint64_t(1) << 21) whole(std::uint64_t(1) << 20);
    if (size >= 262144) whole(65536);
    if (size >= 16384) whole(block_records);
    if (ends.empty() || ends.back() < size) ends.push_back(size);
    return ends;
}

/// Everything of one night's index.
class IndexWriter {
public:
    IndexWriter(const Disclosure& today, OutputTree& tree, const KeptBlocks& kept, Threads threads, Progress& progress)
        : today_(today),
          tree_(tree),
          store_(kept.folder, kept.believed),
          held_(kept.held),
          threads_(threads),
          progress_(progress) {
        for (std::uint32_t d = 0; d < today.datasets().size(); ++d) {
            const auto& entries = today.datasets()[d].entries;
            for (std::uint32_t e = 0; e < entries.size(); ++e)
                records_.push_back({std::uint64_t(entries[e].leaf), d, e});
        }
        std::sort(records_.begin(), records_.end(),
                  [](const SearchedRecord& a, const SearchedRecord& b) { return a.number < b.number; });
        size_ = records_.empty() ? 0 : records_.back().number + 1;
        Sha256 hasher;
        hasher.field("search index").number(search_format);
        for (const Department& one : today.departments()) hasher.field(one.key).field(one.name);
        for (const DatasetView& view : today.datasets()) hasher.field(view.dataset->digest);
        basis_ = hasher.finish();
        for (std::uint64_t block = 0; block * block_records < size_; ++block) add_digests(block);
    }

    void write() {
        const std::vector<std::uint64_t> ends = segment_ends(size_);
        std::uint64_t begin = 0;
        for (const std::uint64_t end : ends) {
            if (end > begin) write_segment(begin, end);
            begin = end;
        }
        write_results();
        write_common();
        write_simplified();
        write_entry();
        for (std::uint64_t block = 0; is_full(block); ++block) store_.want(block_digests_[block]);
        store_.remove_unwanted();
    }

private:
    struct Segment {
        std::string folder;
        std::uint64_t begin = 0, end = 0;
    };

    std::pair<std::size_t, std::size_t> range(std::uint64_t begin, std::uint64_t end) const {
        const auto at = [&](std::uint64_t number) {
            return std::size_t(std::partition_point(records_.begin(), records_.end(),
                                                    [&](const SearchedRecord& one) { return one.number < number; }) -
                               records_.begin());
        };
        return {at(begin), at(end)};
    }

    /// Everything that the files of a block are made from: the texts of 16 numbers from a digest, and the block from those.
    void add_digests(std::uint64_t block) {
        const std::uint64_t begin = block * block_records, end = std::min(size_, begin + block_records);
        Sha256 of_block;
        of_block.field(basis_).number(std::int64_t(begin)).number(std::int64_t(end));
        auto [at, to] = range(begin, end);
        for (std::uint64_t first = begin; first < end; first += texts_a_file) {
            Sha256 of_texts;
            of_texts.field(basis_).number(std::int64_t(first));
            const std::size_t from = at;
            for (; at < to && records_[at].number < first + texts_a_file; ++at) {
                const Entry& entry = today_.datasets()[records_[at].dataset].entries[records_[at].entry];
                of_texts.number(std::int64_t(records_[at].number)).field(entry.digest).number(entry.department);
            }
            text_digests_.push_back(at == from ? Digest() : of_texts.finish());
            of_block.field(text_digests_.back());
        }
        block_digests_.push_back(of_block.finish());
    }

    Digest digest_of(std::string_view what, std::uint64_t begin, std::uint64_t end) const {
        Sha256 hasher;
        hasher.field(what);
        for (std::uint64_t block = begin / block_records; block * block_records < end; ++block)
            hasher.field(block_digests_[block]);
        return hasher.finish();
    }

    bool is_full(std::uint64_t block) const { return (block + 1) * block_records <= size_; }

    /// The last block grows every night; a full one changes when a record leaves it, and is kept until then.
    /// With `only`, no block is held with its other class.
    std::vector<BlockIndex> index_blocks(std::uint64_t begin, std::uint64_t end, std::optional<GramClass> only) {
        std::vector<BlockIndex> blocks((end - begin + block_records - 1) / block_records);
        std::vector<std::unique_ptr<Disclosure::Reader>> readers;
        for (unsigned i = 0; i < threads_.count; ++i) readers.push_back(std::make_unique<Disclosure::Reader>(today_));
        for_each_index(blocks.size(), threads_, [&](std::size_t i, unsigned worker) {
            const std::uint64_t first = begin + i * block_records, number = first / block_records;
            const auto [from, to] = range(first, std::min(end, first + block_records));
            std::optional<BlockIndex> kept = is_full(number) ? store_.find(block_digests_[number]) : std::nullopt;
            if (kept) {
                blocks[i] = std::move(*kept);
            } else {
                blocks[i] = index_block(std::uint32_t(number), std::span(records_).subspan(from, to - from), today_,
                                        *readers[worker]);
                if (is_full(number)) store_.keep(block_digests_[number], blocks[i]);
            }
            if (only) keep_only(blocks[i], *only);
            progress_.advance(1);
        });
        return blocks;
    }

    void write_segment(std::uint64_t begin, std::uint64_t end) {
        const Digest ingredients = digest_of("segment", begin, end);
        const std::string name = ingredients.hex().substr(0, 12);
        if (const auto kept = tree_.keep_folder("search/s/" + name + "-", ingredients)) {
            segments_.push_back({kept->substr(0, kept->find('/', 9)), begin, end});
            return;
        }
        const std::size_t count = std::size_t((end - begin + block_records - 1) / block_records);
        // Of a large segment one class is held at a time, and then read again from the store of blocks.
        const bool large = count > held_;
        progress_.begin("search", large ? 3 * count : count);
        std::vector<BlockIndex> blocks =
            index_blocks(begin, end, large ? std::optional(GramClass::text) : std::nullopt);
        const DictionarySize of_texts = dictionary_size(blocks, GramClass::text);
        const auto read_again = [&](GramClass which) {
            blocks.clear();  // or both classes would be held after all
            blocks = index_blocks(begin, end, which);
        };
        if (large) read_again(GramClass::key);
        const DictionarySize of_keys = dictionary_size(blocks, GramClass::key);
        const std::string folder =
            "search/s/" + name + "-" + std::to_string(of_keys.shards()) + "-" + std::to_string(of_texts.shards());
        write_dictionary(folder + "/k/", blocks, GramClass::key, of_keys, ingredients);
        if (large) read_again(GramClass::text);
        for (BlockIndex& block : blocks) keep_only(block, GramClass::text);
        write_dictionary(folder + "/t/", blocks, GramClass::text, of_texts, ingredients);
        segments_.push_back({folder, begin, end});
    }

    static void keep_only(BlockIndex& block, GramClass which) {
        const std::size_t other = which == GramClass::key ? 1 : 0;
        block.items[other] = {};
        block.bytes[other] = {};
        if (which == GramClass::text) block.tokens = {};
    }
    void write_dictionary(const std::string& folder, const std::vector<BlockIndex>& blocks, GramClass which,
                          const DictionarySize& size, const Digest& ingredients) {
        const auto put = [&](const std::string& file, std::string bytes) {
            tree_.put(folder + file, sealed(std::move(bytes)), ingredients, CacheClass::immutable);
        };
        const Dictionary dictionary(blocks, which, size, put);
        std::string common;
        for (const std::string& gram : dictionary.densest()) common += gram + "\n";
        tree_.put(folder + "common.txt", sealed_text(std::move(common)), ingredients, CacheClass::immutable);
        for_each_index(dictionary.shards(), threads_, [&](std::size_t i, unsigned) {
            put(shard_name(std::uint32_t(i)), dictionary.shard(std::uint32_t(i)));
        });
    }

    /// Rows and texts of a block, as far as the last build's do not stand.
    struct BlockResults {
        Digest ingredients;
        bool rows_kept = false;
        std::vector<TextFile> texts;

        bool is_kept() const {
            return rows_kept &&
                   std::none_of(texts.begin(), texts.end(), [](const TextFile& one) { return one.wanted; });
        }
    };

    static std::string text_path(const std::string& name) { return "search/t/" + name + ".json"; }

    BlockResults kept_results(std::uint64_t begin, std::uint64_t end) {
        BlockResults results{digest_of("rows", begin, end), false, {}};
        blocks_.push_back("search/b/" + results.ingredients.hex().substr(0, 12));
        results.rows_kept = tree_.keep_folder(blocks_.back() + "/", results.ingredients).has_value();
        for (std::uint64_t file = begin / texts_a_file; file * texts_a_file < end; ++file) {
            TextFile& texts = results.texts.emplace_back();
            if (text_digests_[file] == Digest()) continue;
            const std::string hex = text_digests_[file].hex();
            texts.name = hex.substr(0, 2) + "/" + hex.substr(2, 14);
            texts.wanted = !tree_.keep(text_path(texts.name), text_digests_[file]);
        }
        return results;
    }

    void write_results() {
        std::vector<BlockResults> blocks;
        for (std::uint64_t begin = 0; begin < size_; begin += block_records)
            blocks.push_back(kept_results(begin, std::min(size_, begin + block_records)));
        for_each_index(blocks.size(), threads_, [&](std::size_t block, unsigned) {
            const BlockResults& results = blocks[block];
            if (results.is_kept()) return;
            const std::uint64_t begin = block * block_records, end = std::min(size_, begin + block_records);
            const auto [from, to] = range(begin, end);
            Disclosure::Reader reader(today_);
            const auto put_rows = [&](std::size_t file, const std::string& bytes) {
                if (results.rows_kept) return;
                tree_.put(blocks_[block] + "/r" + std::to_string(file) + ".json", bytes, results.ingredients,
                          CacheClass::immutable);
            };
            const auto put_texts = [&](std::size_t file, const std::string& bytes) {
                tree_.put(text_path(results.texts[file].name), bytes, text_digests_[begin / texts_a_file + file],
                          CacheClass::immutable);
            };
            make_results(begin, end, std::span(records_).subspan(from, to - from), results.texts, today_, reader,
                         {put_rows, put_texts});
        });
    }

    /// The largest segment's densest grams: by them a client picks the rarest of a query.
    void write_common() {
        const auto largest =
            std::max_element(segments_.begin(), segments_.end(),
                             [](const Segment& a, const Segment& b) { return a.end - a.begin < b.end - b.begin; });
        if (largest != segments_.end()) largest_ = largest->folder;
    }

    void write_simplified() {
        std::string text;
        for (const auto& [from, to] : simplified_pairs()) {
            append_utf8(text, from);
            append_utf8(text, to);
        }
        text = sealed_text(std::move(text));
        const Digest digest = sha256(text);
        simplified_ = "search/simplified-" + digest.hex().substr(0, 8) + ".txt";
        if (!tree_.keep(simplified_, digest)) tree_.put(simplified_, text, digest, CacheClass::immutable);
    }

    void write_entry() {
        std::string text;
        JsonWriter json(text);
        json.begin_object().member("format", search_format).member("asOf", today_.today().iso());
        json.member("size", std::int64_t(size_)).member("records", std::int64_t(records_.size()));
        json.member("rows", std::int64_t(rows_a_file)).member("texts", std::int64_t(texts_a_file));
        json.member("simplified", simplified_).member("common", largest_);
        json.key("segments").begin_array();
        for (const Segment& one : segments_)
            json.begin_object()
                .member("folder", one.folder)
                .member("begin", std::int64_t(one.begin))
                .member("end", std::int64_t(one.end))
                .end_object();
        json.end_array().key("blocks").begin_array();
        for (const std::string& folder : blocks_) json.text(folder);
        json.end_array();
        add_datasets(json);
        add_departments(json);
        add_years(json);
        json.key("check");
        text = sealed_text(text + "\"", "\"}");
        const Digest digest = sha256(text);
        if (!tree_.keep("search/index.json", digest)) tree_.put("search/index.json", text, digest, CacheClass::page);
    }

    /// A name that is searched like a text; its search form too where it takes the table of simplified characters.
    static void add_name(JsonWriter& json, const std::string& zh, const std::string& en) {
        json.member("zh", zh).member("en", en.empty() ? zh : en);
        if (needs_simplifying(zh)) json.member("form", to_utf8(search_form(zh)));
    }

    void add_datasets(JsonWriter& json) const {
        json.key("datasets").begin_array();
        for (const DatasetView& view : today_.datasets()) {
            const Dataset& one = *view.dataset;
            json.begin_object().member("name", one.name).member("segment", one.segment);
            add_name(json, one.title.zh, one.title.en);
            json.member("count", std::int64_t(view.entries.size())).end_object();
        }
        json.end_array();
    }

    void add_departments(JsonWriter& json) const {
        std::vector<std::int64_t> counts(today_.departments().size());
        for (const SearchedRecord& one : records_)
            ++counts[today_.datasets()[one.dataset].entries[one.entry].department];
        json.key("departments").begin_array();
        for (std::size_t d = 0; d < counts.size(); ++d) {
            const Department& one = today_.departments()[d];
            json.begin_object().member("key", one.key);
            add_name(json, one.name, one.name_en);
            json.member("count", counts[d]).end_object();
        }
        json.end_array();
    }

    void add_years(JsonWriter& json) const {
        std::map<int, std::int64_t, std::greater<>> years;
        for (const SearchedRecord& one : records_) {
            const std::int32_t date = today_.datasets()[one.dataset].entries[one.entry].date;
            if (date != Entry::no_date) ++years[Date::from_days(date).year()];
        }
        json.key("years").begin_array();
        for (const auto& [year, count] : years)
            json.begin_object().member("year", year).member("count", count).end_object();
        json.end_array();
    }

    const Disclosure& today_;
    OutputTree& tree_;
    BlockStore store_;
    std::size_t held_;
    Threads threads_;
    Progress& progress_;
    std::vector<SearchedRecord> records_;  ///< by number
    std::uint64_t size_ = 0;
    Digest basis_;
    std::vector<Digest> block_digests_;
    std::vector<Digest> text_digests_;  ///< of each 16 numbers; all zero where no record is
    std::vector<Segment> segments_;
    std::vector<std::string> blocks_;
    std::string largest_, simplified_;
};

}  // namespace

void write_search_index(const Disclosure& today, OutputTree& tree, const KeptBlocks& kept, Threads threads,
                        Progress& progress) {
    IndexWriter(today, tree, kept, threads, progress).write();
}

}  // namespace gongshi
