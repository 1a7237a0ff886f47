#include "sources/pull.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "core/disk.h"
#include "core/parallel.h"
#include "core/text.h"
#include "sources/codes.h"

namespace gongshi {
namespace {

namespace fs = std::filesystem;

struct Look {
    std::int64_t size = 0, seconds = 0, nanoseconds = 0;
    bool operator==(const Look&) const = default;
};

Look look_at(const fs::path& file) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0) return {-1, 0, 0};
    return {facts.st_size, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec};
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// The dataset a file name begins with: the longest that is followed by a dot, a dash or an underscore.
const Dataset* dataset_for(std::string_view name, std::span<const Dataset> datasets) {
    const Dataset* best = nullptr;
    for (const Dataset& dataset : datasets) {
        if (!name.starts_with(dataset.name) || name.size() <= dataset.name.size()) continue;
        const char next = name[dataset.name.size()];
        if (next != '.' && next != '-' && next != '_') continue;
        if (best == nullptr || best->name.size() < dataset.name.size()) best = &dataset;
    }
    return best;
}

bool leads_out(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(file, error), home = fs::canonical(folder, error);
    if (error) return true;
    return std::mismatch(home.begin(), home.end(), real.begin(), real.end()).first != home.end();
}

/// Goes through one inbox and sorts its files into exports, findings and the rest.
class InboxReader {
public:
    InboxReader(const Source& source, const fs::path& site, const Departments& departments,
                std::span<const Dataset> datasets, const KnownFiles* known, Pulled& pulled)
        : source_(source),
          inbox_(site / source.path),
          departments_(departments),
          datasets_(datasets),
          known_(known),
          pulled_(pulled) {}

    void read(Threads threads, Progress& progress) {
        std::error_code error;
        if (!fs::is_directory(inbox_, error)) return report(codes::source_no_folder, "", source_.path);
        const std::vector<disk::Entry> files = disk::list_files(inbox_);
        progress.begin("pull", files.size());
        for (const disk::Entry& file : files) look_at_file(file);
        progress.advance(files.size() - exports_.size());
        take_digests(threads, progress);
    }

private:
    void report(const Code& code, const std::string& below, std::string text,
                std::vector<std::pair<std::string, std::string>> facts = {}) {
        Place place;
        place.file = below.empty() ? source_.path : source_.path + "/" + below;
        pulled_.findings.emplace_back(code, std::move(place), std::move(text), std::move(facts));
    }

    void look_at_file(const disk::Entry& file) {
        const std::size_t slash = file.path.find('/');
        const std::string name = slash == std::string::npos ? file.path : file.path.substr(slash + 1);
        if (name.starts_with('.') || name.ends_with(".approved.toml") || name.find('/') != std::string::npos) return;
        if (slash == std::string::npos) {
            if (is_export_ending(ending_of(name))) report(codes::export_outside_department, file.path, name);
            return;
        }
        const std::string department = file.path.substr(0, slash);
        if (departments_.find(department) == nullptr) return unknown_department(department);
        sort_file(file, department, name);
    }

    void unknown_department(const std::string& department) {
        if (department == last_unknown_) return;
        last_unknown_ = department;
        std::vector<std::string> known;
        for (const Department& one : departments_.all()) known.push_back(one.key);
        report(codes::export_unknown_department, department, department,
               {{"nearest", nearest_name(department, known).value_or("")}, {"known", join(known, ", ")}});
    }

    static std::string ending_of(std::string_view name) {
        const std::size_t dot = name.rfind('.');
        return dot == std::string_view::npos ? "" : lower_ascii(name.substr(dot + 1));
    }
    static bool is_export_ending(std::string_view ending) {
        static constexpr std::array<std::string_view, 4> endings = {"csv", "json", "ndjson", "xlsx"};
        return is_one_of(endings, ending);
    }

    void sort_file(const disk::Entry& file, const std::string& department, const std::string& name) {
        static constexpr std::array<std::string_view, 8> old = {"xls",  "et",   "wps", "doc",
                                                                "xlsm", "xlsb", "ods", "dbf"};
        static constexpr std::array<std::string_view, 4> growing = {"part", "tmp", "crdownload", "filepart"};
        static constexpr std::array<std::string_view, 3> tables = {"txt", "tsv", "xml"};
        const std::string ending = ending_of(name);
        const Dataset* dataset = dataset_for(name, datasets_);
        if (name.starts_with("~$") || is_one_of(growing, ending))
            return report(codes::export_unfinished, file.path, name);
        if (is_export_ending(ending)) {
            if (dataset == nullptr) return unknown_dataset(file.path, name);
            return add_export(file, department, *dataset);
        }
        if (dataset == nullptr) return;  // an attachment, named by a record or not
        if (is_one_of(old, ending)) return report(codes::export_old_form, file.path, name, {{"ending", ending}});
        if (is_one_of(tables, ending)) report(codes::export_unknown_form, file.path, name, {{"ending", ending}});
    }

    void unknown_dataset(const std::string& path, const std::string& name) {
        std::vector<std::string> known;
        for (const Dataset& dataset : datasets_) known.push_back(dataset.name);
        const std::string stem = name.substr(0, name.find_first_of("._"));
        report(codes::export_unknown_dataset, path, name,
               {{"nearest", nearest_name(stem, known).value_or("")}, {"known", join(known, ", ")}});
    }

    void add_export(const disk::Entry& entry, const std::string& department, const Dataset& dataset) {
        Export file;
        file.file = inbox_ / entry.path;
        if (entry.is_link && leads_out(file.file, inbox_))
            return report(codes::export_link_outside, entry.path, entry.path);
        file.shown = source_.path + "/" + entry.path;
        file.department = department;
        file.dataset = dataset.name;
        file.source = source_.name;
        file.mode = source_.mode_of(dataset.name);
        file.shrink_limit = source_.shrink_limit;
        exports_.emplace_back(std::move(file), entry.path);
    }

    /// Reads every export once; one that is being written meanwhile is left for the next night.
    void take_digests(Threads threads, Progress& progress) {
        std::vector<char> changing(exports_.size());
        for_each_index(exports_.size(), threads, [&](std::size_t i, unsigned) {
            Export& file = exports_[i].first;
            const Look before = look_at(file.file);
            file.size = std::uint64_t(before.size);
            take_digest(file);
            changing[i] = look_at(file.file) != before ? 1 : 0;
            progress.advance();
        });
        for (std::size_t i = 0; i < exports_.size(); ++i) {
            auto& [file, below] = exports_[i];
            if (changing[i])
                report(codes::export_changing, below, below);
            else
                pulled_.exports.push_back(std::move(file));
        }
    }

    void take_digest(Export& file) const {
        if (known_ == nullptr) {
            file.digest = disk::digest_of_file(file.file);
            return;
        }
        const auto found = known_->files.find(file.shown);
        if (found != known_->files.end() && found->second.size == file.size) {  // else it has changed for certain
            file.quick = disk::quick_hash_of_file(file.file, known_->key);
            if (found->second.quick == file.quick) {
                file.digest = found->second.digest;
                return;
            }
        }
        std::tie(file.quick, file.digest) = disk::hashes_of_file(file.file, known_->key);
    }

    const Source& source_;
    fs::path inbox_;
    const Departments& departments_;
    std::span<const Dataset> datasets_;
    const KnownFiles* known_;
    Pulled& pulled_;
    std::vector<std::pair<Export, std::string>> exports_;  ///< each with its path below the inbox
    std::string last_unknown_;
};

}  // namespace

Pulled pull(std::span<const Source> sources, const fs::path& site, const Departments& departments,
            std::span<const Dataset> datasets, const KnownFiles* known, Threads threads, Progress& progress) {
    Pulled pulled;
    for (const Source& source : sources)
        InboxReader(source, site, departments, datasets, known, pulled).read(threads, progress);
    std::sort(pulled.exports.begin(), pulled.exports.end(),
              [](const Export& a, const Export& b) { return a.shown < b.shown; });
    std::stable_sort(pulled.findings.begin(), pulled.findings.end(), shown_before);
    return pulled;
}

std::optional<fs::path> find_attachment(std::span<const Source> sources, const fs::path& site,
                                        std::string_view department, std::string_view name) {
    for (const Source& source : sources) {
        const fs::path folder = site / source.path / department;
        const fs::path file = folder / name;
        std::error_code error;
        if (!name.empty() && fs::is_regular_file(file, error) && !leads_out(file, folder)) return file;
    }
    return std::nullopt;
}

}  // namespace gongshi
