#include <cstring>

#include "disclosure/discloser.h"
#include "disclosure/packing.h"

namespace gongshi {
namespace {

/// The kinds of a value, as they are packed: the order of Value's alternatives.
enum class Packed : std::uint8_t { missing, text, date, money, integer, decimal, flag, list };

void put_value(Packer& packer, const Value& value) {
    packer.number(value.index());
    if (const auto* text = std::get_if<std::string>(&value)) packer.text(*text);
    if (const auto* date = std::get_if<Date>(&value)) packer.signed_number(date->days());
    if (const auto* money = std::get_if<Money>(&value)) packer.signed_number(money->fen);
    if (const auto* integer = std::get_if<std::int64_t>(&value)) packer.signed_number(*integer);
    if (const auto* decimal = std::get_if<Decimal>(&value))
        packer.signed_number(decimal->unscaled).number(decimal->scale);
    if (const auto* flag = std::get_if<bool>(&value)) packer.number(*flag ? 1 : 0);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        packer.number(list->size());
        for (const std::string& item : *list) packer.text(item);
    }
}

Value take_value(Unpacker& front) {
    switch (Packed(front.number())) {
        case Packed::missing:
            return {};
        case Packed::text:
            return std::string(front.text());
        case Packed::date:
            return Date::from_days(std::int32_t(front.signed_number()));
        case Packed::money:
            return Money{front.signed_number()};
        case Packed::integer:
            return front.signed_number();
        case Packed::decimal: {
            const std::int64_t unscaled = front.signed_number();
            return Decimal{unscaled, std::uint8_t(front.number())};
        }
        case Packed::flag:
            return front.number() != 0;
        case Packed::list: {
            std::vector<std::string> list;
            for (std::uint64_t left = front.number(); left > 0 && front.good(); --left) list.emplace_back(front.text());
            return list;
        }
    }
    front.fail();
    return {};
}

}  // namespace

std::string Discloser::pack(const PublicRecord& record) {
    std::string out;
    Packer packer(out);
    const PublicProvenance& provenance = record.provenance();
    packer.raw(record.digest().view()).text(record.id().text).text(record.department());
    packer.text(provenance.file).signed_number(provenance.as_of.days()).text(provenance.approved_by_office);
    packer.signed_number(provenance.approved_on ? provenance.approved_on->days() : INT32_MIN);
    packer.number(provenance.version).number(record.fields().size());
    for (const PublicRecord::PublicField& one : record.fields()) {
        packer.number(one.field);
        put_value(packer, one.value);
    }
    return out;
}

std::optional<PublicRecord> Discloser::unpack(std::string_view bytes, const Dataset& dataset) {
    Unpacker front(bytes);
    Digest digest;
    const std::string_view kept = front.raw(digest.bytes.size());
    if (!front.good()) return std::nullopt;
    std::memcpy(digest.bytes.data(), kept.data(), kept.size());
    RecordId id;
    id.text = front.text();
    std::string department(front.text());
    PublicProvenance provenance;
    provenance.file = front.text();
    provenance.as_of = Date::from_days(std::int32_t(front.signed_number()));
    provenance.approved_by_office = front.text();
    const auto approved = std::int32_t(front.signed_number());
    if (approved != INT32_MIN) provenance.approved_on = Date::from_days(approved);
    provenance.version = std::uint32_t(front.number());
    std::vector<PublicRecord::PublicField> fields;
    for (std::uint64_t left = front.number(); left > 0 && front.good(); --left) {
        const auto field = std::uint32_t(front.number());
        if (field >= dataset.fields.size()) return std::nullopt;
        fields.push_back({field, take_value(front)});
    }
    if (!front.at_end()) return std::nullopt;
    return PublicRecord(PublicRecord::Key(), dataset, std::move(id), std::move(department), std::move(fields),
                        std::move(provenance), digest);
}

}  // namespace gongshi
