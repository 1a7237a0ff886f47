#!/bin/sh
# Runs fuzz targets on their seeds, each for so many SECONDS or, as `INPUTSx`, for so many inputs, which are then the same ones
# on every machine; what is new is kept only while it runs. An input that breaks a law is left in FOLDER/broken-….
# run.sh FOLDER SECONDS|INPUTSx [TARGET…]: FOLDER holds the programs; all of them when none is named.
set -eu
folder=$1
case $2 in
    *x) bound="-runs=${2%x}" ;;
    *) bound="-max_total_time=$2" ;;
esac
shift 2
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- $(cd "$folder" && ls | grep '_fuzz$')
[ $# -gt 0 ] || { echo "no fuzz targets in $folder"; exit 2; }
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
failed=0
for target in "$@"; do
    rm -rf "$found/$target" && mkdir "$found/$target"
    if "$folder/$target" "$bound" -seed=1 -timeout=20 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
        -artifact_prefix="$folder/broken-$target-" "$found/$target" "$here/corpus/${target%_fuzz}" > "$found/said" 2>&1; then
        echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$found/said") inputs, no law broken"
    else
        tail -40 "$found/said"
        echo "$target: FAILED"
        failed=1
    fi
done
exit $failed
