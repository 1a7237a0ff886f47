#include "site/site.h"

#include <algorithm>
#include <set>

#include "core/disk.h"
#include "dataset/field_type.h"
#include "site/downloads.h"
#include "site/feeds.h"
#include "site/frame.h"
#include "site/pages.h"
#include "site/plan.h"

namespace gongshi {
namespace {

constexpr std::size_t feed_entries = 50;
constexpr std::uint32_t block = 64;  ///< parties a job
constexpr std::uint32_t band = 256;  ///< neighbours in time a job: RecentRecords holds twice as many

/// One piece of work; `kind` says of what `first` and `last` are indexes.
struct Job {
    enum class Kind : std::uint8_t {
        records,  // and the pages of lists on which they are
        downloads,
        parties,
        party_list,
        department,
        segment,
        article,
        tombstones,
        statistics,
        overviews
    } kind;
    std::uint32_t dataset = 0, first = 0, last = 0;
};

std::vector<Job> jobs_for(const Disclosure& today, const PagePlan& plan, const SiteParts::State& parts,
                          std::uint32_t years) {
    using Kind = Job::Kind;
    std::vector<Job> jobs = {{Kind::overviews, 0, 0, 0}};
    for (std::uint32_t d = 0; d < today.datasets().size(); ++d) {
        const auto count = std::uint32_t(today.datasets()[d].entries.size());
        std::uint32_t begun = 0;
        do {  // a dataset without records has lists too
            jobs.push_back({Kind::records, d, begun, std::min(count, begun + band)});
            begun += band;
        } while (begun < count);
        const auto stones = std::uint32_t(today.datasets()[d].tombstones.size());
        for (std::uint32_t e = 0; e < stones; e += block)
            jobs.push_back({Kind::tombstones, d, e, std::min(stones, e + block)});
        jobs.push_back({Kind::segment, d, 0, 0});
    }
    for (std::uint32_t i = 0; i < plan.lists.size(); ++i) jobs.push_back({Kind::downloads, 0, i, i + 1});
    const auto parties = std::uint32_t(today.parties().size());
    for (std::uint32_t p = 0; p < parties; p += block)
        jobs.push_back({Kind::parties, 0, p, std::min(parties, p + block)});
    for (std::uint32_t c = 0; c < plan.directory.pages.size(); ++c) jobs.push_back({Kind::party_list, 0, c, c + 1});
    for (std::uint32_t d = 0; d < today.departments().size(); ++d) jobs.push_back({Kind::department, 0, d, d + 1});
    for (std::uint32_t y = 0; y < years; ++y) jobs.push_back({Kind::statistics, 0, y, y + 1});
    for (std::uint32_t a = 0; a < parts.articles.size(); ++a) jobs.push_back({Kind::article, 0, a, a + 1});
    return jobs;
}

void overviews(const PageMaker& maker, Workspace& space) {
    maker.home(space);
    maker.departments(space);
    maker.search(space);
    maker.sitemap(space);
    maker.not_found(space);
    maker.party_index(space);
    maker.rules(space);
    maker.change_register(space);
    maker.supervision(space);
}

void run(const Job& job, const PageMaker& maker, const PagePlan& plan, const SiteParts::State& parts,
         Workspace& space) {
    switch (job.kind) {
        case Job::Kind::overviews:
            return overviews(maker, space);
        case Job::Kind::segment:
            return maker.segment(job.dataset, space);
        case Job::Kind::downloads:
            return maker.list_downloads(plan.lists[job.first], space);
        case Job::Kind::party_list:
            return maker.party_list(job.first, space);
        case Job::Kind::department:
            return maker.department(job.first, space);
        case Job::Kind::article:
            if (parts.articles[job.first].language == maker.frame().tongue().code)
                maker.article(parts.articles[job.first], space);
            return;
        case Job::Kind::records:
            for (std::uint32_t e = job.first; e < job.last; ++e) maker.record(job.dataset, e, space);
            return maker.list_pages(job.dataset, job.first, std::max(job.last, 1U), space);
        case Job::Kind::tombstones:
            for (std::uint32_t e = job.first; e < job.last; ++e) maker.tombstone(job.dataset, e, space);
            return;
        case Job::Kind::statistics:
            return maker.statistics(job.first, space);
        case Job::Kind::parties:
            for (std::uint32_t p = job.first; p < job.last; ++p) maker.party(p, space);
            return;
    }
}

void write_pages(const SiteInput& input, const SiteParts::State& parts, const Disclosure& today, const PagePlan& plan,
                 OutputTree& tree, Threads threads, Progress& progress, Diagnostics& findings) {
    std::vector<std::unique_ptr<Workspace>> spaces;
    for (unsigned worker = 0; worker < std::max(1u, threads.count); ++worker)
        spaces.push_back(std::make_unique<Workspace>(today));
    for (const Tongue& tongue : parts.tongues) {
        const PageMaker maker(input, parts, tongue, today, plan, tree);
        const std::vector<Job> jobs = jobs_for(today, plan, parts, std::uint32_t(input.statistics.size()));
        progress.begin("pages", jobs.size());
        for_each_index(jobs.size(), threads, [&](std::size_t index, unsigned worker) {
            run(jobs[index], maker, plan, parts, *spaces[worker]);
            progress.advance();
        });
    }
    for (auto& space : spaces) findings.append(space->findings.take_sorted());
}

Digest digest_of(const DatasetView& view, std::size_t newest) {
    Sha256 hasher;
    hasher.field("feed 1").field(view.dataset->digest);
    for (std::size_t i = 0; i < std::min(newest, view.entries.size()); ++i)
        hasher.field(view.entries[view.entries.size() - 1 - i].digest);
    return hasher.finish();
}

void write_feeds(const SiteInput& input, const Disclosure& today, OutputTree& tree) {
    Disclosure::Reader reader(today);
    for (const DatasetView& view : today.datasets()) {
        if (view.entries.empty() || !view.dataset->date) continue;
        Sha256 hasher;
        const Digest ingredients = hasher.field(input.settings.digest).field(digest_of(view, feed_entries)).finish();
        const std::string path = view.dataset->segment + "/feed.xml";
        if (tree.keep(path, ingredients)) continue;
        std::vector<PublicRecord> newest;
        for (auto entry = view.entries.rbegin(); entry != view.entries.rend() && newest.size() < feed_entries; ++entry)
            newest.push_back(reader.read(view, *entry));
        tree.put(path, atom_feed(input.settings, *view.dataset, newest), ingredients, CacheClass::page);
    }
}

/// Datasets without a date have no months: their records are one file.
void write_whole_files(const SiteInput& input, const Disclosure& today, OutputTree& tree) {
    Disclosure::Reader reader(today);
    for (const DatasetView& view : today.datasets()) {
        if (view.entries.empty() || view.dataset->date) continue;
        Sha256 hasher;
        hasher.field(digest_of(view, view.entries.size())).field(input.settings.base_url);
        for (const Department& department : today.departments()) hasher.field(department.name);
        RecordFile file(*view.dataset, input.settings.base_url, tree, view.dataset->segment + "/all", hasher.finish());
        if (!file.is_wanted()) continue;
        for (const Entry& entry : view.entries)
            file.add(reader.read(view, entry), today.departments()[entry.department].name);
        file.finish();
    }
}

void write_package(const SiteInput& input, const Disclosure& today, const PagePlan& plan, OutputTree& tree) {
    std::vector<PackageResource> resources;
    Sha256 hasher;
    hasher.field(input.settings.digest);
    for (std::uint32_t d = 0; d < today.datasets().size(); ++d) {
        const DatasetView& view = today.datasets()[d];
        if (view.entries.empty()) continue;
        PackageResource resource{view.dataset, {}};
        if (!view.dataset->date) resource.paths.push_back(view.dataset->segment + "/all.csv");
        for (std::uint32_t one : plan.lists_of_dataset[d]) {
            if (plan.lists[one].kind == ListKind::period && !plan.lists[one].entries.empty())
                resource.paths.push_back(plan.lists[one].stem + ".csv");
        }
        hasher.field(view.dataset->digest);
        for (const std::string& path : resource.paths) hasher.field(path);
        resources.push_back(std::move(resource));
    }
    const Digest ingredients = hasher.finish();
    if (tree.keep("data/datapackage.json", ingredients)) return;
    std::string name = input.settings.domain();
    std::replace(name.begin(), name.end(), '.', '-');
    tree.put("data/datapackage.json", data_package(name, input.settings.words.name, input.settings.base_url, resources),
             ingredients, CacheClass::data);
}

void write_maps(const SiteInput& input, const SiteParts::State& parts, const Disclosure& today, const PagePlan& plan,
                OutputTree& tree) {
    SitemapMaker pages(input.settings, [&](const std::string& path, const std::string& bytes) {
        const Digest ingredients = sha256(bytes);
        if (!tree.keep(path, ingredients)) tree.put(path, bytes, ingredients, CacheClass::page);
    });
    for (const char* page : {"", "sitemap.html", "search/index.html", "dept/index.html"}) pages.add(page);
    for (const Article& article : parts.articles) {
        if (article.language == "zh-CN") pages.add(article.path);
    }
    for (const Department& one : today.departments()) pages.add(department_path(one.key));
    for (const DatasetView& view : today.datasets()) {
        pages.add(view.dataset->segment + "/");
        for (const Entry& entry : view.entries) pages.add(record_path(*view.dataset, entry.id));
    }
    pages.add("changes.html");
    if (!today.policy().book.empty()) pages.add("rules.html");
    if (input.settings.supervision_page) pages.add("supervision.html");
    for (const YearStatistics& year : input.statistics) pages.add("statistics/" + std::to_string(year.year) + ".html");
    for (const RecordList& list : plan.lists) pages.add(list.stem + ".html");
    if (!today.parties().empty()) pages.add("party/index.html");
    for (const PartyPage& page : plan.directory.pages) pages.add(page.path());
    for (const Party& party : today.parties()) pages.add(party_path(party.code));
    pages.finish();
    const std::string opensearch = opensearch_xml(input.settings);
    if (!tree.keep("opensearch.xml", sha256(opensearch)))
        tree.put("opensearch.xml", opensearch, sha256(opensearch), CacheClass::page);
    const std::string robots = robots_txt(input.settings);
    if (!tree.keep("robots.txt", sha256(robots))) tree.put("robots.txt", robots, sha256(robots), CacheClass::page);
}

void write_assets(const SiteParts::State& parts, OutputTree& tree) {
    for (const Asset& asset : parts.assets) {
        if (!tree.keep(asset.path, asset.digest))
            tree.put(asset.path, asset.bytes, asset.digest, CacheClass::immutable);
    }
}

/// Several articles may show the same file, in both languages.
void write_content_files(const SiteParts::State& parts, OutputTree& tree) {
    std::set<std::string_view> written;
    for (const Article& article : parts.articles) {
        for (const ContentFile& file : article.files) {
            if (!written.insert(file.path).second || tree.keep(file.path, file.digest)) continue;
            tree.put(file.path, disk::read_file(file.file).value_or(""), file.digest, CacheClass::immutable);
        }
    }
}

}  // namespace

SiteParts::SiteParts(std::unique_ptr<State> state) : state_(std::move(state)) {}
SiteParts::SiteParts(SiteParts&&) noexcept = default;
SiteParts::~SiteParts() = default;
const Digest& SiteParts::digest() const { return state_->digest; }

SiteParts SiteParts::read(const SiteInput& input, const std::vector<const Dataset*>& datasets, Diagnostics& findings) {
    auto state = std::make_unique<State>();
    Sha256 hasher;
    hasher.field(input.settings.digest);
    for (const std::string& code : input.settings.languages) {
        const bool first = state->tongues.empty();
        Tongue tongue{code, code == "en" ? Language::en : Language::zh, first ? "" : "/en", first ? "" : "en/",
                      Words::read(input.layers, code, findings)};
        hasher.field(code).field(tongue.words.digest());
        state->tongues.push_back(std::move(tongue));
    }
    if (state->tongues.size() == 2)
        check_words(state->tongues[0].words, state->tongues[0].code, state->tongues[1].words, state->tongues[1].code,
                    findings);
    state->assets = read_assets(input.layers);
    state->articles = read_content(input.content_folder, datasets, findings);
    for (const Asset& asset : state->assets) hasher.field(asset.path);
    for (const Article& article : state->articles)
        hasher.field(article.path).field(article.language).field(article.digest);
    for (const std::string& name : input.theme.names()) hasher.field(name).field(input.theme.digest_of(name));
    state->digest = hasher.finish();
    return SiteParts(std::move(state));
}

void write_site(const SiteInput& input, const SiteParts& parts, const Disclosure& today, OutputTree& tree,
                Threads threads, Progress& progress, Diagnostics& findings) {
    const PagePlan plan = plan_pages(today, input.letters, input.settings.place_names);
    write_pages(input, parts.state(), today, plan, tree, threads, progress, findings);
    progress.begin("open_data", 0);
    write_feeds(input, today, tree);
    write_whole_files(input, today, tree);
    write_package(input, today, plan, tree);
    write_maps(input, parts.state(), today, plan, tree);
    write_assets(parts.state(), tree);
    write_content_files(parts.state(), tree);
}

}  // namespace gongshi
