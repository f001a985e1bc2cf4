//! The binary interface is what `tests/abi/lp64.txt` says: the symbols that the shared library exports, each function's
//! declaration, the size of each struct and the offset of each of its fields, and the value of each constant.
//!
//! A C compiler reads the header; `nm` reads the library. Within one soname lines may come, and structs may grow at
//! their ends; no line may go or change otherwise. `MIXMINUS_BLESS=1 cargo test --test abi` writes the list again.
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

#[path = "support/c_program.rs"]
mod c_program;

use c_program::{Link, c, library};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the header declares, in its order.
#[derive(Debug, Default)]
struct Header {
    constants: Vec<String>,
    /// (name, fields)
    structs: Vec<(String, Vec<String>)>,
    /// (name, declaration)
    functions: Vec<(String, String)>,
}

/// The header without comments and preprocessor lines, and its constants by `#define`.
fn code(header: &str) -> (String, Vec<String>) {
    let (mut code, mut defines, mut in_comment) = (String::new(), Vec::new(), false);
    for line in header.lines() {
        let text = line.split("//").next().unwrap();
        if in_comment || text.trim_start().starts_with("/*") {
            in_comment = !text.contains("*/");
        } else if let Some(define) = text.strip_prefix("#define ") {
            let mut words = define.split_whitespace();
            let name = words.next().unwrap();
            // The guard has no value.
            if words.next().is_some() {
                defines.push(name.to_owned());
            }
        } else if !text.starts_with('#') {
            code.push_str(text);
            code.push(' ');
        }
    }
    (code, defines)
}

/// The name that a field's or function's declaration declares.
fn name_of(declaration: &str) -> String {
    let head = match declaration.split_once("(*") {
        Some((_, pointer)) => pointer.split(')').next().unwrap(),
        None => declaration.split(['(', '[']).next().unwrap(),
    };
    let name = head.trim().rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
    assert!(!name.is_empty(), "{declaration}");
    name.to_owned()
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Header {
    fn read(header: &str) -> Header {
        let (code, constants) = code(header);
        let mut found = Header { constants, ..Header::default() };
        let mut rest = code.trim_start_matches(|c| c != '{').trim_start_matches('{');
        // Declarations that end with ';', or with '}' and ';' if they have a body.
        while let Some(end) = rest.find([';', '{']) {
            let head = collapsed(&rest[..end]);
            if rest.as_bytes()[end] == b';' {
                if head.contains('(') && !head.starts_with("typedef") {
                    found.functions.push((name_of(&head), head));
                }
                rest = &rest[end + 1..];
                continue;
            }
            let close = rest.find('}').unwrap();
            let body = &rest[end + 1..close];
            if head.starts_with("enum") {
                let values = body.split(',').filter(|one| !one.trim().is_empty());
                found.constants.extend(values.map(|one| name_of(one.split('=').next().unwrap())));
            } else {
                let name = head.trim_start_matches("typedef struct ").to_owned();
                let fields = body.split(';').filter(|field| !field.trim().is_empty());
                found.structs.push((name, fields.map(name_of).collect()));
            }
            rest = &rest[close + 1..];
        }
        found
    }

    /// A program that prints sizes, places and values.
    fn program(&self) -> String {
        let mut text = String::from(
            "#include <stddef.h>\n#include <stdio.h>\n#include \"mixminus.h\"\n\nint main(void)\n{\n",
        );
        for name in &self.constants {
            writeln!(text, "    printf(\"constant {name} %lld\\n\", (long long)({name}));").unwrap();
        }
        for (name, fields) in &self.structs {
            writeln!(text, "    printf(\"struct {name} %zu\\n\", sizeof({name}));").unwrap();
            for field in fields {
                writeln!(
                    text,
                    "    printf(\"field {name}.{field} %zu %zu\\n\", offsetof({name}, {field}), \
                     sizeof((({name} *)0)->{field}));"
                )
                .unwrap();
            }
        }
        text.push_str("    return 0;\n}\n");
        text
    }
}

/// The symbols that the shared library exports.
fn exported() -> Vec<String> {
    let output = Command::new("nm")
        .args(["-D", "--defined-only", "--format=posix", &library("libmixminus.so").display().to_string()])
        .output()
        .expect("nm, which comes with the compiler");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn nothing_of_it_has_changed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let header = Header::read(&fs::read_to_string(root.join("include/mixminus.h")).unwrap());
    assert!(header.constants.len() > 50 && header.structs.len() > 20 && header.functions.len() > 60);

    let mut declared: Vec<_> = header.functions.iter().map(|(name, _)| name.clone()).collect();
    let mut symbols = exported();
    declared.sort();
    symbols.sort();
    assert_eq!(symbols, declared, "what the library exports is what the header declares");

    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("abi.c");
    fs::write(&source, header.program()).unwrap();
    let program = c("abi", &[source.display().to_string()], Link::Static);
    let output = Command::new(program).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut now = String::from_utf8(output.stdout).unwrap();
    for (_, declaration) in &header.functions {
        writeln!(now, "function {declaration}").unwrap();
    }

    let list = root.join("tests/abi/lp64.txt");
    if std::env::var_os("MIXMINUS_BLESS").is_some() {
        fs::write(&list, &now).unwrap();
    }
    let listed = fs::read_to_string(&list).unwrap_or_default();
    let gone: Vec<_> = listed.lines().filter(|line| !now.lines().any(|other| other == *line)).collect();
    let new: Vec<_> = now.lines().filter(|line| !listed.lines().any(|other| other == *line)).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "gone or changed: {gone:#?}\nnew: {new:#?}\nIf that is meant: MIXMINUS_BLESS=1 cargo test --test abi"
    );
}
