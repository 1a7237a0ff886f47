#include "search/grams.h"

#include "core/text.h"
#include "core/text_runs.h"
#include "search/normal_form.h"
#include "search/seal.h"

namespace gongshi {
namespace {

constexpr std::size_t shortest_run = 3;

bool is_dense_triple(char32_t a, char32_t b, char32_t c) {
    return int(is_search_alnum(a)) + int(is_search_alnum(b)) + int(is_search_alnum(c)) >= 2;
}

template <class See>
void each_run(const std::u32string& text, const See& see) {
    for (std::size_t i = 0; i < text.size();) {
        if (!is_search_alnum(text[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < text.size() && is_search_alnum(text[i])) ++i;
        if (i - begin >= shortest_run) see(begin, i);
    }
}

}  // namespace

Gram gram_of(std::u32string_view points) {
    Gram gram = 0;
    for (const char32_t c : points) gram = gram << 21 | c;
    return gram;
}

std::string text_of_gram(Gram gram) {
    std::string text;
    for (const int shift : {42, 21, 0}) {
        if (const auto c = char32_t(gram >> shift & 0x1FFFFF)) append_utf8(text, c);
    }
    return text;
}

Gram token_gram(std::string_view token) { return token_bit | hash_of_bytes(token); }

void add_grams(const std::u32string& field, std::vector<Gram>& grams) {
    for (std::size_t i = 0; i < field.size(); ++i) {
        const char32_t a = field[i];
        if (a == U' ') continue;
        grams.push_back(a);
        if (i + 1 >= field.size() || field[i + 1] == U' ') continue;
        const char32_t b = field[i + 1];
        grams.push_back(Gram(a) << 21 | b);
        if (i + 2 >= field.size() || field[i + 2] == U' ') continue;
        const char32_t c = field[i + 2];
        if (is_dense_triple(a, b, c)) grams.push_back(Gram(a) << 42 | Gram(b) << 21 | c);
    }
}

std::vector<Gram> grams_of_term(const std::u32string& term) {
    std::vector<Gram> grams;
    if (term.size() == 1) return {term[0]};
    for (std::size_t i = 0; i + 1 < term.size(); ++i) {
        const bool triple = i + 2 < term.size() && is_dense_triple(term[i], term[i + 1], term[i + 2]);
        if (triple) grams.push_back(gram_of(std::u32string_view(term).substr(i, 3)));
        const bool covered = triple || (i > 0 && is_dense_triple(term[i - 1], term[i], term[i + 1]));
        if (!covered) grams.push_back(gram_of(std::u32string_view(term).substr(i, 2)));
    }
    return grams;
}

std::vector<std::string> runs_of(const std::u32string& field) {
    std::vector<std::string> runs;
    each_run(field, [&](std::size_t begin, std::size_t end) {
        runs.emplace_back(field.begin() + long(begin), field.begin() + long(end));
    });
    return runs;
}

std::vector<std::string> whole_runs_of(const std::u32string& term) {
    std::vector<std::string> runs;
    each_run(term, [&](std::size_t begin, std::size_t end) {
        if (begin > 0 && end < term.size()) runs.emplace_back(term.begin() + long(begin), term.begin() + long(end));
    });
    return runs;
}

std::uint32_t shard_hash(std::string_view gram) { return fnv1a(gram); }

}  // namespace gongshi
