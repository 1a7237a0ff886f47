#!/bin/sh
# format.sh ROOT [-i]: every source is as clang-format writes it (.clang-format); with -i it becomes so.
set -eu
cd "$1"
find generator tests -name node_modules -prune -o \( -name '*.cpp' -o -name '*.h' \) -print |
  xargs clang-format ${2:---dry-run -Werror}
