#include "dataset/pattern.h"

#include <re2/re2.h>

#include <map>

namespace gongshi {

struct Pattern::Compiled {
    explicit Compiled(std::string_view text) : expression(re2::StringPiece(text.data(), text.size()), RE2::Quiet) {}
    RE2 expression;
};

tl::expected<Pattern, std::string> Pattern::compile(std::string_view re2) {
    auto compiled = std::make_shared<const Compiled>(re2);
    if (!compiled->expression.ok()) return tl::unexpected<std::string>(compiled->expression.error());
    return Pattern(std::move(compiled));
}

const Pattern& Pattern::cached(std::string_view re2) {
    static thread_local std::map<std::string, Pattern, std::less<>> cache;
    const auto found = cache.find(re2);
    if (found != cache.end()) return found->second;
    return cache.emplace(std::string(re2), Pattern(std::make_shared<const Compiled>(re2))).first->second;
}

bool Pattern::matches(std::string_view utf8) const {
    return compiled_->expression.ok() &&
           RE2::FullMatch(re2::StringPiece(utf8.data(), utf8.size()), compiled_->expression);
}

}  // namespace gongshi
