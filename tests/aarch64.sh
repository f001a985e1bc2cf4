#!/bin/sh
# The kernels and short runs of the engine as aarch64 Linux programs, under qemu's user emulation.
#
# Every instruction and system call is emulated, but the memory of qemu on x86-64 is ordered more strongly than that
# of an aarch64 processor: this proves the arithmetic, not the memory orderings (tests/loom.sh does those).
#
# Needs Debian's gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user (or qemu-user-static), and the component
# rust-src: the standard library is built for the target.
#   tests/aarch64.sh [arguments of cargo test, in place of the tests chosen here]
set -eu
cd "$(dirname "$0")/.."
target=aarch64-unknown-linux-gnu
root=/usr/aarch64-linux-gnu
not_run() {
    echo "NOT RUN: aarch64 ($1 is missing)"
    exit 0
}
command -v aarch64-linux-gnu-gcc >/dev/null || not_run "the cross compiler, gcc-aarch64-linux-gnu,"
[ -e "$root/lib/libc.so.6" ] || not_run "the C library, libc6-dev-arm64-cross,"
qemu=$(command -v qemu-aarch64 || command -v qemu-aarch64-static) || not_run "qemu-user"
[ -d "$(rustc --print sysroot)/lib/rustlib/src" ] || not_run "the component rust-src"

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}/aarch64" RUSTC_BOOTSTRAP=1 RUST_BACKTRACE=0
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER="$qemu -L $root"
export PROPTEST_CASES="${PROPTEST_CASES:-8}"
test_with() {
    cargo test -Zbuild-std --quiet --no-default-features --target "$target" "$@"
}
if [ $# = 0 ]; then
    test_with --lib --test kernels --test exact
    test_with --test determinism -- --nocapture a_wide_scene
else
    test_with "$@"
fi
