#include "oversight/nine_blocks.h"

#include <algorithm>

namespace gongshi {
namespace {

/// By department index: does it show any record of the dataset?
std::vector<bool> has_records(const Disclosure& today, std::string_view dataset) {
    std::vector<bool> has(today.departments().size());
    for (const DatasetView& view : today.datasets()) {
        if (view.dataset->name != dataset) continue;
        for (const Entry& entry : view.entries) has[entry.department] = true;
    }
    return has;
}

}  // namespace

std::vector<BlocksPublished> blocks_published(const Disclosure& today) {
    std::vector<BlocksPublished> published(today.departments().size());
    for (std::size_t b = 0; b < nine_blocks.size(); ++b) {
        const Block& block = nine_blocks[b];
        const std::vector<bool> has = has_records(today, block.dataset);
        for (std::size_t d = 0; d < published.size(); ++d) {
            const Department& department = today.departments()[d];
            published[d][b] = block.key == "remedies"      ? !department.review_body.empty()
                              : block.key == "supervision" ? !department.supervision_phone.empty()
                                                           : has[d];
        }
    }
    return published;
}

}  // namespace gongshi
