#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/diagnostic.h"
#include "dataset/dataset.h"
#include "disclosure/ruling.h"

namespace gongshi {

/// Held-back records, masked numbers and failed checks, counted by what there is to say of them.
class Complaints {
public:
    void add(const Code& code, const std::string& department, const Dataset& dataset, std::int64_t version,
             std::string text = {});

    /// One finding a pile, at the place of its first record, with the first of its records.
    void tell(const std::filesystem::path& registry_file, Diagnostics& findings) const;

    static constexpr std::size_t most_instances = 500;  ///< listed of one pile

private:
    struct Pile {
        const Code* code = nullptr;
        const Dataset* dataset = nullptr;
        std::vector<std::int64_t> versions;
        std::uint64_t count = 0;
        std::string text;
    };
    std::map<std::tuple<std::string, std::string, std::string, std::string>, Pile> piles_;
};

/// What is said of a record that is not shown; nullptr when it is.
const Code* code_for(Reason reason);

/// True when somebody has to do something before the record can be shown: it is not lawfully kept back.
bool wants_work(Reason reason);

}  // namespace gongshi
