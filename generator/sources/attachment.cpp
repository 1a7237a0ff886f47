#include "sources/attachment.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/digest.h"
#include "core/disk.h"
#include "core/text.h"
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

/// Readers look for the mark of a PDF within its first kilobyte, so some programs write something before it; and what is called .doc
/// may be RTF, which word processors open all the same.
bool begins_as(std::string_view beginning, const Signature& signature) {
    if (signature.ending == "doc" && beginning.starts_with("{\\rtf")) return true;
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

/// "附件1.pdf；附件2.pdf": each part is a whole name. A comma within one name ("甲、乙办法.pdf") makes no two.
bool names_several(std::string_view name) {
    std::size_t names = 0;
    for (std::size_t begin = 0; begin < name.size();) {
        std::size_t end = name.size(), next = end;
        for (const std::string_view mark : {"；", ";", "、", "，", ","}) {
            const std::size_t found = name.find(mark, begin);
            if (found < end) end = found, next = found + mark.size();
        }
        if (!may_be_attached(trim(name.substr(begin, end - begin)))) return false;
        ++names;
        begin = next;
    }
    return names > 1;
}

}  // namespace

bool leads_out(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(file, error), home = fs::canonical(folder, error);
    if (error) return true;
    return std::mismatch(home.begin(), home.end(), real.begin(), real.end()).first != home.end();
}

AttachmentStore::AttachmentStore(std::span<const Source> sources, std::span<const Dataset> datasets, fs::path site,
                                 fs::path kept)
    : sources_(sources), datasets_(datasets), site_(std::move(site)), kept_(std::move(kept)) {}

/// Null: none.
const Code* AttachmentStore::fault_of(const fs::path& file, const std::string& name) const {
    std::error_code error;
    if (is_export(name, datasets_)) return &codes::attachment_is_export;
    if (fs::file_size(file, error) == 0) return &codes::attachment_empty;
    return is_disguised(file, name) ? &codes::attachment_disguised : nullptr;
}

/// Times and sizes are compared, as rsync does: a copy has the time of its file.
void AttachmentStore::keep(const fs::path& file, const fs::path& copy) const {
    const std::lock_guard guard(keeping_);
    std::error_code gone, unknown;
    const auto changed = fs::last_write_time(file, gone);
    const auto size = fs::file_size(file, gone);
    if (gone || (fs::last_write_time(copy, unknown) == changed && fs::file_size(copy, unknown) == size && !unknown))
        return;
    disk::make_folders(kept_);
    disk::copy_file(file, copy, disk::Sync::no);
    fs::last_write_time(copy, changed);
}

FoundAttachment AttachmentStore::find(const std::string& department, const std::string& name) const {
    FoundAttachment found;
    const auto tell = [&](const Code& code, const Source* source) {
        const std::string shown = (source == nullptr ? std::string() : source->folder_of(department)) + name;
        found.finding.emplace(code, Place{shown, "", 0, 0, false, ""}, name);
    };
    const Source* first = sources_.empty() ? nullptr : &sources_.front();
    if (!may_be_attached(name)) {
        tell(codes::attachment_kind, first);
        return found;
    }
    const fs::path copy =
        kept_ / (Sha256().field(department).field(name).finish().hex().substr(0, 32) + "." + ending_of(name));
    std::error_code error;
    for (const Source& source : sources_) {
        const fs::path folder = site_ / source.path / department;
        const fs::path file = folder / name;
        const bool readable = fs::is_regular_file(file, error) && ::access(file.c_str(), R_OK) == 0;
        if (!readable || leads_out(file, folder)) continue;
        const Code* fault = fault_of(file, name);
        if (fault == nullptr) {
            keep(file, copy);
            found.file = file;
            return found;
        }
        tell(*fault, &source);
        if (fault == &codes::attachment_is_export) return found;
        break;
    }
    const bool is_kept = fs::is_regular_file(copy, error);
    if (is_kept) found.file = copy;
    if (found.finding) return found;
    const Code& absent = names_several(name) ? codes::attachment_several : codes::attachment_missing;
    tell(is_kept ? codes::attachment_vanished : absent, first);
    return found;
}

}  // namespace gongshi
