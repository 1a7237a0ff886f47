#include "publish/probe.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "core/digest.h"
#include "publish/bucket_lock.h"

namespace gongshi {
namespace {

class Probe {
public:
    explicit Probe(const Target& target) : target_(target), store_(private_settings(target), credentials_of(target)) {}

    std::vector<ProbeLine> run() {
        static constexpr std::array keys = {"probe/plain.txt", "probe/云溪县 (1)+%&?.txt", "probe/a~b'c!d*e.txt",
                                            "probe/deep/er/still.txt", "probe/〔2026〕1号.html"};
        std::string etag;
        for (const char* key : keys) {
            StoreError error;
            const auto stored = store_.put(
                key, text_, {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-cache"}}, error);
            add("写入 " + std::string(key), "put " + std::string(key), stored.has_value(), true, error);
            if (stored) etag = *stored;
        }
        look_at_lists(keys.size());
        look_at_answer();
        add("ETag 是内容的 MD5", "the ETag is the content's MD5", etag == "\"" + md5_hex(text_) + "\"", false, {});
        for (const char* key : keys) {
            StoreError error;
            const bool gone = store_.remove(key, error);
            add("删除 " + std::string(key), "delete " + std::string(key), gone, true, error);
        }
        return std::move(lines_);
    }

private:
    void add(std::string zh, std::string en, bool works, bool needed, const StoreError& error) {
        lines_.push_back({std::move(zh), std::move(en), works, needed, works ? "" : error.words()});
    }

    void look_at_lists(std::size_t wanted) {
        for (const int version : {2, 1}) {
            for (const bool encoding : {true, false}) {
                Target other = target_;
                other.bucket.list_version = version;
                other.bucket.list_encoding = encoding;
                ObjectStore store(private_settings(other), credentials());
                StoreError error;
                const auto found = store.list("probe/", error);
                const std::string name =
                    "list = " + std::to_string(version) + ", list_encoding = \"" + (encoding ? "url" : "none") + "\"";
                const bool ours = version == target_.bucket.list_version && encoding == target_.bucket.list_encoding;
                add("列目录 " + name + (ours ? "（当前设置）" : ""), name + (ours ? " (as configured)" : ""),
                    found && found->size() == wanted, ours, error);
            }
        }
    }

    void look_at_answer() {
        StoreError error;
        const std::optional<HttpResponse> answer = store_.fetch("probe/plain.txt", error);
        add("读回内容", "read it back", answer && answer->body == text_, true, error);
        add("保存 Content-Type、Cache-Control", "Content-Type and Cache-Control are kept",
            answer && answer->header("content-type") == "text/plain; charset=utf-8" &&
                answer->header("cache-control") == "no-cache",
            true, error);
        add("时钟相差不到五分钟", "clocks are less than five minutes apart", std::llabs(store_.skew()) < 300, false,
            error);
    }

    /// The environment was wiped at the first reading; the store keeps what it signs with.
    const Credentials& credentials() const { return store_.credentials(); }

    const Target& target_;
    ObjectStore store_;
    const std::string text_ = "gongshi probe\n";
    std::vector<ProbeLine> lines_;
};

}  // namespace

std::vector<ProbeLine> probe_bucket(const Target& target) {
    if (target.kind != Target::Kind::bucket) return {};
    return Probe(target).run();
}

}  // namespace gongshi
