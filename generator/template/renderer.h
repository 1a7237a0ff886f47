#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/wording.h"
#include "template/data.h"
#include "template/program.h"

namespace gongshi::syntax {

/// Writes one page. After the first mistake nothing more is written; `failure` says what it was.
class Renderer {
public:
    Renderer(const Program& program, const Sources& sources, const Chains& chains, std::span<const Member> globals,
             Language language, Arena& arena, std::string& out);
    void run();

    std::optional<Diagnostic> failure;

private:
    struct Slot {
        Data value;
        bool set = false;
    };
    struct Loop {
        std::span<const Data> items;
        std::size_t at = 0;
    };
    struct Caller {
        const Formula* call;
        std::uint32_t chain;
    };

    void write(const Steps& steps);
    void write_output(const Step& step);
    void write_html(const Step& step, const Data& value);
    void write_branch(const Step& step);
    void write_loop(const Step& step);
    void write_capture(const Step& step);
    std::span<const Data> chosen_items(const Step& step, std::span<const Data> items);
    void set_targets(const Step& step, const Data& item);
    void write_call(const Formula& formula);

    Data evaluate(const Formula& formula);
    /// The value, or none where a name or member does not exist; only `default` and `is defined` ask so.
    std::optional<Data> find(const Formula& formula);
    const Data* find_variable(const Formula& formula) const;
    Data calculate(const Formula& formula);
    bool holds(const Formula& formula);
    const Data* locate(const Formula& formula, Data& made);
    Data uncertain(const Formula& formula);
    Data index(const Formula& formula);
    Data slice(const Formula& formula);
    Data list(const Formula& formula);
    Data loop_fact(const Formula& formula);
    Data fact_of(LoopFact fact, std::uint32_t number);
    Data loop_object(const Formula& formula);
    Data negate(const Formula& formula);
    Data compare(const Formula& formula);
    Data concatenate(const Formula& formula, const Data& left, const Data& right);
    Data arithmetic(const Formula& formula);
    bool contains(const Data& list, const Data& item, const Formula& formula);
    Data filter(const Formula& formula);
    Data test(const Formula& formula);
    Data call(const Formula& formula);

    void fail(const Code& code, const Expr& expr, std::string text,
              std::vector<std::pair<std::string, std::string>> facts = {});
    void fail_type(const Expr& expr, const Data& got, const Said& expected);
    void fail_member(const MemberName& name, const Data& of);
    void fail_undefined(const Expr& expr, std::vector<std::string> known);
    std::vector<std::string> names_in_scope() const;

    const Program& program_;
    const Sources& sources_;
    const Chains& chains_;
    std::span<const Member> given_;
    std::span<const Data*> globals_;
    Language language_;
    Arena& arena_;
    std::string& out_;
    const std::size_t begin_;  // of the page in out_
    std::vector<Slot> slots_;
    std::vector<Loop> loops_;
    std::vector<Caller> callers_;
    std::size_t frame_ = 0, loop_frame_ = 0;
    std::uint32_t chain_ = 0;
    std::size_t patience_, made_ = 0;
};

}  // namespace gongshi::syntax
