#pragma once
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "core/digest.h"

namespace gongshi {

/// What we know we put into a bucket: an object is unchanged when the bucket still lists the ETag it gave us then, and we would
/// send the same bytes with the same headers. Never by time, never by size. Kept below state/publish/ as lines that are
/// appended while a run goes on, so that a killed run loses at most the objects in flight.
class BucketRecord {
public:
    struct Object {
        std::string etag;     ///< as the bucket gave it
        std::string content;  ///< hex SHA-256 of the file
        std::string headers;  ///< name_of() its headers
    };

    /// `place` names bucket and prefix: a record of another place is not believed.
    BucketRecord(std::filesystem::path file, std::string place);
    ~BucketRecord();
    BucketRecord(const BucketRecord&) = delete;

    const Object* find(const std::string& path) const;
    const std::map<std::string, Object>& objects() const { return objects_; }
    void put(const std::string& path, Object object);  ///< by any thread
    void remove(const std::string& path);              ///< by any thread
    void compact();                                    ///< writes the whole anew, durably

private:
    void append(const std::string& line);

    std::filesystem::path file_;
    std::string place_;
    std::map<std::string, Object> objects_;
    int descriptor_ = -1;
    mutable std::mutex mutex_;
};

}  // namespace gongshi
