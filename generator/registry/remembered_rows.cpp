#include "registry/remembered_rows.h"

namespace gongshi {

RememberedRows::RememberedRows(Database& database, std::string department, std::string dataset, const Digest& basis)
    : database_(database), department_(std::move(department)), dataset_(std::move(dataset)), basis_(basis) {}

RowMemory RememberedRows::read(const std::function<bool(std::int64_t version)>& good) {
    Statement find =
        database_.prepare("SELECT row_list FROM remembered WHERE department = ? AND dataset = ? AND basis = ?");
    find.bind(1, department_).bind(2, dataset_).bind_blob(3, basis_.view());
    RowMemory memory;
    while (find.step()) {
        for (const RememberedRow& row : unpack_rows(find.blob(0))) {
            if (good(row.version)) memory.add(row);
        }
    }
    return memory;
}

void RememberedRows::write(const std::string& file, const std::vector<RememberedRow>& rows) {
    Statement keep = database_.prepare("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?, ?, ?)");
    keep.bind(1, file).bind(2, department_).bind(3, dataset_).bind_blob(4, basis_.view());
    keep.bind_blob(5, pack_rows(rows)).run();
}

}  // namespace gongshi
