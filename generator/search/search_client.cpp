#include "search/search_client.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/json.h"
#include "core/text.h"
#include "search/index_files.h"
#include "search/normal_form.h"
#include "search/posting_lists.h"

namespace gongshi {
namespace {

/// So many candidates in a row that did not hold: another gram costs less than the next ones.
constexpr std::size_t misses_to_tighten(Fit phase) {
    return phase == Fit::exact ? SIZE_MAX : phase == Fit::key ? 4 : 2;
}

/// A query on its way through the index.
class Search {
public:
    Search(IndexFiles& files, const SearchQuery& query)
        : files_(files), query_(query), terms_(search_terms(query.text)) {}

    SearchAnswer run() {
        SearchAnswer answer;
        try {
            files_.open();
            const bool filtered =
                !query_.dataset.empty() || !query_.department.empty() || query_.year.has_value() || has_range();
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

    /// Visits the candidates of each block of each segment, newest first, and takes what holds.
    template <class CandidatesIn>
    void visit(Fit phase, SearchAnswer& answer, const CandidatesIn& candidates_in) {
        std::size_t misses = 0, grams = 1;
        for (auto segment = files_.segments.rbegin(); segment != files_.segments.rend(); ++segment) {
            auto candidates = candidates_in(*segment);
            std::vector<Filter> filters = filters_for(*segment);
            const std::uint64_t first = segment->begin / block_records;
            for (std::uint64_t block = (segment->end + block_records - 1) / block_records; block-- > first;) {
                const auto passing = [&] {
                    BlockPostings found = candidates.at(block);
                    for (Filter& filter : filters) found = both(found, filter.at(block));
                    return found;
                };
                BlockPostings found = passing();
                while (!found.empty()) {
                    const auto local = found.back();
                    found.pop_back();
                    const Taken taken = take(block * block_records + local, phase, answer);
                    if (taken == Taken::enough) return;
                    if (taken != Taken::passed_over) misses = taken == Taken::hit ? 0 : misses + 1;
                    if (taken == Taken::hit) grams = 1;
                    if (misses < misses_to_tighten(phase)) continue;
                    misses = 0;
                    if (!candidates.tighten(grams)) continue;
                    grams *= 2;
                    found = passing();
                    found.erase(std::lower_bound(found.begin(), found.end(), local), found.end());
                }
            }
        }
    }

    std::vector<Filter> filters_for(const IndexSegment& segment) {
        std::vector<Filter> filters;
        const auto add = [&](const std::vector<std::string>& grams) { filters.emplace_back(files_, segment, grams); };
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
        for (const std::string& year : files_.years) {
            if (year >= query_.from.substr(0, 4) && (query_.to.empty() || year <= query_.to.substr(0, 4)))
                grams.push_back("@y:" + year);
        }
        return grams;
    }

    bool is_in_range(const std::string& date) const {
        return !has_range() || (!date.empty() && date >= query_.from && (query_.to.empty() || date <= query_.to));
    }

    struct ExactCandidates {
        GramCursor cursor;
        BlockPostings at(std::uint64_t block) { return cursor.at(block); }
        static bool tighten(std::size_t /*grams*/) { return false; }
    };

    void exact(SearchAnswer& answer) {
        visit(Fit::exact, answer, [&](const IndexSegment& segment) {
            return ExactCandidates{GramCursor(files_, segment, GramClass::key, "=" + to_utf8(terms_.front()))};
        });
    }

    /// Records that hold each term in a field of one of the classes; without a term, all that a filter lets pass.
    struct TermCandidates {
        std::vector<std::vector<TermLists>> terms;  ///< a list a class
        std::vector<Filter> filters;

        BlockPostings at(std::uint64_t block) {
            if (terms.empty()) return filters.front().at(block);
            BlockPostings found;
            for (std::size_t i = 0; i < terms.size(); ++i) {
                BlockPostings one;
                for (TermLists& list : terms[i]) one = either(one, list.at(block));
                found = i == 0 ? std::move(one) : both(found, one);
                if (found.empty()) break;
            }
            return found;
        }
        bool tighten(std::size_t grams) {
            bool more = false;
            for (std::vector<TermLists>& term : terms) {
                for (TermLists& list : term) more = list.tighten(grams) || more;
            }
            return more;
        }
    };

    TermCandidates term_candidates(const IndexSegment& segment, const std::vector<GramClass>& classes) {
        TermCandidates candidates;
        for (const std::u32string& term : terms_) {
            std::vector<TermLists>& lists = candidates.terms.emplace_back();
            for (const GramClass which : classes) lists.emplace_back(files_, segment, which, term);
        }
        if (terms_.empty()) candidates.filters = filters_for(segment);
        return candidates;
    }

    void keys(SearchAnswer& answer) {
        if (enough(answer)) return;
        visit(Fit::key, answer,
              [&](const IndexSegment& segment) { return term_candidates(segment, {GramClass::key}); });
    }

    void texts(SearchAnswer& answer) {
        if (enough(answer)) return;
        // A term alone is looked for in texts only: what holds it in a key field was found before.
        std::vector<GramClass> classes = {GramClass::text};
        if (terms_.size() > 1) classes.insert(classes.begin(), GramClass::key);
        visit(Fit::text, answer, [&](const IndexSegment& segment) { return term_candidates(segment, classes); });
    }

    enum class Taken : std::uint8_t { hit, miss, passed_over, enough };

    /// Verifies a candidate of a phase.
    Taken take(std::uint64_t number, Fit phase, SearchAnswer& answer) {
        if (seen_.contains(number)) return Taken::passed_over;
        if (enough(answer)) return Taken::enough;
        const Json row = row_of(number);
        if (!row.is(Json::Kind::array) || row.items.size() < 7) return Taken::passed_over;
        const std::size_t dataset = std::size_t(row.items[0].integer), department = std::size_t(row.items[1].integer);
        if (dataset >= files_.datasets.size() || department >= files_.departments.size())
            throw Trouble{"a row of no dataset"};
        if (!is_in_range(row.items[4].text)) return Taken::passed_over;
        SearchText text;
        for (const Json& word : row.items[5].items) text.keys.push_back(search_form(word.text));
        for (const Json& letters : row.items[6].items) text.pinyin.push_back(letters.text);
        const IndexFiles::DatasetWords& words = files_.datasets[dataset];
        SearchHit hit{number,
                      words.segment + "/" + row.items[2].text + ".html",
                      row.items[3].text,
                      row.items[4].text,
                      words.title,
                      files_.departments[department].second,
                      Fit::none};
        if (phase == Fit::text) {
            if (texts_read_ >= query_.most_texts) {
                answer.complete = false;
                return Taken::enough;
            }
            add_texts(number, text);
            text.texts.push_back(search_form(hit.department));
            text.texts.push_back(search_form(words.title));
        }
        hit.fit = terms_.empty() ? Fit::key : fit_of(terms_, text);
        if (hit.fit > phase) return Taken::miss;
        seen_.insert(number);
        answer.hits.push_back(std::move(hit));
        return Taken::hit;
    }

    const Json& parsed(const std::string& path) {
        auto found = parsed_.find(path);
        if (found == parsed_.end()) {
            Result<Json> json = parse_json(files_.file(path), path);
            if (!json || !json->is(Json::Kind::array)) throw Trouble{"damaged " + path};
            found = parsed_.emplace(path, std::move(*json)).first;
        }
        return found->second;
    }

    /// The rows that hold a number's; the first element names the files of their texts.
    const Json& rows_with(std::uint64_t number) {
        const std::uint64_t block = number / block_records, file = number % block_records / files_.rows;
        if (block >= files_.blocks.size()) throw Trouble{"a record beyond the index"};
        const Json& rows = parsed(files_.blocks[block] + "/r" + std::to_string(file) + ".json");
        if (rows.items.empty()) throw Trouble{"rows without names of texts"};
        return rows;
    }

    Json row_of(std::uint64_t number) {
        const Json& rows = rows_with(number);
        const std::size_t at = std::size_t(number % block_records % files_.rows) + 1;
        return at < rows.items.size() ? rows.items[at] : Json();
    }

    void add_texts(std::uint64_t number, SearchText& text) {
        ++texts_read_;
        const std::vector<Json>& names = rows_with(number).items.front().items;
        const std::size_t file = std::size_t(number % block_records % files_.rows / files_.texts);
        if (file >= names.size()) throw Trouble{"rows without names of texts"};
        const Json& texts = parsed("search/t/" + names[file].text + ".json");
        const std::size_t at = std::size_t(number % block_records % files_.texts);
        if (at >= texts.items.size() || texts.items[at].items.empty()) throw Trouble{"a record without texts"};
        for (const Json& word : texts.items[at].items.front().items) text.texts.push_back(search_form(word.text));
    }

    IndexFiles& files_;
    const SearchQuery& query_;
    std::vector<std::u32string> terms_;
    std::set<std::uint64_t> seen_;
    std::map<std::string, Json> parsed_;
    std::size_t texts_read_ = 0;
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

SearchClient::SearchClient(Fetch fetch) : files_(std::make_unique<IndexFiles>(std::move(fetch))) {}
SearchClient::~SearchClient() = default;

SearchAnswer SearchClient::search(const SearchQuery& query) {
    files_->requests = files_->bytes = 0;
    SearchQuery all = query;
    if (query.order != HitOrder::fit) all.most = SIZE_MAX;
    SearchAnswer answer = Search(*files_, all).run();
    if (query.order != HitOrder::fit) put_in_order(answer, query.order, query.most);
    answer.requests = files_->requests;
    answer.bytes = files_->bytes;
    return answer;
}

}  // namespace gongshi
