// Holds search against its definition on every record of a built site: exactness SITE [QUERIES] [SEED] [VECTORS] [MOST]. Queries
// of every kind are drawn from the records themselves; each answer must be the brute-force one, neither more nor less, best fits
// first. VECTORS takes the questions with their answers, of each the first MOST hits: large sites have answers of any size.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <random>

#include "cli/config.h"
#include "core/disk.h"
#include "core/json.h"
#include "core/text.h"
#include "disclosure/disclosure.h"
#include "registry/registry.h"
#include "search/normal_form.h"
#include "search/search_client.h"

using namespace gongshi;

namespace {

struct Known {
    std::string path, dataset, department;
    int year = 0;
    std::string date;  ///< empty: none
    SearchText text;
};

std::string part_of(const std::u32string& text, std::mt19937& random, std::size_t most) {
    if (text.empty()) return {};
    const std::size_t length = 1 + random() % std::min(most, text.size()), at = random() % (text.size() - length + 1);
    return to_utf8(text.substr(at, length));
}

/// By date the same records come as by fit, in the order of their days, those without one last; and the foremost few alone.
bool is_sorted_on_request(SearchClient& client, SearchQuery query, SearchAnswer expected) {
    const auto key = [](const SearchHit& hit, bool newest) {
        const std::int64_t day = hit.date.empty() ? 0 : Date::parse_iso(hit.date)->days();
        return std::tuple(hit.date.empty(), newest ? -day : day, -std::int64_t(hit.number));
    };
    for (const bool newest : {true, false}) {
        std::sort(expected.hits.begin(), expected.hits.end(),
                  [&](const SearchHit& a, const SearchHit& b) { return key(a, newest) < key(b, newest); });
        query.order = newest ? HitOrder::newest : HitOrder::oldest;
        query.most = std::max<std::size_t>(1, expected.hits.size() / 2);
        const SearchAnswer answer = client.search(query);
        if (answer.hits.size() != std::min(query.most, expected.hits.size())) return false;
        for (std::size_t i = 0; i < answer.hits.size(); ++i) {
            if (answer.hits[i].number != expected.hits[i].number) return false;
        }
    }
    return true;
}

template <class List>
const auto& any_of_list(const List& list, std::mt19937& random) {
    return list[random() % list.size()];
}

/// Full width, traditional and in capitals: the same query to a reader.
std::string disguised(const std::string& text, std::mt19937& random) {
    static const std::map<char32_t, char32_t> old_forms = [] {
        std::map<char32_t, char32_t> forms;
        for (const auto& [old, simple] : simplified_pairs()) forms.emplace(simple, old);
        return forms;
    }();
    std::u32string out;
    for (char32_t c : to_code_points(text)) {
        if (c > ' ' && c < 0x7F && random() % 2 == 0) c += 0xFEE0;
        const auto old = old_forms.find(c);
        if (old != old_forms.end() && random() % 2 == 0) c = old->second;
        out += c;
    }
    return to_utf8(out);
}

std::string query_from(const Known& record, std::mt19937& random) {
    const SearchText& text = record.text;
    switch (random() % 9) {
        case 0:
            return text.keys.empty() ? "" : to_utf8(any_of_list(text.keys, random));
        case 1:
        case 2:
            return text.keys.empty() ? "" : part_of(any_of_list(text.keys, random), random, 12);
        case 3:
        case 4:
            return part_of(any_of_list(text.texts, random), random, 20);
        case 5:
            return part_of(any_of_list(text.texts, random), random, 6) + " " +
                   part_of(any_of_list(text.texts, random), random, 6);
        case 6:
            return text.keys.empty() ? ""
                                     : part_of(any_of_list(text.keys, random), random, 6) + "　" +
                                           part_of(any_of_list(text.texts, random), random, 4) + " " +
                                           part_of(any_of_list(text.texts, random), random, 3);
        case 7:
            return text.pinyin.empty() ? "" : any_of_list(text.pinyin, random).substr(0, 1 + random() % 8);
        default:
            return disguised(part_of(random() % 2 == 0 && !text.keys.empty() ? any_of_list(text.keys, random)
                                                                             : any_of_list(text.texts, random),
                                     random, 8),
                             random);
    }
}

bool is_within(const std::string& date, const SearchQuery& query) {
    if (query.from.empty() && query.to.empty()) return true;
    return !date.empty() && date >= query.from && (query.to.empty() || date <= query.to);
}

/// For search/engine.mjs and chromium.mjs, which ask the browser's engine the same.
void write_vector(std::ostream& out, const SearchQuery& query, const SearchAnswer& answer, std::size_t most) {
    std::string line;
    JsonWriter json(line);
    json.begin_object()
        .member("text", query.text)
        .member("dataset", query.dataset)
        .member("department", query.department);
    json.member("year", query.year.value_or(0)).member("from", query.from).member("to", query.to);
    json.key("whole").flag(answer.hits.size() <= most).key("hits").begin_array();
    for (std::size_t i = 0; i < std::min(most, answer.hits.size()); ++i)
        json.begin_array().text(answer.hits[i].path).integer(std::int64_t(answer.hits[i].fit)).end_array();
    json.end_array().end_object();
    out << line << "\n";
}

}  // namespace

int main(int argc, char** argv) {
    const Config config = Config::load(argv[1]);
    const int queries = argc > 2 ? std::atoi(argv[2]) : 2000;
    std::mt19937 random(argc > 3 ? unsigned(std::atoi(argv[3])) : 1);
    Registry registry = Registry::open(config.state);
    Diagnostics unheard;
    const Date day = Date::from_days(EventLog(registry).last_head()->day.days());
    const Disclosure today =
        disclose(registry, config.datasets, config.departments, config.policy, day, Threads{2}, unheard);
    Disclosure::Reader reader(today);
    std::vector<Known> records;
    for (const DatasetView& view : today.datasets()) {
        for (const Entry& entry : view.entries) {
            const Department& office = today.departments()[entry.department];
            records.push_back({view.dataset->segment + "/" + entry.id.text + ".html", view.dataset->name, office.key,
                               entry.date == Entry::no_date ? 0 : Date::from_days(entry.date).year(),
                               entry.date == Entry::no_date ? std::string() : Date::from_days(entry.date).iso(),
                               search_text(reader.read(view, entry), office)});
        }
    }
    SearchClient client([&](const std::string& path) { return disk::read_file(config.output / path); });
    std::optional<std::ofstream> vectors;
    if (argc > 4) vectors.emplace(argv[4]);
    const std::size_t most = argc > 5 ? std::size_t(std::atoi(argv[5])) : SIZE_MAX;
    std::uint64_t asked = 0, wrong = 0, found = 0;
    for (int q = 0; q < queries; ++q) {
        const Known& from = any_of_list(records, random);
        SearchQuery query;
        query.text = query_from(from, random);
        if (search_terms(query.text).empty()) continue;
        if (random() % 4 == 0) query.dataset = from.dataset;
        if (random() % 6 == 0) query.department = from.department;
        if (random() % 6 == 0 && from.year > 0) query.year = from.year;
        if (random() % 5 == 0 && !from.date.empty()) {
            // Around the record's own day, open at one end or at none.
            const int own = Date::parse_iso(from.date)->days();
            if (random() % 3 != 0) query.from = Date::from_days(own - int(random() % 400)).iso();
            if (random() % 3 != 0) query.to = Date::from_days(own + int(random() % 400)).iso();
        }
        query.most = query.most_texts = records.size() + 1;
        const auto terms = search_terms(query.text);
        std::map<std::string, Fit> truth;
        for (const Known& one : records) {
            if ((!query.dataset.empty() && one.dataset != query.dataset) ||
                (!query.department.empty() && one.department != query.department) ||
                (query.year && one.year != *query.year) || !is_within(one.date, query))
                continue;
            const Fit fit = fit_of(terms, one.text);
            if (fit != Fit::none) truth.emplace(one.path, fit);
        }
        const SearchAnswer answer = client.search(query);
        if (vectors) write_vector(*vectors, query, answer, most);
        ++asked;
        found += truth.size();
        std::map<std::string, Fit> got;
        bool ordered = true;
        for (std::size_t i = 0; i < answer.hits.size(); ++i) {
            got.emplace(answer.hits[i].path, answer.hits[i].fit);
            if (i > 0 && answer.hits[i].fit < answer.hits[i - 1].fit) ordered = false;
            if (i > 0 && answer.hits[i].fit == answer.hits[i - 1].fit &&
                answer.hits[i].number > answer.hits[i - 1].number)
                ordered = false;
        }
        // Of tens of thousands of hits, which take seconds to ask for, one answer in ten.
        if (answer.hits.size() < 5000 || q % 10 == 0) ordered = ordered && is_sorted_on_request(client, query, answer);
        if (got == truth && ordered && answer.trouble.empty() && answer.complete) continue;
        ++wrong;
        if (wrong <= 10)
            std::cout << "wrong: “" << query.text << "” " << query.dataset << " " << query.department << ": "
                      << truth.size() << " are right, " << got.size() << " were found"
                      << (ordered ? "" : ", out of order") << " " << answer.trouble << "\n";
    }
    std::cout << asked - wrong << " passed, " << wrong << " failed (" << records.size() << " records, " << found
              << " hits)\n";
    return wrong == 0 && asked > 0 ? 0 : 1;
}
