#include "sources/attachment.h"

#include <algorithm>
#include <array>

#include "core/disk.h"
#include "core/text.h"
#include "dataset/attachment_kind.h"
#include "dataset/codes.h"
#include "sources/codes.h"
#include "sources/export_name.h"

namespace gongshi {
namespace {

namespace fs = std::filesystem;

/// What files of an ending begin with. An ending that is not listed may begin with anything.
struct Signature {
    std::string_view ending, beginning;
};
constexpr std::string_view zip = "PK\x03\x04";
constexpr std::string_view compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";  // OLE: documents of before 2007, and of WPS
constexpr std::array signatures = {
    Signature{"pdf", "%PDF-"},
    Signature{"ofd", zip},
    Signature{"docx", zip},
    Signature{"xlsx", zip},
    Signature{"pptx", zip},
    Signature{"odt", zip},
    Signature{"ods", zip},
    Signature{"doc", compound},
    Signature{"xls", compound},
    Signature{"ppt", compound},
    Signature{"wps", compound},
    Signature{"et", compound},
    Signature{"dps", compound},
    Signature{"png", "\x89PNG\r\n"},
    Signature{"gif", "GIF8"},
    Signature{"jpg", "\xFF\xD8\xFF"},
    Signature{"jpeg", "\xFF\xD8\xFF"},
};

/// Readers look for the mark of a PDF within its first kilobyte, so some programs write something before it.
bool begins_as(std::string_view beginning, const Signature& signature) {
    if (signature.ending == "pdf") return beginning.find(signature.beginning) != std::string_view::npos;
    return beginning.starts_with(signature.beginning);
}

bool is_disguised(const fs::path& file, std::string_view name) {
    const std::string ending = ending_of(name);
    const auto signature =
        std::find_if(signatures.begin(), signatures.end(), [&](const Signature& one) { return one.ending == ending; });
    if (signature == signatures.end()) return false;
    std::array<char, 1024> bytes{};
    disk::FileReader reader(file);
    return !begins_as({bytes.data(), reader.read(bytes.data(), bytes.size())}, *signature);
}

bool is_export(std::string_view name, std::span<const Dataset> datasets) {
    const bool within_a_folder = name.find('/') != std::string_view::npos;
    return !within_a_folder && form_named(name) == NamedForm::readable && dataset_named(name, datasets) != nullptr;
}

}  // namespace

bool leads_out(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(file, error), home = fs::canonical(folder, error);
    if (error) return true;
    return std::mismatch(home.begin(), home.end(), real.begin(), real.end()).first != home.end();
}

Result<fs::path> find_attachment(std::span<const Source> sources, std::span<const Dataset> datasets,
                                 const fs::path& site, const std::string& department, const std::string& name) {
    std::string shown = sources.empty() ? name : sources.front().folder_of(department) + name;
    const auto refuse = [&](const Code& code) {
        return Failure(Diagnostic(code, Place{shown, "", 0, 0, false, ""}, name));
    };
    for (const Source& source : sources) {
        const fs::path folder = site / source.path / department;
        const fs::path file = folder / name;
        std::error_code error;
        if (name.empty() || !fs::is_regular_file(file, error) || leads_out(file, folder)) continue;
        shown = source.folder_of(department) + name;
        if (!may_be_attached(name)) return refuse(codes::attachment_kind);
        if (is_export(name, datasets)) return refuse(codes::attachment_is_export);
        if (fs::file_size(file, error) == 0) return refuse(codes::attachment_empty);
        if (is_disguised(file, name)) return refuse(codes::attachment_disguised);
        return file;
    }
    return refuse(codes::attachment_missing);
}

}  // namespace gongshi
