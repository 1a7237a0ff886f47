#include "site/pages.h"

#include <algorithm>

#include "core/disk.h"
#include "core/stop.h"
#include "dataset/field_type.h"
#include "site/codes.h"
#include "site/record_page.h"

namespace gongshi {
namespace {

/// A ```dataset block's table, made of the records that are shown today.
SafeHtml record_table(const RecordTable& table, const Disclosure& today, const Frame& frame, Workspace& space) {
    const DatasetView& records = today.datasets()[table.dataset];
    const FieldView fields(frame, space.arena);
    std::vector<std::string> header;
    for (std::size_t column : table.columns) header.emplace_back(frame.label_of(records.dataset->fields[column]));
    std::vector<std::vector<std::pair<std::string, std::string>>> rows;
    for (auto entry = records.entries.rbegin(); entry != records.entries.rend() && rows.size() < table.limit; ++entry) {
        const PublicRecord record = space.reader.read(records, *entry);
        const bool wanted = std::all_of(table.where.begin(), table.where.end(), [&](const auto& condition) {
            const Value* value = record.find(condition.first);
            return value != nullptr && fields.text_of(*records.dataset, condition.first, *value) == condition.second;
        });
        if (!wanted) continue;
        std::vector<std::pair<std::string, std::string>> row;
        for (std::size_t column : table.columns) {
            const Value* value = record.find(column);
            const bool first = column == table.columns.front();
            row.emplace_back(value == nullptr ? "" : fields.text_of(*records.dataset, column, *value),
                             first ? frame.url(record_path(*records.dataset, record.id())) : "");
        }
        rows.push_back(std::move(row));
    }
    return MarkdownRenderer::table(header, rows, frame.title_of(records.dataset->title));
}

}  // namespace

PageMaker::PageMaker(const SiteInput& input, const SiteParts::State& parts, const Tongue& tongue,
                     const Disclosure& today, const PagePlan& plan, OutputTree& tree)
    : input_(input),
      parts_(parts),
      tongue_(tongue),
      today_(today),
      plan_(plan),
      tree_(tree),
      frame_(input, parts, tongue, today) {
    for (const DatasetView& records : today.datasets()) {
        std::vector<Digest>& common = common_ingredients_.emplace_back();
        for (const Department& one : today.departments()) {
            Sha256 hasher = begin_ingredients(records.dataset->page_template);
            hasher.field(records.dataset->digest).field(digest_of(one)).field(today.policy().book.digest());
            common.push_back(hasher.finish());
        }
    }
}

/// Of what a record's page says of its department.
Digest PageMaker::digest_of(const Department& one) {
    Sha256 hasher;
    for (const std::string* text : {&one.key, &one.name, &one.name_en, &one.phone, &one.supervision_phone,
                                    &one.review_body, &one.court, &one.address, &one.office_hours})
        hasher.field(*text);
    return hasher.number(one.review_days).number(one.litigation_months).finish();
}

Sha256 PageMaker::begin_ingredients(const std::string& page_template) const {
    Sha256 hasher;
    hasher.field(frame_.digest()).field(input_.theme.digest_of(page_template));
    return hasher;
}

void PageMaker::put(const PageFacts& facts, const std::string& page_template, const Digest& ingredients,
                    Workspace& space, const Members& members) const {
    const std::string path = frame_.file_for(facts.path);
    if (tree_.keep(path, ingredients)) return;
    const Template* page = input_.theme.find(page_template);
    if (page == nullptr) {
        Place place;
        place.file = input_.layers.front().shown;
        throw Stop(ExitCode::usage, Diagnostic(codes::theme_no_template, place, page_template));
    }
    space.arena.reset();
    space.out.clear();
    std::vector<Member> globals = frame_.globals(facts, space.arena);
    for (Member& member : members()) globals.push_back(member);
    const Result<void> rendered = render(*page, globals, tongue_.language, space.arena, space.out);
    if (!rendered) {
        Diagnostic mistake = rendered.error();
        mistake.facts.emplace_back("page", path);
        throw Stop(ExitCode::usage, std::move(mistake));
    }
    tree_.put(path, space.out, ingredients, facts.kind == "tombstone" ? CacheClass::gone : CacheClass::page);
}

/// Titles and paths of what a record refers to and what refers to it.
void PageMaker::look_around(const DatasetView& records, const Entry& entry, const std::vector<Referrers>& referrers,
                            RecordSurroundings& around, Workspace& space) const {
    for (std::uint32_t r = 0; r < entry.references_count; ++r) {
        const Link& link = records.references[entry.references_begin + r];
        const DatasetView& target = view(link.dataset);
        const PublicRecord linked = space.reader.read(target, target.entries[link.entry]);
        around.links.push_back({link.field, link.element, linked.title(), record_path(*target.dataset, linked.id())});
    }
    for (const Referrers& group : referrers) {
        const DatasetView& from = view(group.dataset);
        RecordSurroundings::Related related{frame_.title_of(from.dataset->title), {}, group.count};
        for (const std::uint32_t index : group.newest) {
            const PublicRecord linked = space.reader.read(from, from.entries[index]);
            related.links.emplace_back(linked.title(), record_path(*from.dataset, linked.id()));
        }
        around.related.push_back(std::move(related));
    }
    if (entry.party != Entry::none) around.party = party_path(today_.parties()[entry.party].code);
}

void PageMaker::record(std::uint32_t dataset, std::uint32_t index, Workspace& space) const {
    const DatasetView& records = view(dataset);
    const Entry& entry = records.entries[index];
    const Department& department = department_of(entry);
    const std::string& page_template = records.dataset->page_template;
    Sha256 hasher;
    hasher.field(common_ingredients_[dataset][entry.department]).field(entry.digest);
    hasher.number(entry.party == Entry::none ? 0 : 1).number(entry.leaf).number(entry.events).number(entry.expiry);
    for (std::uint32_t r = 0; r < entry.references_count; ++r) {
        const Link& link = records.references[entry.references_begin + r];
        const DatasetView& target = view(link.dataset);
        hasher.number(link.field).field(target.entries[link.entry].id.text).field(target.entries[link.entry].digest);
    }
    const auto& all = plan_.referrers[dataset];
    const std::vector<Referrers> none;
    const std::vector<Referrers>& referrers = all.empty() ? none : all[index];
    for (const Referrers& group : referrers) {
        hasher.number(std::int64_t(group.count));
        for (const std::uint32_t one : group.newest) hasher.field(view(group.dataset).entries[one].digest);
    }
    // Whether a certificate or a law is still valid depends on the day; nothing else of a record's page does.
    const bool dated = records.dataset->stage != Stage::after && records.dataset->find_field("valid_until").has_value();
    const bool attached =
        std::any_of(records.dataset->fields.begin(), records.dataset->fields.end(),
                    [](const Field& field) { return field.is_public() && field.type->format() == "attachment"; });
    const PublicRecord* record = nullptr;  // nothing else is asked of `recent` while the page is made
    RecordSurroundings around;
    if (dated || attached) {
        record = &space.recent.read(records, entry);
        hasher.field(validity_on(*record, today_.today()).value_or(""));
        Diagnostics unheard;
        around.attachments = find_attachments(input_, *record, main() ? space.findings : unheard);
        for (const AttachedFile& file : around.attachments) {
            hasher.field(file.path).number(std::int64_t(file.size));
            if (main() && !tree_.keep(file.path, file.content))
                tree_.put(file.path, disk::read_file(file.file).value_or(""), file.content, CacheClass::data);
        }
    }
    const Digest ingredients = hasher.finish();
    const std::string path = record_path(*records.dataset, entry.id);
    if (tree_.keep(frame_.file_for(path), ingredients)) return;
    if (record == nullptr) record = &space.recent.read(records, entry);
    look_around(records, entry, referrers, around, space);
    put(record_facts(frame_, *record, department), page_template, ingredients, space, [&] {
        around.terms = terms_data(records.terms[entry.terms], space.arena);
        if (entry.events > 1) around.history = history_data(entry.record, space);
        around.leaf = entry.leaf;
        around.published = Date::from_days(entry.published);
        if (entry.expiry != INT32_MAX) around.shown_until = Date::from_days(entry.expiry - 1);
        return record_members(frame_, records, *record, department, around, today_.today(), space);
    });
}

void PageMaker::article(const Article& article, Workspace& space) const {
    Sha256 hasher = begin_ingredients("content.html");
    hasher.field(article.digest);
    for (const RecordTable& table : article.tables) {
        const DatasetView& records = view(std::uint32_t(table.dataset));
        hasher.field(records.dataset->digest);
        for (const Entry& entry : records.entries) hasher.field(entry.digest);
    }
    PageFacts facts;
    facts.kind = "content";
    facts.path = article.path;
    facts.title = article.title;
    facts.description = article.description;
    facts.column = article.column.empty() ? std::string(frame_.word("title.sitemap")) : article.column;
    facts.published = article.updated;
    facts.source = input_.settings.government.sponsor;
    facts.crumbs = {{std::string(frame_.word("nav.home")), ""}};
    facts.all_languages = false;
    put(facts, "content.html", hasher.finish(), space, [&] {
        std::vector<SafeHtml> pieces;
        for (std::size_t i = 0; i < article.page.pieces.size(); ++i) {
            pieces.push_back(article.page.pieces[i]);
            if (i < article.tables.size()) pieces.push_back(record_table(article.tables[i], today_, frame_, space));
        }
        std::vector<Data> toc;
        for (const Heading& heading : article.page.headings) {
            toc.push_back(Data::object_in(space.arena, {{"level", Data::integer(heading.level)},
                                                        {"title", Data::text(heading.title)},
                                                        {"anchor", Data::text(heading.anchor)}}));
        }
        return std::vector<Member>{
            {"content",
             Data::object_in(space.arena, {{"title", Data::text(article.title)},
                                           {"html", Data::html_in(space.arena, MarkdownRenderer::join(pieces))},
                                           {"toc", Data::list_in(space.arena, toc)},
                                           {"updated", optional_date(article.updated)}})}};
    });
}

}  // namespace gongshi
