#pragma once
#include "oversight/statistics.h"
#include "site/frame.h"
#include "template/safe_html.h"

namespace gongshi {

/// The totals of a yearly table as bars, one for each department, the largest first. The table beside it says the same in
/// numbers.
SafeHtml bar_chart(const YearTable& table, const Disclosure& today, const Frame& frame);

}  // namespace gongshi
