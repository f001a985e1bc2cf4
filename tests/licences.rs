//! The Debian package carries the licences of all that is compiled into the C library.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

/// The names after `Files:` in the copyright file.
fn named() -> BTreeSet<String> {
    let text = read("packaging/copyright");
    let files = text.lines().filter_map(|line| line.strip_prefix("Files: "));
    files.flat_map(str::split_whitespace).map(|name| name.replace('-', "_")).collect()
}

fn output(program: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    let output = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect(program);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn each_crate_of_the_library_is_in_the_copyright_file() {
    let tree = "tree --offline --no-default-features --features recorder -e normal --prefix none";
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let tree = output(&cargo, &tree.split(' ').collect::<Vec<_>>());
    let crates = tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| *name != "mixminus");
    let missing: Vec<_> = crates.filter(|name| !named().contains(&name.replace('-', "_"))).collect();
    assert!(tree.contains("rtrb") && missing.is_empty(), "{missing:?}");
}

#[test]
fn each_licence_that_is_named_has_its_text_and_the_package_has_the_file() {
    let text = read("packaging/copyright");
    let stanzas: Vec<&str> = text.split("\n\n").collect();
    let texts: BTreeSet<&str> = stanzas
        .iter()
        .filter(|stanza| !stanza.contains("Files: "))
        .filter_map(|stanza| stanza.strip_prefix("License: ").and_then(|rest| rest.lines().next()))
        .collect();
    for stanza in stanzas.iter().filter(|stanza| stanza.contains("Files: ")) {
        let licence = stanza.lines().find_map(|line| line.strip_prefix("License: ")).expect("a licence");
        for one in licence.split(" or ").flat_map(|part| part.split(" and ")) {
            assert!(texts.contains(one), "{one} has no text");
        }
    }
    assert!(
        read("Cargo.toml").contains(r#"["packaging/copyright", "usr/share/doc/libmixminus-dev/copyright""#)
    );
}

#[test]
fn make_builds_what_the_lock_file_names() {
    let makefile = read("Makefile");
    let cargo_calls: Vec<&str> = makefile.lines().filter(|line| line.starts_with("\t$(CARGO)")).collect();
    assert!(
        cargo_calls.len() >= 2 && cargo_calls.iter().all(|line| line.contains("--locked")),
        "{cargo_calls:?}"
    );
}
