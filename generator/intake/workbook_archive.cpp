#include "intake/workbook_archive.h"

#include <zip.h>

#include <array>

#include "intake/codes.h"
#include "intake/file_kind.h"

namespace gongshi {
namespace {

const Code& code_for(FileKind no_workbook) {
    switch (no_workbook) {
        case FileKind::old_workbook:
            return codes::xlsx_is_old;
        case FileKind::page:
            return codes::xlsx_is_html;
        case FileKind::text:
            return codes::xlsx_is_csv;
        default:
            return codes::xlsx_not_a_zip;
    }
}

}  // namespace

struct WorkbookArchive::State {
    zip_t* archive = nullptr;
    std::string shown;

    Diagnostic finding(const Code& code, std::string text) const {
        return Diagnostic(code, Place{shown, "", 0, 0, true, ""}, std::move(text));
    }
    ~State() { zip_discard(archive); }
};

WorkbookArchive::WorkbookArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
WorkbookArchive::WorkbookArchive(WorkbookArchive&&) noexcept = default;
WorkbookArchive& WorkbookArchive::operator=(WorkbookArchive&&) noexcept = default;
WorkbookArchive::~WorkbookArchive() = default;

Result<WorkbookArchive> WorkbookArchive::open(const std::filesystem::path& file, const std::string& shown) {
    auto state = std::make_unique<State>();
    state->shown = shown;
    const FileKind kind = kind_of_file(file);
    if (kind != FileKind::workbook) return Failure(state->finding(code_for(kind), ""));
    int error = 0;
    state->archive = zip_open(file.c_str(), ZIP_RDONLY, &error);
    if (state->archive == nullptr) return Failure(state->finding(codes::xlsx_not_a_zip, ""));
    return WorkbookArchive(std::move(state));
}

bool WorkbookArchive::has(const std::string& member) const {
    return zip_name_locate(state_->archive, member.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<void> WorkbookArchive::read(const std::string& member, const std::function<bool(std::string_view)>& see) const {
    const zip_int64_t index = zip_name_locate(state_->archive, member.c_str(), ZIP_FL_NOCASE);
    zip_stat_t facts;
    if (index < 0 || zip_stat_index(state_->archive, zip_uint64_t(index), 0, &facts) != 0) {
        return Failure(state_->finding(codes::xlsx_malformed, member));
    }
    if (facts.size > largest) return Failure(state_->finding(codes::xlsx_too_large, member));
    zip_file_t* open = zip_fopen_index(state_->archive, zip_uint64_t(index), 0);
    if (open == nullptr) return Failure(state_->finding(codes::xlsx_malformed, member));
    std::array<char, std::size_t(64) * 1024> buffer{};
    std::uint64_t total = 0;
    zip_int64_t got = 0;
    while ((got = zip_fread(open, buffer.data(), buffer.size())) > 0) {
        total += std::uint64_t(got);
        if (total > largest || !see({buffer.data(), std::size_t(got)})) break;
    }
    zip_fclose(open);
    if (got < 0) return Failure(state_->finding(codes::xlsx_malformed, member));
    if (total > largest) return Failure(state_->finding(codes::xlsx_too_large, member));
    return {};
}

}  // namespace gongshi
