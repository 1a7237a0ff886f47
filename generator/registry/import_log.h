#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/digest.h"
#include "registry/import.h"

namespace gongshi {

/// The last import of a file, as far as it decides whether the file is read again.
struct LastImport {
    std::int64_t id = 0;
    Digest ingredients;
    ImportedExport::Outcome outcome = ImportedExport::Outcome::taken;
    bool overlap = false;  ///< some of its rows also stood in another file
};

/// The import, finding and returned_row tables: what came in, and what was said of it.
class ImportLog {
public:
    explicit ImportLog(Database& database);

    std::optional<LastImport> last(const std::string& file);

    /// Writes an import with its findings and refused rows; `id` must be `next_id()`.
    void write(std::int64_t id, const ImportedExport& done, const Digest& ingredients, bool overlap,
               const ImportDay& day);
    std::int64_t next_id();

    /// Fills summary, findings and refused rows of an export that is not read again.
    void replay(std::int64_t id, ImportedExport& into);

private:
    void write_findings(std::int64_t id, const std::vector<Diagnostic>& findings);
    void replay_findings(std::int64_t id, ImportedExport& into);

    Database& database_;
    Statement last_, insert_, insert_finding_, insert_row_;
};

}  // namespace gongshi
