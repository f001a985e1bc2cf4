#!/bin/sh
# Runs the tests of threads under ThreadSanitizer: no race in the tree, and a reported race once a claim is broken.
#
# Needs the component rust-src: the standard library is built with the sanitizer too (else its locks and threads would look like races).
#   tests/tsan.sh [seconds, 10]
set -eu
cd "$(dirname "$0")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}/tsan" MIXMINUS_STRESS_SECONDS="${1:-10}"
export RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=thread" RUST_BACKTRACE=0
target=$(rustc -vV | sed -n 's/^host: //p')
# stress <tree> <options of cargo test>
stress() {
    manifest="$1/Cargo.toml"
    shift
    cargo test -Zbuild-std --quiet --no-default-features --features recorder --target "$target" \
        --manifest-path "$manifest" "$@" -- --nocapture
}
# An earlier run may have left a build of a broken copy, which cargo would mistake for a build of this tree.
cargo clean --quiet --package mixminus --target "$target"
# Races run 100,000 times elsewhere; a tenth is enough here.
MIXMINUS_RACES=10000 stress . --test stress --test stress_media --test ends --test signals_raced --test time_limits

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy" --
sed -i 's/store(false, Ordering::Release)/store(false, Ordering::Relaxed)/' "$copy/src/rt/sync/claim.rs"
if cmp -s src/rt/sync/claim.rs "$copy/src/rt/sync/claim.rs"; then
    echo "NOT PLANTED: a claim that is released without release ordering"
    exit 1
elif MIXMINUS_STRESS_SECONDS=2 stress "$copy" --test stress >"$copy/log" 2>&1; then
    echo "NOT CAUGHT: a claim that is released without release ordering"
    exit 1
elif ! grep -m1 'SUMMARY: ThreadSanitizer: data race' "$copy/log"; then
    cat "$copy/log"
    echo "NOT CAUGHT: it failed, but not by ThreadSanitizer"
    exit 1
fi
echo "caught: a claim that is released without release ordering"
