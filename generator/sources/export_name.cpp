#include "sources/export_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text.h"

namespace gongshi {
namespace {

bool holds(std::string_view text, std::string_view part) {
    return !part.empty() && text.find(part) != std::string_view::npos;
}

}  // namespace

NamedForm form_named(std::string_view name) {
    static constexpr std::array<std::string_view, 5> readable = {"csv", "json", "ndjson", "jsonl", "xlsx"};
    static constexpr std::array<std::string_view, 4> growing = {"part", "tmp", "crdownload", "filepart"};
    static constexpr std::array<std::string_view, 8> old = {"xls", "et", "wps", "doc", "xlsm", "xlsb", "ods", "dbf"};
    static constexpr std::array<std::string_view, 3> tables = {"txt", "tsv", "xml"};
    static constexpr std::array<std::string_view, 6> archives = {"zip", "rar", "7z", "gz", "tar", "tgz"};
    const std::string ending = ending_of(name);
    if (name.starts_with("~$") || is_one_of(growing, ending)) return NamedForm::unfinished;
    if (is_one_of(readable, ending)) return NamedForm::readable;
    if (is_one_of(old, ending)) return NamedForm::old_table;
    if (is_one_of(tables, ending)) return NamedForm::other_table;
    return is_one_of(archives, ending) ? NamedForm::archive : NamedForm::none;
}

const Dataset* dataset_named(std::string_view name, std::span<const Dataset> datasets) {
    const Dataset* best = nullptr;
    for (const Dataset& dataset : datasets) {
        if (!name.starts_with(dataset.name) || name.size() <= dataset.name.size()) continue;
        const char next = name[dataset.name.size()];
        if (next != '.' && next != '-' && next != '_') continue;
        if (best == nullptr || best->name.size() < dataset.name.size()) best = &dataset;
    }
    return best;
}

std::optional<std::string> nearest_dataset(std::string_view name, std::span<const Dataset> datasets) {
    const Dataset* titled = nullptr;
    std::vector<std::string> known;
    for (const Dataset& dataset : datasets) {
        known.push_back(dataset.name);
        const std::string& title = dataset.title.zh;
        if (holds(name, title) && (titled == nullptr || titled->title.zh.size() < title.size())) titled = &dataset;
    }
    if (titled != nullptr) return titled->name;
    return nearest_name(name.substr(0, name.find_first_of("._")), known);
}

std::optional<std::string> nearest_department(std::string_view folder, const Departments& departments) {
    constexpr std::size_t two_characters = 6;  // 局 or 县 alone stands in every name
    std::vector<std::string> known;
    for (const Department& one : departments.all()) {
        known.push_back(one.key);
        const bool part = folder.size() >= two_characters && holds(one.name, folder);
        const bool named = part || holds(folder, one.short_name) ||
                           std::find(one.aliases.begin(), one.aliases.end(), folder) != one.aliases.end();
        if (named) return one.key;
    }
    return nearest_name(folder, known);
}

}  // namespace gongshi
