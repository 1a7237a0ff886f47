#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace gongshi {

/// A compiled regular expression in RE2's syntax: linear in the length of the text, whatever the text. Immutable;
/// threads may share it.
class Pattern {
public:
    /// The error is RE2's own sentence: "missing ): (a".
    static tl::expected<Pattern, std::string> compile(std::string_view re2);
    /// The same, compiled once a thread (each has a cache of its own: no lock). Only for patterns that were checked when
    /// the configuration was read; one that does not compile matches nothing.
    static const Pattern& cached(std::string_view re2);

    bool matches(std::string_view utf8) const;  ///< the whole text, as Table Schema asks

private:
    struct Compiled;
    explicit Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace gongshi
