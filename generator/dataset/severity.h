#pragma once
#include <span>

#include "core/diagnostic.h"
#include "dataset/dataset.h"

namespace gongshi {

/// How bad a finding about this field is: what its schema says (`disclosure.severity`), else what the code says.
Severity severity_for(const Code& code, const Field& field);

/// May a schema give the code this severity? A note may become a warning; a warning anything; a refusal stays one,
/// because what is refused is wrong. The exception is `code.unknown`: lists of codes grow faster than schemas.
bool may_become(const Code& code, Severity severity);

/// The codes of this folder about cells, for schemas that name them.
std::span<const Code> cell_codes();

}  // namespace gongshi
