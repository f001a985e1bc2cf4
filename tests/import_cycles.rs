//! No chain of imports leads from a file of `src` back to it, and no layer imports a higher one.
#![cfg(not(any(lean, loom)))]

#[path = "support/imports.rs"]
mod imports;

use imports::{Edges, imports_of};
use std::collections::BTreeMap;
use std::path::Path;

/// The layers of the library, lowest first: the beginnings of their files' paths, of which the longest counts. A file imports
/// from its own layer or a lower one.
const LAYERS: [&[&str]; 9] = [
    &["units.rs", "error.rs", "handle.rs"],
    &["dsp/"],
    &[
        "rt/conversion.rs",
        "rt/cycle_counter.rs",
        "rt/fixed_vec.rs",
        "rt/frame.rs",
        "rt/index.rs",
        "rt/rates.rs",
        "rt/sync/",
    ],
    &["rt/dtmf/", "rt/message/"],
    &["rt/state/"],
    &["rt/tick/", "rt/host/"],
    &["control/"],
    // Owning handles of the Rust API.
    &["owned/"],
    &["ffi/"],
];

/// One cycle, as a chain of imports; the last is of the first one's file.
fn find_cycle(edges: &Edges) -> Option<Vec<String>> {
    for start in edges.keys() {
        // The shortest way back.
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut next = vec![start.as_str()];
        while !next.is_empty() && !came_from.contains_key(start.as_str()) {
            let mut further = Vec::new();
            for from in next {
                for to in edges.get(from).into_iter().flat_map(BTreeMap::keys) {
                    if !came_from.contains_key(to.as_str()) {
                        came_from.insert(to, from);
                        further.push(to.as_str());
                    }
                }
            }
            next = further;
        }
        if came_from.contains_key(start.as_str()) {
            let mut chain = Vec::new();
            let mut to = start.as_str();
            loop {
                let from = came_from[to];
                chain.push(format!("{} → {to}", edges[from][to]));
                to = from;
                if to == start {
                    chain.reverse();
                    return Some(chain);
                }
            }
        }
    }
    None
}

fn read_src(file: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file)).ok()
}

/// The imports of `src`.
fn edges_of(root: &str) -> Edges {
    let edges = imports_of(root, &read_src);
    assert!(edges.len() > 50, "{root}: {} files", edges.len());
    edges
}

fn check(edges: &Edges) {
    if let Some(chain) = find_cycle(edges) {
        panic!("files import each other in a circle:\n  {}", chain.join("\n  "));
    }
}

#[test]
fn no_file_of_the_library_imports_itself() {
    check(&edges_of("lib.rs"));
}

#[test]
fn no_file_of_the_program_imports_itself() {
    check(&edges_of("bin/mixminus/main.rs"));
}

/// The layer of a file: its place in [`LAYERS`]. The root of the crate is above all.
fn layer(file: &str) -> usize {
    let parts =
        LAYERS.iter().enumerate().flat_map(|(layer, parts)| parts.iter().map(move |part| (layer, part)));
    let own = parts.filter(|(_, part)| file.starts_with(**part)).max_by_key(|(_, part)| part.len());
    own.map_or(LAYERS.len(), |(layer, _)| layer)
}

#[test]
fn no_layer_imports_a_higher_one() {
    let mut wrong = Vec::new();
    for (from, imports) in imports_of("lib.rs", &read_src) {
        let higher = imports.into_iter().filter(|(to, _)| layer(to) > layer(&from));
        wrong.extend(higher.map(|(to, line)| format!("{line} → {to}")));
    }
    assert!(wrong.is_empty(), "imports of a higher layer:\n  {}", wrong.join("\n  "));
}

/// A small tree of files.
fn planted(files: &'static [(&'static str, &'static str)]) -> Edges {
    let read =
        move |file: &str| files.iter().find(|(name, _)| *name == file).map(|(_, text)| (*text).to_string());
    imports_of("lib.rs", &read)
}

#[test]
fn a_cycle_is_found_and_said() {
    let edges = planted(&[
        ("lib.rs", "mod a;\nmod b;\npub use a::low::Low;"),
        ("a/mod.rs", "pub mod low;\npub mod high;"),
        ("a/low.rs", "//! use crate::b;\npub struct Low;\nfn f() {\n    println!(\"{:?}\", crate::b::B);\n}"),
        ("a/high.rs", "use super::low::Low;\npub struct High(Low);"),
        (
            "b.rs",
            "use crate::a::{\n    high::High,\n};\npub struct B(High);\nmacro_rules! m { () => { mod c { use super::*; } } }",
        ),
    ]);
    let chain = find_cycle(&edges).unwrap();
    let expected = [
        "a/high.rs:1: crate::a::low::Low → a/low.rs",
        "a/low.rs:4: crate::b::B → b.rs",
        "b.rs:2: crate::a::high::High → a/high.rs",
    ];
    assert_eq!(chain, expected);
}

#[test]
fn names_are_looked_up_where_they_are_defined() {
    let edges = planted(&[
        ("lib.rs", "mod a;\npub use a::*;"),
        (
            "a/mod.rs",
            "mod x;\nmod y;\nmod z;\npub use x::{One as Two, thing};\npub use z::*;\npub fn own() { y::y() }",
        ),
        ("a/x.rs", "pub struct One;\npub mod thing { pub fn f() {} }"),
        ("a/y.rs", "use super::Two;\npub fn y(_: Two) { super::thing::f(); crate::Three; }"),
        ("a/z.rs", "pub struct Three;"),
    ]);
    let to = |file: &str| edges[file].keys().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(to("a/y.rs"), ["a/x.rs", "a/z.rs"]);
    assert_eq!(to("a/mod.rs"), ["a/x.rs", "a/y.rs", "a/z.rs"]);
    assert_eq!(find_cycle(&edges), None);
}

#[test]
fn what_only_tests_compile_is_left_out() {
    let edges = planted(&[
        (
            "lib.rs",
            "mod a;\n#[cfg(feature = \"f\")]\n#[path = \"c.rs\"]\nmod b;\n#[cfg(not(feature = \"f\"))]\nmod b;",
        ),
        (
            "a.rs",
            "pub struct A;\n#[cfg(test)]\nuse crate::b::B;\n#[cfg(all(test, feature = \"f\"))]\nmod tests { use crate::b::B; }",
        ),
        ("b.rs", "#[cfg(not(test))]\nuse crate::a::A;\npub struct B;"),
        (
            "c.rs",
            "#[cfg(any(test, windows))]\nuse crate::a::A;\npub struct B;\nfn f() {\n #[cfg(test)]\n crate::d();\n}",
        ),
    ]);
    assert_eq!(find_cycle(&edges), None);
    assert!(edges["b.rs"].contains_key("a.rs") && edges["c.rs"].contains_key("a.rs"));
    assert!(edges["a.rs"].is_empty());
}
