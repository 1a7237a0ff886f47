#include "site/words.h"

#include <algorithm>
#include <map>

#include "core/disk.h"
#include "site/codes.h"

namespace gongshi {
namespace {

void collect(TomlTable table, const std::string& prefix, std::map<std::string, std::string>& words) {
    for (const std::string& key : table.keys()) {
        if (table.is_table(key)) {
            collect(table.table(key), prefix + key + ".", words);
        } else {
            words.emplace(prefix + key, table.text(key));
        }
    }
}

}  // namespace

struct Words::Group {
    std::map<std::string, std::string> words;
    std::map<std::string, Group> groups;
};

Words Words::read(std::span<const ThemeLayer> layers, const std::string& language, Diagnostics& findings) {
    std::map<std::string, std::string> found;
    for (const ThemeLayer& layer : layers) {
        const std::optional<std::string> text = disk::read_file(layer.folder / "i18n" / (language + ".toml"));
        if (!text) continue;
        TomlDocument document = TomlDocument::parse(*text, layer.shown + "/i18n/" + language + ".toml");
        collect(document.root(), "", found);
        findings.append(document.take_findings());
    }
    Words words;
    words.words_.assign(found.begin(), found.end());
    Group root;
    Sha256 hasher;
    for (const auto& [path, word] : words.words_) {
        hasher.field(path).field(word);
        Group* group = &root;
        std::size_t begin = 0;
        for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
            group = &group->groups[path.substr(begin, dot - begin)];
            begin = dot + 1;
        }
        group->words[path.substr(begin)] = word;
    }
    words.root_ = words.build(root);
    words.digest_ = hasher.finish();
    return words;
}

Data Words::build(const Group& group) {
    std::vector<Member> members;
    for (const auto& [name, word] : group.words)
        members.push_back({Key(arena_->copy(name)), Data::text_in(*arena_, word)});
    for (const auto& [name, inner] : group.groups) members.push_back({Key(arena_->copy(name)), build(inner)});
    return Data::object_in(*arena_, std::span<const Member>(members));
}

std::string_view Words::find(std::string_view path) const {
    const auto found = std::lower_bound(words_.begin(), words_.end(), path,
                                        [](const auto& one, std::string_view wanted) { return one.first < wanted; });
    return found != words_.end() && found->first == path ? std::string_view(found->second) : path;
}

std::vector<std::string> Words::paths() const {
    std::vector<std::string> list;
    for (const auto& [path, word] : words_) list.push_back(path);
    return list;
}

void check_words(const Words& a, const std::string& a_language, const Words& b, const std::string& b_language,
                 Diagnostics& findings) {
    const std::vector<std::string> left = a.paths(), right = b.paths();
    std::vector<std::string> only;
    const auto tell = [&](const std::string& language) {
        for (const std::string& path : only) {
            Place place;
            place.file = "i18n/" + language + ".toml";
            findings.add(Diagnostic(codes::words_differ, place, path));
        }
        only.clear();
    };
    std::set_difference(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(only));
    tell(b_language);
    std::set_difference(right.begin(), right.end(), left.begin(), left.end(), std::back_inserter(only));
    tell(a_language);
}

}  // namespace gongshi
