#pragma once
#include <string>

#include "core/diagnostic.h"
#include "disclosure/disclosure.h"
#include "site/qr_code.h"
#include "site/recent_records.h"
#include "template/data.h"

namespace gongshi {

/// What one worker needs to make pages: nothing of it is shared.
struct Workspace {
    explicit Workspace(const Disclosure& today) : reader(today), recent(reader) {}
    Disclosure::Reader reader;
    RecentRecords recent;
    Arena arena;
    QrCodes qr_codes;
    std::string out;
    Diagnostics findings;
};

}  // namespace gongshi
