#include "publish/bucket_record.h"

#include <fcntl.h>
#include <unistd.h>

#include "core/disk.h"
#include "core/text.h"

namespace gongshi {
namespace {

constexpr const char* magic = "gongshi bucket 1 ";

std::string line_of(const std::string& path, const BucketRecord::Object& object) {
    return object.content + "\t" + object.headers + "\t" + object.etag + "\t" + path + "\n";
}

}  // namespace

BucketRecord::BucketRecord(std::filesystem::path file, std::string place)
    : file_(std::move(file)), place_(std::move(place)) {
    const std::string text = disk::read_file(file_).value_or("");
    const std::vector<std::string_view> lines = split(text, '\n');
    const bool ours = lines.front() == magic + place_;
    // The last piece is what a killed run did not finish, or empty.
    for (std::size_t i = 1; ours && i + 1 < lines.size(); ++i) {
        const std::vector<std::string_view> parts = split(lines[i], '\t');
        if (parts.size() == 2 && parts[0] == "-") objects_.erase(std::string(parts[1]));
        if (parts.size() == 4)
            objects_[std::string(parts[3])] = {std::string(parts[2]), std::string(parts[0]), std::string(parts[1])};
    }
    disk::make_folders(file_.parent_path());
    compact();
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
}

BucketRecord::~BucketRecord() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

const BucketRecord::Object* BucketRecord::find(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(path);
    return found == objects_.end() ? nullptr : &found->second;
}

void BucketRecord::append(const std::string& line) {
    // A line that cannot be kept costs one object sent again, no more.
    if (descriptor_ >= 0 && ::write(descriptor_, line.data(), line.size()) != ssize_t(line.size())) {
        ::close(descriptor_);
        descriptor_ = -1;
    }
}

void BucketRecord::put(const std::string& path, Object object) {
    const std::lock_guard lock(mutex_);
    append(line_of(path, object));
    objects_[path] = std::move(object);
}

void BucketRecord::remove(const std::string& path) {
    const std::lock_guard lock(mutex_);
    append("-\t" + path + "\n");
    objects_.erase(path);
}

void BucketRecord::compact() {
    const std::lock_guard lock(mutex_);
    std::string text = magic + place_ + "\n";
    for (const auto& [path, object] : objects_) text += line_of(path, object);
    disk::write_file(file_, text, disk::Sync::yes);
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        descriptor_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    }
}

}  // namespace gongshi
