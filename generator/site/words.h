#pragma once
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/diagnostic.h"
#include "core/digest.h"
#include "core/toml.h"
#include "template/data.h"
#include "template/theme.h"

namespace gongshi {

/// The interface words of one language: i18n/<language>.toml of the theme's layers, an earlier layer's word before a
/// later one's. Templates see them as `t`.
class Words {
public:
    static Words read(std::span<const ThemeLayer> layers, const std::string& language, Diagnostics& findings);

    Data root() const { return root_; }
    std::string_view find(std::string_view path) const;  ///< "list.siblings_period"; the path itself when there is none
    const Digest& digest() const { return digest_; }
    std::vector<std::string> paths() const;  ///< of all words, sorted

private:
    struct Group;
    Data build(const Group& group);
    std::unique_ptr<Arena> arena_ = std::make_unique<Arena>();
    std::vector<std::pair<std::string, std::string>> words_;  ///< path, word; sorted
    Data root_;
    Digest digest_;
};

/// Every word of one language must stand in the other: `words.differ`.
void check_words(const Words& a, const std::string& a_language, const Words& b, const std::string& b_language,
                 Diagnostics& findings);

}  // namespace gongshi
