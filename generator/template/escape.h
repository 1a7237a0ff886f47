#pragma once
#include <string>
#include <string_view>

#include "template/syntax.h"

namespace gongshi::syntax {

/// Appends text as its place in the page demands.
void append_escaped(std::string& out, std::string_view text, Escape escape);

}  // namespace gongshi::syntax
