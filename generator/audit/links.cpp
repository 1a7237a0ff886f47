#include "audit/links.h"

#include <algorithm>

#include "audit/codes.h"
#include "core/text.h"

namespace gongshi {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = i + 2 < text.size() && text[i] == '%' ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low >= 0) {
            out += char(high << 4 | low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool has_scheme(std::string_view target) {
    const std::size_t colon = target.find_first_of(":/?#");
    if (colon == std::string_view::npos || target[colon] != ':' || colon == 0) return false;
    return std::all_of(target.begin(), target.begin() + long(colon), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '.';
    });
}

/// The absolute path a relative one names, without `.` and `..` parts.
std::string merge_paths(std::string_view from, std::string_view path) {
    std::string whole = path.starts_with('/')
                            ? std::string(path)
                            : "/" + std::string(from.substr(0, from.rfind('/') + 1)) + std::string(path);
    std::vector<std::string_view> parts;
    for (std::string_view part : split(whole, '/')) {
        if (part == "..") {
            if (parts.size() > 1) parts.pop_back();
        } else if (part != ".") {
            parts.push_back(part);
        }
    }
    std::string out;
    for (std::size_t i = 1; i < parts.size(); ++i) out += (i > 1 ? "/" : "") + std::string(parts[i]);
    return out;
}

/// What pages of one folder share are some dozens of links; a site map has as many as there are pages.
constexpr std::size_t remembered_links = 4096;

/// A path from the site's root that reads as it is written: nearly every link. No query, fragment or escape, no part that is
/// empty or a step.
bool is_plain_path(std::string_view target) {
    if (!target.starts_with('/')) return false;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const char c = target[i];
        if (c == '#' || c == '?' || c == '%' || c <= ' ') return false;
        const bool after_slash = i > 0 && target[i - 1] == '/';
        if (after_slash && (c == '/' || c == '.')) return false;
    }
    return true;
}

ResolvedLink inside(std::string path) {
    if (path.empty() || path.ends_with('/')) path += "index.html";
    return {LinkKind::inside, std::move(path), {}};
}

}  // namespace

ResolvedLink resolve_link(std::string_view target, std::string_view from, std::string_view base_url) {
    ResolvedLink link;
    target = trim(target);
    if (!base_url.empty() && target.starts_with(base_url) &&
        (target.size() == base_url.size() || target[base_url.size()] == '/' || target[base_url.size()] == '#')) {
        target.remove_prefix(base_url.size());
        if (target.empty() || target[0] == '#') {
            link = inside("");
            link.fragment = percent_decode(target.substr(std::min<std::size_t>(1, target.size())));
            return link;
        }
        if (is_plain_path(target)) return inside(std::string(target.substr(1)));
    } else if (is_plain_path(target)) {
        return inside(std::string(target.substr(1)));
    } else if (has_scheme(target) || target.starts_with("//")) {
        return link;
    }
    if (const std::size_t hash = target.find('#'); hash != std::string_view::npos) {
        link.fragment = percent_decode(target.substr(hash + 1));
        target = target.substr(0, hash);
    }
    target = target.substr(0, target.find('?'));
    if (target.empty()) {
        link.kind = LinkKind::here;
        link.path = from;
        return link;
    }
    ResolvedLink found = inside(percent_decode(merge_paths(from, target)));
    found.fragment = std::move(link.fragment);
    return found;
}

bool LinkChecker::is_plainly_there(std::string_view written, std::string_view from) const {
    if (base_url_.empty() || !written.starts_with(base_url_)) return false;
    const std::string_view path = written.substr(base_url_.size());
    if (!is_plain_path(path) || path.ends_with('/') || path.find('&') != std::string_view::npos) return false;
    return path.substr(1) != from && paths_.contains(path.substr(1));
}

bool comes_and_goes(std::string_view path) {
    const bool part = path.starts_with("search/") || path.starts_with("ledger/");
    return part && std::count(path.begin(), path.end(), '/') > 1;
}

void LinkChecker::check(std::string_view from, const std::vector<PageLink>& links,
                        const std::vector<std::string>& anchors, Diagnostics& findings) {
    const std::string_view folder = from.substr(0, from.rfind('/') + 1);
    if (folder != folder_) {
        folder_ = folder;
        sound_.clear();
    }
    for (const PageLink& link : links) {
        if (sound_.contains(link.written) || is_plainly_there(link.written, from)) continue;
        const std::string target = link.target();
        const ResolvedLink resolved = resolve_link(target, from, base_url_);
        const Code* fault = nullptr;
        if (resolved.kind == LinkKind::outside) {
            if (link.loaded && !target.starts_with("data:")) fault = &codes::link_foreign_resource;
        } else if (resolved.path == from) {
            const bool known = resolved.fragment.empty() || resolved.fragment == "top" ||
                               std::find(anchors.begin(), anchors.end(), resolved.fragment) != anchors.end();
            if (!known) fault = &codes::link_fragment;
        } else if (!paths_.contains(resolved.path)) {
            fault = &codes::link_dead;
        } else if (sound_.size() < remembered_links) {
            sound_.emplace(link.written);
        }
        if (fault == nullptr) continue;
        Place place;
        place.file = std::string(from);
        findings.add(Diagnostic(*fault, place, mask_for_report(target, 200)));
    }
}

}  // namespace gongshi
