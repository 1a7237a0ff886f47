#include "site/downloads.h"

#include "dataset/field_type.h"
#include "site/plan.h"

namespace gongshi {
namespace {

/// Amounts in 元, lists joined: what a spreadsheet can work with.
std::string cell_text(const Field& field, const Value& value) {
    if (const auto* money = std::get_if<Money>(&value)) {
        const std::string cents = std::to_string(100 + money->fen % 100).substr(1);
        return std::to_string(money->fen / 100) + "." + cents;
    }
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        std::string text;
        for (const std::string& item : *list) text += (text.empty() ? "" : "；") + item;
        return text;
    }
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "是" : "否";
    return field.type->canonical(value);
}

constexpr std::size_t piece = std::size_t(256) * 1024;

std::optional<OutputTree::Growing> unless_kept(OutputTree& tree, const std::string& path, const Digest& ingredients) {
    if (tree.keep(path, ingredients)) return std::nullopt;
    return tree.grow(path, ingredients, CacheClass::data);
}

std::string header_of(const Field& field) {
    return field.type->kind() == "money" ? field.title.zh.substr(0, field.title.zh.find("（")) + "（元）"
                                         : field.title.zh;
}

}  // namespace

RecordFile::RecordFile(const Dataset& dataset, std::string base_url, OutputTree& tree, const std::string& stem,
                       const Digest& ingredients)
    : dataset_(dataset),
      csv_file_(unless_kept(tree, stem + ".csv", ingredients)),
      json_file_(unless_kept(tree, stem + ".json", ingredients)),
      base_url_(std::move(base_url)) {
    rows_.byte_order_mark();
    for (const Field& field : dataset.fields) {
        if (field.is_public()) rows_.cell(header_of(field));
    }
    for (const char* title : {"报送部门", "数据截至", "网址"}) rows_.cell(title);
    rows_.end_row();
    objects_.begin_array();
}

void RecordFile::add(const PublicRecord& record, const std::string& department) {
    const std::string url = base_url_ + "/" + record_path(dataset_, record.id());
    objects_.begin_object().member("id", record.id().text);
    for (std::size_t i = 0; i < dataset_.fields.size(); ++i) {
        const Field& field = dataset_.fields[i];
        if (!field.is_public()) continue;
        const Value* value = record.find(i);
        rows_.cell(value == nullptr ? std::string() : cell_text(field, *value));
        if (value == nullptr) continue;
        objects_.key(field.name);
        if (const auto* list = std::get_if<std::vector<std::string>>(value)) {
            objects_.begin_array();
            for (const std::string& item : *list) objects_.text(item);
            objects_.end_array();
        } else if (field.type->kind() == "money" || field.type->kind() == "number") {
            objects_.raw_number(cell_text(field, *value));
        } else if (const auto* flag = std::get_if<bool>(value)) {
            objects_.flag(*flag);
        } else {
            objects_.text(cell_text(field, *value));
        }
    }
    rows_.cell(department);
    rows_.cell(record.provenance().as_of.iso());
    rows_.cell(url);
    rows_.end_row();
    objects_.member("department", department)
        .member("as_of", record.provenance().as_of.iso())
        .member("url", url)
        .end_object();
    json_ += '\n';
    if (csv_.size() + json_.size() >= piece) pass_on();
}

void RecordFile::finish() {
    objects_.end_array();
    pass_on();
    if (csv_file_) csv_file_->finish();
    if (json_file_) json_file_->finish();
}

void RecordFile::pass_on() {
    if (csv_file_) csv_file_->append(csv_);
    if (json_file_) json_file_->append(json_);
    csv_.clear();
    json_.clear();
}

std::string data_package(const std::string& name, const std::string& title, const std::string& base_url,
                         const std::vector<PackageResource>& resources) {
    std::string out;
    JsonWriter json(out);
    json.begin_object()
        .member("profile", "tabular-data-package")
        .member("name", name)
        .member("title", title)
        .member("homepage", base_url);
    json.key("resources").begin_array();
    for (const PackageResource& resource : resources) {
        json.begin_object()
            .member("profile", "tabular-data-resource")
            .member("name", resource.dataset->name)
            .member("title", resource.dataset->title.zh);
        json.key("path").begin_array();
        for (const std::string& path : resource.paths) json.text("../" + path);
        json.end_array().member("format", "csv").member("mediatype", "text/csv").member("encoding", "utf-8");
        json.key("schema").begin_object().key("fields").begin_array();
        for (const Field& field : resource.dataset->fields) {
            if (!field.is_public()) continue;
            const std::string_view type = field.type->type();
            const bool plain = type == "list" || type == "boolean" || type == "year" || type == "yearmonth";
            json.begin_object()
                .member("name", header_of(field))
                .member("type", plain ? "string" : type)
                .member("rdfType", field.name);
            json.member("description", field.description).end_object();
        }
        for (const char* extra : {"报送部门", "数据截至", "网址"})
            json.begin_object()
                .member("name", extra)
                .member("type", std::string_view(extra) == "数据截至" ? "date" : "string")
                .end_object();
        json.end_array().end_object().end_object();
    }
    json.end_array().end_object();
    return out + "\n";
}

}  // namespace gongshi
