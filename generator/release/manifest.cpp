#include "release/manifest.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "core/disk.h"
#include "release/manifest_file.h"

namespace gongshi {
namespace {

constexpr std::string_view magic = "gongshi manifest 1\n";

void put_number(std::string& out, std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) out += char(number >> (8 * i));
}

/// Takes numbers and texts off the front of a file, which is too large to be held; `good` turns false, and stays so, when it is too
/// short.
class Front {
public:
    explicit Front(const std::filesystem::path& file) : reader_(file) {}

    /// Valid until the next call.
    std::string_view take(std::size_t count) {
        if (count > buffer_.size() - at_) fill(count);
        if (count > buffer_.size() - at_) {
            good = false;
            return {};
        }
        const std::string_view taken = std::string_view(buffer_).substr(at_, count);
        at_ += count;
        hasher_.raw(taken);
        return taken;
    }
    std::uint64_t number(int bytes) {
        std::uint64_t number = 0;
        const std::string_view taken = take(std::size_t(bytes));
        for (std::size_t i = 0; i < taken.size(); ++i)
            number |= std::uint64_t(static_cast<unsigned char>(taken[i])) << (8 * i);
        return number;
    }
    Digest digest() {
        Digest digest;
        const std::string_view taken = take(digest.bytes.size());
        if (!taken.empty()) std::memcpy(digest.bytes.data(), taken.data(), taken.size());
        return digest;
    }
    bool at_end() {
        if (at_ == buffer_.size()) fill(1);
        return at_ == buffer_.size();
    }
    /// Of what was taken since the last call.
    Digest digest_of_taken() { return hasher_.finish(); }

    bool good = true;

private:
    void fill(std::size_t wanted) {
        constexpr std::size_t piece_bytes = std::size_t(256) * 1024;
        buffer_.erase(0, at_);
        at_ = 0;
        while (buffer_.size() < wanted) {
            const std::size_t have = buffer_.size();
            buffer_.resize(have + piece_bytes);
            const std::size_t got = reader_.read(buffer_.data() + have, piece_bytes);
            buffer_.resize(have + got);
            if (got == 0) return;
        }
    }

    disk::FileReader reader_;
    std::string buffer_;
    std::size_t at_ = 0;
    Sha256 hasher_;
};

std::optional<std::vector<ManifestEntry>> read_entries(Front& front, std::uint64_t bytes) {
    constexpr std::uint64_t smallest = 2 + 1 + 32 + 32 + 8 + 1;
    const std::uint64_t count = front.number(8);
    std::vector<ManifestEntry> entries;
    if (count > bytes / smallest) return std::nullopt;
    entries.reserve(count);
    for (std::uint64_t i = 0; i < count && front.good; ++i) {
        ManifestEntry& entry = entries.emplace_back();
        entry.path = front.take(front.number(2));
        entry.content = front.digest();
        entry.ingredients = front.digest();
        entry.size = front.number(8);
        const std::uint64_t cache = front.number(1);
        if (cache > 3 || (i > 0 && entries[i - 1].path >= entry.path)) front.good = false;
        entry.cache = CacheClass(cache);
    }
    if (!front.good || !front.at_end()) return std::nullopt;
    return entries;
}

/// What follows a manifest's checksum, in pieces: of a million files it is too much to be held.
template <class Take>
void each_piece(const std::vector<ManifestEntry>& entries, const Digest& ingredients, const Take& take) {
    constexpr std::size_t piece_bytes = std::size_t(64) * 1024;
    std::string piece(ingredients.view());
    put_number(piece, entries.size(), 8);
    for (const ManifestEntry& entry : entries) {
        assert(entry.path.size() < 65536);
        put_number(piece, entry.path.size(), 2);
        piece += entry.path;
        piece += entry.content.view();
        piece += entry.ingredients.view();
        put_number(piece, entry.size, 8);
        put_number(piece, std::uint64_t(entry.cache), 1);
        if (piece.size() < piece_bytes) continue;
        take(piece);
        piece.clear();
    }
    take(piece);
}

std::string head_of(const std::vector<ManifestEntry>& entries, const Digest& ingredients) {
    Sha256 hasher;
    each_piece(entries, ingredients, [&](const std::string& piece) { hasher.raw(piece); });
    std::string head(magic);
    head += hasher.finish().view();
    return head;
}

}  // namespace

void write_manifest(const std::filesystem::path& file, const std::vector<ManifestEntry>& entries,
                    const Digest& ingredients) {
    disk::FileWriter writer(file);
    writer.write(head_of(entries, ingredients));
    each_piece(entries, ingredients, [&](const std::string& piece) { writer.write(piece); });
    writer.commit(disk::Sync::yes);
}

const Digest& Manifest::digest() const {
    if (digest_) return *digest_;
    Sha256 hasher;
    for (const ManifestEntry& entry : entries_)
        hasher.field(entry.path).field(entry.content).number(std::int64_t(entry.cache));
    return digest_.emplace(hasher.finish());
}

const ManifestEntry* Manifest::find(std::string_view path) const {
    const auto found =
        std::lower_bound(entries_.begin(), entries_.end(), path,
                         [](const ManifestEntry& entry, std::string_view wanted) { return entry.path < wanted; });
    return found != entries_.end() && found->path == path ? &*found : nullptr;
}

std::optional<Manifest> Manifest::read(const std::filesystem::path& file) {
    std::error_code error;
    const std::uint64_t bytes = std::filesystem::file_size(file, error);
    if (error) return std::nullopt;
    Front front(file);
    if (front.take(magic.size()) != magic) return std::nullopt;
    const Digest checksum = front.digest();
    front.digest_of_taken();
    Manifest manifest;
    manifest.ingredients_ = front.digest();
    std::optional<std::vector<ManifestEntry>> entries = read_entries(front, bytes);
    if (!entries || front.digest_of_taken() != checksum) return std::nullopt;
    manifest.entries_ = std::move(*entries);
    return manifest;
}

std::optional<Manifest> Manifest::last(const std::filesystem::path& state) { return read(state / manifest_name); }

ReleaseChange change_between(const Manifest& before, const Manifest& now) {
    ReleaseChange change;
    auto old = before.entries().begin();
    const auto old_end = before.entries().end();
    for (const ManifestEntry& entry : now.entries()) {
        for (; old != old_end && old->path < entry.path; ++old) change.left.push_back(old->path);
        const bool stood = old != old_end && old->path == entry.path;
        if (!stood || old->content != entry.content) change.changed.push_back(entry.path);
        if (stood) ++old;
    }
    for (; old != old_end; ++old) change.left.push_back(old->path);
    return change;
}

std::string manifest_text(const Manifest& manifest) {
    std::string bytes = head_of(manifest.entries(), manifest.ingredients());
    each_piece(manifest.entries(), manifest.ingredients(), [&](const std::string& piece) { bytes += piece; });
    return bytes;
}

}  // namespace gongshi
