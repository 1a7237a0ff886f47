#include <csignal>

#include "cli/console.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "core/stop.h"

int main(int argc, char** argv) {
    using namespace gongshi;
    std::signal(SIGPIPE, SIG_IGN);
    Usage usage;
    const std::optional<Options> options = parse_options(argc, argv, usage);
    if (!options) {
        std::fputs(usage.text.c_str(), usage.exit_code == 0 ? stdout : stderr);
        return usage.exit_code;
    }
    Console console(*options);
    try {
        return static_cast<int>(run_verb(*options, console));
    } catch (const Stop& stop) {  // a run that cannot go on ends here
        console.show(stop);
        return static_cast<int>(stop.exit_code());
    }
}
