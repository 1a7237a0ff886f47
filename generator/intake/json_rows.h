#pragma once
#include <functional>
#include <optional>
#include <string>

#include "core/diagnostic.h"
#include "intake/raw_row.h"

namespace gongshi {

/// Reads an array of flat objects, or one object a line (NDJSON), as rows: the keys are the columns. Numbers keep their
/// digits as written; true and false are 是 and 否; null is a missing cell; an array of plain values is a list. Objects
/// within objects and keys that stand twice refuse the row. Text comes in pieces from `more`.
///
/// A document that is an object holds its rows in the one array of objects within it, as databases and interfaces wrap them
/// ({"RECORDS": [{…}]}, {"data": {"total": 9, "rows": [{…}]}}), else is itself the row; rows that it counts and does not hold
/// are told (`json.one_page`).
///
/// A file that is none of these, or an array that stops parsing, is refused as a whole: the finding is returned. A line of NDJSON
/// that does not parse is one refused row.
std::optional<Diagnostic> read_json_rows(const std::function<bool(std::string& text)>& more, bool lines,
                                         const std::string& shown, RowSink& sink);

}  // namespace gongshi
