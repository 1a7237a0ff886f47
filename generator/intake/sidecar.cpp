#include "intake/sidecar.h"

#include "core/disk.h"
#include "core/text.h"
#include "core/toml.h"
#include "intake/codes.h"

namespace gongshi {

std::filesystem::path sidecar_of(const Export& file) { return file.file.string() + ".approved.toml"; }

std::optional<SidecarApproval> read_sidecar(const Export& file, Diagnostics& findings) {
    const std::optional<std::string> text = disk::read_file(sidecar_of(file));
    if (!text) return std::nullopt;
    TomlDocument document = TomlDocument::parse(*text, file.shown + ".approved.toml");
    TomlTable root = document.root();
    SidecarApproval approval;
    approval.approver = root.text("approver");
    approval.office = root.text_or("office", "");
    approval.entered_by = root.text_or("entered_by", "");
    approval.date = root.date("date");
    const std::string sha256 = lower_ascii(trim(root.text("sha256")));
    root.no_more_keys();
    std::vector<Diagnostic> mistakes = document.take_findings();
    if (!mistakes.empty()) {
        // A mistake of a department's sidecar is not one of the configuration: the file comes in, unapproved.
        for (Diagnostic& mistake : mistakes) mistake.unit = Unit::file;
        findings.append(std::move(mistakes));
        return std::nullopt;
    }
    if (sha256 != file.digest.hex()) {
        Place place;
        place.file = file.shown + ".approved.toml";
        findings.add(Diagnostic(codes::approval_sidecar_stale, place));
        return std::nullopt;
    }
    return approval;
}

}  // namespace gongshi
