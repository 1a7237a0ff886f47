#include "cli/ledger_writing.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
#include <utility>

#include "core/json.h"
#include "ledger/ledger_text.h"
#include "ledger/signed_note.h"
#include "ledger/tiles.h"

namespace gongshi {
namespace {

std::optional<NoteSigner> signer_for(const Config& config) {
    const char* named = std::getenv("GONGSHI_LEDGER_KEY");
    const std::string file = named != nullptr ? std::string(named) : config.settings.ledger_key;
    if (file.empty()) return std::nullopt;
    return NoteSigner::read(config.site / file, config.settings.domain());
}

std::string note_of(const std::optional<NoteSigner>& signer, const std::string& text) {
    return signer ? signer->sign(text) : text;
}

/// The registry keeps both trees' peaks side by side.
std::string pack_peaks(const TreeEdge& sha, const TreeEdge& sm) {
    std::string bytes;
    for (std::size_t i = 0; i < sha.peaks().size(); ++i)
        bytes.append(sha.peaks()[i].view()).append(sm.peaks()[i].view());
    return bytes;
}

void restore_peaks(const StoredHead& head, TreeEdge& sha, TreeEdge& sm) {
    std::vector<Digest> first, second;
    for (std::size_t at = 0; at + 64 <= head.peaks.size(); at += 64) {
        std::memcpy(first.emplace_back().bytes.data(), head.peaks.data() + at, 32);
        std::memcpy(second.emplace_back().bytes.data(), head.peaks.data() + at + 32, 32);
    }
    sha.restore(std::uint64_t(head.size), std::move(first));
    sm.restore(std::uint64_t(head.size), std::move(second));
}

LeafText text_of(const LedgerLeaf& leaf) {
    const Event& event = leaf.event;
    return {std::uint64_t(leaf.number),
            std::string(name_of(event.kind)),
            leaf.dataset,
            leaf.public_id,
            event.version,
            event.day,
            event.sha256,
            event.sm3,
            event.reason};
}

/// Tonight's ledger: what was recorded, and what is to be.
class LedgerFiles {
public:
    LedgerFiles(Registry& registry, const Disclosure& today, const Config& config, OutputTree& tree)
        : log_(registry), today_(today), tree_(tree), signer_(signer_for(config)), origin_(config.settings.domain()) {}

    std::optional<LedgerGrowth> write() {
        const std::optional<StoredHead> last = log_.last_head();
        name_events();
        std::optional<LedgerGrowth> growth;
        if (!fresh_.empty()) growth = grow(last);
        const std::int64_t size = growth ? growth->head.size : last ? last->size : 0;
        if (size == 0) return growth;
        log_id_ = id_of_log();
        write_leaves(std::uint64_t(size));
        write_tiles(std::uint64_t(size));
        std::vector<StoredHead> heads = log_.heads();
        if (growth) heads.push_back(growth->head);
        write_heads(heads);
        return growth;
    }

private:
    /// Events know records by number; leaves by dataset and public id.
    void name_events() {
        fresh_.resize(today_.events().size());
        const auto name = [&](const DatasetView& view, const auto& one) {
            if (one.leaf >= today_.first_event())
                fresh_[std::size_t(one.leaf - today_.first_event())] = {&view.dataset->name, &one.id.text};
        };
        for (const DatasetView& view : today_.datasets()) {
            for (const Entry& entry : view.entries) name(view, entry);
            for (const Tombstone& stone : view.tombstones) name(view, stone);
        }
    }

    /// The text of tonight's `i`-th leaf: a first night's are too many to be held.
    std::string fresh_leaf(std::size_t i) const {
        const auto [dataset, id] = fresh_[i];
        assert(dataset != nullptr && "every event is that of a record");
        return leaf_text(text_of({today_.first_event() + std::int64_t(i), *dataset, *id, today_.events()[i]}));
    }

    LedgerGrowth grow(const std::optional<StoredHead>& last) {
        TreeEdge sha(sha256), sm(sm3);
        if (last) restore_peaks(*last, sha, sm);
        TileWriter tiles([&](int level, std::uint64_t number) { return log_.tile(level, std::int64_t(number)); });
        for (std::size_t i = 0; i < fresh_.size(); ++i) {
            const std::string leaf = fresh_leaf(i);
            const Digest hash = leaf_hash(sha256, leaf);
            tiles.append(sha.size(), hash);
            sha.append(hash);
            sm.append(leaf_hash(sm3, leaf));
        }
        tiles_ = tiles.changed();
        LedgerGrowth growth;
        growth.head = {std::int64_t(sha.size()), today_.today(), sha.root(), sm.root(), pack_peaks(sha, sm), ""};
        growth.head.note =
            note_of(signer_, head_text({origin_, sha.size(), growth.head.sha256, growth.head.sm3, today_.today()}));
        for (const auto& [key, hashes] : tiles_) growth.tiles.push_back({key.first, std::int64_t(key.second), hashes});
        return growth;
    }

    /// Tells one registry's ledger from another's, so that files of the one are never taken for the other's.
    Digest id_of_log() {
        if (today_.first_event() == 0) return sha256(fresh_leaf(0));
        return sha256(leaf_text(text_of(log_.leaves(0, 1).front())));
    }

    Digest ingredients(const std::string& path) const {
        return Sha256().field("ledger 1").field(path).field(log_id_).finish();
    }

    void write_leaves(std::uint64_t size) {
        for (std::uint64_t number = 0; number * leaves_a_file < size; ++number) {
            const std::uint64_t from = number * leaves_a_file, to = std::min(size, from + leaves_a_file);
            const std::string path = leaves_path(number, to - from);
            if (tree_.keep(path, ingredients(path))) continue;
            std::string text;
            const auto recorded = std::uint64_t(today_.first_event());
            if (from < recorded) {
                for (const LedgerLeaf& leaf : log_.leaves(std::int64_t(from), std::int64_t(std::min(to, recorded))))
                    text += leaf_text(text_of(leaf)) + "\n";
            }
            for (std::uint64_t n = std::max(from, recorded); n < to; ++n)
                text += fresh_leaf(std::size_t(n - recorded)) + "\n";
            tree_.put(path, text, ingredients(path), CacheClass::immutable);
        }
    }

    void write_tiles(std::uint64_t size) {
        for (const auto& [key, width] : tiles_of(size)) {
            const std::string path = tile_path(key, width);
            if (tree_.keep(path, ingredients(path))) continue;
            const auto changed = tiles_.find(key);
            tree_.put(path, changed != tiles_.end() ? changed->second : log_.tile(key.first, std::int64_t(key.second)),
                      ingredients(path), CacheClass::immutable);
        }
    }

    void write_heads(const std::vector<StoredHead>& heads) {
        std::string index;
        JsonWriter json(index);
        json.begin_array();
        for (const StoredHead& head : heads) {
            put("ledger/heads/" + std::to_string(head.size) + ".txt", head.note, CacheClass::immutable);
            json.begin_object().member("size", head.size).member("day", head.day.iso()).end_object();
        }
        json.end_array();
        put("ledger/heads.json", index + "\n", CacheClass::page);
        put("ledger/head.txt", heads.back().note, CacheClass::page);
        if (signer_) put("ledger/key.txt", signer_->verifier_key() + "\n", CacheClass::page);
    }

    void put(const std::string& path, const std::string& bytes, CacheClass cache) {
        const Digest digest = sha256(bytes);
        if (!tree_.keep(path, digest)) tree_.put(path, bytes, digest, cache);
    }

    EventLog log_;
    const Disclosure& today_;
    OutputTree& tree_;
    std::optional<NoteSigner> signer_;
    std::string origin_;
    std::vector<std::pair<const std::string*, const std::string*>>
        fresh_;  ///< dataset and public id of each event of tonight
    std::map<TileKey, std::string> tiles_;
    Digest log_id_;
};

}  // namespace

std::optional<LedgerGrowth> write_ledger(Registry& registry, const Disclosure& today, const Config& config,
                                         OutputTree& tree) {
    return LedgerFiles(registry, today, config, tree).write();
}

void write_file_lists(const Config& config, Date today, OutputTree& tree) {
    const std::vector<const ManifestEntry*> files = tree.files();
    const unsigned count = file_lists_for(files.size());
    std::vector<std::string> lists(count);
    for (const ManifestEntry* file : files)
        lists[file_list_of(file->path, count)].append(file->content.hex()).append("  ").append(file->path).append("\n");
    std::string text = config.settings.domain() + "/files\n" + today.iso() + "\n";
    for (unsigned number = 0; number < count; ++number) {
        const Digest digest = sha256(lists[number]);
        const std::string path = file_list_path(number);
        if (!tree.keep(path, digest)) tree.put(path, lists[number], digest, CacheClass::page);
        text += digest.hex() + "  " + path + "\n";
    }
    const std::string note = note_of(signer_for(config), text);
    const Digest digest = sha256(note);
    if (!tree.keep("ledger/files.txt", digest)) tree.put("ledger/files.txt", note, digest, CacheClass::page);
}

}  // namespace gongshi
