#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "publish/publisher.h"
#include "release/manifest.h"

namespace gongshi {

/// What was published to one target, as this machine remembers it: `<id>.manifest`, and the files themselves as hard links to
/// those of public/ (which are always replaced, never written into). Rolling back, telling withdrawals and carrying files for
/// readers of the older pages need it; nothing is lost for good without it.
class KeptReleases {
public:
    KeptReleases(const std::filesystem::path& state, const std::string& target);

    /// Links the files of a release; not remembered until `keep`. May run while the release is sent.
    void stage(const Manifest& manifest, const std::filesystem::path& files) const;
    /// Remembers a release as the newest.
    void keep(const Manifest& manifest, const std::filesystem::path& files);
    std::vector<std::string> newest_first() const;
    std::optional<Manifest> manifest(const std::string& id) const;
    std::filesystem::path files(const std::string& id) const;
    void forget_but(unsigned most);

private:
    std::filesystem::path folder_;
};

/// What a release would send and delete where `before` (none: nothing) is shown; counts what stays.
std::vector<PublishPhase> plan_between(const Manifest& now, const std::optional<Manifest>& before,
                                       std::uint64_t& unchanged);

/// Paths of records that `now` has withdrawn or let expire and `then` still shows.
std::vector<std::string> shown_again(const Manifest& now, const Manifest& then);

/// Whether every tree head that `shown` publishes stands in `now` as it was: the ledger only grows, or its proofs are void.
bool continues_ledger(const Manifest& now, const Manifest& shown);

/// Immutable files of `before` that `now` lacks and readers of its pages may still ask for. When `now` withdraws a record that
/// `before` shows, styles and scripts alone: old parts of the search index may hold its text.
std::vector<std::string> carried_over(const Manifest& now, const Manifest& before);

}  // namespace gongshi
