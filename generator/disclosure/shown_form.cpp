#include "disclosure/shown_form.h"

#include <cstring>

#include "disclosure/packing.h"

namespace gongshi {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::string>>;

void put_pairs(Packer& packer, const Pairs& list) {
    packer.number(list.size());
    for (const auto& [field, text] : list) packer.number(field).text(text);
}

Pairs take_pairs(Unpacker& front) {
    Pairs list;
    for (std::uint64_t left = front.number(); left > 0 && front.good(); --left) {
        const auto field = std::uint32_t(front.number());
        list.emplace_back(field, front.text());
    }
    return list;
}

}  // namespace

std::string pack(const ShownForm& form) {
    std::string out;
    Packer packer(out);
    packer.number(std::uint64_t(form.reason)).number(form.numbers_masked ? 1 : 0).raw(form.digest.view());
    packer.signed_number(form.date).text(form.party_code);
    put_pairs(packer, form.facets);
    put_pairs(packer, form.references);
    packer.number(form.names.size());
    for (const std::string& name : form.names) packer.text(name);
    return out;
}

std::optional<ShownForm> unpack(std::string_view bytes) {
    Unpacker front(bytes);
    ShownForm form;
    const std::uint64_t reason = front.number();
    if (reason > std::uint64_t(Reason::later)) return std::nullopt;
    form.reason = Reason(reason);
    form.numbers_masked = front.number() != 0;
    const std::string_view digest = front.raw(form.digest.bytes.size());
    if (!front.good()) return std::nullopt;
    std::memcpy(form.digest.bytes.data(), digest.data(), digest.size());
    form.date = std::int32_t(front.signed_number());
    form.party_code = front.text();
    form.facets = take_pairs(front);
    form.references = take_pairs(front);
    for (std::uint64_t left = front.number(); left > 0 && front.good(); --left) form.names.emplace_back(front.text());
    if (!front.at_end()) return std::nullopt;
    return form;
}

}  // namespace gongshi
