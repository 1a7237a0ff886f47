#pragma once
#include <string>

#include "disclosure/public_record.h"

namespace gongshi {

/// A public record as one text, the same for everyone who knows what is shown: what the ledger's hashes are of
/// (docs/formats/ledger.md). Lines `name TAB value LF`; the first is `gongshi-form TAB 1`, then `dataset`, `record`, then
/// each shown field by its schema name, in the schema's order, in its canonical form. Backslash, tab, line feed and
/// carriage return within a value are written \\, \t, \n, \r. Where it came from and when is not part of it: the same content
/// handed in again is the same form.
std::string canonical_form(const PublicRecord& record);

}  // namespace gongshi
