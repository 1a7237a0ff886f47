#pragma once
#include <cstddef>
#include <string_view>

namespace gongshi {

/// What a stage may say while it works. The console shows it (a bar on a terminal, plain lines elsewhere); stages never
/// print. Calls may come from any thread.
class Progress {
public:
    virtual ~Progress() = default;
    /// A stage begins; `total` steps are to come (0: not known). `stage` is a stable name: "intake", "pages", …
    virtual void begin(std::string_view stage, std::size_t total) = 0;
    virtual void advance(std::size_t steps = 1) = 0;
};

/// For tests and for callers that do not care.
class Silent final : public Progress {
public:
    void begin(std::string_view, std::size_t) override {}
    void advance(std::size_t) override {}
};

}  // namespace gongshi
