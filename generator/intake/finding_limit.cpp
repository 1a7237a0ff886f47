#include "intake/finding_limit.h"

#include "intake/codes.h"

namespace gongshi {

void FindingLimit::add(Diagnostic finding) {
    Seen& seen = kinds_[{finding.code, finding.place.sheet, finding.place.column}];
    seen.last_line = finding.place.line;
    if (++seen.count == 1) seen.first = finding;
    if (seen.count <= each) findings_.add(std::move(finding));
}

void FindingLimit::append(std::vector<Diagnostic> findings) {
    for (Diagnostic& finding : findings) add(std::move(finding));
}

void FindingLimit::finish(const std::string& file) {
    for (const auto& [kind, seen] : kinds_) {
        if (seen.count <= each) continue;
        Place place{
            file, seen.first.place.sheet, 0, seen.first.place.column, seen.first.place.table, seen.first.place.field};
        Diagnostic finding(codes::finding_repeated, std::move(place), std::to_string(seen.count),
                           {{"code", seen.first.code},
                            {"first", std::to_string(seen.first.place.line)},
                            {"last", std::to_string(seen.last_line)},
                            {"shown", std::to_string(each)}});
        if (seen.first.severity == Severity::note) finding.severity = Severity::note;
        findings_.add(std::move(finding));
    }
}

}  // namespace gongshi
