#!/bin/sh
# Every test: unit tests and scenarios with the release build and with AddressSanitizer and UBSan, threads with
# ThreadSanitizer, fuzz targets for a short while, the sample portal in a browser. Ends with ctest's summary.
set -eu
cd "$(dirname "$0")/.."
for preset in release debug asan tsan; do
    cmake --preset $preset > /dev/null
done
ninja -C build/release
ninja -C build/debug gongshi
ninja -C build/asan
ninja -C build/tsan gongshi unit_core unit_release
if [ -f tests/browser/package-lock.json ] && [ tests/browser/package-lock.json -nt tests/browser/node_modules/.package-lock.json ]; then
    (cd tests/browser && npm ci --ignore-scripts --silent)
fi
exec ctest --test-dir build/release --output-on-failure --timeout 300
