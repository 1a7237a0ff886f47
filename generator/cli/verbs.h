#pragma once
#include "cli/console.h"
#include "cli/options.h"
#include "core/stop.h"

namespace gongshi {

/// One file a verb; each tells its story from top to bottom and throws Stop when it cannot go on.
ExitCode init_site(const Options& options, Console& console);
ExitCode check(const Options& options, Console& console);
ExitCode build(const Options& options, Console& console);
ExitCode serve(const Options& options, Console& console);
ExitCode write_template(const Options& options, Console& console);
ExitCode search(const Options& options, Console& console);
ExitCode publish(const Options& options, Console& console);
ExitCode rollback(const Options& options, Console& console);
ExitCode verify(const Options& options, Console& console);
ExitCode explain(const Options& options, Console& console);
ExitCode nightly(const Options& options, Console& console);
ExitCode status(const Options& options, Console& console);

ExitCode run_verb(const Options& options, Console& console);

}  // namespace gongshi
