#pragma once
#include <chrono>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/options.h"
#include "core/diagnostic.h"
#include "core/progress.h"
#include "core/stop.h"

namespace gongshi {

/// The last lines of a run, as facts: `--json` prints them as they are, people get sentences in their language.
struct Summary {
    std::string verb;
    std::vector<std::pair<std::string, std::int64_t>> counts;  ///< stable names, e.g. {"rows_accepted", 125}
    std::vector<std::string> lines;                            ///< what a tired person reads
};

/// The only thing that knows the terminal, the language and --json. Findings and progress go to standard error, results
/// (the summary, a template, JSON lines) to standard output.
class Console final : public Progress {
public:
    explicit Console(const Options& options);
    ~Console() override;

    /// Shows findings (sorted already): notes only when --verbose; repeated floods are the stages' business.
    void show(const std::vector<Diagnostic>& findings);
    /// Shows a run that could not go on.
    void show(const Stop& stop);
    void finish(const Summary& summary, ExitCode exit_code);
    /// Raw output of a verb (a template, a help text).
    void write(std::string_view text);
    /// One line for people; nothing with --quiet or --json.
    void say(std::string_view line);
    /// Picks the sentence for the reader's language.
    std::string_view pick(std::string_view zh, std::string_view en) const {
        return language_ == Language::zh ? zh : en;
    }

    void begin(std::string_view stage, std::size_t total) override;
    void advance(std::size_t steps) override;
    /// Ends the bar and, with --timings, the last stage's clock.
    void end_stage();

private:
    void draw_bar();
    void clear_bar();

    Language language_;
    bool json_, bar_, timings_;
    Options::Talk talk_;
    std::mutex mutex_;  // `advance` comes from workers; the rest is called by the main thread alone
    std::string stage_;
    std::size_t total_ = 0, done_ = 0;
    bool bar_shown_ = false;
    std::chrono::steady_clock::time_point stage_began_, bar_drawn_;
    std::clock_t stage_clock_ = 0;  ///< of all threads
};

}  // namespace gongshi
