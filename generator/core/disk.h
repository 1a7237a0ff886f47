#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/digest.h"

namespace gongshi {

/// The only door to the file system for everything that must survive a crash. Each durable step (write, rename, remove,
/// sync) is counted, and test builds can make the k-th one fail: GONGSHI_FAULT=kill:37 | enospc:37 (read once, and only
/// when compiled with GONGSHI_FAULTS). Errors that no caller can act on throw Stop as `fail` does;
/// a missing file is not one of them where the return type says so.
namespace disk {

using path = std::filesystem::path;

/// Throws Stop: `disk.full`, `disk.denied` or, for every other errno, `disk.failed`.
[[noreturn]] void fail(const path& file, int error);

std::optional<std::string> read_file(const path& file);  ///< none: no such file
/// The same for readers of many files: into `buffer`, which grows with the largest and is cleared for none.
std::optional<std::string_view> read_file(const path& file, std::string& buffer);
Digest digest_of_file(const path& file);                                     ///< streamed
QuickHash quick_hash_of_file(const path& file, HashKey key);                 ///< streamed
std::pair<QuickHash, Digest> hashes_of_file(const path& file, HashKey key);  ///< both, of one reading

/// A file read from front to back in pieces of the caller's size, so that memory does not grow with it.
class FileReader {
public:
    explicit FileReader(const path& file);  ///< a file that cannot be opened throws Stop
    ~FileReader();
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;

    std::size_t read(char* buffer, std::size_t size);  ///< 0: the end
    void seek(std::uint64_t at);                       ///< from the front

private:
    path file_;
    int descriptor_;
};

/// Whole old or whole new: temporary name beside the target, then rename. `sync` also survives a power cut (file and
/// folder are synced); without it the caller syncs many files at once with `sync_tree`.
enum class Sync { no, yes };
void write_file(const path& file, std::string_view bytes, Sync sync);
void copy_file(const path& from, const path& to, Sync sync);

/// `to` becomes another name of `from`, whole old or whole new; a copy where the file system has no second names. What `from` holds
/// must never be changed in place.
void link_file(const path& from, const path& to, Sync sync);

/// The same in pieces, so that memory does not grow with the file. Not committed, nothing of it stays.
class FileWriter {
public:
    explicit FileWriter(path file);
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    void write(std::string_view bytes);
    void commit(Sync sync);  ///< the file stands whole

private:
    path file_;
    int descriptor_;
};

/// A file that was not there, below a folder that nobody looks at before it is renamed as a whole: written in place, which takes
/// a third less than a temporary name. A file of that name that is there all the same is a failure.
void create_file(const path& file, std::string_view bytes);

/// Replaces; atomic on one file system. `sync`: the new name also survives a power cut.
void rename(const path& from, const path& to, Sync sync = Sync::no);
void remove(const path& file);  ///< not an error when it is not there
void remove_tree(const path& folder);
/// True when it is gone. False: it holds something, or is a link or another disk's place.
bool remove_empty_folder(const path& folder);
void make_folders(const path& folder);
void sync_tree(const path& folder);  ///< everything written below is on the disk afterwards

/// The same beforehand, so that a later `sync_tree` has little left to wait for. It promises nothing: what fails here fails again,
/// and is told, there.
void sync_ahead(const path& folder) noexcept;

/// Regular files below `folder`, relative, with `/`, sorted by bytes. Symbolic links are listed, never followed.
struct Entry {
    std::string path;
    std::uint64_t size = 0;
    bool is_link = false;
};
std::vector<Entry> list_files(const path& folder);
std::vector<std::string> list_folders(const path& root);  ///< below it, sorted; links are none

/// Number of durable steps so far in this process: what a crash test counts.
std::uint64_t steps();

}  // namespace disk
}  // namespace gongshi
