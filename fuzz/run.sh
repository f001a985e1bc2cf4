#!/bin/sh
# Runs each fuzz target for SECONDS; fails if one finds something. Usage: fuzz/run.sh SECONDS [TARGET...]
# Needs cargo-fuzz (cargo install cargo-fuzz) and a C++ compiler; stable Rust will do.
set -eu

seconds=${1:?"usage: $0 SECONDS [TARGET...]"}
shift
[ $# -gt 0 ] || set -- c_abi dtmf scenario wav
cd "$(dirname "$0")"
# Sanitizers are options of the unstable compiler, which every stable one has inside.
export RUSTC_BOOTSTRAP=1

failed=0
for target; do
    mkdir -p "corpus/$target" "seeds/$target"
    echo "$target: fuzzing for $seconds s"
    log=$(mktemp)
    words=
    [ ! -f "$target.dict" ] || words="-dict=$target.dict"
    # The targets find their way without traced comparisons, and run faster.
    if cargo fuzz run --no-trace-compares "$target" "corpus/$target" "seeds/$target" -- \
        -max_total_time="$seconds" -timeout=20 -max_len=1024 -rss_limit_mb=512 -malloc_limit_mb=64 \
        -print_final_stats=1 $words >"$log" 2>&1; then
        status=passed
    else
        status=FAILED
        failed=1
        tail -n 60 "$log"
    fi
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(sed -n 's/^#[0-9]*.*cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
    echo "$target: $status, ${executions:-0} executions, coverage ${coverage:-0}"
    rm -f "$log"
done
exit "$failed"
