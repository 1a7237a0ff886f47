#!/bin/sh
# Builds the sample portal twice with a given program (one with sanitizers, or the plain one) in a folder of its own, and holds
# the second build to writing nothing. sample_with.sh PROGRAM ROOT
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$2/site-config" "$2/content" "$2/data" "$work/"
for round in 1 2; do
    code=0
    "$1" --site "$work" --json build --today 2026-11-20 > "$work/out" 2> "$work/errors" || code=$?
    # 1: some input was refused, as the file of mistakes must be.
    if [ "$code" -ne 1 ]; then cat "$work/errors"; tail -3 "$work/out"; echo "exit code $code"; exit 1; fi
done
grep -q '"files_written":0,"files_removed":0' "$work/out" || { echo "a build of the same wrote something"; exit 1; }
