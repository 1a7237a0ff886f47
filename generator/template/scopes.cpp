#include "template/scopes.h"

#include <algorithm>

namespace gongshi::syntax {

void Scopes::open() { scopes_.emplace_back(); }

std::vector<std::uint32_t> Scopes::close() {
    std::vector<std::uint32_t> unset;
    for (const Symbol& symbol : scopes_.back()) {
        if (symbol.ever_in_branch) unset.push_back(symbol.slot);
    }
    scopes_.pop_back();
    return unset;
}

bool Scopes::is_certain(const Symbol& symbol) const {
    return symbol.branch == 0 || std::find(branches_.begin(), branches_.end(), symbol.branch) != branches_.end();
}

std::uint32_t Scopes::declare(const std::string& name) {
    auto& scope = scopes_.back();
    const std::uint32_t branch = branches_.empty() ? 0 : branches_.back();
    const auto known =
        std::find_if(scope.begin(), scope.end(), [&](const Symbol& symbol) { return symbol.name == name; });
    if (known == scope.end()) {
        scope.push_back({name, next_slot_, branch, branch != 0});
        return next_slot_++;
    }
    if (!is_certain(*known)) known->branch = branch;
    return known->slot;
}

Scopes::Places Scopes::find(const std::string& name) const {
    Places places;
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        for (const Symbol& symbol : *scope) {
            if (symbol.name != name) continue;
            places.slots.push_back(symbol.slot);
            if (!is_certain(symbol)) continue;
            places.certain = true;
            return places;
        }
    }
    return places;
}

std::vector<std::string> Scopes::names() const {
    std::vector<std::string> names;
    for (const auto& scope : scopes_) {
        for (const Symbol& symbol : scope) names.push_back(symbol.name);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace gongshi::syntax
