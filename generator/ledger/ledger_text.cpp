#include "ledger/ledger_text.h"

#include <charconv>
#include <cstring>

#include "core/json.h"
#include "core/text.h"

namespace gongshi {
namespace {

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::optional<Digest> parse_base64(std::string_view text) {
    if (text.size() != 44 || text.back() != '=') return std::nullopt;
    Digest digest;
    std::uint32_t bits = 0;
    int held = 0;
    std::size_t at = 0;
    for (const char c : text.substr(0, 43)) {
        const int value = base64_value(c);
        if (value < 0) return std::nullopt;
        bits = bits << 6 | std::uint32_t(value);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        if (at < digest.bytes.size()) digest.bytes[at++] = std::uint8_t(bits >> held & 0xFF);
    }
    return at == digest.bytes.size() ? std::optional(digest) : std::nullopt;
}

}  // namespace

std::string leaf_text(const LeafText& leaf) {
    std::string line;
    JsonWriter json(line);
    json.begin_object().member("n", std::int64_t(leaf.number)).member("event", leaf.event);
    json.member("dataset", leaf.dataset).member("record", leaf.record).member("version", std::int64_t(leaf.version));
    json.member("day", leaf.day.iso()).member("sha256", leaf.sha256.hex()).member("sm3", leaf.sm3.hex());
    if (!leaf.reason.empty()) json.member("reason", leaf.reason);
    json.end_object();
    return line;
}

std::optional<LeafText> parse_leaf(std::string_view line) {
    const Result<Json> json = parse_json(line, "leaf");
    if (!json || !json->is(Json::Kind::object)) return std::nullopt;
    LeafText leaf;
    const Json *number = json->find("n"), *version = json->find("version");
    const auto sha = Digest::from_hex(json->text_of("sha256"));
    const auto sm = Digest::from_hex(json->text_of("sm3"));
    const auto day = Date::parse_iso(json->text_of("day"));
    if (number == nullptr || version == nullptr || !sha || !sm || !day) return std::nullopt;
    leaf.number = std::uint64_t(number->integer);
    leaf.event = json->text_of("event");
    leaf.dataset = json->text_of("dataset");
    leaf.record = json->text_of("record");
    leaf.version = std::uint32_t(version->integer);
    leaf.day = *day;
    leaf.sha256 = *sha;
    leaf.sm3 = *sm;
    leaf.reason = json->text_of("reason");
    return leaf;
}

std::string head_text(const HeadText& head) {
    return head.origin + "\n" + std::to_string(head.size) + "\n" + base64(head.sha256.view()) + "\nsm3 " +
           base64(head.sm3.view()) + "\nday " + head.day.iso() + "\n";
}

std::optional<HeadText> parse_head(std::string_view text) {
    const std::vector<std::string_view> lines = split(text, '\n');
    if (lines.size() < 5 || !lines[3].starts_with("sm3 ") || !lines[4].starts_with("day ")) return std::nullopt;
    const auto size = parse_number(lines[1]);
    const auto sha = parse_base64(lines[2]), sm = parse_base64(lines[3].substr(4));
    const auto day = Date::parse_iso(lines[4].substr(4));
    if (!size || !sha || !sm || !day) return std::nullopt;
    return HeadText{std::string(lines[0]), *size, *sha, *sm, *day};
}

std::string leaves_path(std::uint64_t number, std::uint64_t width) {
    std::string path = "ledger/leaves/" + std::to_string(number);
    if (width < leaves_a_file) path += "-" + std::to_string(width);
    return path + ".jsonl";
}

std::string file_list_path(unsigned number) {
    static constexpr char digits[] = "0123456789abcdef";
    return std::string("ledger/files/") + digits[number >> 4] + digits[number & 15] + ".txt";
}

unsigned file_lists_for(std::size_t files) { return files < 4096 ? 1 : 64; }

unsigned file_list_of(std::string_view path, unsigned lists) { return lists == 1 ? 0 : sha256(path).bytes[0] >> 2; }

}  // namespace gongshi
