#!/bin/sh
# Plants each kind of violation of the real-time rules into a copy of the tree, and fails unless the check for it
# catches it. The same copy without a violation has to pass each check.
#
#   tests/planted.sh
#
# RTSAN_LIB_PATH names the RealtimeSanitizer library; by default the one of the Rust toolchain.
set -eu
cd "$(dirname "$0")/.."
# Most of the time goes into building, not into running: so no optimization.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}/planted" RUST_BACKTRACE=0 CARGO_PROFILE_DEV_OPT_LEVEL=0
RTSAN_LIB_PATH="${RTSAN_LIB_PATH:-$(rustc --print sysroot)/lib/rustlib/x86_64-unknown-linux-gnu/lib/librustc-stable_rt.rtsan.a}"
flags="--quiet --no-default-features"

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy" --
cd "$copy"
cp tests/planted/violations.rs src/rt/planted.rs
sed -i 's/^pub mod tick;/mod planted;\n&/' src/rt/mod.rs
# plant <stage> <file> <line>: the stage violates the rules just before this line of the file.
plant() {
    sed -i "s/^ *$3/crate::rt::planted::violate(b'$1'); &/" "src/rt/$2"
    [ "$(grep -c 'planted::violate' "src/rt/$2")" = 1 ] || { echo "NOT PLANTED: src/rt/$2"; exit 1; }
}
plant m tick/room.rs 'let summed = '
plant p state/play_node.rs 'self.begun = true;'
plant t tick/feed_taps.rs 'let speaks = '
plant e tick/expire.rs 'let tick = state.tick;'
# Removes what the planted tests do not need, to build less.
sed -i '/dev-dependencies\]/,/^$/ { /^cbindgen\|^criterion\|^proptest/ d }' Cargo.toml
rm -rf benches examples
sed -i '/^\[\[bench\]\]/,/^$/ d; /^\[\[example\]\]/,/^$/ d' Cargo.toml
find tests -maxdepth 1 -name '*.rs' ! -name realtime.rs -delete
failed=0

report() {
    if [ "$1" = 0 ]; then
        echo "caught: $2"
    else
        echo "NOT CAUGHT: $2"
        failed=1
    fi
}

echo "clippy"
cp src/control/audio.rs audio.unplanted
sed -i 's/^ *self.inner.shared.write(.*/drop(vec![0_i16; 160]); &/' src/control/audio.rs
cargo clippy $flags --lib --message-format short 2>clippy.log || true
cp audio.unplanted src/control/audio.rs
grep -q '^src/control/audio.rs:.*error' clippy.log && report 0 "an allocation in an audio call of the engine" ||
    report 1 "an allocation in an audio call of the engine"
grep -n '// clippy$' src/rt/planted.rs | while IFS=: read -r line text; do
    grep -q "^src/rt/planted.rs:$line:.*error" clippy.log || echo "$line:$text"
done >missed
[ ! -s missed ] && report 0 "every line that breaks a rule of clippy.toml" || { cat missed clippy.log; report 1 "these lines"; }
if grep -q 'error' clippy.log && grep 'error' clippy.log | grep '^src/' | grep -vq '^src/rt/planted.rs\|^src/control/audio.rs'; then
    cat clippy.log
    report 1 "errors elsewhere, so clippy proves nothing"
fi

# passes <test>: without a violation the test passes.
passes() {
    if ! MIXMINUS_PLANTED=- "$test" --exact "$1" >log 2>&1; then
        cat log
        echo "FAILED without a violation: $1"
        failed=1
    fi
}
# caught <letter> <test> <words> <violation>: with this violation the test fails, and its output contains these words.
caught() {
    if MIXMINUS_PLANTED="$1" "$test" --exact "$2" --nocapture >log 2>&1; then
        if grep -q 'NOT RUN' log; then echo "NOT RUN: $4"; else report 1 "$4: $2 passed"; fi
    elif grep -q "$3" log; then
        report 0 "$4: $(grep -m1 "$3" log)"
    else
        cat log
        report 1 "$4: $2 failed, but not with '$3'"
    fi
}
# Builds the test binary of the copy with these flags.
build() {
    test=$(cargo test $flags "$@" --test realtime --no-run --message-format json |
        sed -n 's/.*"executable":"\([^"]*realtime-[^"]*\)".*/\1/p')
    [ -x "$test" ]
}

echo "counters, page faults, strace"
build
export MIXMINUS_TRACED_ROUNDS=50
allocates=a_random_life_allocates_nothing
asks=a_random_life_asks_the_system_nothing
faults=a_small_room_faults_no_page_in
passes $allocates
passes $asks
passes $faults
for violation in "a an allocation" "v a vector" "s a formatted sentence"; do
    caught "${violation%% *}" $allocates 'allocations and frees' "${violation#* }"
done
caught p $allocates 'EngineStopped' "a panic"
caught i $allocates 'EngineStopped' "an index out of bounds"
caught w $asks 'clock_nanosleep(' "a wait"
caught k $asks 'futex(' "a park"
caught y $asks 'getppid(' "a system call"
caught f $faults '[1-9][0-9]* page faults' "a page that is faulted in"
for stage in "p plays" "t taps" "e the ends of sessions"; do
    caught "a${stage%% *}" $allocates 'allocations and frees' "an allocation in ${stage#* }"
    caught "d${stage%% *}" $asks '/dev/null' "a file in ${stage#* }"
done

echo "RealtimeSanitizer"
if [ ! -e "$RTSAN_LIB_PATH" ]; then
    echo "NOT RUN: no $RTSAN_LIB_PATH"
    exit $failed
fi
export RTSAN_ENABLE=1 RTSAN_LIB_PATH
build --features rtsan
passes $allocates
for violation in "a an allocation" "v a vector" "s a formatted sentence" "o output" "k a park"; do
    caught "${violation%% *}" $allocates 'Intercepted call to real-time unsafe function' "${violation#* }"
done
for stage in "p plays" "t taps" "e the ends of sessions"; do
    caught "x${stage%% *}" $allocates 'function `pthread_mutex_lock`' "a lock in ${stage#* }"
    caught "d${stage%% *}" $allocates 'function `open`' "a file in ${stage#* }"
done
exit $failed
