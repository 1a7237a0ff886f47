#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"

namespace gongshi {

/// Names below the state folder.
inline constexpr const char* manifest_name = "manifest";
inline constexpr const char* being_written_name = "being-written";

/// How long a copy may live in a cache.
enum class CacheClass : std::uint8_t {
    page,       ///< pages, feeds, lists: ask each time
    immutable,  ///< the name holds a hash of the content
    data,       ///< downloads and attachments: an hour
    gone,       ///< pages that stand for a withdrawn or expired record: nobody keeps a copy
};

struct ManifestEntry {
    std::string path;    ///< below public/, with `/`, ASCII
    Digest content;      ///< SHA-256 of the file
    Digest ingredients;  ///< of everything it was made from
    std::uint64_t size = 0;
    CacheClass cache = CacheClass::page;
    /// checksum() of the bytes, as long as the run lasts that made them; in no manifest on disk. What was written minutes ago is
    /// held against it on being read again: a tenth of the cost of `content`.
    std::optional<std::uint64_t> made_sum = std::nullopt;

    friend bool operator==(const ManifestEntry& a, const ManifestEntry& b) {
        return a.path == b.path && a.content == b.content && a.ingredients == b.ingredients && a.size == b.size &&
               a.cache == b.cache;
    }
};

/// The proof that a tree is whole: each file with digest, size, media type (release/media_type.h) and cache class, sorted
/// by path. Made by OutputTree::commit alone. docs/formats/manifest.md is the format.
class Manifest {
public:
    /// The last manifest committed below `state`; none when there is none, it is of another format, or its own checksum
    /// does not hold.
    static std::optional<Manifest> last(const std::filesystem::path& state);

    /// The same from a named file: a copy kept elsewhere.
    static std::optional<Manifest> read(const std::filesystem::path& file);

    const std::vector<ManifestEntry>& entries() const { return entries_; }
    const ManifestEntry* find(std::string_view path) const;
    const Digest& ingredients() const { return ingredients_; }  ///< of the whole build: equal means "nothing to do"
    /// Of all entries' paths, contents and classes: the release. Worked out when it is first asked for, by one thread.
    const Digest& digest() const;

private:
    friend class OutputTree;
    std::vector<ManifestEntry> entries_;
    Digest ingredients_;
    mutable std::optional<Digest> digest_;
};

/// What became of a release's files: paths, sorted.
struct ReleaseChange {
    std::vector<std::string> changed;  ///< new, or with other content
    std::vector<std::string> left;     ///< there no more
};
ReleaseChange change_between(const Manifest& before, const Manifest& now);

/// The file form of a manifest (docs/formats/manifest.md); Manifest::read takes it back.
std::string manifest_text(const Manifest& manifest);

/// A manifest that the audit let pass. Only the audit can make one; publishing takes nothing else.
class Release {
public:
    class Key {
        friend class Auditor;
        explicit Key() {}
    };
    Release(Key, Manifest manifest) : manifest_(std::move(manifest)) {}
    const Manifest& manifest() const { return manifest_; }

private:
    Manifest manifest_;
};

}  // namespace gongshi
