#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace gongshi {

/// The list becomes list[order[0]], list[order[1]], …, without a second list; what `order` does not name falls away. `order` names
/// nothing twice.
template <class T>
void take_in_order(std::vector<T>& list, std::vector<std::uint32_t> order) {
    const std::size_t kept = order.size();
    std::vector<bool> named(list.size());
    for (const std::uint32_t from : order) named[from] = true;
    for (std::uint32_t i = 0; i < list.size(); ++i) {
        if (!named[i]) order.push_back(i);
    }
    for (std::uint32_t first = 0; first < list.size(); ++first) {
        if (order[first] == first) continue;
        T held = std::move(list[first]);
        std::uint32_t to = first;
        while (order[to] != first) {
            list[to] = std::move(list[order[to]]);
            to = std::exchange(order[to], to);
        }
        list[to] = std::move(held);
        order[to] = to;
    }
    list.erase(list.begin() + std::ptrdiff_t(kept), list.end());
}

}  // namespace gongshi
