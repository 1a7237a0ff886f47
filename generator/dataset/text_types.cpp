#include <algorithm>

#include "core/text.h"
#include "dataset/attachment.h"
#include "dataset/cell_text.h"
#include "dataset/codes.h"
#include "dataset/field_types.h"

namespace gongshi {
namespace {

std::string_view without_leading_zeros(std::string_view digits) {
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
}

/// A cell of nothing but invisible characters holds nothing.
Value text_or_missing(std::string text) { return text.empty() ? Value{} : Value(std::move(text)); }

/// A name or a sentence; with a code list, one of its labels.
class PlainText final : public TextualType {
public:
    PlainText() : TextualType("string", "default", "text") {}
    Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings&, const Place& place,
                        Diagnostics& findings) const override {
        if (!field.codes.empty()) {
            if (auto label = label_of(field, cell)) return *std::move(label);
            return refuse_unknown_code(cell, field, place, findings);
        }
        return text_or_missing(clean_text(cell, LineBreaks::fold, field, place, findings));
    }

private:
    static Result<Value> refuse_unknown_code(std::string_view cell, const Field& field, const Place& place,
                                             Diagnostics& findings);
};

Result<Value> PlainText::refuse_unknown_code(std::string_view cell, const Field& field, const Place& place,
                                             Diagnostics& findings) {
    const auto lowered = field.severities.find(std::string(codes::code_unknown.name));
    if (lowered == field.severities.end() || lowered->second == Severity::refused)
        return refuse_cell(codes::code_unknown, place, cell);
    tell(codes::code_unknown, field, place, cell, findings);
    return clean_text(cell, LineBreaks::fold, field, place, findings);
}

class LongText final : public TextualType {
public:
    LongText() : TextualType("string", "text", "longtext") {}
    Result<Value> parse(std::string_view cell, const Field& field, const ValueSettings&, const Place& place,
                        Diagnostics& findings) const override {
        return text_or_missing(clean_text(cell, LineBreaks::keep, field, place, findings));
    }
};

/// A web address that a page may link to: http and https, nothing else (no javascript:, no user:password@).
class Uri final : public TextualType {
public:
    Uri() : TextualType("string", "uri", "link") {}
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        const std::string folded = fold_width(cell);
        const std::string_view text = trim(folded);
        const std::string start = lower_ascii(text.substr(0, 8));
        const std::size_t scheme = start.starts_with("https://") ? 8 : start.starts_with("http://") ? 7 : 0;
        if (scheme == 0)
            return refuse_cell(
                codes::uri_form, place, cell,
                RefusalReason{"应以 http:// 或 https:// 开头", "it must begin with http:// or https://"});
        const std::string_view host = text.substr(scheme, text.find_first_of("/?#", scheme) - scheme);
        if (host.empty() || host.find('@') != std::string_view::npos || host.front() == ':')
            return refuse_cell(codes::uri_form, place, cell, RefusalReason{"网址中没有主机名", "it names no host"});
        for (const char c : text)
            if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' ||
                c == '`')
                return refuse_cell(
                    codes::uri_form, place, cell,
                    RefusalReason{"含有网址中不能出现的字符", "it holds a character that no address may hold"});
        return start.substr(0, scheme) + std::string(text.substr(scheme));
    }
};

/// The name of a file beside the export: relative, below the export's folder, portable.
class Attachment final : public TextualType {
public:
    Attachment() : TextualType("string", "attachment", "attachment") {}
    Result<Value> parse(std::string_view cell, const Field&, const ValueSettings&, const Place& place,
                        Diagnostics&) const override {
        std::string name(trim(cell));
        std::replace(name.begin(), name.end(), '\\', '/');
        if (name.size() > 240)
            return refuse_cell(codes::attachment_unsafe, place, cell,
                               RefusalReason{"文件名太长", "the name is too long"});
        for (const char c : name)
            if (static_cast<unsigned char>(c) < ' ' || std::string_view(":*?\"<>|").find(c) != std::string_view::npos)
                return refuse_cell(
                    codes::attachment_unsafe, place, cell,
                    RefusalReason{"含有文件名中不能出现的字符", "it holds a character that no file name may hold"});
        for (const std::string_view part : split(name, '/'))
            if (part.empty() || part.front() == '.' || part.back() == '.' || part != trim(part))
                return refuse_cell(
                    codes::attachment_unsafe, place, cell,
                    RefusalReason{"应是导出文件旁边的文件名，不能用 .. 或绝对路径",
                                  "it must name a file beside the export, without .. and not from the root"});
        if (ending_of(name).empty())
            return refuse_cell(
                codes::attachment_unsafe, place, cell,
                RefusalReason{"没有扩展名，要写完整的文件名", "its ending is missing: the whole name is needed"});
        if (!may_be_attached(name)) return Failure(Diagnostic(codes::attachment_kind, place, mask_for_report(cell)));
        return name;
    }
};

}  // namespace

std::optional<std::string> label_of(const Field& field, std::string_view cell) {
    const std::string_view text = trim(cell);
    if (const auto exact = field.codes.find(std::string(text)); exact != field.codes.end()) return exact->second;
    for (const auto& [code, label] : field.codes)
        if (label == text) return label;
    const std::string key = fold_key(text);
    for (const auto& [code, label] : field.codes)
        if (fold_key(label) == key || fold_key(code) == key) return label;
    if (is_digits(key)) {
        const std::string* only = nullptr;
        for (const auto& [code, label] : field.codes) {
            if (!is_digits(code) || without_leading_zeros(code) != without_leading_zeros(key)) continue;
            if (only != nullptr) return std::nullopt;
            only = &label;
        }
        if (only != nullptr) return *only;
    }
    for (const auto& [code, label] : field.codes)
        if (label.starts_with("其他") && key.starts_with("其他") && text.size() > std::string_view("其他").size())
            return std::string(text);
    return std::nullopt;
}

std::span<const FieldType* const> text_types() {
    static const PlainText plain;
    static const LongText long_text;
    static const Uri uri;
    static const Attachment attachment;
    static const FieldType* const list[] = {&plain, &long_text, &uri, &attachment};
    return list;
}

}  // namespace gongshi
