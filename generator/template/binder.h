#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "template/program.h"
#include "template/scopes.h"

namespace gongshi::syntax {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// Turns expressions into formulas: names become slots, filters and macros what is run, arguments stand in the order of
/// the parameters. Mistakes are told through `refuse`; the formula is then not to be used.
class Binder {
public:
    struct Place {
        const Scopes& scopes;
        std::vector<Key>* globals;                                     ///< null: in a macro, which sees none
        std::function<const Function*(const Expr& call)> function_of;  ///< null from it: told
        std::function<void(const Code&, const Expr&, std::string text, Facts)> refuse;
    };
    explicit Binder(Place place) : place_(std::move(place)) {}

    Formula bind(const Expr& expr) { return bind(expr, false); }

    /// Arguments in the order of the macro's parameters.
    Formula bind_call(const Expr& expr, const Function* function);

private:
    /// `forgiving`: a name that does not exist is no mistake here.
    Formula bind(const Expr& expr, bool forgiving);
    Formula variable(const Expr& expr, bool forgiving);
    Formula member(const Expr& expr, bool forgiving);
    Formula filter(const Expr& expr);
    Formula test(const Expr& expr);
    Formula cycle(const Expr& expr);
    bool is_loop(const Expr& expr) const;
    void bind_arguments(const Expr& expr, const FilterInfo& filter, FormulaParts& parts);
    void refuse_arguments(const Expr& expr, Said reason);
    std::uint32_t global(const Key& key);

    Place place_;
};

}  // namespace gongshi::syntax
