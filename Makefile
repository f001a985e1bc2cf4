# Builds and installs the C library. Rust users need none of this: they depend on the crate.
#
#   make                                  target/release/libmixminus.so and .a; programs that are linked with the former
#                                         run with LD_LIBRARY_PATH=target/release
#   make call                             beside it libmixminus_call.so, the simulated call of the scripts' runners
#                                         (ffi-examples/call); also builds the former if it is not there
#   make bindings                         packages for Python, JavaScript, Ruby, PHP, Groovy and Java in target/bindings
#   make install PREFIX=/usr/local        libraries, headers, pkg-config and CMake files; DESTDIR is honoured. Builds
#                                         only what has changed since, so that root needs no cargo
#   make uninstall PREFIX=/usr/local
#   make deb                              a Debian package in target/debian, by cargo-deb
#
# FEATURES: "recorder" (recordings to WAV files, and prompts from WAV data; the default) or nothing. The library stands on rtrb
# and libc.

PREFIX = /usr/local
INCLUDEDIR = $(PREFIX)/include
LIBDIR = $(PREFIX)/lib
CARGO = cargo
FEATURES = recorder
TARGET_DIR = target

VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
SOVERSION = 0
BUILT = $(TARGET_DIR)/release
SOURCES := Cargo.toml Cargo.lock build.rs $(shell find src -name '*.rs' ! -path 'src/bin/*')
# What is installed: a copy for each choice of features, since any other build of cargo replaces what lies in BUILT.
MADE = $(TARGET_DIR)/c-library/$(if $(FEATURES),$(subst $(SPACE),-,$(FEATURES)),plain)
# What a program needs besides the static library, as rustc --print native-static-libs tells.
SYSTEM_LIBS = -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc
EMPTY :=
SPACE := $(EMPTY) $(EMPTY)

PKGCONFIGDIR = $(LIBDIR)/pkgconfig
CMAKEDIR = $(LIBDIR)/cmake/mixminus
FILLED = sed -e 's|@VERSION@|$(VERSION)|g' -e 's|@SOVERSION@|$(SOVERSION)|g' -e 's|@PREFIX@|$(PREFIX)|g' \
	-e 's|@INCLUDEDIR@|$(INCLUDEDIR)|g' -e 's|@LIBDIR@|$(LIBDIR)|g' -e 's|@SYSTEM_LIBS@|$(SYSTEM_LIBS)|g' \
	-e 's|@SYSTEM_LIBS_LIST@|$(subst $(SPACE),;,$(SYSTEM_LIBS))|g'

CALL := $(wildcard ffi-examples/call/*.c ffi-examples/call/*.h)

.PHONY: all bindings call install uninstall deb

all:
	$(CARGO) build --locked --release --lib --no-default-features --features "$(FEATURES) memory-reserve" --target-dir "$(TARGET_DIR)"
	ln -sf libmixminus.so "$(BUILT)/libmixminus.so.$(SOVERSION)"
	mkdir -p "$(MADE)"
	cp "$(BUILT)/libmixminus.a" "$(BUILT)/libmixminus.so" "$(MADE)"

$(MADE)/libmixminus.so: $(SOURCES)
	$(MAKE) all

call: $(BUILT)/libmixminus_call.so

$(BUILT)/libmixminus_call.so: $(CALL) include/mixminus.h
	[ -e "$(BUILT)/libmixminus.so.$(SOVERSION)" ] || $(MAKE) all
	$(CC) -std=c17 -O2 -Wall -Wextra -fPIC -shared -Iinclude -Wl,-soname,libmixminus_call.so -Wl,-rpath,'$$ORIGIN' \
		-o "$@" $(filter %.c,$^) "$(BUILT)/libmixminus.so"

bindings: call
	python3 ffi-examples/bindings/build.py --libraries "$(BUILT)" --out "$(TARGET_DIR)/bindings"

install: $(MADE)/libmixminus.so
	install -d "$(DESTDIR)$(LIBDIR)" "$(DESTDIR)$(INCLUDEDIR)" "$(DESTDIR)$(PKGCONFIGDIR)" "$(DESTDIR)$(CMAKEDIR)"
	install -m 755 "$(MADE)/libmixminus.so" "$(DESTDIR)$(LIBDIR)/libmixminus.so.$(VERSION)"
	ln -sf libmixminus.so.$(VERSION) "$(DESTDIR)$(LIBDIR)/libmixminus.so.$(SOVERSION)"
	ln -sf libmixminus.so.$(SOVERSION) "$(DESTDIR)$(LIBDIR)/libmixminus.so"
	install -m 644 "$(MADE)/libmixminus.a" "$(DESTDIR)$(LIBDIR)/libmixminus.a"
	install -m 644 include/mixminus.h include/mixminus.hpp "$(DESTDIR)$(INCLUDEDIR)"
	$(FILLED) packaging/mixminus.pc.in > "$(DESTDIR)$(PKGCONFIGDIR)/mixminus.pc"
	$(FILLED) packaging/mixminus-config.cmake.in > "$(DESTDIR)$(CMAKEDIR)/mixminus-config.cmake"
	$(FILLED) packaging/mixminus-config-version.cmake.in > "$(DESTDIR)$(CMAKEDIR)/mixminus-config-version.cmake"
	@[ -n "$(DESTDIR)" ] || ldconfig 2>/dev/null || true

uninstall:
	rm -f "$(DESTDIR)$(LIBDIR)/libmixminus.so" "$(DESTDIR)$(LIBDIR)/libmixminus.so.$(SOVERSION)" \
		"$(DESTDIR)$(LIBDIR)/libmixminus.so.$(VERSION)" "$(DESTDIR)$(LIBDIR)/libmixminus.a" \
		"$(DESTDIR)$(INCLUDEDIR)/mixminus.h" "$(DESTDIR)$(INCLUDEDIR)/mixminus.hpp" \
		"$(DESTDIR)$(PKGCONFIGDIR)/mixminus.pc" "$(DESTDIR)$(CMAKEDIR)/mixminus-config.cmake" \
		"$(DESTDIR)$(CMAKEDIR)/mixminus-config-version.cmake"
	-rmdir "$(DESTDIR)$(CMAKEDIR)"

# cargo-deb packs the tree that `make install` makes.
deb:
	rm -rf target/deb
	$(MAKE) install DESTDIR=target/deb PREFIX=/usr
	$(CARGO) deb --locked --no-build --no-strip
