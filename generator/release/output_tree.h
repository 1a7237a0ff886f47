#pragma once
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "release/manifest.h"

namespace gongshi {

/// A tree that is whole, and what it took to make it of the one before.
struct Committed {
    struct Count {
        std::uint64_t kept = 0, written = 0, same_bytes = 0, removed = 0;
    };
    Manifest manifest;
    Count count;
    std::optional<ReleaseChange> change;  ///< since the last build; none when that was not believed
};

/// The tree of a release while it is made. The law: what `commit` leaves on the disk after any history of edits and
/// crashes equals what a build from nothing writes.
///
/// A mark "being written" stands below `state` from the first write until the manifest is safe. While a mark is found
/// standing, or a manifest is missing, nothing on the disk is believed: every file is written anew and strangers are
/// removed. (Fingerprints alone heal wrongly: a model ended with a wrong tree in 5,303 of 20,000 histories without the
/// mark, 0 with it.)
///
/// A tree that does not stand yet is made beside its place ("public.new~") and renamed there whole; one that stands is written
/// file by file (temporary name, rename).
///
/// `keep`, `put` may be called by several threads at once; each path once.
class OutputTree {
public:
    enum class Trust { manifest, nothing };  ///< `nothing`: build --full

    /// `maker`: of the program as far as equal ingredients give equal files. What another one made is made anew, and written where it
    /// differs.
    static OutputTree begin(const std::filesystem::path& public_folder, const std::filesystem::path& state,
                            Trust trust = Trust::manifest, const Digest& maker = {});
    OutputTree(OutputTree&&) noexcept;
    ~OutputTree();  ///< not committed: the mark stays, the next build believes nothing

    /// About so many files will be put, rather too many than too few: a list of a million is then never copied to grow.
    void expect(std::size_t files);

    /// True when the last build was made from exactly `whole` (all it depends on) and nothing on the disk is in doubt:
    /// then there is nothing to do, and `last` is the release. The tree may be dropped without a trace.
    bool is_current(const Digest& whole) const;
    const Manifest& last() const;

    /// True when the file of the last build was made from the same ingredients and may stay; it is then part of this
    /// release. False: the caller makes it and calls `put`.
    bool keep(std::string_view path, const Digest& ingredients);

    /// Keeps every file of the last build whose path begins with `prefix`, when there is one and all were made from the same
    /// ingredients; the first of their paths. For folders whose files are made together and named by their ingredients.
    std::optional<std::string> keep_folder(std::string_view prefix, const Digest& ingredients);

    /// Adds a file. Written (temporary name, rename) only when its bytes differ from what is there. `path` must be
    /// relative, of ASCII letters, digits, `.`, `-`, `_`, `/`, without empty, `.` or `..` parts; anything else is a bug.
    void put(std::string_view path, std::string_view bytes, const Digest& ingredients, CacheClass cache);

    /// A file that is put in pieces: one that may be too large to be held. `finish` puts it; dropped before that, it never was.
    class Growing {
    public:
        void append(std::string_view bytes);
        void finish();
        Growing(Growing&&) noexcept;
        ~Growing();

    private:
        friend class OutputTree;
        struct Parts;
        explicit Growing(std::unique_ptr<Parts> parts);
        std::unique_ptr<Parts> parts_;
    };
    Growing grow(std::string_view path, const Digest& ingredients, CacheClass cache);

    /// Most of the files are put: begins to bring them to the disk, so that `commit` need not wait for all of it.
    void sync_ahead();

    /// The files kept and put so far, sorted by path; valid until the next `keep` or `put`.
    std::vector<const ManifestEntry*> files() const;

    /// Removes what this release does not hold, syncs, writes the manifest, takes the mark away. `whole` is the digest
    /// of everything the build was made from.
    Committed commit(const Digest& whole) &&;

private:
    struct State;
    explicit OutputTree(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace gongshi
