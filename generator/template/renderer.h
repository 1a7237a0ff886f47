#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/wording.h"
#include "template/data.h"
#include "template/functions.h"
#include "template/linker.h"
#include "template/syntax.h"

namespace gongshi::syntax {

/// Writes one page. After the first mistake nothing more is written; `failure` says what it was.
class Renderer {
public:
    Renderer(const Page& page, const std::vector<Source>& sources, std::span<const Member> globals, Language language,
             Arena& arena, std::string& out);
    void run() { write(page_.nodes); }

    std::optional<Diagnostic> failure;

private:
    void write(const Nodes& nodes);
    void write_output(const Node& node);
    void write_branch(const Node& node);
    void write_loop(const Node& node);
    void append(const Data& value, Escape escape, const Node& node);

    Data evaluate(const Expr& expr);
    /// The value, or nullptr where a name or member does not exist; only `default` and `is defined` ask so.
    std::optional<Data> find(const Expr& expr);
    std::optional<Data> find_variable(const Key& key) const;
    Data member(const Data& of, const Key& key, const Expr& expr);
    Data index(const Expr& expr);
    Data binary(const Expr& expr);
    Data arithmetic(const Expr& expr, const Data& left, const Data& right);
    Data compare(const Expr& expr, const Data& left, const Data& right);
    bool contains(const Data& list, const Data& item, const Expr& expr);
    Data filter(const Expr& expr);
    Data test(const Expr& expr);
    Data call(const Expr& expr);
    static bool truth(const Data& value);
    static bool same(const Data& a, const Data& b);

    void fail(const Code& code, const Expr& expr, std::string text,
              std::vector<std::pair<std::string, std::string>> facts = {});
    std::vector<std::string> names_in_scope() const;

    const Page& page_;
    const std::vector<Source>& sources_;
    std::span<const Member> globals_;
    Language language_;
    Arena& arena_;
    std::string& out_;
    std::vector<Member> locals_;
    std::size_t floor_ = 0;  ///< below it a macro's body does not see
    bool in_macro_ = false;
    std::uint32_t chain_ = 0;
    std::size_t depth_ = 0;
};

}  // namespace gongshi::syntax
