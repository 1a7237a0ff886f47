#include "cli/codes.h"
#include "cli/verbs.h"
#include "core/disk.h"
#include "core/embedded.h"

namespace gongshi {

/// Writes the starter site the program carries (generator/starter, and the dataset schemas of the sample portal).
ExitCode init_site(const Options& options, Console& console) {
    if (!disk::list_files(options.folder).empty()) {
        throw Stop(ExitCode::usage, Diagnostic(codes::init_folder_not_empty, {}, options.folder.string()));
    }
    std::int64_t files = 0;
    for (const EmbeddedFile& file : embedded_files()) {
        constexpr std::string_view starter = "starter/";
        if (!file.path.starts_with(starter)) continue;
        const std::filesystem::path target = options.folder / file.path.substr(starter.size());
        disk::make_folders(target.parent_path());
        disk::write_file(target, file.bytes, disk::Sync::no);
        ++files;
    }
    Summary summary{.verb = "init", .counts = {{"files", files}}, .lines = {}};
    const std::string folder = options.folder.string();
    summary.lines.push_back(std::string(console.pick("新站点在 ", "the new site is in ")) + folder);
    summary.lines.emplace_back(std::string(console.pick("先改 site-config/site.toml 和 departments.toml，再运行：",
                                                        "edit site-config/site.toml and departments.toml, then run:")));
    summary.lines.emplace_back("    gongshi --site " + folder + " serve");
    console.finish(summary, ExitCode::ok);
    return ExitCode::ok;
}

}  // namespace gongshi
