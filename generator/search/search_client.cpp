#include "search/search_client.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "core/json.h"
#include "core/text.h"
#include "search/dictionary.h"
#include "search/grams.h"
#include "search/index_writer.h"
#include "search/normal_form.h"
#include "search/postings.h"
#include "search/seal.h"

namespace gongshi {
namespace {

constexpr std::size_t grams_at_first = 2, few_candidates = 4;

/// A file that is not there or makes no sense: the answer says so instead of "no results".
struct Trouble {
    std::string words;
};

const std::vector<Json>& items_of(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    if (member == nullptr || !member->is(Json::Kind::array)) throw Trouble{"search/index.json lacks " + std::string(name)};
    return member->items;
}

std::string text_member(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    return member == nullptr ? std::string() : member->text;
}
std::uint64_t number_member(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    return member == nullptr ? 0 : std::uint64_t(member->integer);
}

struct Segment {
    std::string folder;
    std::uint64_t begin = 0, end = 0;
    std::uint32_t shards[2] = {1, 1};  ///< by GramClass
};

struct DatasetWords {
    std::string name, segment, title;
    std::vector<std::string> text_fields;
};


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

}  // namespace

struct SearchClient::State {
    Fetch fetch;
    std::uint64_t requests = 0, bytes = 0;
    std::map<std::string, std::string> cache;
    bool opened = false;
    std::vector<Segment> segments;  // oldest first
    std::vector<std::string> blocks;
    std::vector<DatasetWords> datasets;
    std::vector<std::pair<std::string, std::string>> departments;  // key, name
    std::vector<std::string> years;
    std::uint64_t size = 0, rows = 32;
    std::map<std::string, std::size_t> common[2];

    /// A file of the index or a record's page; it must be there, and the index's ones must be whole.
    const std::string& file(const std::string& path) {
        auto found = cache.find(path);
        if (found == cache.end()) {
            std::optional<std::string> text = fetch(path);
            if (!text) throw Trouble{"no " + path};
            ++requests;
            bytes += text->size();
            if (path.starts_with("search/")) {
                const std::optional<std::string_view> inside = unsealed(path, *text);
                if (!inside) throw Trouble{"damaged " + path};
                text = std::string(*inside);
            }
            found = cache.emplace(path, std::move(*text)).first;
        }
        return found->second;
    }

    Segment segment_in(const Json& one) const {
        Segment segment{text_member(one, "folder"), number_member(one, "begin"), number_member(one, "end"), {0, 0}};
        const std::vector<std::string_view> parts = split(segment.folder, '-');
        for (std::size_t c = 0; c < 2 && parts.size() == 3; ++c)
            std::from_chars(parts[c + 1].data(), parts[c + 1].data() + parts[c + 1].size(), segment.shards[c]);
        if (segment.shards[0] == 0 || segment.shards[1] == 0 || segment.begin > segment.end || segment.end > size)
            throw Trouble{"search/index.json names no segment"};
        return segment;
    }

    void open() {
        if (opened) return;
        const Result<Json> entry = parse_json(file("search/index.json"), "search/index.json");
        if (!entry || number_member(*entry, "format") != search_format) throw Trouble{"search/index.json is of another format"};
        size = number_member(*entry, "size");
        rows = std::max<std::uint64_t>(1, number_member(*entry, "rows"));
        for (const Json& one : items_of(*entry, "segments")) segments.push_back(segment_in(one));
        for (const Json& one : items_of(*entry, "blocks")) blocks.push_back(one.text);
        if (blocks.size() != (size + block_records - 1) / block_records) throw Trouble{"search/index.json lacks blocks"};
        for (const Json& one : items_of(*entry, "datasets")) {
            DatasetWords words{text_member(one, "name"), text_member(one, "segment"), text_member(one, "zh"), {}};
            for (const Json& field : items_of(one, "text")) words.text_fields.push_back(field.text);
            datasets.push_back(std::move(words));
        }
        for (const Json& one : items_of(*entry, "departments"))
            departments.emplace_back(text_member(one, "key"), text_member(one, "zh"));
        for (const Json& one : items_of(*entry, "years")) years.push_back(std::to_string(number_member(one, "year")));
        const std::string largest = text_member(*entry, "common");
        if (!largest.empty()) {
            for (int c : {0, 1}) {
                std::size_t rank = 0;
                for (std::string_view gram : split(file(largest + (c == 0 ? "/k" : "/t") + "/common.txt"), '\n'))
                    common[c].emplace(gram, rank++);
            }
        }
        opened = true;
    }
};

namespace {

/// Postings of one gram in one segment, block by block; tails are fetched when a block in them is asked for.
class GramCursor {
public:
    GramCursor(SearchClient::State& state, const Segment& segment, GramClass which, const std::string& gram);

    bool absent() const { return !entry_; }
    const BlockPostings& at(std::uint64_t block);

private:
    void decode(std::string_view bytes) {
        while (!bytes.empty()) {
            std::optional<DecodedBlock> block = decode_block(bytes);
            if (!block) throw Trouble{"a damaged block of " + folder_};
            blocks_[block->block] = std::move(block->postings);
        }
    }

    SearchClient::State& state_;
    std::string folder_, gram_;
    std::optional<DictionaryEntry> entry_;
    std::size_t tails_read_ = 0;
    std::map<std::uint64_t, BlockPostings> blocks_;
};

}  // namespace

GramCursor::GramCursor(SearchClient::State& state, const Segment& segment, GramClass which, const std::string& gram)
    : state_(state), folder_(segment.folder + (which == GramClass::key ? "/k/" : "/t/")), gram_(gram) {
    const std::uint32_t shards = segment.shards[std::size_t(which)];
    bool damaged = false;
    entry_ = find_in_shard(state.file(folder_ + shard_name(shard_hash(gram) % shards)), gram, damaged);
    if (damaged) throw Trouble{"a damaged shard of " + folder_};
    if (entry_) decode(entry_->head);
}

const BlockPostings& GramCursor::at(std::uint64_t block) {
    static const BlockPostings none;
    if (!entry_) return none;
    // Tails go from newer blocks to older ones; all down to the one that may hold the block.
    while (tails_read_ < entry_->tails.size() &&
           (tails_read_ == 0 ? blocks_.empty() || block < blocks_.begin()->first : block < entry_->tails[tails_read_ - 1])) {
        decode(state_.file(folder_ + tail_name(gram_, tails_read_)));
        ++tails_read_;
    }
    const auto found = blocks_.find(block);
    return found == blocks_.end() ? none : found->second;
}

namespace {

/// One term in one class of one segment: its rarest grams first, more when they are not enough.
class TermLists {
public:
    TermLists(SearchClient::State& state, const Segment& segment, GramClass which, const std::u32string& term)
        : state_(state), segment_(segment), which_(which) {
        for (const Gram gram : grams_of_term(term)) add_gram(text_of_gram(gram));
        if (which == GramClass::key) {
            for (const std::string& run : whole_runs_of(term)) grams_.insert(grams_.begin(), "~" + run);
            // Letters that are a whole name's initials; three and more are found by their grams.
            if (term.size() < 3 && std::all_of(term.begin(), term.end(), is_search_alnum))
                whole_.emplace(state, segment, which, "=" + to_utf8(term));
        }
        const auto rank = [&](const std::string& gram) {
            const auto& common = state_.common[std::size_t(which_)];
            const auto found = common.find(gram);
            return found == common.end() ? SIZE_MAX : found->second;
        };
        std::stable_sort(grams_.begin(), grams_.end(),
                         [&](const std::string& a, const std::string& b) { return rank(a) > rank(b); });
        while (cursors_.size() < grams_at_first && more()) {
        }
    }

    BlockPostings at(std::uint64_t block) {
        BlockPostings list;
        if (!absent_) {
            list = cursors_.front().at(block);
            for (std::size_t i = 1; i < cursors_.size(); ++i) list = both(list, cursors_[i].at(block));
            while (list.size() > few_candidates && more()) list = both(list, absent_ ? BlockPostings() : cursors_.back().at(block));
        }
        return whole_ && !whole_->absent() ? either(list, whole_->at(block)) : list;
    }

private:
    void add_gram(std::string gram) {
        if (std::find(grams_.begin(), grams_.end(), gram) == grams_.end()) grams_.push_back(std::move(gram));
    }
    bool more() {
        if (absent_ || cursors_.size() == grams_.size()) return false;
        cursors_.emplace_back(state_, segment_, which_, grams_[cursors_.size()]);
        absent_ = cursors_.back().absent();
        return !absent_;
    }

    SearchClient::State& state_;
    const Segment& segment_;
    GramClass which_;
    std::vector<std::string> grams_;
    std::vector<GramCursor> cursors_;
    std::optional<GramCursor> whole_;
    bool absent_ = false;
};

/// The records of a block that a filter lets pass: those that hold one of its grams.
class Filter {
public:
    Filter(SearchClient::State& state, const Segment& segment, const std::vector<std::string>& grams) {
        for (const std::string& gram : grams) cursors_.emplace_back(state, segment, GramClass::key, gram);
    }

    BlockPostings at(std::uint64_t block) {
        BlockPostings passing;
        for (GramCursor& cursor : cursors_) passing = either(passing, cursor.at(block));
        return passing;
    }

private:
    std::vector<GramCursor> cursors_;
};

/// A query on its way through the index.
class Search {
public:
    Search(SearchClient::State& state, const SearchQuery& query) : state_(state), query_(query), terms_(search_terms(query.text)) {}

    SearchAnswer run() {
        SearchAnswer answer;
        try {
            state_.open();
            const bool filtered = !query_.dataset.empty() || !query_.department.empty() || query_.year.has_value() || has_range();
            if (terms_.empty() && !filtered) return answer;
            if (terms_.size() == 1) exact(answer);
            keys(answer);
            if (!terms_.empty()) texts(answer);
        } catch (const Trouble& trouble) {
            answer.trouble = trouble.words;
            answer.complete = false;
        }
        return answer;
    }

private:
    bool enough(SearchAnswer& answer) const {
        if (answer.hits.size() < query_.most) return false;
        answer.complete = false;
        return true;
    }

    /// Visits each block of each segment, newest first; `lists` gives the candidates of a block.
    template <class Lists, class See>
    void each_block(const Lists& lists_for, const See& see) {
        for (auto segment = state_.segments.rbegin(); segment != state_.segments.rend(); ++segment) {
            auto lists = lists_for(*segment);
            std::vector<Filter> filters = filters_for(*segment);
            const std::uint64_t first = segment->begin / block_records;
            for (std::uint64_t block = (segment->end + block_records - 1) / block_records; block-- > first;) {
                BlockPostings found = lists(block);
                for (Filter& filter : filters) found = both(found, filter.at(block));
                for (auto one = found.rbegin(); one != found.rend(); ++one) {
                    if (!see(block * block_records + *one)) return;
                }
            }
        }
    }

    std::vector<Filter> filters_for(const Segment& segment) {
        std::vector<Filter> filters;
        const auto add = [&](const std::vector<std::string>& grams) { filters.emplace_back(state_, segment, grams); };
        if (!query_.dataset.empty()) add({"@s:" + query_.dataset});
        if (!query_.department.empty()) add({"@d:" + query_.department});
        if (query_.year) add({"@y:" + std::to_string(*query_.year)});
        if (has_range()) add(years_of_range());
        return filters;
    }

    bool has_range() const { return !query_.from.empty() || !query_.to.empty(); }

    /// The years of a range are its filter; its first and last day are held against the record's own.
    std::vector<std::string> years_of_range() const {
        std::vector<std::string> grams;
        for (const std::string& year : state_.years) {
            if (year >= query_.from.substr(0, 4) && (query_.to.empty() || year <= query_.to.substr(0, 4)))
                grams.push_back("@y:" + year);
        }
        return grams;
    }

    bool is_in_range(const std::string& date) const {
        return !has_range() || (!date.empty() && date >= query_.from && (query_.to.empty() || date <= query_.to));
    }

    void exact(SearchAnswer& answer) {
        each_block(
            [&](const Segment& segment) {
                auto cursor = std::make_shared<GramCursor>(state_, segment, GramClass::key, "=" + to_utf8(terms_.front()));
                return [cursor](std::uint64_t block) { return cursor->at(block); };
            },
            [&](std::uint64_t number) { return take(number, Fit::exact, answer); });
    }

    void keys(SearchAnswer& answer) {
        if (enough(answer)) return;
        each_block(
            [&](const Segment& segment) {
                auto lists = std::make_shared<std::vector<TermLists>>();
                for (const std::u32string& term : terms_) lists->emplace_back(state_, segment, GramClass::key, term);
                auto filters = std::make_shared<std::vector<Filter>>(terms_.empty() ? filters_for(segment) : std::vector<Filter>());
                return [lists, filters](std::uint64_t block) {
                    if (lists->empty()) return filters->front().at(block);  // filters alone
                    BlockPostings found = lists->front().at(block);
                    for (std::size_t i = 1; i < lists->size() && !found.empty(); ++i) found = both(found, (*lists)[i].at(block));
                    return found;
                };
            },
            [&](std::uint64_t number) { return take(number, Fit::key, answer); });
    }

    void texts(SearchAnswer& answer) {
        if (enough(answer)) return;
        each_block(
            [&](const Segment& segment) {
                auto lists = std::make_shared<std::vector<std::pair<TermLists, TermLists>>>();
                for (const std::u32string& term : terms_)
                    lists->emplace_back(TermLists(state_, segment, GramClass::key, term),
                                        TermLists(state_, segment, GramClass::text, term));
                return [lists](std::uint64_t block) {
                    BlockPostings found;
                    for (std::size_t i = 0; i < lists->size(); ++i) {
                        BlockPostings one = either((*lists)[i].first.at(block), (*lists)[i].second.at(block));
                        found = i == 0 ? std::move(one) : both(found, one);
                        if (found.empty()) break;
                    }
                    return found;
                };
            },
            [&](std::uint64_t number) { return take(number, Fit::text, answer); });
    }

    /// Verifies a candidate of a phase; false when the search may stop.
    bool take(std::uint64_t number, Fit phase, SearchAnswer& answer) {
        if (seen_.contains(number)) return true;
        if (enough(answer)) return false;
        const Json row = row_of(number);
        if (!row.is(Json::Kind::array) || row.items.size() < 7) return true;
        const std::size_t dataset = std::size_t(row.items[0].integer), department = std::size_t(row.items[1].integer);
        if (dataset >= state_.datasets.size() || department >= state_.departments.size()) throw Trouble{"a row of no dataset"};
        if (!is_in_range(row.items[4].text)) return true;
        SearchText text;
        for (const Json& word : row.items[5].items) text.keys.push_back(search_form(word.text));
        for (const Json& letters : row.items[6].items) text.pinyin.push_back(letters.text);
        const DatasetWords& words = state_.datasets[dataset];
        SearchHit hit{number, words.segment + "/" + row.items[2].text + ".html", row.items[3].text, row.items[4].text,
                      words.title, state_.departments[department].second, Fit::none};
        if (phase == Fit::text) {
            if (pages_ >= query_.most_pages) {
                answer.complete = false;
                return false;
            }
            add_page(hit.path, words, text);
            text.texts.push_back(search_form(hit.department));
            text.texts.push_back(search_form(words.title));
        }
        hit.fit = terms_.empty() ? Fit::key : fit_of(terms_, text);
        if (hit.fit > phase) return true;
        seen_.insert(number);
        answer.hits.push_back(std::move(hit));
        return true;
    }

    Json row_of(std::uint64_t number) {
        const std::uint64_t block = number / block_records, file = number % block_records / state_.rows;
        if (block >= state_.blocks.size()) throw Trouble{"a record beyond the index"};
        const std::string path = state_.blocks[block] + "/r" + std::to_string(file) + ".json";
        auto found = parsed_.find(path);
        if (found == parsed_.end()) {
            Result<Json> rows = parse_json(state_.file(path), path);
            if (!rows) throw Trouble{"damaged " + path};
            found = parsed_.emplace(path, std::move(*rows)).first;
        }
        const std::size_t at = std::size_t(number % block_records % state_.rows);
        return at < found->second.items.size() ? found->second.items[at] : Json();
    }

    /// The texts of a record, out of the form its page carries.
    void add_page(const std::string& path, const DatasetWords& words, SearchText& text) {
        ++pages_;
        const std::string& page = state_.file(path);
        const std::size_t at = page.find(" data-form=\"");
        if (at == std::string::npos) throw Trouble{"no form in " + path};
        std::string form = page.substr(at + 12, page.find('"', at + 12) - at - 12);
        for (const auto& [entity, character] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#34;", "\""},
                                                {"&#39;", "'"}, {"&amp;", "&"}})
            replace_all(form, entity, character);
        for (std::string_view line : split(form, '\n')) {
            const std::size_t tab = line.find('\t');
            if (tab == std::string_view::npos) continue;
            const std::string name(line.substr(0, tab));
            if (std::find(words.text_fields.begin(), words.text_fields.end(), name) == words.text_fields.end()) continue;
            add_value(unescaped(line.substr(tab + 1)), text);
        }
    }

    static std::string unescaped(std::string_view value) {
        std::string out;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const bool escaped = value[i] == '\\' && i + 1 < value.size();
            const char c = value[escaped ? ++i : i];
            out += !escaped ? c : c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
        }
        return out;
    }

    /// A list is one text an element.
    static void add_value(const std::string& value, SearchText& text) {
        if (value.starts_with('[')) {
            if (const Result<Json> list = parse_json(value, "form"); list && list->is(Json::Kind::array)) {
                for (const Json& item : list->items) text.texts.push_back(search_form(item.text));
                return;
            }
        }
        text.texts.push_back(search_form(value));
    }

    SearchClient::State& state_;
    const SearchQuery& query_;
    std::vector<std::u32string> terms_;
    std::set<std::uint64_t> seen_;
    std::map<std::string, Json> parsed_;
    std::size_t pages_ = 0;
};

void put_in_order(SearchAnswer& answer, HitOrder order, std::size_t most) {
    std::sort(answer.hits.begin(), answer.hits.end(), [&](const SearchHit& a, const SearchHit& b) {
        if (a.date == b.date) return a.number > b.number;
        if (a.date.empty() || b.date.empty()) return b.date.empty();
        return order == HitOrder::newest ? a.date > b.date : a.date < b.date;
    });
    if (answer.hits.size() <= most) return;
    answer.hits.resize(most);
    answer.complete = false;
}

}  // namespace

SearchClient::SearchClient(Fetch fetch) : state_(std::make_unique<State>()) { state_->fetch = std::move(fetch); }
SearchClient::~SearchClient() = default;

SearchAnswer SearchClient::search(const SearchQuery& query) {
    state_->requests = state_->bytes = 0;
    SearchQuery all = query;
    if (query.order != HitOrder::fit) all.most = SIZE_MAX;
    SearchAnswer answer = Search(*state_, all).run();
    if (query.order != HitOrder::fit) put_in_order(answer, query.order, query.most);
    answer.requests = state_->requests;
    answer.bytes = state_->bytes;
    return answer;
}

}  // namespace gongshi
