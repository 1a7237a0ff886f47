#include "cli/verbs.h"

#include <array>
#include <cassert>

namespace gongshi {

ExitCode run_verb(const Options& options, Console& console) {
    struct Verb {
        std::string_view name;
        ExitCode (*run)(const Options&, Console&);
    };
    static constexpr std::array verbs = {
        Verb{"init", init_site},          Verb{"check", check},   Verb{"build", build},     Verb{"serve", serve},
        Verb{"template", write_template}, Verb{"status", status}, Verb{"publish", publish}, Verb{"rollback", rollback},
        Verb{"search", search},           Verb{"verify", verify}, Verb{"explain", explain}, Verb{"nightly", nightly},
    };
    for (const Verb& verb : verbs) {
        if (verb.name == options.verb) return verb.run(options, console);
    }
    assert(false && "options know a verb that nobody runs");
    return ExitCode::usage;
}

}  // namespace gongshi
