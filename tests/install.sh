#!/bin/sh
# Installs the library and builds the C host against the installed tree, as a user would: by pkg-config, shared and static,
# and by CMake's find_package, also from a tree that was moved. Then uninstalls it, and nothing is left.
#
# Needs make, pkg-config and cmake.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/usr

fail() {
    echo "$*" >&2
    exit 1
}

run() {
    "$@" >"$scratch/said" 2>&1 || {
        cat "$scratch/said"
        fail "$* has failed"
    }
}

# The copyright file names each crate of the standard library that a program may contain. Tests, procedural macros and other
# builds of it are for the rest.
for crate in "$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')"/lib/lib*.rlib; do
    name=$(basename "$crate" | sed 's/^lib\(.*\)-[0-9a-f]*\.rlib$/\1/; s/^rustc_std_workspace_//')
    case $name in
    test | getopts | proc_macro | panic_abort | profiler_builtins | sysroot | rustc_literal_escaper) ;;
    *) grep -q "^Files:.*\b$name\b" packaging/copyright || fail "packaging/copyright does not name $name" ;;
    esac
done

make -s
# Another build of cargo's may lie there by now; what was made is installed nevertheless.
rm target/release/libmixminus.so
echo "of another build" >target/release/libmixminus.so
# As root, whose PATH has no cargo.
run env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin make -s install PREFIX="$prefix" CARGO=no-cargo
rm target/release/libmixminus.so
readelf -d "$prefix/lib/libmixminus.so" | grep -q 'soname: \[libmixminus.so.0\]' || fail "no soname"
readelf -d "$prefix/lib/libmixminus.so" | grep -q NODELETE || fail "may be unloaded"

export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
test "$(pkg-config --modversion mixminus)" = "$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"

# Words are meant to be split here.
# shellcheck disable=SC2046
cc -o "$scratch/shared" ffi-examples/c/pbx.c $(pkg-config --cflags --libs mixminus) -lpthread
run env LD_LIBRARY_PATH="$prefix/lib" "$scratch/shared"
# As docs/abi.md has it.
# shellcheck disable=SC2046
cc -o "$scratch/static" ffi-examples/c/pbx.c $(pkg-config --cflags mixminus) \
    "$(pkg-config --variable=libdir mixminus)/libmixminus.a" -lgcc_s -lutil -lrt -lpthread -lm -ldl
! readelf -d "$scratch/static" | grep -q 'NEEDED.*mixminus' || fail "static, and needs the shared library"
run "$scratch/static"

# A consumer's project, with the version that it asks for.
consumer() {
    cat <<END
cmake_minimum_required(VERSION 3.13)
project(consumer C CXX)
find_package(mixminus $1 REQUIRED)
add_executable(shared "$root/ffi-examples/c/pbx.c")
target_link_libraries(shared mixminus::mixminus pthread)
add_executable(static "$root/ffi-examples/c/pbx.c")
target_link_libraries(static mixminus::static)
add_executable(plus "$root/ffi-examples/cpp/pbx.cpp")
target_compile_features(plus PRIVATE cxx_std_17)
target_link_libraries(plus mixminus::mixminus pthread)
END
}

mkdir -p "$scratch/moved" "$scratch/consumer"
mv "$prefix" "$scratch/moved/prefix"
consumer 0.1 >"$scratch/consumer/CMakeLists.txt"
run cmake -S "$scratch/consumer" -B "$scratch/build" -DCMAKE_PREFIX_PATH="$scratch/moved/prefix"
run cmake --build "$scratch/build"
for program in shared static plus; do
    run "$scratch/build/$program"
done
for version in 0.0 0.2 1; do
    consumer $version >"$scratch/consumer/CMakeLists.txt"
    ! cmake -S "$scratch/consumer" -B "$scratch/build-$version" -DCMAKE_PREFIX_PATH="$scratch/moved/prefix" \
        >/dev/null 2>&1 || fail "taken for version $version"
done
mv "$scratch/moved/prefix" "$prefix"

make -s uninstall PREFIX="$prefix"
left=$(find "$prefix" ! -type d)
test -z "$left" || fail "left behind: $left"
echo "installed, built against, moved, uninstalled"
