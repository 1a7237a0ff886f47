#include "disclosure/shown_form.h"

#include <cstring>

namespace gongshi {
namespace {

void put(std::string& out, std::uint32_t number) {
    for (; number >= 128; number >>= 7) out += char(number | 128);
    out += char(number);
}

void put(std::string& out, std::string_view text) {
    put(out, std::uint32_t(text.size()));
    out += text;
}

/// Takes what `put` wrote off the front; `good` turns false, and stays so, when there is too little.
struct Front {
    std::string_view bytes;
    bool good = true;

    std::string_view take(std::size_t count) {
        if (count > bytes.size()) {
            good = false;
            count = 0;
        }
        const std::string_view taken = bytes.substr(0, count);
        bytes.remove_prefix(count);
        return taken;
    }
    std::uint32_t number() {
        std::uint32_t number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            const std::string_view byte = take(1);
            if (byte.empty()) return 0;
            number |= std::uint32_t(byte[0] & 127) << shift;
            if ((byte[0] & 128) == 0) return number;
        }
        good = false;
        return 0;
    }
    std::string text() { return std::string(take(number())); }
    std::vector<std::pair<std::uint32_t, std::string>> pairs() {
        std::vector<std::pair<std::uint32_t, std::string>> list;
        for (std::uint32_t left = number(); left > 0 && good; --left) {
            const std::uint32_t field = number();
            list.emplace_back(field, text());
        }
        return list;
    }
};

void put_pairs(std::string& out, const std::vector<std::pair<std::uint32_t, std::string>>& list) {
    put(out, std::uint32_t(list.size()));
    for (const auto& [field, text] : list) {
        put(out, field);
        put(out, text);
    }
}

}  // namespace

std::string pack(const ShownForm& form) {
    std::string out;
    out += char(form.reason);
    out += char(form.numbers_masked);
    out += form.digest.view();
    put(out, std::uint32_t(form.date));
    put(out, form.party_code);
    put_pairs(out, form.facets);
    put_pairs(out, form.references);
    put(out, std::uint32_t(form.names.size()));
    for (const std::string& name : form.names) put(out, name);
    return out;
}

std::optional<ShownForm> unpack(std::string_view bytes) {
    Front front{bytes};
    ShownForm form;
    const std::string_view head = front.take(2), digest = front.take(form.digest.bytes.size());
    if (!front.good || std::uint8_t(head[0]) > std::uint8_t(Reason::later)) return std::nullopt;
    form.reason = Reason(head[0]);
    form.numbers_masked = head[1] != 0;
    std::memcpy(form.digest.bytes.data(), digest.data(), digest.size());
    form.date = std::int32_t(front.number());
    form.party_code = front.text();
    form.facets = front.pairs();
    form.references = front.pairs();
    for (std::uint32_t left = front.number(); left > 0 && front.good; --left) form.names.push_back(front.text());
    if (!front.good || !front.bytes.empty()) return std::nullopt;
    return form;
}

}  // namespace gongshi
