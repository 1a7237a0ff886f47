#include "site/flowchart.h"

#include <algorithm>
#include <tuple>

#include "core/text.h"
#include "site/svg_writer.h"

namespace gongshi {
namespace {

constexpr int box_width = 320, box_left = 20, line_height = 24, gap = 44, lane = 26, way_apart = 20;
constexpr std::size_t text_width = 34;  ///< of a line in a box, in columns of a terminal

std::vector<std::string> split_any(std::string_view text, std::u32string_view separators) {
    std::vector<std::string> parts(1);
    for (char32_t c : to_code_points(text)) {
        if (separators.find(c) != std::u32string_view::npos) {
            parts.emplace_back();
        } else {
            append_utf8(parts.back(), c);
        }
    }
    for (std::string& part : parts) part = std::string(trim(part));
    return parts;
}

/// "3 同意立案" → {"3", "同意立案"}.
std::pair<std::string, std::string> split_number(const std::string& text) {
    std::size_t end = 0;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '-')) ++end;
    std::string_view rest = trim(std::string_view(text).substr(end));
    for (std::string_view mark : {"、", ".", "．"}) {
        if (rest.starts_with(mark)) rest = trim(rest.substr(mark.size()));
    }
    return {text.substr(0, end), std::string(rest)};
}

FlowStep read_step(std::string_view line, bool& has_arrow) {
    std::size_t arrow = line.find("->");
    std::size_t length = 2;
    if (arrow == std::string_view::npos) {
        arrow = line.find("→");
        length = 3;
    }
    has_arrow = arrow != std::string_view::npos;
    const std::vector<std::string> parts = split_any(line.substr(0, arrow), U"｜|");
    FlowStep step;
    std::tie(step.number, step.title) = split_number(parts[0]);
    if (parts.size() > 1) step.actor = parts[1];
    if (parts.size() > 2) step.time_limit = parts[2];
    if (parts.size() > 3) step.note = parts[3];
    if (!has_arrow) return step;
    for (const std::string& way : split_any(line.substr(arrow + length), U"；;")) {
        if (way.empty() || way.starts_with("结束")) continue;
        auto [number, label] = split_number(way);
        step.next.push_back({std::move(number), std::move(label)});
    }
    return step;
}

/// Words cut into lines of at most `text_width` columns.
std::vector<std::string> wrap(std::string_view text) {
    std::vector<std::string> lines(1);
    std::size_t width = 0;
    for (char32_t c : to_code_points(text)) {
        std::string one;
        append_utf8(one, c);
        const std::size_t add = display_width(one);
        if (width + add > text_width) {
            lines.emplace_back();
            width = 0;
        }
        lines.back() += one;
        width += add;
    }
    return lines;
}

struct Box {
    std::vector<std::string> lines;
    int top = 0, height = 0;
};

std::vector<Box> lay_out(const std::vector<FlowStep>& steps) {
    std::vector<Box> boxes;
    int y = 30;  // room for ways that lead back to the first step
    for (const FlowStep& step : steps) {
        Box box;
        box.lines = wrap(step.number + " " + step.title);
        const std::string small =
            step.actor + (step.actor.empty() || step.time_limit.empty() ? "" : "，") + step.time_limit;
        if (!small.empty()) {
            for (std::string& line : wrap(small)) box.lines.push_back(std::move(line));
        }
        box.top = y;
        box.height = int(box.lines.size()) * line_height + 12;
        y += box.height + gap;
        boxes.push_back(std::move(box));
    }
    return boxes;
}

std::string point(int x, int y) { return std::to_string(x) + "," + std::to_string(y) + " "; }

/// Ways of a step that do not simply go on to the next one.
std::size_t count_aside(const std::vector<FlowStep>& steps, std::size_t step) {
    const auto& ways = steps[step].next;
    return std::size_t(std::count_if(ways.begin(), ways.end(), [&](const FlowStep::Way& way) {
        return step + 1 == steps.size() || steps[step + 1].number != way.number;
    }));
}

}  // namespace

std::vector<FlowStep> read_flow_steps(std::string_view text) {
    std::vector<FlowStep> steps;
    std::vector<bool> arrows;
    for (std::string_view line : split(text, '\n')) {
        if (trim(line).empty()) continue;
        bool has_arrow = false;
        FlowStep step = read_step(trim(line), has_arrow);
        if (step.number.empty()) step.number = std::to_string(steps.size() + 1);
        steps.push_back(std::move(step));
        arrows.push_back(has_arrow);
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!arrows[i] && i + 1 < steps.size()) steps[i].next.push_back({steps[i + 1].number, ""});
        std::erase_if(steps[i].next, [&](const FlowStep::Way& way) {
            return std::none_of(steps.begin(), steps.end(),
                                [&](const FlowStep& one) { return one.number == way.number; });
        });
    }
    return steps;
}

std::optional<SafeHtml> draw_flowchart(const std::vector<FlowStep>& steps, std::string_view title) {
    if (steps.empty()) return std::nullopt;
    const std::vector<Box> boxes = lay_out(steps);
    int lanes = 0;
    const int middle = box_left + box_width / 2, right = box_left + box_width;
    SvgWriter svg;
    std::size_t around = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        around += count_aside(steps, i);
    }
    const int width = right + 20 + int(around) * lane + 120;
    const int height = boxes.back().top + boxes.back().height + 10;
    const std::string w = std::to_string(width), h = std::to_string(height);
    svg.open("viewBox=\"0 0 " + w + " " + h + "\" width=\"" + w + "\" height=\"" + h +
             "\" role=\"img\" aria-labelledby=\"flow-title\" font-size=\"16\"");
    svg.title("flow-title", title);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Box& box = boxes[i];
        svg.box(box_left, box.top, box_width, box.height);
        for (std::size_t line = 0; line < box.lines.size(); ++line)
            svg.text(middle, box.top + 22 + int(line) * line_height, box.lines[line], "middle");
        // Ways to the side leave their box one below the other, or their labels would stand on each other.
        int height_of_way = -way_apart / 2 * (int(count_aside(steps, i)) - 1);
        for (const FlowStep::Way& way : steps[i].next) {
            const auto target =
                std::find_if(steps.begin(), steps.end(), [&](const FlowStep& one) { return one.number == way.number; });
            const Box& to = boxes[std::size_t(target - steps.begin())];
            const int bottom = box.top + box.height;
            if (std::size_t(target - steps.begin()) == i + 1) {
                svg.line(point(middle, bottom) + point(middle, to.top));
                svg.arrow_head(middle, to.top);
                if (!way.label.empty()) svg.text(middle + 10, bottom + 26, way.label, "start");
            } else {
                const int x = right + 20 + lanes++ * lane, from = box.top + box.height / 2 + height_of_way;
                const int into = to.top - 14;
                height_of_way += way_apart;
                svg.line(point(right, from) + point(x, from) + point(x, into) + point(middle + 40, into) +
                         point(middle + 40, to.top));
                svg.arrow_head(middle + 40, to.top);
                if (!way.label.empty()) svg.text(x + 6, from - 6, way.label, "start");
            }
        }
    }
    return svg.finish();
}

}  // namespace gongshi
