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

void put_texts(Packer& packer, const std::vector<std::string>& list) {
    packer.number(list.size());
    for (const std::string& text : list) packer.text(text);
}

std::vector<std::string> take_texts(Unpacker& front) {
    std::vector<std::string> list;
    for (std::uint64_t left = front.number(); left > 0 && front.good(); --left) list.emplace_back(front.text());
    return list;
}

}  // namespace

std::string pack(const ShownForm& form) {
    std::string out;
    Packer packer(out);
    packer.number(std::uint64_t(form.reason));
    packer.number((form.numbers_masked ? 1 : 0) | (form.unknown_year ? 2 : 0) | (form.major_in_doubt ? 4 : 0) |
                  (form.uncapped ? 8 : 0) | (form.person_as_firm ? 16 : 0));
    for (const std::uint16_t rule : form.rules.rules) packer.number(rule);
    packer.signed_number(form.deadline).signed_number(form.expiry).signed_number(form.own_end);
    packer.signed_number(form.withdrawn_on);
    put_texts(packer, form.kinds);
    packer.signed_number(form.fen).text(form.why);
    packer.raw(form.digest.view()).raw(form.sha256.view()).raw(form.sm3.view());
    packer.signed_number(form.valid_from).signed_number(form.valid_until);
    packer.signed_number(form.date).number(std::uint64_t(form.yearly_cap));
    put_texts(packer, form.act_classes);
    packer.text(form.region).text(form.party_code).text(form.party_name);
    put_pairs(packer, form.facets);
    put_pairs(packer, form.references);
    put_texts(packer, form.names);
    return out;
}

std::optional<ShownForm> unpack(std::string_view bytes) {
    Unpacker front(bytes);
    ShownForm form;
    const std::uint64_t reason = front.number();
    if (reason > std::uint64_t(last_reason)) return std::nullopt;
    form.reason = Reason(reason);
    const std::uint64_t flags = front.number();
    form.numbers_masked = (flags & 1) != 0;
    form.unknown_year = (flags & 2) != 0;
    form.major_in_doubt = (flags & 4) != 0;
    form.uncapped = (flags & 8) != 0;
    form.person_as_firm = (flags & 16) != 0;
    for (std::uint16_t& rule : form.rules.rules) rule = std::uint16_t(front.number());
    form.deadline = std::int32_t(front.signed_number());
    form.expiry = std::int32_t(front.signed_number());
    form.own_end = std::int32_t(front.signed_number());
    form.withdrawn_on = std::int32_t(front.signed_number());
    form.kinds = take_texts(front);
    form.fen = front.signed_number();
    form.why = front.text();
    for (Digest* digest : {&form.digest, &form.sha256, &form.sm3}) {
        const std::string_view kept = front.raw(digest->bytes.size());
        if (!front.good()) return std::nullopt;
        std::memcpy(digest->bytes.data(), kept.data(), kept.size());
    }
    form.valid_from = std::int32_t(front.signed_number());
    form.valid_until = std::int32_t(front.signed_number());
    form.date = std::int32_t(front.signed_number());
    form.yearly_cap = int(front.number());
    form.act_classes = take_texts(front);
    form.region = front.text();
    form.party_code = front.text();
    form.party_name = front.text();
    form.facets = take_pairs(front);
    form.references = take_pairs(front);
    form.names = take_texts(front);
    if (!front.at_end()) return std::nullopt;
    return form;
}

}  // namespace gongshi
