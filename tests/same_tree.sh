#!/bin/sh
# The sample portal is the same, byte for byte, at one thread and at eight, and in any folder. same_tree.sh PROGRAM ROOT SCAN
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for threads in 1 8; do
    mkdir -p "$work/a folder $threads"
    cp -r "$2/site-config" "$2/content" "$2/data" "$work/a folder $threads/"
    "$1" --site "$work/a folder $threads" --threads $threads --quiet build --today 2026-11-20 > /dev/null 2>&1 || [ $? -eq 1 ]
done
diff -r "$work/a folder 1/public" "$work/a folder 8/public"
# Its pages are read by the audit as a full HTML5 parser reads them.
"$3" "$work/a folder 1/public"
