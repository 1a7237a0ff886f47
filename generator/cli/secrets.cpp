#include "cli/secrets.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "core/text_runs.h"
#include "dataset/field_type.h"
#include "disclosure/canary.h"

namespace gongshi {
namespace {

/// Runs of everything public, read when they are first asked for: on most nights they never are.
class PublicRuns {
public:
    PublicRuns(const Disclosure& today, const Config& config) : today_(today), config_(config) {}

    bool is_public(std::uint64_t run) {
        std::call_once(read_, [&] { read(); });
        return std::binary_search(all_.begin(), all_.end(), run);
    }
    bool is_identifier(std::uint64_t run) {
        std::call_once(read_, [&] { read(); });
        return std::binary_search(identifiers_.begin(), identifiers_.end(), run);
    }

private:
    void read() {
        Disclosure::Reader reader(today_);
        for (const DatasetView& view : today_.datasets()) {
            for (const Entry& entry : view.entries) {
                const PublicRecord record = reader.read(view, entry);
                add_public_runs(record, all_);
                add_identifiers(record);
            }
        }
        for (const Department& one : config_.departments.all()) {
            for (const std::string* text : {&one.address, &one.phone, &one.supervision_phone, &one.name}) add(*text);
        }
        add(config_.settings.government.phone);
        add(config_.settings.government.address);
        all_.insert(all_.end(), identifiers_.begin(), identifiers_.end());
        for (auto* list : {&all_, &identifiers_}) std::sort(list->begin(), list->end());
    }

    void add_identifiers(const PublicRecord& record) {
        for (const PublicRecord::PublicField& one : record.fields()) {
            const Field& field = record.dataset().fields[one.field];
            const std::string_view format = field.type->format();
            const bool free = !field.reference && (format == "default" || format == "text" || format == "attachment");
            if (!free) add(field.type->canonical(one.value));
        }
    }
    void add(const std::string& text) {
        each_text_run(text, [&](std::uint64_t run, std::size_t) { identifiers_.push_back(run); });
    }

    const Disclosure& today_;
    const Config& config_;
    std::once_flag read_;
    std::vector<std::uint64_t> all_, identifiers_;
};

}  // namespace

Secrets secrets_of(Registry& registry, const Disclosure& today, const Config& config) {
    std::vector<std::uint64_t> runs;
    registry.each_canary([&](std::string_view hashes) {
        const std::vector<std::uint64_t> some = unpack_canaries(hashes);
        runs.insert(runs.end(), some.begin(), some.end());
    });
    auto known = std::make_shared<PublicRuns>(today, config);
    return {std::move(runs), [known](std::uint64_t run) { return known->is_public(run); },
            [known](std::uint64_t run) { return known->is_identifier(run); }};
}

}  // namespace gongshi
