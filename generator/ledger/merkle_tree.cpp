#include "ledger/merkle_tree.h"

#include <bit>
#include <optional>

namespace gongshi {
namespace {

/// Root of the leaves [begin, end) of a tree whose full subtrees are known.
Digest root_of(HashFunction hash, std::uint64_t begin, std::uint64_t end, const SubtreeHash& get) {
    const std::uint64_t count = end - begin;
    if (std::has_single_bit(count)) {
        const auto level = unsigned(std::countr_zero(count));
        return get(level, begin >> level);
    }
    const std::uint64_t left = std::bit_floor(count);
    return node_hash(hash, root_of(hash, begin, begin + left, get), root_of(hash, begin + left, end, get));
}

void add_inclusion(HashFunction hash, std::uint64_t leaf, std::uint64_t begin, std::uint64_t end,
                   const SubtreeHash& get, std::vector<Digest>& proof) {
    const std::uint64_t count = end - begin;
    if (count == 1) return;
    const std::uint64_t middle = begin + (std::has_single_bit(count) ? count / 2 : std::bit_floor(count));
    if (leaf < middle) {
        add_inclusion(hash, leaf, begin, middle, get, proof);
        proof.push_back(root_of(hash, middle, end, get));
    } else {
        add_inclusion(hash, leaf, middle, end, get, proof);
        proof.push_back(root_of(hash, begin, middle, get));
    }
}

/// SUBPROOF of the RFC: `whole` says that the old tree is exactly this subtree.
void add_consistency(HashFunction hash, std::uint64_t old_end, std::uint64_t begin, std::uint64_t end, bool whole,
                     const SubtreeHash& get, std::vector<Digest>& proof) {
    if (old_end == end) {
        if (!whole) proof.push_back(root_of(hash, begin, end, get));
        return;
    }
    const std::uint64_t count = end - begin;
    const std::uint64_t middle = begin + (std::has_single_bit(count) ? count / 2 : std::bit_floor(count));
    if (old_end <= middle) {
        add_consistency(hash, old_end, begin, middle, whole, get, proof);
        proof.push_back(root_of(hash, middle, end, get));
    } else {
        add_consistency(hash, old_end, middle, end, false, get, proof);
        proof.push_back(root_of(hash, begin, middle, get));
    }
}

}  // namespace

Digest leaf_hash(HashFunction hash, std::string_view leaf) {
    std::string bytes(1, '\0');
    bytes.append(leaf);
    return hash(bytes);
}

Digest node_hash(HashFunction hash, const Digest& left, const Digest& right) {
    std::string bytes(1, '\1');
    bytes.append(left.view()).append(right.view());
    return hash(bytes);
}

void TreeEdge::append(const Digest& leaf) {
    Digest top = leaf;
    for (std::uint64_t full = size_; (full & 1) != 0; full >>= 1) {
        top = node_hash(hash_, peaks_.back(), top);
        peaks_.pop_back();
    }
    peaks_.push_back(top);
    ++size_;
}

Digest TreeEdge::root() const {
    if (peaks_.empty()) return hash_("");
    Digest root = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_hash(hash_, peaks_[i], root);
    return root;
}

bool TreeEdge::restore(std::uint64_t size, std::vector<Digest> peaks) {
    if (peaks.size() != std::size_t(std::popcount(size))) return false;
    size_ = size;
    peaks_ = std::move(peaks);
    return true;
}

std::vector<Digest> inclusion_proof(HashFunction hash, std::uint64_t leaf, std::uint64_t size, const SubtreeHash& get) {
    std::vector<Digest> proof;
    if (leaf < size) add_inclusion(hash, leaf, 0, size, get, proof);
    return proof;
}

std::vector<Digest> consistency_proof(HashFunction hash, std::uint64_t old_size, std::uint64_t size,
                                      const SubtreeHash& get) {
    std::vector<Digest> proof;
    if (old_size > 0 && old_size < size) add_consistency(hash, old_size, 0, size, true, get, proof);
    return proof;
}

bool proves_inclusion(HashFunction hash, const std::vector<Digest>& proof, std::uint64_t leaf, std::uint64_t size,
                      const Digest& leaf_digest, const Digest& root) {
    if (leaf >= size) return false;
    std::uint64_t node = leaf, last = size - 1;
    Digest top = leaf_digest;
    for (const Digest& one : proof) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            top = node_hash(hash, one, top);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            top = node_hash(hash, top, one);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && top == root;
}

bool proves_consistency(HashFunction hash, const std::vector<Digest>& proof, std::uint64_t old_size,
                        const Digest& old_root, std::uint64_t size, const Digest& root) {
    if (old_size > size) return false;
    if (old_size == size) return proof.empty() && old_root == root;
    if (old_size == 0) return proof.empty();
    if (proof.empty() && !std::has_single_bit(old_size)) return false;
    std::vector<Digest> path = proof;
    if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
    if (path.empty()) return false;
    std::uint64_t node = old_size - 1, last = size - 1;
    while ((node & 1) != 0) {
        node >>= 1;
        last >>= 1;
    }
    Digest old_top = path.front(), top = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            old_top = node_hash(hash, path[i], old_top);
            top = node_hash(hash, path[i], top);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            top = node_hash(hash, top, path[i]);
        }
        node >>= 1;
        last >>= 1;
    }
    return old_top == old_root && top == root && last == 0;
}

}  // namespace gongshi
