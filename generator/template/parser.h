#pragma once
#include <optional>
#include <vector>

#include "core/result.h"
#include "template/syntax.h"

namespace gongshi::syntax {

/// Parses one file. The first mistake is the error: those behind it would mostly follow from it.
Result<Unit> parse(const Sources& sources, std::uint32_t file);

}  // namespace gongshi::syntax
