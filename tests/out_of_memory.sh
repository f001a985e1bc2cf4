#!/bin/sh
# Runs tests/c/memory.c against the C library as `make` builds it: each allocation of each call refused, and calls without
# end under a limit of the process. Needs a C compiler and glibc.
set -eu
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

make -s
cc -std=gnu99 -g -O1 -Wall -Wextra -Werror -Iinclude -o "$scratch/memory" tests/c/memory.c target/release/libmixminus.a \
    -lgcc_s -lutil -lrt -lpthread -lm -ldl
mkdir "$scratch/files"
RUST_BACKTRACE=0 "$scratch/memory" "$scratch/files"
