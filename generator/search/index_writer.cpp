#include "search/index_writer.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>

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

/// A record by its number: that of its leaf in the ledger.
struct SearchedRecord {
    std::uint64_t number = 0;
    std::uint32_t dataset = 0, entry = 0;
};

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
        std::size_t count = 0;
        for (const DatasetView& view : today.datasets()) count += view.entries.size();
        records_.reserve(count);
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
        for (std::uint64_t begin = 0; begin < size_; begin += block_records)
            results_.push_back(kept_results(begin, std::min(size_, begin + block_records)));
        std::uint64_t begin = 0;
        for (const std::uint64_t end : segment_ends(size_)) {
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

    std::vector<Disclosure::Reader> readers() const {
        std::vector<Disclosure::Reader> readers;
        for (unsigned i = 0; i < threads_.count; ++i) readers.emplace_back(today_);
        return readers;
    }

    /// Goes once through the records of a block: for its grams when they are asked for, and for the rows and texts that are lacking.
    void read_block(std::uint64_t block, BlockIndexer* grams, Disclosure::Reader& reader) {
        const std::uint64_t begin = block * block_records, end = std::min(size_, begin + block_records);
        BlockResults& results = results_[block];
        std::optional<ResultsMaker> maker;
        if (!results.done) maker.emplace(begin, end, results.texts, files_of(block));
        const auto [from, to] = range(begin, end);
        for (const SearchedRecord& one : std::span(records_).subspan(from, to - from)) {
            const DatasetView& view = today_.datasets()[one.dataset];
            const Entry& entry = view.entries[one.entry];
            const Department& department = today_.departments()[entry.department];
            const PublicRecord record = reader.read(view, entry);
            const SearchText text = search_text(record, department);
            if (maker) maker->add(one.number, one.dataset, entry, record, text);
            if (grams != nullptr)
                grams->add(std::uint16_t(one.number - begin), text, department, *view.dataset, entry.date);
        }
        if (maker) maker->finish();
        results.done = true;
    }

    /// The last block grows every night; a full one changes when a record leaves it, and is kept until then.
    PackedBlock packed_block(std::uint64_t block, Disclosure::Reader& reader) {
        if (is_full(block)) {
            if (auto kept = store_.find(block_digests_[block])) return std::move(*kept);
        }
        BlockIndexer grams;
        read_block(block, &grams, reader);
        std::string bytes = grams.finish(std::uint32_t(block));
        return is_full(block) ? store_.keep(block_digests_[block], std::move(bytes))
                              : PackedBlock::of_bytes(std::move(bytes)).value();
    }

    std::vector<PackedBlock> packed_blocks(std::uint64_t begin, std::uint64_t end) {
        std::vector<std::optional<PackedBlock>> made((end - begin + block_records - 1) / block_records);
        std::vector<Disclosure::Reader> own = readers();
        progress_.begin("search", made.size());
        for_each_index(made.size(), threads_, [&](std::size_t i, unsigned worker) {
            made[i] = packed_block(begin / block_records + i, own[worker]);
            progress_.advance(1);
        });
        std::vector<PackedBlock> blocks;
        for (auto& block : made) blocks.push_back(std::move(*block));
        return blocks;
    }

    void write_segment(std::uint64_t begin, std::uint64_t end) {
        const Digest ingredients = digest_of("segment 2", begin, end);
        const std::string name = ingredients.hex().substr(0, 12);
        if (const auto kept = tree_.keep_folder("search/s/" + name + "-", ingredients)) {
            segments_.push_back({kept->substr(0, kept->find('/', 9)), begin, end});
            return;
        }
        const std::vector<PackedBlock> blocks = packed_blocks(begin, end);
        DictionaryPlan plans[2];
        for_each_index(2, threads_,
                       [&](std::size_t which, unsigned) { plans[which] = plan_dictionary(blocks, GramClass(which)); });
        const std::string folder =
            "search/s/" + name + "-" + std::to_string(plans[0].shards()) + "-" + std::to_string(plans[1].shards());
        for (const GramClass which : {GramClass::key, GramClass::text}) {
            const DictionaryPlan& plan = plans[std::size_t(which)];
            const std::string part = folder + (which == GramClass::key ? "/k/" : "/t/");
            std::string common;
            for (const std::string& gram : plan.densest) common += gram + "\n";
            tree_.put(part + "common.txt", sealed_text(std::move(common)), ingredients, CacheClass::immutable);
            write_dictionary(blocks, which, plan, held_, threads_, [&](const std::string& file, std::string bytes) {
                tree_.put(part + file, sealed(std::move(bytes)), ingredients, CacheClass::immutable);
            });
        }
        segments_.push_back({folder, begin, end});
    }

    /// Rows and texts of a block, as far as the last build's do not stand.
    struct BlockResults {
        Digest ingredients;
        std::string folder;  ///< of the rows
        bool rows_kept = false;
        bool done = false;
        std::vector<TextFile> texts;
    };

    static std::string text_path(const std::string& name) { return "search/t/" + name + ".json"; }

    BlockResults kept_results(std::uint64_t begin, std::uint64_t end) {
        BlockResults results;
        results.ingredients = digest_of("rows", begin, end);
        results.folder = "search/b/" + results.ingredients.hex().substr(0, 12);
        results.rows_kept = tree_.keep_folder(results.folder + "/", results.ingredients).has_value();
        results.done = results.rows_kept;
        for (std::uint64_t file = begin / texts_a_file; file * texts_a_file < end; ++file) {
            TextFile& texts = results.texts.emplace_back();
            if (text_digests_[file] == Digest()) continue;
            const std::string hex = text_digests_[file].hex();
            texts.name = hex.substr(0, 2) + "/" + hex.substr(2, 14);
            texts.wanted = !tree_.keep(text_path(texts.name), text_digests_[file]);
            results.done = results.done && !texts.wanted;
        }
        return results;
    }

    ResultFiles files_of(std::uint64_t block) {
        const BlockResults& results = results_[block];
        const auto put_rows = [&](std::size_t file, const std::string& bytes) {
            if (results.rows_kept) return;
            tree_.put(results.folder + "/r" + std::to_string(file) + ".json", bytes, results.ingredients,
                      CacheClass::immutable);
        };
        const auto put_texts = [this, &results, block](std::size_t file, const std::string& bytes) {
            tree_.put(text_path(results.texts[file].name), bytes,
                      text_digests_[block * (block_records / texts_a_file) + file], CacheClass::immutable);
        };
        return {put_rows, put_texts};
    }

    /// What no segment that is made anew has made already.
    void write_results() {
        const auto is_done = [](const BlockResults& one) { return one.done; };
        if (std::all_of(results_.begin(), results_.end(), is_done)) return;  // most nights: no reader is opened
        std::vector<Disclosure::Reader> own = readers();
        for_each_index(results_.size(), threads_, [&](std::size_t block, unsigned worker) {
            if (!results_[block].done) read_block(block, nullptr, own[worker]);
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
        for (const BlockResults& one : results_) json.text(one.folder);
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
    std::uint64_t held_;
    Threads threads_;
    Progress& progress_;
    std::vector<SearchedRecord> records_;  ///< by number
    std::uint64_t size_ = 0;
    Digest basis_;
    std::vector<Digest> block_digests_;
    std::vector<Digest> text_digests_;  ///< of each 16 numbers; all zero where no record is
    std::vector<Segment> segments_;
    std::vector<BlockResults> results_;  ///< of each block
    std::string largest_, simplified_;
};

}  // namespace

void write_search_index(const Disclosure& today, OutputTree& tree, const KeptBlocks& kept, Threads threads,
                        Progress& progress) {
    IndexWriter(today, tree, kept, threads, progress).write();
}

}  // namespace gongshi
