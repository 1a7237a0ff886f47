#include "site/record_page.h"

#include <algorithm>
#include <array>

#include "core/disk.h"
#include "core/text.h"
#include "dataset/field_type.h"
#include "disclosure/public_text.h"
#include "site/flowchart.h"

namespace gongshi {
namespace {

constexpr std::array group_order = {"facts", "basis", "content", "amounts", "dates", "identity", "other"};

/// Width and height from a PNG's header.
std::optional<std::pair<int, int>> png_size(std::string_view bytes) {
    if (bytes.size() < 24 || !bytes.starts_with("\x89PNG\r\n\x1A\n")) return std::nullopt;
    const auto number = [&](std::size_t at) {
        int value = 0;
        for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
        return value;
    };
    return std::pair(number(16), number(20));
}

std::string text_field(const PublicRecord& record, std::string_view name) {
    const auto field = record.dataset().find_field(name);
    const Value* value = field ? record.find(*field) : nullptr;
    const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string() : *text;
}

Data with_file(Data field, const AttachedFile& file, Arena& arena) {
    std::vector<Member> members(field.members().begin(), field.members().end());
    for (Member& member : members) {
        if (member.key == Key("href")) member.value = Data::text_in(arena, "/" + file.path);
        if (member.key == Key("bytes")) member.value = Data::integer(std::int64_t(file.size));
        if (member.key == Key("sha256")) member.value = Data::text_in(arena, file.content.hex());
    }
    return Data::object_in(arena, std::span<const Member>(members));
}

/// Views of one record's parts, each for one variable of the template.
class RecordParts {
public:
    RecordParts(const Frame& frame, const PublicRecord& record, const RecordSurroundings& around, Arena& arena)
        : frame_(frame), record_(record), around_(around), arena_(arena), view_(frame, arena) {}

    /// Built once: the four facts, the groups and the map of fields show the same.
    Data field(std::size_t index) const {
        for (const auto& [known, data] : built_) {
            if (known == index) return data;
        }
        built_.emplace_back(index, build_field(index));
        return built_.back().second;
    }

    Data build_field(std::size_t index) const {
        const Data data = view_.field(record_, index, around_.links, around_.party);
        const auto file = std::find_if(around_.attachments.begin(), around_.attachments.end(),
                                       [&](const AttachedFile& one) { return one.field == index; });
        return file == around_.attachments.end() ? data : with_file(data, *file, arena_);
    }

    Data facts() const {
        const FourFacts& four = record_.dataset().four_facts;
        std::vector<Data> list;
        for (const auto& index : {four.authority, four.party, four.kind, four.conclusion}) {
            if (index && record_.find(*index) != nullptr) list.push_back(field(*index));
        }
        return Data::list_in(arena_, list);
    }

    Data groups() const {
        const FourFacts& four = record_.dataset().four_facts;
        std::vector<Data> list;
        for (const char* key : group_order) {
            std::vector<Data> fields;
            for (const auto& one : record_.fields()) {
                const std::size_t index = one.field;
                const bool shown_above =
                    four.authority == index || four.party == index || four.kind == index || four.conclusion == index;
                const bool drawn = is_drawn(index);
                if (record_.dataset().fields[index].group == key && !shown_above && !drawn)
                    fields.push_back(field(index));
            }
            if (fields.empty()) continue;
            list.push_back(
                Data::object_in(arena_, {{"key", Data::text(key)},
                                         {"title", Data::text(frame_.word("record.group_" + std::string(key)))},
                                         {"fields", Data::list_in(arena_, fields)}}));
        }
        return Data::list_in(arena_, list);
    }

    Data fields() const {
        std::vector<Member> members;
        for (const auto& one : record_.fields())
            members.push_back({Key(record_.dataset().fields[one.field].name), field(one.field)});
        return Data::object_in(arena_, std::span<const Member>(members));
    }

    Data related() const {
        std::vector<Data> list;
        for (const RecordSurroundings::Related& one : around_.related) {
            std::vector<Data> links;
            for (const auto& [title, path] : one.links) {
                links.push_back(Data::object_in(arena_, {{"title", Data::text_in(arena_, title)},
                                                         {"url", frame_.url_data(path, arena_)},
                                                         {"note", Data()}}));
            }
            list.push_back(Data::object_in(arena_, {{"title", Data::text_in(arena_, one.title)},
                                                    {"links", Data::list_in(arena_, links)},
                                                    {"count", Data::integer(std::int64_t(one.count))},
                                                    {"more_url", Data()}}));
        }
        return Data::list_in(arena_, list);
    }

    Data provenance(const Department& department, const std::string& form) const {
        const PublicProvenance& from = record_.provenance();
        return Data::object_in(arena_, {{"department", Data::text(frame_.name_of(department))},
                                        {"source_file", Data::text_in(arena_, from.file)},
                                        {"as_of", Data::date(from.as_of)},
                                        {"approved_by_office", optional_text(arena_, from.approved_by_office)},
                                        {"approved_on", optional_date(from.approved_on)},
                                        {"version", Data::integer(from.version)},
                                        {"digest", Data::text_in(arena_, sha256(form).hex())}});
    }

    Data images() const {
        std::vector<Data> list;
        const std::string alt = text_field(record_, "image_text");
        for (const AttachedFile& file : around_.attachments) {
            if (!file.pixels) continue;
            list.push_back(Data::object_in(arena_, {{"src", Data::text_in(arena_, "/" + file.path)},
                                                    {"alt", Data::text_in(arena_, alt.empty() ? record_.title() : alt)},
                                                    {"width", Data::integer(file.pixels->first)},
                                                    {"height", Data::integer(file.pixels->second)}}));
        }
        return Data::list_in(arena_, list);
    }

    /// A field `steps` of a flow chart is drawn and listed instead of being printed.
    bool is_drawn(std::size_t index) const {
        return record_.dataset().fields[index].name == "steps" && record_.dataset().page_template == "flowchart.html";
    }

    void add_steps(std::vector<Member>& members) const {
        const bool chart = record_.dataset().page_template == "flowchart.html";
        const std::vector<FlowStep> steps =
            chart ? read_flow_steps(text_field(record_, "steps")) : std::vector<FlowStep>();
        const std::optional<SafeHtml> drawing = draw_flowchart(steps, record_.title());
        members.push_back({"steps", drawing ? Data::html_in(arena_, *drawing) : Data()});
        std::vector<Data> list;
        for (const FlowStep& step : steps) {
            std::vector<Data> next;
            for (const FlowStep::Way& way : step.next) {
                const auto target = std::find_if(steps.begin(), steps.end(),
                                                 [&](const FlowStep& one) { return one.number == way.number; });
                next.push_back(Data::object_in(arena_, {{"number", Data::text_in(arena_, way.number)},
                                                        {"title", Data::text_in(arena_, target->title)},
                                                        {"label", optional_text(arena_, way.label)}}));
            }
            list.push_back(Data::object_in(arena_, {{"number", Data::text_in(arena_, step.number)},
                                                    {"title", Data::text_in(arena_, step.title)},
                                                    {"actor", optional_text(arena_, step.actor)},
                                                    {"time_limit", optional_text(arena_, step.time_limit)},
                                                    {"note", optional_text(arena_, step.note)},
                                                    {"next", Data::list_in(arena_, next)}}));
        }
        members.push_back({"step_list", Data::list_in(arena_, list)});
    }

private:
    const Frame& frame_;
    const PublicRecord& record_;
    const RecordSurroundings& around_;
    Arena& arena_;
    FieldView view_;
    mutable std::vector<std::pair<std::size_t, Data>> built_;
};

/// Must a review have been asked for before a suit?
bool is_review_first(const PublicRecord& record) {
    const auto& first = record.dataset().review_first;
    if (!first) return false;
    const Value* value = record.find(first->field);
    const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text != nullptr && std::find(first->values.begin(), first->values.end(), *text) != first->values.end();
}

Data remedies_data(const Department& department, bool review_first, Arena& arena) {
    return Data::object_in(
        arena,
        {{"review_first", Data::flag(review_first)},
         {"review_body", Data::text(department.review_body)},
         {"review_days", Data::integer(department.review_days)},
         {"court", Data::text(department.court)},
         {"litigation_months", Data::integer(department.litigation_months)},
         {"phone", Data::text(department.supervision_phone.empty() ? department.phone : department.supervision_phone)},
         {"address", Data::text(department.address)}});
}

Data department_data(const Frame& frame, const Department& department, Arena& arena) {
    return Data::object_in(arena, {{"title", Data::text(frame.name_of(department))},
                                   {"url", frame.url_data(department_path(department.key), arena)},
                                   {"address", Data::text(department.address)},
                                   {"office_hours", Data::text(department.office_hours)},
                                   {"phone", Data::text(department.phone)}});
}

}  // namespace

std::vector<AttachedFile> find_attachments(const SiteInput& input, const PublicRecord& record, Diagnostics& findings) {
    std::vector<AttachedFile> files;
    for (const auto& one : record.fields()) {
        const Field& field = record.dataset().fields[one.field];
        const auto* name = std::get_if<std::string>(&one.value);
        if (field.type->format() != "attachment" || name == nullptr) continue;
        FoundAttachment found = input.attachment(record.department(), *name);
        if (found.finding) {
            found.finding->place.field = field.title.zh;
            found.finding->facts.emplace_back("record", record.title());
            findings.add(std::move(*found.finding));
        }
        if (!found.file) continue;
        const std::string bytes = disk::read_file(*found.file).value_or("");
        AttachedFile file;
        file.field = one.field;
        file.file = *found.file;
        file.size = bytes.size();
        file.content = sha256(bytes);
        // Names may be Chinese; URLs stay ASCII and say what changed: the field, a hash, the ending.
        std::string stem = field.name;
        std::replace(stem.begin(), stem.end(), '_', '-');
        file.path = record.dataset().segment + "/" + record.id().text + "/" + stem + "-" +
                    file.content.hex().substr(0, 8) + "." + ending_of(*name);
        file.pixels = png_size(bytes);
        files.push_back(std::move(file));
    }
    return files;
}

std::optional<std::string> validity_on(const PublicRecord& record, Date today) {
    const auto until = record.dataset().find_field("valid_until");
    if (!until || !record.dataset().fields[*until].is_public() || record.dataset().stage == Stage::after)
        return std::nullopt;
    const Value* value = record.find(*until);
    const auto* date = value == nullptr ? nullptr : std::get_if<Date>(value);
    if (date == nullptr) return "unknown";
    return *date < today ? "expired" : "valid";
}

PageFacts record_facts(const Frame& frame, const PublicRecord& record, const Department& department) {
    const Dataset& dataset = record.dataset();
    PageFacts facts;
    const std::string& name = dataset.page_template;
    facts.kind = name.substr(0, name.find('.'));
    facts.path = record_path(dataset, record.id());
    facts.title = record.title();
    facts.description = frame.title_of(dataset.title) + (frame.english() ? ": " : "：") + record.title();
    facts.column = frame.title_of(dataset.title);
    facts.published = record.date() ? record.date() : std::optional<Date>(record.provenance().as_of);
    facts.source = frame.name_of(department);
    facts.crumbs = {{std::string(frame.word("nav.home")), ""}, {frame.title_of(dataset.title), dataset.segment + "/"}};
    return facts;
}

std::vector<Member> record_members(const Frame& frame, const DatasetView& view, const PublicRecord& record,
                                   const Department& department, const RecordSurroundings& around, Date today,
                                   Workspace& space) {
    Arena& arena = space.arena;
    const RecordParts parts(frame, record, around, arena);
    const std::string url = frame.settings().base_url + frame.url(record_path(record.dataset(), record.id()));
    const std::optional<std::string> validity = validity_on(record, today);
    const std::string form = canonical_form(record);  // what the ledger's hashes are of
    std::vector<Member> members = {{"id", Data::text_in(arena, record.id().text)},
                                   {"title", Data::text_in(arena, record.title())},
                                   {"subtitle", Data()},
                                   {"department", department_data(frame, department, arena)},
                                   {"facts", parts.facts()},
                                   {"groups", parts.groups()},
                                   {"fields", parts.fields()},
                                   {"related", parts.related()},
                                   {"party_url", around.party.empty() ? Data() : frame.url_data(around.party, arena)},
                                   {"remedies", record.dataset().remedies && !department.review_body.empty()
                                                    ? remedies_data(department, is_review_first(record), arena)
                                                    : Data()},
                                   {"provenance", parts.provenance(department, form)},
                                   {"qr", Data::html_in(arena, space.qr_codes.svg(url))},
                                   {"url", Data::text_in(arena, url)},
                                   {"images", parts.images()}};
    Data state;
    if (validity) {
        state = Data::object_in(
            arena, {{"key", Data::text_in(arena, *validity)}, {"title", Data::text(frame.word("state." + *validity))}});
    }
    members.push_back({"state", state});
    members.push_back({"terms", around.terms});
    members.push_back({"history", around.history});
    members.push_back({"published", Data::date(around.published)});
    members.push_back({"shown_until", optional_date(around.shown_until)});
    members.push_back({"leaf", Data::integer(around.leaf)});
    members.push_back({"form", Data::text_in(arena, form)});
    parts.add_steps(members);
    return {{"dataset", dataset_card(frame, view, arena, false)},
            {"record", Data::object_in(arena, std::span<const Member>(members))}};
}

}  // namespace gongshi
