#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "cli/preview_server.h"
#include "cli/verbs.h"
#include "core/digest.h"
#include "core/disk.h"

namespace gongshi {
namespace {

volatile std::sig_atomic_t interrupted = 0;

/// Names, sizes and times of everything a build reads: differs when any input was touched.
Digest look_at_inputs(const std::filesystem::path& site) {
    Sha256 seen;
    for (const char* folder : {"site-config", "content", "data", "themes"}) {
        for (const disk::Entry& entry : disk::list_files(site / folder)) {
            struct stat facts {};
            ::stat((site / folder / entry.path).c_str(), &facts);
            seen.field(folder).field(entry.path).number(std::int64_t(facts.st_size));
            seen.number(facts.st_mtim.tv_sec).number(facts.st_mtim.tv_nsec);
        }
    }
    return seen.finish();
}

/// A build that cannot go on is shown, and the preview waits for the next edit.
void rebuild(const Options& options, Console& console) {
    try {
        build(options, console);
    } catch (const Stop& stop) {
        console.show(stop);
        if (stop.exit_code() == ExitCode::locked) throw;
    }
}

}  // namespace

ExitCode serve(const Options& options, Console& console) {
    std::signal(SIGINT, [](int) { interrupted = 1; });
    std::signal(SIGTERM, [](int) { interrupted = 1; });
    Digest seen = look_at_inputs(options.site);
    rebuild(options, console);
    PreviewServer server(options.site / "public", options.port);
    const std::string address = "http://127.0.0.1:" + std::to_string(server.port()) + "/";
    console.say(std::string(console.pick("预览：", "preview: ")) + address +
                std::string(console.pick("  （Ctrl+C 结束）", "  (Ctrl+C ends it)")));
    while (interrupted == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        const Digest now = look_at_inputs(options.site);
        if (now == seen) continue;
        seen = now;
        rebuild(options, console);
        server.announce();
    }
    return ExitCode::ok;
}

}  // namespace gongshi
