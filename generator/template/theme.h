#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/result.h"
#include "core/wording.h"
#include "template/data.h"

namespace gongshi {

/// A compiled template with everything it extends, includes and imports. Immutable; threads share it.
class Template;

/// One folder a theme's files may come from.
struct ThemeLayer {
    std::filesystem::path folder;  ///< holds templates/, assets/, i18n/
    std::string shown;             ///< how the folder is called in messages
};

/// The templates of a theme: all compiled, or none. Immutable.
class Theme {
public:
    /// Compiles every `templates/**.html` of the layers; a file in an earlier layer hides the same path in a later one.
    /// All mistakes (`template.*`, with file, line, column, source line, include chain, nearest name) go to `findings`.
    static Theme load(std::span<const ThemeLayer> layers, Diagnostics& findings);

    /// From texts, for tests and fuzzing.
    static Theme from_texts(std::span<const std::pair<std::string, std::string>> named_texts, Diagnostics& findings);

    const Template* find(std::string_view name) const;  ///< nullptr when there is none
    Digest digest_of(std::string_view name) const;      ///< of the template and all it is made of
    std::vector<std::string> names() const;             ///< sorted

    Theme(Theme&&) noexcept;
    Theme& operator=(Theme&&) noexcept;
    ~Theme();

private:
    struct State;
    explicit Theme(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Appends the page to `out`. `globals` are the template's variables; `arena` gives scratch memory and is not reset.
/// `language` decides how filters write dates, amounts and numbers. An undefined variable, a wrong type or a loop without end
/// is an error with place and include chain, never an empty string; `out` is then unspecified.
Result<void> render(const Template& page, std::span<const Member> globals, Language language, Arena& arena,
                    std::string& out);

}  // namespace gongshi
