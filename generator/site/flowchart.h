#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "template/safe_html.h"

namespace gongshi {

struct FlowStep {
    std::string number, title, actor, time_limit, note;
    struct Way {
        std::string number, label;
    };
    std::vector<Way> next;  ///< empty: the end
};

/// The steps of a flow chart, one a line: `序号 名称｜承办人｜时限｜说明 -> 下一步序号 条件；下一步序号 条件`. Without an arrow a step leads
/// to the line below; `-> 结束` ends. Ways to numbers that do not exist are dropped.
std::vector<FlowStep> read_flow_steps(std::string_view text);

/// Drawn top-down, one box a step in the order of the lines; ways to the step below go straight down, others around on the
/// right. None when there are no steps.
std::optional<SafeHtml> draw_flowchart(const std::vector<FlowStep>& steps, std::string_view title);

}  // namespace gongshi
