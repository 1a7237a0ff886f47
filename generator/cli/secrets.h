#pragma once
#include "audit/leaks.h"
#include "cli/config.h"
#include "disclosure/disclosure.h"
#include "registry/registry.h"

namespace gongshi {

/// What the audit must find nowhere: values of internal columns of everything that is shown. What is public anyway is
/// looked up, once, when something is found. `today` and `config` outlive it.
Secrets secrets_of(Registry& registry, const Disclosure& today, const Config& config);

}  // namespace gongshi
