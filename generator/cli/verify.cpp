#include <algorithm>
#include <map>
#include <set>

#include "cli/verbs.h"
#include "core/disk.h"
#include "core/text.h"
#include "ledger/codes.h"
#include "ledger/ledger_text.h"
#include "ledger/signed_note.h"
#include "ledger/tiles.h"
#include "transfer/http_client.h"

namespace gongshi {
namespace {

Diagnostic finding(const Code& code, std::string file, std::string text = {}, std::uint32_t line = 0) {
    Place place;
    place.file = std::move(file);
    place.line = line;
    return {code, std::move(place), std::move(text)};
}

/// A site as somebody else has it: a folder, or what a server gives.
class PublishedCopy {
public:
    explicit PublishedCopy(std::string where) : where_(std::move(where)) {
        while (where_.size() > 1 && where_.ends_with('/')) where_.pop_back();
        remote_ = where_.starts_with("http://") || where_.starts_with("https://");
    }

    bool is_remote() const { return remote_; }
    const std::string& name() const { return where_; }

    std::optional<std::string> read(const std::string& path) {
        if (!remote_) return disk::read_file(std::filesystem::path(where_) / path);
        HttpRequest request;
        request.url = where_ + "/" + path;
        HttpResponse response = client_.send(request);
        for (int again = 0; again < 3 && (response.status == 0 || response.status >= 500); ++again)
            response = client_.send(request);
        if (response.status == 0)
            throw Stop(ExitCode::unreachable, finding(codes::verify_unreachable, request.url, response.error));
        if (!response.good()) return std::nullopt;
        return std::move(response.body);
    }

private:
    std::string where_;
    bool remote_ = false;
    HttpClient client_;
};

/// Holds a copy against its own ledger, and against heads and a key that were kept elsewhere.
class Verifier {
public:
    Verifier(PublishedCopy& copy, std::string key, Console& console)
        : copy_(copy), key_(std::move(key)), console_(console) {}

    void verify() {
        if (key_.empty()) key_ = copy_.read("ledger/key.txt").value_or("");
        const std::optional<std::string> head = copy_.read("ledger/head.txt"), lists = copy_.read("ledger/files.txt");
        if (!head || !lists) {
            findings_.add(finding(codes::verify_no_ledger, copy_.name()));
            return;
        }
        check_note(*head, "ledger/head.txt");
        check_note(*lists, "ledger/files.txt");
        if (const auto parsed = parse_head(text_of_note(*head))) {
            head_ = *parsed;
            check_leaves();
        } else {
            findings_.add(finding(codes::verify_root, "ledger/head.txt"));
        }
        check_files(text_of_note(*lists));
    }

    std::vector<Diagnostic> take_findings() { return findings_.take_sorted(); }
    std::uint64_t files() const { return files_; }
    std::uint64_t leaves() const { return head_.size; }

private:
    void check_note(const std::string& note, const std::string& path) {
        if (!is_signed(note)) {
            findings_.add(finding(key_.empty() ? codes::verify_unsigned : codes::verify_signature, path));
        } else if (!key_.empty() && !open_note(note, key_)) {
            findings_.add(finding(codes::verify_signature, path));
        }
    }

    /// Roots of every size at which a head was published, all in one pass over the leaves.
    void check_leaves() {
        std::map<std::uint64_t, HeadText> heads = published_heads();
        console_.begin("verify", head_.size);
        TreeEdge sha(sha256), sm(sm3);
        for (std::uint64_t number = 0; sha.size() < head_.size; ++number) {
            const std::uint64_t width = std::min(leaves_a_file, head_.size - number * leaves_a_file);
            const std::string path = leaves_path(number, width);
            const std::optional<std::string> text = copy_.read(path);
            if (!text) {
                findings_.add(finding(codes::verify_file_missing, path));
                return;
            }
            const std::vector<std::string_view> lines = split(*text, '\n');
            if (lines.size() != width + 1 || !lines.back().empty()) {
                findings_.add(finding(codes::verify_leaf_malformed, path));
                return;
            }
            for (std::uint64_t i = 0; i < width; ++i) {
                const std::optional<LeafText> leaf = parse_leaf(lines[i]);
                if (!leaf || leaf->number != sha.size() || leaf_text(*leaf) != lines[i]) {
                    findings_.add(finding(codes::verify_leaf_malformed, path, "", std::uint32_t(i + 1)));
                    return;
                }
                sha.append(leaf_hash(sha256, lines[i]));
                sm.append(leaf_hash(sm3, lines[i]));
                last_of_[leaf->dataset + "/" + leaf->record] = *leaf;
                if (const auto head = heads.find(sha.size()); head != heads.end()) {
                    if (head->second.sha256 != sha.root() || head->second.sm3 != sm.root())
                        findings_.add(finding(codes::verify_rewritten,
                                              "ledger/heads/" + std::to_string(sha.size()) + ".txt",
                                              std::to_string(sha.size())));
                }
            }
            console_.advance(width);
        }
        if (sha.root() != head_.sha256) findings_.add(finding(codes::verify_root, "ledger/head.txt", "SHA-256"));
        if (sm.root() != head_.sm3) findings_.add(finding(codes::verify_root, "ledger/head.txt", "SM3"));
    }

    std::map<std::uint64_t, HeadText> published_heads() {
        std::map<std::uint64_t, HeadText> heads;
        const std::string index = copy_.read("ledger/heads.json").value_or("[]");
        for (std::size_t at = index.find("\"size\":"); at != std::string::npos; at = index.find("\"size\":", at + 1)) {
            const std::uint64_t size = std::strtoull(index.c_str() + at + 7, nullptr, 10);
            const std::string path = "ledger/heads/" + std::to_string(size) + ".txt";
            const std::optional<std::string> note = copy_.read(path);
            if (!note) {
                findings_.add(finding(codes::verify_file_missing, path));
                continue;
            }
            check_note(*note, path);
            const std::optional<HeadText> head = parse_head(text_of_note(*note));
            if (head && head->size == size)
                heads.emplace(size, *head);
            else
                findings_.add(finding(codes::verify_rewritten, path, std::to_string(size)));
        }
        return heads;
    }

    void check_files(const std::string& text) {
        std::set<std::string> known = {"ledger/files.txt"};
        console_.begin("verify", 0);
        for (std::string_view line : split(text, '\n')) {
            if (line.size() < 67 || line.substr(64, 2) != "  ") continue;
            const std::string path(line.substr(66));
            known.insert(path);
            const std::optional<std::string> list = copy_.read(path);
            if (!list || sha256(*list).hex() != line.substr(0, 64)) {
                findings_.add(finding(list ? codes::verify_file_altered : codes::verify_file_missing, path));
                continue;
            }
            for (std::string_view entry : split(*list, '\n')) {
                if (entry.size() >= 67) check_file(std::string(entry.substr(66)), entry.substr(0, 64), known);
            }
            console_.advance(1);
        }
        if (copy_.is_remote()) return;
        for (const disk::Entry& entry : disk::list_files(copy_.name())) {
            if (!known.contains(entry.path)) findings_.add(finding(codes::verify_file_unlisted, entry.path));
        }
    }

    void check_file(const std::string& path, std::string_view digest, std::set<std::string>& known) {
        known.insert(path);
        ++files_;
        const std::optional<std::string> bytes = copy_.read(path);
        if (!bytes || sha256(*bytes).hex() != digest) {
            findings_.add(finding(bytes ? codes::verify_file_altered : codes::verify_file_missing, path));
            return;
        }
        if (path.ends_with(".html")) check_record(path, *bytes);
    }

    /// A record's page carries its own form: its digest is the one of the record's last leaf.
    void check_record(const std::string& path, const std::string& page) {
        const std::size_t at = page.find(" data-form=\"");
        if (at == std::string::npos) return;
        const std::size_t begin = at + 12, end = page.find('"', begin);
        std::string form = page.substr(begin, end - begin);
        for (const auto& [entity, character] : {std::pair{"&lt;", "<"},
                                                {"&gt;", ">"},
                                                {"&quot;", "\""},
                                                {"&#39;", "'"},
                                                {"&#34;", "\""},
                                                {"&#x27;", "'"},
                                                {"&amp;", "&"}})
            replace_all(form, entity, character);
        const auto line_of = [&](std::string_view name) {
            const std::size_t found = form.find("\n" + std::string(name) + "\t");
            if (found == std::string::npos) return std::string();
            const std::size_t value = found + name.size() + 2;
            return form.substr(value, form.find('\n', value) - value);
        };
        const auto leaf = last_of_.find(line_of("dataset") + "/" + line_of("record"));
        if (leaf == last_of_.end() || leaf->second.sha256 != sha256(form) || leaf->second.sm3 != sm3(form))
            findings_.add(finding(codes::verify_record, path, line_of("record")));
    }

    PublishedCopy& copy_;
    std::string key_;
    Console& console_;
    HeadText head_;
    std::map<std::string, LeafText> last_of_;
    std::uint64_t files_ = 0;
    Diagnostics findings_;
};

}  // namespace

/// Holds a published copy against the lists, leaves and heads it carries; `--key` and earlier copies of heads make that proof
/// against the publisher too.
ExitCode verify(const Options& options, Console& console) {
    PublishedCopy copy(options.target);
    std::string key = options.key;
    if (!key.empty() && std::filesystem::exists(key)) key = disk::read_file(key).value_or("");
    Verifier verifier(copy, key, console);
    verifier.verify();
    console.end_stage();
    const std::vector<Diagnostic> findings = verifier.take_findings();
    console.show(findings);
    const bool bad = std::any_of(findings.begin(), findings.end(),
                                 [](const Diagnostic& one) { return one.severity == Severity::refused; });
    Summary summary;
    summary.verb = "verify";
    summary.counts = {{"files", std::int64_t(verifier.files())},
                      {"leaves", std::int64_t(verifier.leaves())},
                      {"findings", std::int64_t(findings.size())}};
    summary.lines.push_back(std::string(console.pick("核对文件 ", "files checked: ")) +
                            std::to_string(verifier.files()) +
                            std::string(console.pick(" 个，台账 ", ", ledger entries: ")) +
                            std::to_string(verifier.leaves()) + std::string(console.pick(" 条。", ".")));
    const bool nothing = verifier.files() == 0 && verifier.leaves() == 0;
    summary.lines.emplace_back(
        nothing ? console.pick("没有东西可核对，见上。", "There was nothing to check; see above.")
        : bad   ? console.pick("与公布的不一致，见上。", "It is NOT what was published; see above.")
                : console.pick("全部一致。", "Everything fits."));
    console.finish(summary, bad ? ExitCode::audit_refused : ExitCode::ok);
    return bad ? ExitCode::audit_refused : ExitCode::ok;
}

}  // namespace gongshi
