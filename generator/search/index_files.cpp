#include "search/index_files.h"

#include <algorithm>
#include <charconv>

#include "core/json.h"
#include "core/text.h"
#include "search/index_writer.h"
#include "search/postings.h"
#include "search/seal.h"

namespace gongshi {
namespace {

const std::vector<Json>& items_of(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    if (member == nullptr || !member->is(Json::Kind::array))
        throw Trouble{"search/index.json lacks " + std::string(name)};
    return member->items;
}

std::uint64_t number_member(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    return member == nullptr ? 0 : std::uint64_t(member->integer);
}

IndexSegment segment_in(const Json& one, std::uint64_t size) {
    IndexSegment segment{one.text_of("folder"), number_member(one, "begin"), number_member(one, "end"), {0, 0}};
    const std::vector<std::string_view> parts = split(segment.folder, '-');
    for (std::size_t c = 0; c < 2 && parts.size() == 3; ++c)
        std::from_chars(parts[c + 1].data(), parts[c + 1].data() + parts[c + 1].size(), segment.shards[c]);
    if (segment.shards[0] == 0 || segment.shards[1] == 0 || segment.begin > segment.end || segment.end > size)
        throw Trouble{"search/index.json names no segment"};
    return segment;
}

}  // namespace

const std::string& IndexFiles::file(const std::string& path) {
    auto found = cache_.find(path);
    if (found == cache_.end()) {
        std::optional<std::string> text = fetch_(path);
        if (!text) throw Trouble{"no " + path};
        ++requests;
        bytes += text->size();
        const std::optional<std::string_view> inside = unsealed(path, *text);
        if (!inside) throw Trouble{"damaged " + path};
        found = cache_.emplace(path, std::string(*inside)).first;
    }
    return found->second;
}

void IndexFiles::open() {
    if (opened_) return;
    const Result<Json> entry = parse_json(file("search/index.json"), "search/index.json");
    if (!entry || number_member(*entry, "format") != search_format)
        throw Trouble{"search/index.json is of another format"};
    size = number_member(*entry, "size");
    rows = std::max<std::uint64_t>(1, number_member(*entry, "rows"));
    texts = std::max<std::uint64_t>(1, number_member(*entry, "texts"));
    for (const Json& one : items_of(*entry, "segments")) segments.push_back(segment_in(one, size));
    for (const Json& one : items_of(*entry, "blocks")) blocks.push_back(one.text);
    if (blocks.size() != (size + block_records - 1) / block_records) throw Trouble{"search/index.json lacks blocks"};
    for (const Json& one : items_of(*entry, "datasets")) {
        datasets.push_back({one.text_of("name"), one.text_of("segment"), one.text_of("zh")});
    }
    for (const Json& one : items_of(*entry, "departments"))
        departments.emplace_back(one.text_of("key"), one.text_of("zh"));
    for (const Json& one : items_of(*entry, "years")) years.push_back(std::to_string(number_member(one, "year")));
    const std::string largest = entry->text_of("common");
    if (!largest.empty()) {
        for (int c : {0, 1}) {
            std::size_t rank = 0;
            for (std::string_view gram : split(file(largest + (c == 0 ? "/k" : "/t") + "/common.txt"), '\n'))
                common[c].emplace(gram, rank++);
        }
    }
    opened_ = true;
}

}  // namespace gongshi
