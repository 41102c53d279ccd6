#!/bin/sh
# Runs fuzz targets one after the other: ./run.sh SECONDS TARGET …
# The binaries are built before with: cargo +nightly fuzz build -s none
# Logs go to fuzz/artifacts/TARGET.log, what is found to fuzz/artifacts/TARGET-…; a target that found something goes on
# for the seconds that are left.
set -u
cd "$(dirname "$0")" || exit
binaries=${BINARIES:-target/x86_64-unknown-linux-gnu/release}
logs=${LOGS:-artifacts}
seconds=$1
shift
mkdir -p "$logs"
for target in "$@"; do
    mkdir -p "corpus/$target"
    end=$(($(date +%s) + seconds))
    while left=$((end - $(date +%s))); [ "$left" -gt 0 ]; do
        nice -n 19 "$binaries/$target" "corpus/$target" -max_total_time="$left" -rss_limit_mb=2048 -timeout=10 \
            -max_len=4096 -dict=dictionary.txt -artifact_prefix="$logs/$target-" -print_final_stats=1 \
            >>"$logs/$target.log" 2>&1 && break
    done
done
