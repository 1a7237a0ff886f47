#include "template/renderer.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/text.h"
#include "template/codes.h"
#include "template/escape.h"
#include "template/lexer.h"

namespace gongshi::syntax {
namespace {

// A page of the default theme takes some thousand steps; a list of 10,000 rows some hundred thousand.
constexpr std::size_t most_steps = 20'000'000;
constexpr std::size_t deepest_call = 64;

}  // namespace

Renderer::Renderer(const Program& program, const Sources& sources, const Chains& chains,
                   std::span<const Member> globals, Language language, Arena& arena, std::string& out)
    : program_(program),
      sources_(sources),
      chains_(chains),
      given_(globals),
      language_(language),
      arena_(arena),
      out_(out),
      begin_(out.size()),
      patience_(most_steps) {
    globals_ = arena.make_span<const Data*>(program.globals.size());
    for (std::size_t i = 0; i < globals_.size(); ++i) {
        const auto found = std::find_if(globals.begin(), globals.end(),
                                        [&](const Member& one) { return one.key == program.globals[i]; });
        globals_[i] = found == globals.end() ? nullptr : &found->value;
    }
    slots_.reserve(64 + program.slots);
    slots_.resize(program.slots);
    loops_.reserve(8);
    callers_.reserve(8);
}

void Renderer::run() { write(program_.steps); }

void Renderer::fail(const Code& code, const Expr& expr, std::string text,
                    std::vector<std::pair<std::string, std::string>> facts) {
    if (failure) return;
    failure = mistake(code, sources_, expr.at, expr.length, std::move(text), std::move(facts));
    const auto add = [&](At at) {
        failure->via.push_back(Place{sources_[at.file].shown, "", at.line, at.column, false, ""});
    };
    for (At at : chains_[chain_]) add(at);
    for (auto caller = callers_.rbegin(); caller != callers_.rend(); ++caller) {
        add(caller->call->source->at);
        for (At at : chains_[caller->chain]) add(at);
    }
}

void Renderer::fail_type(const Expr& expr, const Data& got, const Said& expected) {
    const Said kind = kind_of(got);
    fail(codes::template_wrong_type, expr, "",
         {{"got_zh", kind.zh}, {"got_en", kind.en}, {"expected_zh", expected.zh}, {"expected_en", expected.en}});
}

void Renderer::fail_undefined(const Expr& expr, std::vector<std::string> known) {
    std::sort(known.begin(), known.end());
    fail(codes::template_undefined, expr, expr.name, {{"nearest", nearest_name(expr.name, known).value_or("")}});
}

void Renderer::write(const Steps& steps) {
    patience_ -= std::min(patience_, steps.size() + 1);  // loops and calls look whether any is left
    for (const Step& step : steps) {
        if (failure) return;
        if (step.act == Act::text) {
            out_ += step.text;
            continue;
        }
        chain_ = step.chain;
        switch (step.act) {
            case Act::text:
                break;
            case Act::output:
                write_output(step);
                break;
            case Act::call:
                write_call(step.formula);
                break;
            case Act::branch:
                write_branch(step);
                break;
            case Act::loop:
                write_loop(step);
                break;
            case Act::set: {
                const Data value = evaluate(step.formula);
                slots_[frame_ + step.slot] = {value, true};
                break;
            }
            case Act::capture:
                write_capture(step);
                break;
            case Act::scope:
                for (std::uint32_t slot : step.parts->clear) slots_[frame_ + slot].set = false;
                break;
        }
    }
}

void Renderer::write_output(const Step& step) {
    Data made;
    const Data& value = *locate(step.formula, made);
    if (failure) return;
    if (step.escape == Escape::json) {
        if (!append_json(out_, value))
            fail(codes::template_too_large, *step.formula.source, std::to_string(largest_text >> 20));
        return;
    }
    switch (value.kind()) {
        case Data::Kind::text:
            append_escaped(out_, value.as_text(), step.escape);
            break;
        case Data::Kind::html:
            write_html(step, value);
            break;
        case Data::Kind::integer: {
            char digits[20];
            const auto end = std::to_chars(digits, digits + sizeof digits, value.as_integer());
            append_escaped(out_, {digits, std::size_t(end.ptr - digits)}, step.escape);
            break;
        }
        default: {
            const std::optional<std::string_view> text = printed(value, arena_);
            if (!text) return fail_type(*step.formula.source, value, {"可以显示的值", "something that can be printed"});
            append_escaped(out_, *text, step.escape);
        }
    }
    if (out_.size() - begin_ > largest_text)
        fail(codes::template_too_large, *step.formula.source, std::to_string(largest_text >> 20));
}

/// HTML stands as it is between tags only.
void Renderer::write_html(const Step& step, const Data& value) {
    switch (step.escape) {
        case Escape::text:
            out_ += value.as_text();
            break;
        case Escape::attribute:
        case Escape::rcdata:
            append_without_tags(out_, value.as_text());
            break;
        case Escape::json_part:
            append_escaped(out_, value.as_text(), step.escape);
            break;
        default:
            fail_type(*step.formula.source, value, {"网址（文字）", "a URL, which is a text"});
    }
}

void Renderer::write_branch(const Step& step) {
    for (const Branch& branch : step.parts->branches) {
        const bool taken = !branch.condition || holds(*branch.condition);
        if (failure) return;
        if (taken) return write(branch.body);
    }
}

void Renderer::write_loop(const Step& step) {
    const Data list = evaluate(step.formula);
    if (failure) return;
    if (list.kind() != Data::Kind::list) return fail_type(*step.formula.source, list, {"列表", "a list"});
    const StepParts& parts = *step.parts;
    const std::span<const Data> items = parts.condition ? chosen_items(step, list.items()) : list.items();
    if (items.empty()) return write(parts.otherwise);
    if (loops_.size() <= loop_frame_ + step.slot) loops_.resize(loop_frame_ + step.slot + 1);
    const Loop outer = std::exchange(loops_[loop_frame_ + step.slot], {items, 0});
    for (std::size_t i = 0; i < items.size() && !failure; ++i) {
        if (patience_ == 0) fail(codes::template_endless, *step.formula.source, std::to_string(most_steps));
        loops_[loop_frame_ + step.slot].at = i;
        set_targets(step, items[i]);
        for (std::uint32_t slot : parts.clear) slots_[frame_ + slot].set = false;
        write(parts.body);
        if (out_.size() - begin_ > largest_text)
            fail(codes::template_too_large, *step.formula.source, std::to_string(largest_text >> 20));
    }
    loops_[loop_frame_ + step.slot] = outer;
}

/// The items a loop's own `if` lets through.
std::span<const Data> Renderer::chosen_items(const Step& step, std::span<const Data> items) {
    const std::span<Data> chosen = arena_.make_span<Data>(items.size());
    std::size_t count = 0;
    patience_ -= std::min(patience_, items.size());
    for (const Data& item : items) {
        set_targets(step, item);
        const bool taken = holds(*step.parts->condition);
        if (failure) return {};
        if (taken) chosen[count++] = item;
    }
    return chosen.first(count);
}

void Renderer::set_targets(const Step& step, const Data& item) {
    const auto& targets = step.parts->targets;
    if (targets.size() == 1) {
        slots_[frame_ + targets[0]] = {item, true};
        return;
    }
    const std::span<const Data> parts = item.kind() == Data::Kind::list ? item.items() : std::span<const Data>();
    if (parts.size() != targets.size()) {
        const std::string count = std::to_string(targets.size());
        return fail_type(*step.formula.source, item,
                         {"每项有 " + count + " 个值的列表", "a list of lists of " + count});
    }
    for (std::size_t i = 0; i < parts.size(); ++i) slots_[frame_ + targets[i]] = {parts[i], true};
}

void Renderer::write_capture(const Step& step) {
    const std::size_t begin = out_.size();
    write(step.parts->body);
    const SafeHtml written = HtmlFilters::written(std::string_view(out_).substr(begin));
    out_.resize(begin);
    slots_[frame_ + step.slot] = {Data::html_in(arena_, written), true};
}

/// A macro's frame holds its arguments, evaluated outside of it; it sees nothing of the page.
void Renderer::write_call(const Formula& formula) {
    const FormulaParts& call = *formula.parts;
    const Function& function = *call.function;
    if (callers_.size() >= deepest_call) return fail(codes::template_recursion, *formula.source, function.macro->name);
    if (patience_ == 0) return fail(codes::template_endless, *formula.source, std::to_string(most_steps));
    const std::size_t frame = slots_.size(), loops = loops_.size();
    for (const std::optional<Formula>& argument : call.arguments) {
        const Data value = argument ? evaluate(*argument) : Data();
        slots_.push_back({value, argument.has_value()});
    }
    slots_.resize(frame + function.slots);
    callers_.push_back({&formula, chain_});
    const std::size_t outer_frame = std::exchange(frame_, frame);
    const std::size_t outer_loops = std::exchange(loop_frame_, loops);
    chain_ = 0;
    for (std::size_t i = 0; i < function.otherwise.size() && !failure; ++i) {
        if (slots_[frame + i].set || !function.otherwise[i]) continue;
        const Data value = evaluate(*function.otherwise[i]);
        slots_[frame + i] = {value, true};
    }
    if (!failure) write(function.steps);
    chain_ = callers_.back().chain;
    callers_.pop_back();
    slots_.resize(frame);
    loops_.resize(loops);
    frame_ = outer_frame;
    loop_frame_ = outer_loops;
}

}  // namespace gongshi::syntax
