#include "core/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "core/codes.h"
#include "core/stop.h"
#include "core/text.h"

namespace gongshi::disk {
namespace {

std::atomic<std::uint64_t> step_count = 0;

const Code& code_of(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return codes::disk_full;
        case EACCES:
        case EPERM:
        case EROFS:
            return codes::disk_denied;
        default:
            return codes::disk_failed;
    }
}

#ifdef GONGSHI_FAULTS
struct Fault {
    enum class Kind { none, count, kill, enospc } kind = Kind::none;
    std::uint64_t at = 0;

    Fault() {
        const char* wish = std::getenv("GONGSHI_FAULT");
        if (wish == nullptr) return;
        const std::string_view text = wish;
        const std::string_view name = text.substr(0, text.find(':'));
        kind = name == "kill"     ? Kind::kill
               : name == "enospc" ? Kind::enospc
               : name == "count"  ? Kind::count
                                  : Kind::none;
        if (name.size() < text.size()) at = std::strtoull(wish + name.size() + 1, nullptr, 10);
        if (kind == Kind::count) {
            std::atexit([] {
                std::fprintf(stderr, "durable steps: %llu\n", static_cast<unsigned long long>(step_count.load()));
            });
        }
    }
};
#endif

/// Counts a durable step; in test builds the k-th one is where the power goes or the disk is full.
void step([[maybe_unused]] const path& file) {
    [[maybe_unused]] const std::uint64_t number = ++step_count;
#ifdef GONGSHI_FAULTS
    static const Fault fault;
    if (fault.at == 0 || number < fault.at) return;
    if (fault.kind == Fault::Kind::kill && number == fault.at) ::raise(SIGKILL);
    if (fault.kind == Fault::Kind::enospc) fail(file, ENOSPC);
#endif
}

void write_all(int descriptor, const path& file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) fail(file, errno);
        if (put > 0) bytes.remove_prefix(std::size_t(put));
    }
}

/// 0 at the end.
std::size_t read_some(int descriptor, const path& file, char* buffer, std::size_t size) {
    for (;;) {
        const ssize_t got = ::read(descriptor, buffer, size);
        if (got >= 0) return std::size_t(got);
        if (errno != EINTR) fail(file, errno);
    }
}

class OpenFile {
public:
    OpenFile(const path& file, int flags) : file_(file), number_(::open(file.c_str(), flags | O_CLOEXEC, 0644)) {}
    ~OpenFile() {
        if (number_ >= 0) ::close(number_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    bool is_open() const { return number_ >= 0; }
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

    std::size_t read(char* buffer, std::size_t size) const { return read_some(number_, file_, buffer, size); }
    void write(std::string_view bytes) const { write_all(number_, file_, bytes); }
    void sync() const {
        if (::fsync(number_) != 0) fail(file_, errno);
    }
    void close() {
        const int number = number_;
        number_ = -1;
        if (::close(number) != 0) fail(file_, errno);
    }

private:
    path file_;
    int number_;
};

template <class Take>
void read_in_pieces(const path& file, const Take& take) {
    const OpenFile open(file, O_RDONLY);
    if (!open.is_open()) fail(file, errno);
    std::string buffer(std::size_t(256) * 1024, '\0');
    while (const std::size_t got = open.read(buffer.data(), buffer.size())) take(std::string_view(buffer.data(), got));
}

path temporary_beside(const path& file) {
    path name = file;
    name += ".new~";
    return name;
}

void sync_folder(const path& folder) {
    const OpenFile open(folder, O_RDONLY | O_DIRECTORY);
    if (!open.is_open()) fail(folder, errno);
    open.sync();
}

void list_into(const path& root, const std::string& below, std::vector<Entry>& list) {
    const path folder = below.empty() ? root : root / below;
    DIR* directory = ::opendir(folder.c_str());
    if (directory == nullptr) {
        if (errno == ENOENT && below.empty()) return;
        fail(folder, errno);
    }
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(directory)) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    ::closedir(directory);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        const std::string relative = below.empty() ? name : std::string(below).append("/").append(name);
        struct stat facts {};
        if (::lstat((root / relative).c_str(), &facts) != 0) continue;  // gone between two looks
        if (S_ISDIR(facts.st_mode)) {
            list_into(root, relative, list);
        } else if (S_ISREG(facts.st_mode) || S_ISLNK(facts.st_mode)) {
            list.push_back({relative, std::uint64_t(facts.st_size), S_ISLNK(facts.st_mode)});
        }
    }
}

}  // namespace

void fail(const path& file, int error) {
    Place place;
    place.file = file.string();
    throw Stop(ExitCode::usage, Diagnostic(code_of(error), place, std::strerror(error)));
}

std::optional<std::string> read_file(const path& file) {
    std::string bytes;
    const std::optional<std::string_view> read = read_file(file, bytes);
    if (!read) return std::nullopt;
    bytes.resize(read->size());
    return bytes;
}

std::optional<std::string_view> read_file(const path& file, std::string& buffer) {
    const OpenFile open(file, O_RDONLY);
    if (!open.is_open()) {
        if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
        fail(file, errno);
    }
    struct stat facts {};
    if (::fstat(open.number(), &facts) != 0) fail(file, errno);
    if (S_ISDIR(facts.st_mode)) fail(file, EISDIR);
    const auto expected = std::size_t(facts.st_size);
    if (buffer.size() <= expected) buffer.resize(expected + 1);  // one more: the end is seen without growing
    std::size_t have = 0;
    for (;;) {
        if (have == buffer.size()) buffer.resize(buffer.size() + 4096);
        const std::size_t got = open.read(buffer.data() + have, buffer.size() - have);
        if (got == 0) break;
        have += got;
    }
    return std::string_view(buffer).substr(0, have);
}

FileReader::FileReader(const path& file) : file_(file), descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail(file, errno);
}

FileReader::~FileReader() { ::close(descriptor_); }

std::size_t FileReader::read(char* buffer, std::size_t size) { return read_some(descriptor_, file_, buffer, size); }

void FileReader::seek(std::uint64_t at) {
    if (::lseek(descriptor_, off_t(at), SEEK_SET) < 0) fail(file_, errno);
}

Digest digest_of_file(const path& file) {
    Sha256 hasher;
    read_in_pieces(file, [&](std::string_view bytes) { hasher.raw(bytes); });
    return hasher.finish();
}

QuickHash quick_hash_of_file(const path& file, HashKey key) {
    QuickHasher hasher(key);
    read_in_pieces(file, [&](std::string_view bytes) { hasher.add(bytes); });
    return hasher.finish();
}

std::pair<QuickHash, Digest> hashes_of_file(const path& file, HashKey key) {
    QuickHasher quick(key);
    Sha256 hasher;
    read_in_pieces(file, [&](std::string_view bytes) {
        quick.add(bytes);
        hasher.raw(bytes);
    });
    return {quick.finish(), hasher.finish()};
}

void write_file(const path& file, std::string_view bytes, Sync sync) {
    const path temporary = temporary_beside(file);
    step(temporary);
    {
        OpenFile open(temporary, O_WRONLY | O_CREAT | O_TRUNC);
        if (!open.is_open()) fail(temporary, errno);
        open.write(bytes);
        if (sync == Sync::yes) open.sync();
        open.close();
    }
    disk::rename(temporary, file, sync);
}

FileWriter::FileWriter(path file) : file_(std::move(file)) {
    const path temporary = temporary_beside(file_);
    step(temporary);
    OpenFile open(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    if (!open.is_open()) fail(temporary, errno);
    descriptor_ = open.release();
}

FileWriter::~FileWriter() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_beside(file_).c_str());
}

void FileWriter::write(std::string_view bytes) { write_all(descriptor_, temporary_beside(file_), bytes); }

void FileWriter::commit(Sync sync) {
    if (sync == Sync::yes && ::fsync(descriptor_) != 0) fail(file_, errno);
    if (::close(std::exchange(descriptor_, -1)) != 0) fail(file_, errno);
    disk::rename(temporary_beside(file_), file_, sync);
}

void copy_file(const path& from, const path& to, Sync sync) {
    const OpenFile source(from, O_RDONLY);
    if (!source.is_open()) fail(from, errno);
    const path temporary = temporary_beside(to);
    step(temporary);
    {
        OpenFile open(temporary, O_WRONLY | O_CREAT | O_TRUNC);
        if (!open.is_open()) fail(temporary, errno);
        std::string buffer(std::size_t(256) * 1024, '\0');
        while (const std::size_t got = source.read(buffer.data(), buffer.size())) open.write({buffer.data(), got});
        if (sync == Sync::yes) open.sync();
        open.close();
    }
    disk::rename(temporary, to, sync);
}

void link_file(const path& from, const path& to, Sync sync) {
    const path temporary = temporary_beside(to);
    step(temporary);
    if (::unlink(temporary.c_str()) != 0 && errno != ENOENT) fail(temporary, errno);
    if (::link(from.c_str(), temporary.c_str()) != 0) {
        if (errno == ENOSPC || errno == EDQUOT || errno == ENOENT) fail(temporary, errno);
        return copy_file(from, to, sync);
    }
    disk::rename(temporary, to, sync);
}

void create_file(const path& file, std::string_view bytes) {
    step(file);
    OpenFile open(file, O_WRONLY | O_CREAT | O_EXCL);
    if (!open.is_open()) fail(file, errno);
    open.write(bytes);
    open.close();
}

void rename(const path& from, const path& to, Sync sync) {
    step(to);
    if (::rename(from.c_str(), to.c_str()) != 0) fail(to, errno);
    if (sync == Sync::yes) sync_folder(to.parent_path());
}

void remove(const path& file) {
    step(file);
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) fail(file, errno);
}

void remove_tree(const path& folder) {
    step(folder);
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    if (error) fail(folder, error.value());
}

bool remove_empty_folder(const path& folder) {
    step(folder);
    if (::rmdir(folder.c_str()) == 0 || errno == ENOENT) return true;
    const bool stays = errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR || errno == EBUSY;
    if (!stays) fail(folder, errno);
    return false;
}

std::vector<std::string> list_folders(const path& root) {
    std::vector<std::string> folders;
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
        if (at->is_directory() && !at->is_symlink()) folders.push_back(at->path().lexically_relative(root).string());
    }
    if (error) fail(root, error.value());
    std::sort(folders.begin(), folders.end());
    return folders;
}

void make_folders(const path& folder) {
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) return;
    step(folder);
    std::filesystem::create_directories(folder, error);
    if (error) fail(folder, error.value());
}

void sync_tree(const path& folder) {
    step(folder);
    const OpenFile open(folder, O_RDONLY | O_DIRECTORY);
    if (!open.is_open()) fail(folder, errno);
    if (::syncfs(open.number()) != 0) fail(folder, errno);
}

void sync_ahead(const path& folder) noexcept {
    const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (number < 0) return;
    static_cast<void>(::syncfs(number));
    ::close(number);
}

std::vector<Entry> list_files(const path& folder) {
    std::vector<Entry> list;
    list_into(folder, "", list);
    std::sort(list.begin(), list.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
    return list;
}

std::uint64_t steps() { return step_count; }

}  // namespace gongshi::disk
