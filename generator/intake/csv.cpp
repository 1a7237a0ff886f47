// A row is only scanned when it is whole: when the text ends within it, more is read and the row is scanned again from its
// beginning. So it cannot matter where pieces end, and memory is bounded by the longest row.

#include "intake/csv.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "intake/codes.h"

namespace gongshi {
namespace {

constexpr std::size_t look_ahead = std::size_t(64) * 1024;

/// How often `separator` stands outside quotes in each of the first lines that are not empty.
std::vector<std::size_t> counts_by_line(std::string_view text, char separator) {
    std::vector<std::size_t> counts;
    std::size_t count = 0, length = 0;
    bool quoted = false;
    for (char c : text) {
        if (c == '"') quoted = !quoted;
        if (c == '\n' && !quoted) {
            if (length > 0) counts.push_back(count);
            count = length = 0;
            if (counts.size() == 20) break;
        } else if (c != '\r') {
            ++length;
            count += !quoted && c == separator;
        }
    }
    if (length > 0 && counts.size() < 20) counts.push_back(count);
    return counts;
}

/// The share of lines that agree on one count above zero, times how often the separator stands there.
std::size_t evenness(std::vector<std::size_t> counts) {
    std::sort(counts.begin(), counts.end());
    std::size_t best = 0;
    for (std::size_t begin = 0; begin < counts.size();) {
        std::size_t end = begin;
        while (end < counts.size() && counts[end] == counts[begin]) ++end;
        best = std::max(best, (end - begin) * counts[begin]);
        begin = end;
    }
    return best;
}

}  // namespace

char detect_separator(std::string_view beginning) {
    if (beginning.size() >= 5 && lower_ascii(beginning.substr(0, 4)) == "sep=") return beginning[4];
    char best = ',';
    std::size_t most = 0;
    for (char candidate : {',', '\t', ';'}) {
        const std::size_t score = evenness(counts_by_line(beginning, candidate));
        if (score > most) {
            best = candidate;
            most = score;
        }
    }
    return best;
}

/// One attempt to read one row.
struct CsvReader::Scan {
    std::size_t at = 0;
    std::vector<std::string> cells;
    bool stray_quote = false, nul = false, too_long = false;
    std::size_t unclosed_at = std::string::npos;  ///< where a quote was opened that nothing closes
};

CsvReader::CsvReader(More more, std::string shown_file, CsvLimits limits)
    : more_(std::move(more)), shown_(std::move(shown_file)), limits_(limits) {}

bool CsvReader::fill() {
    if (ended_) return false;
    if (at_ > look_ahead) {
        text_.erase(0, at_);
        at_ = 0;
    }
    ended_ = !more_(text_);
    return true;
}

void CsvReader::begin() {
    while (text_.size() < look_ahead && fill()) {
    }
    separator_ = detect_separator(std::string_view(text_).substr(0, look_ahead));
    if (text_.size() >= 5 && lower_ascii(std::string_view(text_).substr(0, 4)) == "sep=") {
        at_ = std::min(text_.find('\n'), text_.size() - 1) + 1;
        row_ = 1;
    }
}

void CsvReader::read(RowSink& sink) {
    begin();
    for (;;) {
        Scan scan;
        scan.at = at_;
        if (at_ >= text_.size()) {
            if (fill()) continue;
            return;
        }
        if (scan_row(scan) == Cut::needs_more) {
            fill();
            continue;
        }
        at_ = scan.at;
        ++row_;
        Place place{shown_, "", row_, 0, true, ""};
        if (scan.unclosed_at != std::string::npos) sink.note(Diagnostic(codes::csv_unclosed_quote, place));
        if (scan.stray_quote) sink.note(Diagnostic(codes::csv_stray_quote, place));
        if (scan.nul) sink.note(Diagnostic(codes::csv_nul, place));
        if (scan.too_long) {
            sink.refuse(Diagnostic(codes::csv_too_long, place));
        } else if (sink.row(RawRow{row_, std::move(scan.cells)}) == RowSink::Next::enough) {
            return;
        }
    }
}

CsvReader::Cut CsvReader::scan_row(Scan& scan) {
    for (;;) {
        std::string cell;
        const bool quoted = scan.at < text_.size() && text_[scan.at] == '"';
        Cut cut = quoted ? scan_quoted(scan, cell) : scan_plain(scan, cell);
        if (cut == Cut::needs_more) return cut;
        if (scan.cells.size() < limits_.cells) {
            scan.cells.push_back(std::move(cell));
        } else {
            scan.too_long = true;
        }
        if (ends_row(scan, cut)) return cut;
    }
}

/// Behind a cell: over the separator (false), or over the line end (true).
bool CsvReader::ends_row(Scan& scan, Cut& cut) {
    if (scan.at >= text_.size()) return true;
    const char c = text_[scan.at++];
    if (c == separator_) return false;
    if (c == '\r') {
        if (scan.at >= text_.size() && !ended_) {
            cut = Cut::needs_more;
        } else if (scan.at < text_.size() && text_[scan.at] == '\n') {
            ++scan.at;
        }
    }
    return true;
}

CsvReader::Cut CsvReader::scan_quoted(Scan& scan, std::string& cell) {
    const std::size_t opened = scan.at;
    std::size_t at = opened + 1;
    std::size_t lines = 0;
    for (;;) {
        const std::size_t quote = text_.find('"', at);
        const std::size_t end = std::min(quote, text_.size());
        lines += std::size_t(std::count(text_.begin() + long(at), text_.begin() + long(end), '\n'));
        const bool runaway = lines > limits_.quoted_lines || end - opened > limits_.cell_bytes;
        if (quote == std::string::npos && !ended_ && !runaway) return Cut::needs_more;
        if (quote == std::string::npos || runaway) {
            // Nothing closes the quote, or only something far away: it was no quote. The row ends where its line ends.
            scan.unclosed_at = opened;
            scan.at = opened + 1;
            return scan_plain(scan, cell);
        }
        cell.append(text_, at, quote - at);
        if (quote + 1 >= text_.size() && !ended_) return Cut::needs_more;
        if (quote + 1 < text_.size() && text_[quote + 1] == '"') {
            cell += '"';
            at = quote + 2;
            continue;
        }
        scan.at = quote + 1;
        const bool clean =
            scan.at >= text_.size() || text_[scan.at] == separator_ || text_[scan.at] == '\r' || text_[scan.at] == '\n';
        if (clean) break;
        // Text behind the closing quote: keep the quote as it stands and go on as a plain cell.
        scan.stray_quote = true;
        cell += '"';
        std::string rest;
        const Cut cut = scan_plain(scan, rest);
        cell += rest;
        return cut;
    }
    const std::size_t before = cell.size();
    cell.erase(std::remove(cell.begin(), cell.end(), '\0'), cell.end());
    scan.nul = scan.nul || cell.size() != before;
    return Cut::none;
}

CsvReader::Cut CsvReader::scan_plain(Scan& scan, std::string& cell) {
    std::size_t end = scan.at;
    while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n' && text_[end] != '\r') ++end;
    // A line without an end is cut off at some length, so that memory stays bounded: the rest is rows of its own.
    if (end == text_.size() && !ended_ && end - scan.at <= 16 * limits_.cell_bytes) return Cut::needs_more;
    if (end - scan.at > limits_.cell_bytes) {
        scan.too_long = true;
    } else {
        cell.assign(text_, scan.at, end - scan.at);
        if (cell.find('\0') != std::string::npos) {
            scan.nul = true;
            cell.erase(std::remove(cell.begin(), cell.end(), '\0'), cell.end());
        }
    }
    scan.at = end;
    return Cut::none;
}

}  // namespace gongshi
