#pragma once
#include <string>
#include <string_view>

#include "template/syntax.h"

namespace gongshi::syntax {

/// Appends text as its place in the page demands.
void append_escaped(std::string& out, std::string_view text, Escape escape);

/// Appends the text of HTML that is safe by construction, for an attribute or a title: tags left out, entities kept.
void append_without_tags(std::string& out, std::string_view html);

}  // namespace gongshi::syntax
