#!/bin/sh
# exactness.sh PROGRAM ROOT EXACTNESS: builds the sample portal and asks it two thousand questions.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$2/site-config" "$2/content" "$2/data" "$work/"
"$1" --site "$work" --quiet build --today 2026-11-20 > /dev/null 2>&1 || [ $? -eq 1 ]
"$3" "$work" 2000 1 "$work/vectors"
node "$2/tests/search/engine.mjs" "$work/public" "$work/vectors" "$2/tests/search/normal_form.jsonl"
node "$2/tests/search/chromium.mjs" "$work/public" "$work/vectors"
