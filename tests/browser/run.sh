#!/bin/sh
# Builds the sample portal in a folder of its own and looks at it in a browser. run.sh PROGRAM ROOT
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$2/site-config" "$2/content" "$2/data" "$work/"
"$1" --site "$work" --quiet build --today 2026-11-20 > /dev/null 2>&1 || [ $? -eq 1 ]
node "$2/tests/browser/run.mjs" "$work/public" "$2/tests/browser/output"
