#include "sources/pull.h"

#include <sys/stat.h>

#include <algorithm>
#include <tuple>

#include "core/disk.h"
#include "core/parallel.h"
#include "core/text.h"
#include "sources/attachment.h"
#include "sources/codes.h"
#include "sources/export_name.h"

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
        if (!fs::is_directory(inbox_, error)) {
            pulled_.all_sources = false;
            return report(codes::source_no_folder, "", source_.path);
        }
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
        if (file.path.starts_with('.') || name.starts_with('.') || name.ends_with(".approved.toml")) return;
        if (slash == std::string::npos) {
            if (form_named(name) == NamedForm::readable) report(codes::export_outside_department, file.path, name);
            return;
        }
        const std::string department = file.path.substr(0, slash);
        if (departments_.find(department) == nullptr) return unknown_department(department);
        if (name.find('/') != std::string::npos) return look_below(file.path, name);
        sort_file(file, department, name);
    }

    /// Folders of a department hold attachments; an export that lies there was put one step too deep.
    void look_below(const std::string& path, const std::string& name) {
        const std::string last = name.substr(name.rfind('/') + 1);
        if (form_named(last) == NamedForm::readable && dataset_named(last, datasets_) != nullptr)
            report(codes::export_too_deep, path, name);
    }

    void unknown_department(const std::string& department) {
        if (department == last_unknown_) return;
        last_unknown_ = department;
        std::vector<std::string> known;
        for (const Department& one : departments_.all()) known.push_back(one.key + " " + one.name);
        report(codes::export_unknown_department, department, department,
               {{"nearest", nearest_department(department, departments_).value_or("")}, {"known", join(known, "、")}});
    }

    void sort_file(const disk::Entry& file, const std::string& department, const std::string& name) {
        const Dataset* dataset = dataset_named(name, datasets_);
        switch (form_named(name)) {
            case NamedForm::unfinished:
                return report(codes::export_unfinished, file.path, name);
            case NamedForm::readable:
                if (dataset == nullptr) return unknown_dataset(file.path, name);
                return add_export(file, department, *dataset);
            case NamedForm::old_table:  // without a dataset: an attachment, named by a record or not
                if (dataset != nullptr) report(codes::export_old_form, file.path, name, {{"ending", ending_of(name)}});
                return;
            case NamedForm::other_table:
                if (dataset != nullptr)
                    report(codes::export_unknown_form, file.path, name, {{"ending", ending_of(name)}});
                return;
            case NamedForm::archive:
                if (dataset != nullptr) report(codes::export_archive, file.path, name);
                return;
            case NamedForm::none:
                return;
        }
    }

    void unknown_dataset(const std::string& path, const std::string& name) {
        std::vector<std::string> known, known_en;
        for (const Dataset& dataset : datasets_) {
            known.push_back(dataset.name + " " + dataset.title.zh);
            known_en.push_back(dataset.name + " (" + dataset.title.en + ")");
        }
        report(codes::export_unknown_dataset, path, name,
               {{"nearest", nearest_dataset(name, datasets_).value_or("")},
                {"known", join(known, "、")},
                {"known_en", join(known_en, ", ")}});
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

}  // namespace gongshi
