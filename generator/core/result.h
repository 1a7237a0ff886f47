#pragma once
#include <tl/expected.hpp>

#include "core/diagnostic.h"

namespace gongshi {

/// A `T`, or the finding that says why not. For data, whose badness is business as usual; a run that cannot go on
/// throws Stop, and a bug is an assert.
template <class T>
using Result = tl::expected<T, Diagnostic>;

/// `return Failure(Diagnostic{…})` from a function that gives a Result.
using Failure = tl::unexpected<Diagnostic>;

}  // namespace gongshi
