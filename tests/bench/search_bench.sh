#!/bin/sh
# What a search costs a citizen at so many decisions (search_bench.mjs). search_bench.sh PROGRAM RECORDS
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v chromium > /dev/null || ! command -v node > /dev/null; then
    echo "*** NOT MEASURED: searching needs chromium and nodejs (make test installs them)"
    exit 0
fi
[ -d "$here/../browser/node_modules" ] || (cd "$here/../browser" && npm ci --ignore-scripts --silent)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/../../site-config" "$here/../../content" "$work/"
python3 -B "$here/corpus.py" "$work" "$2"
"$1" --site "$work" --quiet build --today 2026-11-20 > /dev/null 2>&1
node "$here/search_bench.mjs" "$work/public"
