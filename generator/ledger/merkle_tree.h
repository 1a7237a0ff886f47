#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"

namespace gongshi {

/// A hash function of 256 bits: sha256 or sm3.
using HashFunction = Digest (*)(std::string_view bytes);

/// RFC 9162 section 2.1.1: HASH(0x00 || leaf) and HASH(0x01 || left || right), so that no leaf can pass for a node.
Digest leaf_hash(HashFunction hash, std::string_view leaf);
Digest node_hash(HashFunction hash, const Digest& left, const Digest& right);

/// A tree that only grows, by its right edge: the roots of its full subtrees, largest first. Appending costs a hash or two.
class TreeEdge {
public:
    explicit TreeEdge(HashFunction hash) : hash_(hash) {}
    void append(const Digest& leaf);
    Digest root() const;  ///< of the empty tree: HASH("")
    std::uint64_t size() const { return size_; }

    const std::vector<Digest>& peaks() const { return peaks_; }
    /// The edge of a tree of `size` leaves; false when there are not as many peaks as such a tree has.
    bool restore(std::uint64_t size, std::vector<Digest> peaks);

private:
    HashFunction hash_;
    std::uint64_t size_ = 0;
    std::vector<Digest> peaks_;
};

/// Gives the root of the full subtree of 2^`level` leaves whose index at that level is `index`.
using SubtreeHash = std::function<Digest(unsigned level, std::uint64_t index)>;

/// RFC 9162 section 2.1.3.1 and 2.1.4.1: what shows that a leaf is in the tree of `size` leaves, and that the tree of
/// `old_size` is its beginning.
std::vector<Digest> inclusion_proof(HashFunction hash, std::uint64_t leaf, std::uint64_t size, const SubtreeHash& get);
std::vector<Digest> consistency_proof(HashFunction hash, std::uint64_t old_size, std::uint64_t size,
                                      const SubtreeHash& get);

/// RFC 9162 section 2.1.3.2 and 2.1.4.2.
bool proves_inclusion(HashFunction hash, const std::vector<Digest>& proof, std::uint64_t leaf, std::uint64_t size,
                      const Digest& leaf_digest, const Digest& root);
bool proves_consistency(HashFunction hash, const std::vector<Digest>& proof, std::uint64_t old_size,
                        const Digest& old_root, std::uint64_t size, const Digest& root);

}  // namespace gongshi
