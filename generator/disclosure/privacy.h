#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dataset/dataset.h"
#include "dataset/value.h"
#include "disclosure/party_kind.h"
#include "disclosure/person_name.h"

namespace gongshi {

/// How names are shown in one record, as its rule says.
struct NamePolicy {
    NameForm natural = NameForm::by_length;  ///< of natural persons, wherever they stand in the record
    NameForm trader = NameForm::by_length;   ///< of the owner within a sole trader's shop name; `full` leaves it whole
};

/// Masks what privacy asks for in the values of one record, all of them together: names of natural persons in their own
/// fields (lists of them, titles and remarks beside them) and wherever the same name stands in another published text,
/// however it is written (name_in_text.h); the same for persons whom internal fields name; personal numbers and addresses
/// in every free text. The full name of an organisation stays as it is, there and in every text, also where it
/// holds the name of its head. A head called 方便 is masked in 方便面 too: which it is cannot be told without a risk. Says
/// whether numbers were found.
bool mask_record(const Dataset& dataset, std::vector<Value>& values, const NamePolicy& policy = {});

/// Words about a record that are shown without it, such as why it was taken back: masked like its own texts.
[[nodiscard]] std::string mask_words(const Dataset& dataset, const std::vector<Value>& values, const NamePolicy& policy,
                                     std::string words);

/// True when the party is a natural person under 18 on a day, by an identity number or a date of birth in any field of the record,
/// published or not (行政处罚法 30, 31; 未成年人保护法: nothing that tells who they are).
bool concerns_a_minor(const Dataset& dataset, const std::vector<Value>& values, Date day);

}  // namespace gongshi
