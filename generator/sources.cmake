# Every source of gongshi_lib, floor by floor from the ground up.
set(GONGSHI_SOURCES
  core/date.cpp
  core/diagnostic.cpp
  core/digest.cpp
  core/disk.cpp
  core/json.cpp
  core/parallel.cpp
  core/text.cpp
  core/toml.cpp
  core/wording.cpp
  audit/audit.cpp
  audit/html_scan.cpp
  audit/leaks.cpp
  audit/links.cpp
)
