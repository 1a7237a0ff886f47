#include <algorithm>

#include "core/json.h"
#include "core/text.h"
#include "dataset/cell_text.h"
#include "dataset/codes.h"
#include "dataset/content_reader.h"
#include "dataset/field_types.h"

namespace gongshi {
namespace {

/// Several texts in a cell, in their order, each once.
class ListType final : public FieldType {
public:
    std::string_view type() const override { return "list"; }
    std::string_view format() const override { return "default"; }
    std::string_view kind() const override { return "list"; }
    Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings&, const Place& place,
                        Diagnostics& findings) const override {
        std::vector<std::string> items;
        const auto add = [&](std::string item) {
            if (!item.empty() && std::find(items.begin(), items.end(), item) == items.end())
                items.push_back(std::move(item));
        };
        const std::string_view own = field.separators.empty() ? std::string_view(";；、|｜") : field.separators;
        for (const std::string_view part : parts_of(cell, to_code_points(own) + U'\n')) {
            if (const std::vector<std::string> several = known_parts(part, field); !several.empty()) {
                for (const std::string& one : several) add(one);
                continue;
            }
            auto item = read_item(part, field, place, findings);
            if (!item) return tl::unexpected(std::move(item.error()));
            add(*std::move(item));
        }
        if (items.empty()) return Value{};
        return items;
    }
    std::string canonical(const Value& value) const override {
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const std::string& item : std::get<std::vector<std::string>>(value)) json.text(item);
        json.end_array();
        return out;
    }
    Value parse_canonical(std::string_view text) const override {
        std::vector<std::string> items;
        ContentReader reader(text);
        if (!reader.read_array(items) || !reader.at_end()) stop_for_damage("list", text);
        return items;
    }

private:
    static std::vector<std::string_view> parts_of(std::string_view cell, const std::u32string& separators) {
        std::vector<std::string_view> parts;
        std::size_t begin = 0, at = 0;
        while (at < cell.size()) {
            const CodePoint next = first_code_point(cell.substr(at));
            if (separators.find(next.value) != std::u32string::npos) {
                parts.push_back(cell.substr(begin, at - begin));
                begin = at + next.length;
            }
            at += next.length;
        }
        parts.push_back(cell.substr(begin));
        return parts;
    }

    /// Coded items with something else between them (警告,罚款; 警告 罚款; 警告和罚款): taken apart when each of them is in the code list,
    /// and the whole is not. Nothing: it is one item.
    static std::vector<std::string> known_parts(std::string_view text, const Field& field) {
        if (field.codes.empty() || label_of(field, trim(text))) return {};
        std::vector<std::string> known;
        for (const std::string_view part : parts_of(text, U",，/／+＋ 　和及与")) {
            if (trim(part).empty()) continue;
            auto label = label_of(field, trim(part));
            if (!label) return {};
            known.push_back(*std::move(label));
        }
        return known.size() < 2 ? std::vector<std::string>() : known;
    }

    static Result<std::string> read_item(std::string_view part, const Field& field, const Place& place,
                                         Diagnostics& findings) {
        std::string text = clean_text(part, LineBreaks::fold, field, place, findings);
        if (text.empty() || field.codes.empty()) return text;
        if (auto label = label_of(field, text)) return *std::move(label);
        const auto lowered = field.severities.find(std::string(codes::code_unknown.name));
        if (lowered == field.severities.end() || lowered->second == Severity::refused)
            return refuse_cell(codes::code_unknown, place, text);
        tell(codes::code_unknown, field, place, text, findings);
        return text;
    }
};

}  // namespace

std::span<const FieldType* const> list_types() {
    static const ListType list_type;
    static const FieldType* const list[] = {&list_type};
    return list;
}

}  // namespace gongshi
