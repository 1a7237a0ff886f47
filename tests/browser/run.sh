#!/bin/sh
# Builds the sample portal in a folder of its own, ten days ago and today (so that what was withdrawn since has left its page), and
# looks at it in a browser. run.sh PROGRAM ROOT
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build() { "$1" --site "$work" --quiet build --today "$2" > /dev/null 2>&1 || [ $? -eq 1 ]; }
cp -r "$2/site-config" "$2/content" "$2/data" "$work/"
rm "$work"/data/inbox/*/corrections.csv
build "$1" 2026-11-10
cp -r "$2/data" "$work/"
build "$1" 2026-11-20
node "$2/tests/browser/run.mjs" "$work/public" "$2/tests/browser/output"
