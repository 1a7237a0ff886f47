#!/bin/sh
# Every test. Unit tests run plainly, with AddressSanitizer and UBSan (in the build that the fuzz targets need anyway), and (where
# threads are) with ThreadSanitizer; the sample
# portal is built with both sanitizers; then scenarios, crashes, simulated nights, fuzz targets for a short while, and the
# sample portal in a browser. Ends with ctest's summary.
set -eu
cd "$(dirname "$0")/.."
for preset in release tsan fuzz; do
    cmake --preset $preset -DGONGSHI_TESTS=ON > build-configure.log 2>&1 || { cat build-configure.log; exit 1; }
done
rm -f build-configure.log
ninja --quiet -C build/release
ninja --quiet -C build/tsan gongshi unit_core unit_release
ninja --quiet -C build/fuzz gongshi units fuzzers
if [ ! -d tests/browser/node_modules ] || [ tests/browser/package-lock.json -nt tests/browser/node_modules ]; then
    (cd tests/browser && npm ci --ignore-scripts --silent && touch node_modules)
fi
# Tests make and drop thousands of small trees, which takes disks longer than the tests: they go to memory where there is enough.
free_kilobytes=$(df --output=avail /dev/shm 2> /dev/null | tail -1)
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "${free_kilobytes:-0}" -gt 6000000 ]; then export TMPDIR=/dev/shm; fi
exec ctest --test-dir build/release --output-on-failure --timeout 1800 --parallel $((2 * $(nproc) + 1))
