#include "cli/last_run.h"

#include "core/disk.h"
#include "core/json.h"

namespace gongshi {
namespace {

constexpr const char* file_name = "last-run.json";

std::int64_t number_of(const Json& object, std::string_view name) {
    const Json* member = object.find(name);
    return member == nullptr ? 0 : member->integer;
}

void put_date(JsonWriter& json, std::string_view name, const std::optional<Date>& date) {
    json.key(name);
    date ? json.text(date->iso()) : json.null();
}

LastRun::Site site_of(const Json& object) {
    LastRun::Site site;
    site.day = Date::parse_iso(object.text_of("day")).value_or(site.day);
    const Json* passed = object.find("passed");
    site.passed = passed != nullptr && passed->flag;
    const Json* datasets = object.find("datasets");
    if (datasets == nullptr) return site;
    for (const Json& one : datasets->items)
        site.datasets.push_back({one.text_of("name"), one.text_of("title"), one.text_of("title_en"),
                                 number_of(one, "shown"), Date::parse_iso(one.text_of("newest")),
                                 Date::parse_iso(one.text_of("as_of"))});
    return site;
}

}  // namespace

std::optional<LastRun> LastRun::read(const std::filesystem::path& state) {
    const std::optional<std::string> bytes = disk::read_file(state / file_name);
    if (!bytes) return std::nullopt;
    const Result<Json> json = parse_json(*bytes, file_name);
    if (!json) return std::nullopt;
    const std::optional<Date> today = Date::parse_iso(json->text_of("today"));
    if (!today) return std::nullopt;
    LastRun run;
    run.verb = json->text_of("verb");
    run.begun.seconds = number_of(*json, "begun");
    run.today = *today;
    run.seconds = number_of(*json, "seconds");
    if (const Json* code = json->find("exit_code"); code != nullptr && code->is(Json::Kind::integer))
        run.exit_code = int(code->integer);
    if (const Json* site = json->find("site"); site != nullptr && site->is(Json::Kind::object))
        run.site = site_of(*site);
    return run;
}

std::string LastRun::json() const {
    std::string out;
    JsonWriter json(out);
    json.begin_object().member("verb", verb).member("begun", begun.seconds).member("today", today.iso());
    json.member("seconds", seconds).key("exit_code");
    exit_code ? json.integer(*exit_code) : json.null();
    json.key("site");
    if (site) {
        json.begin_object().member("day", site->day.iso()).key("passed").flag(site->passed);
        json.key("datasets").begin_array();
        for (const Dataset& one : site->datasets) {
            json.begin_object().member("name", one.name).member("title", one.title).member("title_en", one.title_en);
            json.member("shown", one.shown);
            put_date(json, "newest", one.newest);
            put_date(json, "as_of", one.as_of);
            json.end_object();
        }
        json.end_array().end_object();
    } else {
        json.null();
    }
    json.end_object();
    return out + "\n";
}

RunNote::RunNote(const std::filesystem::path& state, const Options& options)
    : state_(state), begun_(std::chrono::steady_clock::now()) {
    if (std::optional<LastRun> before = LastRun::read(state)) run_.site = std::move(before->site);
    run_.verb = options.verb;
    run_.begun = options.now;
    run_.today = options.today;
    write();
}

void RunNote::finish(ExitCode exit_code) {
    run_.exit_code = int(exit_code);
    run_.seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun_).count();
    write();
}

void RunNote::write() const { disk::write_file(state_ / file_name, run_.json(), disk::Sync::no); }

}  // namespace gongshi
