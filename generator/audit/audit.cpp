#include "audit/audit.h"

#include <algorithm>

#include "audit/attachment_text.h"
#include "audit/codes.h"
#include "audit/html_scan.h"
#include "audit/leaks.h"
#include "audit/links.h"
#include "core/disk.h"

namespace gongshi {
namespace {

bool is_text(std::string_view path) {
    static constexpr std::string_view endings[] = {".html", ".xml", ".csv", ".json", ".svg", ".txt", ".md"};
    return std::any_of(std::begin(endings), std::end(endings),
                       [&](std::string_view ending) { return path.ends_with(ending); });
}

/// True when a path that passed last time is gone: then a page that did not change may link to it.
bool something_vanished(const ReleaseChange& change) {
    return !std::all_of(change.left.begin(), change.left.end(),
                        [](const std::string& path) { return comes_and_goes(path); });
}

std::vector<const ManifestEntry*> files_to_read(const Manifest& built,
                                                const std::optional<ReleaseChange>& since_passed) {
    std::vector<const ManifestEntry*> files;
    if (since_passed && !something_vanished(*since_passed)) {
        for (const std::string& path : since_passed->changed) files.push_back(built.find(path));
        return files;
    }
    files.reserve(built.entries().size());
    for (const ManifestEntry& entry : built.entries()) files.push_back(&entry);
    return files;
}

void check_meta_tags(const ManifestEntry& entry, const ScannedPage& page, const Gates& gates, Diagnostics& findings) {
    Place place;
    place.file = entry.path;
    if (!page.has_title) findings.add(Diagnostic(codes::meta_missing, place, "title"));
    for (const std::string& name : gates.required_meta) {
        std::string wanted = name;
        std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                       [](unsigned char c) { return char(std::tolower(c)); });
        const bool there = std::find(page.meta_names.begin(), page.meta_names.end(), wanted) != page.meta_names.end();
        if (!there) findings.add(Diagnostic(codes::meta_missing, place, name));
    }
}

const Secrets& secrets_of(const Gates& gates) {
    static const Secrets none;
    return gates.secrets == nullptr ? none : *gates.secrets;
}

void check_file(const ManifestEntry& entry, std::string_view bytes, LinkChecker& links, const Gates& gates,
                Diagnostics& findings) {
    if (entry.path.ends_with(".html")) {
        const ScannedPage page = scan_html(bytes);
        links.check(entry.path, page.links, page.anchors, findings);
        check_meta_tags(entry, page, gates, findings);
        if (bytes.size() > gates.page_bytes) {
            Place place;
            place.file = entry.path;
            findings.add(Diagnostic(codes::page_too_large, place, std::to_string(bytes.size() / 1024),
                                    {{"limit", std::to_string(gates.page_bytes / 1024)}}));
        }
    } else if (entry.path.ends_with(".xml")) {
        links.check(entry.path, scan_xml(bytes), {}, findings);
    }
    const Secrets& secrets = secrets_of(gates);
    check_personal_data(entry.path, entry.path, secrets, findings);
    if (is_text(entry.path)) {
        check_personal_data(entry.path, bytes, secrets, findings);
    } else if (const std::optional<std::string> text = attachment_text(entry.path, bytes)) {
        check_personal_data(entry.path, *text, secrets, findings);
    }
}

/// What this run made is held against the sum of what it made, anything else against the manifest's digest.
bool is_as_made(const ManifestEntry& entry, std::string_view bytes) {
    if (entry.made_sum) return bytes.size() == entry.size && checksum(bytes) == *entry.made_sum;
    return sha256(bytes) == entry.content;
}

/// Downloads grow with the portal: from here on one is read in pieces that end with a record.
constexpr std::uint64_t held_in_memory = std::uint64_t(4) << 20;

bool is_large_download(const ManifestEntry& entry) {
    return entry.size > held_in_memory && (entry.path.ends_with(".csv") || entry.path.ends_with(".json"));
}

/// True when the file is as made.
bool check_in_pieces(const ManifestEntry& entry, const std::filesystem::path& file, const Gates& gates,
                     Diagnostics& findings) {
    const Secrets& secrets = secrets_of(gates);
    const std::string_view record_end = entry.path.ends_with(".csv") ? "\r\n" : "\n";
    check_personal_data(entry.path, entry.path, secrets, findings);
    disk::FileReader reader(file);
    Sha256 digest;
    RunningChecksum sum;
    std::uint64_t size = 0;
    std::string piece, buffer(std::size_t(1) << 20, '\0');
    for (std::size_t lines = 0;;) {
        const std::size_t got = reader.read(buffer.data(), buffer.size());
        if (entry.made_sum)
            sum.add({buffer.data(), got});
        else
            digest.raw({buffer.data(), got});
        size += got;
        piece.append(buffer, 0, got);
        const std::size_t end = piece.rfind(record_end);
        const std::size_t whole = got == 0 ? piece.size() : end == std::string::npos ? 0 : end + record_end.size();
        check_personal_data(entry.path, std::string_view(piece).substr(0, whole), secrets, findings, lines);
        lines += std::size_t(std::count(piece.begin(), piece.begin() + long(whole), '\n'));
        piece.erase(0, whole);
        if (got > 0) continue;
        return entry.made_sum ? size == entry.size && sum.finish() == *entry.made_sum
                              : digest.finish() == entry.content;
    }
}

void check_one(const ManifestEntry& entry, const std::filesystem::path& folder, LinkChecker& links, const Gates& gates,
               std::string& buffer, Diagnostics& findings) {
    const auto altered = [&] {
        Place place;
        place.file = entry.path;
        findings.add(Diagnostic(codes::file_altered, place));
    };
    std::error_code error;
    if (is_large_download(entry) && std::filesystem::is_regular_file(folder / entry.path, error)) {
        if (!check_in_pieces(entry, folder / entry.path, gates, findings)) altered();
        return;
    }
    const std::optional<std::string_view> bytes = disk::read_file(folder / entry.path, buffer);
    if (!bytes || !is_as_made(entry, *bytes)) return altered();
    check_file(entry, *bytes, links, gates, findings);
}

/// What is found in the files, block by block.
std::vector<Diagnostics> check_all(const std::vector<const ManifestEntry*>& files, const Manifest& built,
                                   const std::filesystem::path& public_folder, const Gates& gates, Threads threads,
                                   Progress& progress) {
    if (files.empty()) return {};  // a night without changes ends here: it needs no table of all paths
    // Blocks of files, not single ones: a slot and a step of progress each would cost more than the scan.
    constexpr std::size_t block = 256;
    const TreePaths paths(built);
    std::vector<Diagnostics> found((files.size() + block - 1) / block);
    for_each_index(found.size(), threads, [&](std::size_t index, unsigned) {
        const std::size_t end = std::min(files.size(), (index + 1) * block);
        LinkChecker links(paths, gates.base_url);
        std::string buffer;
        for (std::size_t i = index * block; i < end; ++i)
            check_one(*files[i], public_folder, links, gates, buffer, found[index]);
        progress.advance(end - index * block);
    });
    return found;
}

}  // namespace

/// The only maker of a Release.
class Auditor {
public:
    static Release pass(Manifest manifest) { return Release(Release::Key(), std::move(manifest)); }
};

Verdict audit(Manifest built, const std::optional<ReleaseChange>& since_passed,
              const std::filesystem::path& public_folder, const Gates& gates, Threads threads, Progress& progress) {
    const std::vector<const ManifestEntry*> files = files_to_read(built, since_passed);
    progress.begin("audit", files.size());
    Diagnostics all;
    for (Diagnostics& findings : check_all(files, built, public_folder, gates, threads, progress))
        all.append(findings.take_sorted());
    Verdict verdict;
    verdict.files_read = files.size();
    verdict.findings = all.take_sorted();
    const bool refused = std::any_of(verdict.findings.begin(), verdict.findings.end(),
                                     [](const Diagnostic& finding) { return finding.severity == Severity::refused; });
    if (!refused) verdict.release = Auditor::pass(std::move(built));
    return verdict;
}

}  // namespace gongshi
