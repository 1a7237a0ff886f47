#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// A gram of one to three code points, packed: 21 bits each, the first highest; 0 in front of shorter ones. Tokens are whole
/// words (`=云溪县甲公司`, `~9171`, `@d:scjg`) told by the top bit and a hash.
using Gram = std::uint64_t;

constexpr Gram token_bit = Gram(1) << 63;

Gram gram_of(std::u32string_view points);  ///< one to three
std::string text_of_gram(Gram gram);       ///< not of tokens: their text is kept beside them
Gram token_gram(std::string_view token);

/// Every gram under which a field is found: single characters, pairs, and triples in which at least two are letters or
/// digits. Pairs and triples with a blank are left out: no term holds one.
void add_grams(const std::u32string& field, std::vector<Gram>& grams);

/// Every gram that a field holding the term must have. For one character the character itself; else pairs and triples.
std::vector<Gram> grams_of_term(const std::u32string& term);

/// Runs of three and more letters and digits of a key field: each is a token of its own.
std::vector<std::string> runs_of(const std::u32string& field);

/// Runs of a term with something else on both sides: the field holds them whole.
std::vector<std::string> whole_runs_of(const std::u32string& term);

/// FNV-1a of 32 bits over the gram's UTF-8: which shard of a dictionary holds it.
std::uint32_t shard_hash(std::string_view gram);

}  // namespace gongshi
