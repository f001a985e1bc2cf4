//! `include/mixminus.h` is what the sources say.
//!
//! cbindgen writes the header, one section per file of `src/ffi`. Each section begins with the documentation of its
//! file. `MIXMINUS_BLESS=1 cargo test --test header` writes it again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The files of `src/ffi` that have something for C, in the order of the header.
const SECTIONS: [&str; 24] = [
    "status",
    "handle",
    "config",
    "engine",
    "driver",
    "participant",
    "prompt",
    "play",
    "synthesizer",
    "join",
    "audio",
    "encoding",
    "call_io",
    "conference",
    "blocking_say",
    "signal",
    "room",
    "snapshot",
    "template",
    "dtmf",
    "tap",
    "recording",
    "event",
    "stats",
];

/// The types that carry a pointer or a number from C (`src/ffi/pointer.rs`, `struct_pointer.rs`), each with what it is
/// for C. `T` stands for the first type parameter. cbindgen has no way to write a generic wrapper as what it wraps.
const WRAPPERS: [(&str, &str); 14] = [
    ("EnginePointer", "*mut mixminus_engine"),
    ("SpeechPointer", "*mut mixminus_speech"),
    ("InStruct", "*const T"),
    ("OutStruct", "*mut T"),
    ("NewStruct", "*mut T"),
    ("InElements", "*const T"),
    ("OutElements", "*mut T"),
    ("In", "*const T"),
    ("OutArray", "*mut T"),
    ("OutFrames", "*mut i16"),
    ("Out", "*mut T"),
    ("InOut", "*mut T"),
    ("Length", "usize"),
    ("SizeOf", "usize"),
];

const TOP: &str = "\
#ifndef MIXMINUS_H
#define MIXMINUS_H

/* Written by cbindgen from src/ffi. Do not edit: MIXMINUS_BLESS=1 cargo test --test header writes it again. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern \"C\" {
#endif
";

const BOTTOM: &str = "
#ifdef __cplusplus
} /* extern \"C\" */
#endif

#endif /* MIXMINUS_H */
";

#[test]
fn the_committed_header_is_what_the_sources_say() {
    let path = root().join("include/mixminus.h");
    let fresh = HEADER.as_str();
    if std::env::var_os("MIXMINUS_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, fresh).unwrap();
        return;
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let line = committed.lines().zip(fresh.lines()).take_while(|(old, new)| old == new).count() + 1;
    assert!(
        committed == fresh,
        "include/mixminus.h is stale from line {line} on; MIXMINUS_BLESS=1 cargo test --test header writes it again"
    );
}

/// Every C function is in the header: each file of `src/ffi` that has one is a section.
#[test]
fn no_function_is_left_out() {
    let header = HEADER.as_str();
    let mut functions = 0;
    for entry in fs::read_dir(root().join("src/ffi")).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        for part in source.split("extern \"C\" fn ").skip(1) {
            let name = part.split('(').next().unwrap();
            assert!(header.contains(&format!("{name}(")), "{name} is not in the header");
            functions += 1;
        }
    }
    assert!(functions >= 40, "{functions}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The header as the sources say it, made once.
static HEADER: LazyLock<String> = LazyLock::new(header);

fn header() -> String {
    let mut header = format!("{}\n{TOP}", story(&source("mod")));
    for name in SECTIONS {
        header += &format!("\n{}\n{}", story(&source(name)), section(name));
    }
    header + BOTTOM
}

fn source(name: &str) -> PathBuf {
    root().join(format!("src/ffi/{name}.rs"))
}

/// The documentation of a file, as a C comment. Fenced code is indented instead.
fn story(path: &Path) -> String {
    let mut comment = String::from("/*\n");
    let mut indent = "";
    for line in fs::read_to_string(path).unwrap().lines().map_while(|line| line.strip_prefix("//!")) {
        let text = line.strip_prefix(' ').unwrap_or(line);
        match text {
            "```c" => indent = "    ",
            "```" => indent = "",
            "" => comment += " *\n",
            _ => comment += &format!(" * {indent}{text}\n"),
        }
    }
    comment + " */\n"
}

/// What cbindgen makes of one file, without the frames that it puts around functions: one is around all.
fn section(name: &str) -> String {
    let config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    let plain = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("header-{name}.rs"));
    fs::write(&plain, without_wrappers(&fs::read_to_string(source(name)).unwrap())).unwrap();
    let builder = cbindgen::Builder::new().with_config(config).with_src(&plain);
    let mut text = Vec::new();
    builder.generate().unwrap().write(&mut text);
    fs::remove_file(plain).unwrap();
    without_tags(&String::from_utf8(text).unwrap())
        .replace("#ifdef __cplusplus\nextern \"C\" {\n#endif // __cplusplus\n", "")
        .replace("#ifdef __cplusplus\n}  // extern \"C\"\n#endif  // __cplusplus\n", "")
        .replace("\n\n\n", "\n\n")
        .trim()
        .to_owned()
        + "\n"
}

/// A source in which each wrapper is what it wraps.
fn without_wrappers(source: &str) -> String {
    let mut text = source.to_owned();
    for (wrapper, plain) in WRAPPERS {
        // The type of a parameter or a field.
        let opening = format!(": {wrapper}<");
        let mut from = 0;
        while let Some(at) = text[from..].find(&opening).map(|at| from + at) {
            let inner = at + opening.len();
            let close = inner + closing(&text[inner..]);
            let parameters = &text[inner..close];
            let first = match parameters.split_once(", ") {
                Some((life, rest)) if life.starts_with('\'') => rest,
                _ => parameters,
            };
            let first = first[..comma(first)].to_owned();
            text.replace_range(at..=close, &format!(": {}", plain.replace('T', &first)));
            from = at;
        }
    }
    text
}

/// Where the `>` is that closes what is open at the beginning.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    let closes = |c: char| {
        depth += i32::from(c == '<') - i32::from(c == '>');
        depth < 0
    };
    text.find(closes).unwrap()
}

/// Where the first comma is that is not in angle brackets, else the end.
fn comma(text: &str) -> usize {
    let mut depth = 0;
    let separates = |c: char| {
        depth += i32::from(c == '<') - i32::from(c == '>');
        depth == 0 && c == ','
    };
    text.find(separates).unwrap_or(text.len())
}

/// `struct mixminus_x *` as `mixminus_x *`: the section that defines a type is not the only one that uses it.
fn without_tags(text: &str) -> String {
    let mut pieces = text.split("struct mixminus_");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let name = piece.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let tag = if piece[name.len()..].starts_with(" *") { "" } else { "struct " };
        plain += &format!("{tag}mixminus_{piece}");
    }
    plain
}
