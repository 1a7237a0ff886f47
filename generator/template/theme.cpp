#include "template/theme.h"

#include <map>

#include "core/disk.h"
#include "core/text.h"
#include "template/codes.h"
#include "template/linker.h"
#include "template/parser.h"
#include "template/renderer.h"

namespace gongshi {

class Template {
public:
    Template(std::unique_ptr<syntax::Program> program_, const syntax::Sources& sources_, const syntax::Chains& chains_)
        : program(std::move(program_)), sources(sources_), chains(chains_) {}
    std::unique_ptr<syntax::Program> program;
    const syntax::Sources& sources;
    const syntax::Chains& chains;
};

struct Theme::State {
    syntax::Sources sources;
    std::map<std::string, syntax::Unit> units;
    syntax::Linker linker{sources, units};
    std::map<std::string, std::unique_ptr<Template>, std::less<>> templates;

    void add_source(std::string name, std::string shown, std::string text) {
        if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
        syntax::Source source{std::move(name), std::move(shown), {}, std::move(text)};
        for (std::string_view line : split(source.text, '\n'))
            source.lines.emplace_back(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
        sources.push_back(std::move(source));
    }

    void compile(Diagnostics& findings) {
        Diagnostics mistakes;
        for (std::uint32_t i = 0; i < sources.size(); ++i) {
            Result<syntax::Unit> unit = syntax::parse(sources, i);
            if (unit) {
                units.emplace(sources[i].name, std::move(*unit));
            } else {
                mistakes.add(unit.error());
            }
        }
        // A file that does not parse would be missing everywhere it is named.
        if (mistakes.empty()) linker.check_imports(mistakes);
        if (mistakes.empty()) link(mistakes);
        if (!mistakes.empty()) templates.clear();
        findings.append(mistakes.take_sorted());
    }

    void link(Diagnostics& mistakes) {
        for (const auto& [name, unit] : units) {
            // Files in folders are parts of pages (macros, includes): what is wrong with them shows where they are used.
            const bool page = name.find('/') == std::string::npos;
            if (page)
                templates.emplace(name,
                                  std::make_unique<Template>(linker.link(name, mistakes), sources, linker.chains()));
        }
    }
};

Theme::Theme(std::unique_ptr<State> state) : state_(std::move(state)) {}
Theme::Theme(Theme&&) noexcept = default;
Theme& Theme::operator=(Theme&&) noexcept = default;
Theme::~Theme() = default;

Theme Theme::load(std::span<const ThemeLayer> layers, Diagnostics& findings) {
    auto state = std::make_unique<State>();
    std::map<std::string, std::pair<std::filesystem::path, std::string>> files;
    for (const ThemeLayer& layer : layers) {
        for (const disk::Entry& entry : disk::list_files(layer.folder / "templates")) {
            if (entry.path.ends_with(".html"))
                files.emplace(entry.path, std::pair(layer.folder / "templates" / entry.path,
                                                    layer.shown + "/templates/" + entry.path));
        }
    }
    for (auto& [name, file] : files) {
        if (std::optional<std::string> text = disk::read_file(file.first))
            state->add_source(name, file.second, std::move(*text));
    }
    state->compile(findings);
    return Theme(std::move(state));
}

Theme Theme::from_texts(std::span<const std::pair<std::string, std::string>> named_texts, Diagnostics& findings) {
    auto state = std::make_unique<State>();
    for (const auto& [name, text] : named_texts) state->add_source(name, name, text);
    state->compile(findings);
    return Theme(std::move(state));
}

const Template* Theme::find(std::string_view name) const {
    const auto found = state_->templates.find(name);
    return found == state_->templates.end() ? nullptr : found->second.get();
}

Digest Theme::digest_of(std::string_view name) const {
    const Template* found = find(name);
    return found == nullptr ? Digest{} : found->program->digest;
}

std::vector<std::string> Theme::names() const {
    std::vector<std::string> names;
    for (const auto& [name, page] : state_->templates) names.push_back(name);
    return names;
}

Result<void> render(const Template& page, std::span<const Member> globals, Language language, Arena& arena,
                    std::string& out) {
    syntax::Renderer renderer(*page.program, page.sources, page.chains, globals, language, arena, out);
    renderer.run();
    if (renderer.failure) return Failure(std::move(*renderer.failure));
    return {};
}

}  // namespace gongshi
