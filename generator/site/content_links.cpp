#include "site/content_links.h"

#include <algorithm>
#include <charconv>

#include "core/disk.h"
#include "core/text.h"
#include "dataset/attachment.h"
#include "site/codes.h"

namespace gongshi {
namespace {

namespace fs = std::filesystem;

/// %E5%9B%BE: what a link may write for a letter.
std::string without_percents(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr == text.data() + i + 3) {
            plain += char(byte);
            i += 2;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

bool leads_elsewhere(std::string_view address) {
    return address.empty() || address[0] == '#' || address[0] == '/' || address[0] == '?' ||
           address.substr(0, address.find('/')).find(':') != std::string_view::npos;
}

/// What may stand in an address as it is; of a Chinese name nothing is left.
std::string sound_stem(std::string_view name) {
    name.remove_prefix(name.find_last_of('/') + 1);
    std::string stem;
    for (const char c : lower_ascii(name.substr(0, name.rfind('.')))) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') stem += c;
    }
    return stem.empty() ? "file" : stem;
}

}  // namespace

std::optional<std::string> ContentLinks::place(std::string_view address, std::uint32_t line, Diagnostics& findings) {
    if (leads_elsewhere(address)) return std::nullopt;
    const std::size_t end = std::min(address.find('#'), address.find('?'));
    const std::string_view path = address.substr(0, end);
    const std::string_view rest = end == std::string_view::npos ? std::string_view() : address.substr(end);
    if (path.ends_with(".md")) {
        std::string_view stem = path.substr(0, path.size() - 3);
        if (stem.ends_with(".en")) stem.remove_suffix(3);
        return std::string(stem) + ".html" + std::string(rest);
    }
    std::string name = without_percents(path);
    std::replace(name.begin(), name.end(), '\\', '/');
    return place_file(name, line, findings);
}

std::optional<std::string> ContentLinks::place_file(const std::string& name, std::uint32_t line,
                                                    Diagnostics& findings) {
    const fs::path inside = (fs::path(name_).parent_path() / name).lexically_normal();
    const fs::path file = folder_ / inside;
    const bool leads_out = inside.empty() || *inside.begin() == "..";
    std::error_code error;
    const bool is_there = !leads_out && fs::is_regular_file(file, error) && !fs::is_symlink(file, error);
    const auto refuse = [&](const Code& code) {
        findings.add(Diagnostic(code, Place{"content/" + name_, "", line, 0, false, ""}, name));
        return std::nullopt;
    };
    if (!may_be_attached(name)) return is_there ? refuse(codes::content_file_kind) : std::nullopt;
    if (!is_there) return refuse(codes::content_no_file);
    ContentFile found;
    found.file = file;
    found.digest = sha256(disk::read_file(file).value_or(""));
    found.path = "files/" + sound_stem(name) + "-" + found.digest.hex().substr(0, 8) + "." + ending_of(name);
    const bool is_new =
        std::none_of(files_.begin(), files_.end(), [&](const ContentFile& one) { return one.path == found.path; });
    std::string address = "/" + found.path;
    if (is_new) files_.push_back(std::move(found));
    return address;
}

}  // namespace gongshi
