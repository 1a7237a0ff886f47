#pragma once
#include "cli/config.h"
#include "cli/console.h"
#include "cli/options.h"
#include "publish/publisher.h"

namespace gongshi {

/// One target of a night, or of `publish`: what was done, in words people read.
std::vector<std::string> lines_of(const PublishResult& result, const Target& target, bool dry_run,
                                  const Console& console);

/// The target of that name; Stop `target.unknown`.
const Target& target_called(const Config& config, const std::string& name);

}  // namespace gongshi
