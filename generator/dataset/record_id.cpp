#include "dataset/record_id.h"

#include "core/digest.h"

namespace gongshi {

RecordId RecordId::of(const Identity& identity, std::size_t length) {
    const Digest digest = Sha256().field(identity.dataset).field(identity.authority).field(identity.key).finish();
    return {crockford32(digest.view()).substr(0, length)};
}

}  // namespace gongshi
