//! The C of README and docs compiles, and what is a whole program runs.
//!
//! A fragment is put into a function, after `tests/c/snippets.h`, which declares what a host would have.
#![cfg(target_os = "linux")]

#[path = "support/c_program.rs"]
mod c_program;

use c_program::{Link, c, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = docs.filter(|path| path.extension().is_some_and(|kind| kind == "md")).collect();
    pages.push(root().join("README.md"));
    pages.sort();
    pages
}

/// Each block of C of a page, with the line that it begins at.
fn blocks(page: &str) -> Vec<(usize, String)> {
    let (mut blocks, mut open) = (Vec::new(), None);
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line) {
            (None, "```c") => open = Some((at + 2, String::new())),
            (Some(_), "```") => blocks.extend(open.take()),
            (Some((_, text)), _) => {
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    assert!(open.is_none(), "a block has no end");
    blocks
}

fn is_program(block: &str) -> bool {
    block.contains("int main(")
}

#[test]
fn fragments_compile() {
    if Command::new("gcc").arg("--version").output().is_err() {
        println!("gcc is not here: fragments are not compiled");
        return;
    }
    let mut count = 0;
    for page in pages() {
        for (line, block) in blocks(&fs::read_to_string(&page).unwrap()) {
            if is_program(&block) {
                continue;
            }
            count += 1;
            let text = format!(
                "#include \"{}\"\nvoid snippet(void);\nvoid snippet(void)\n{{\n#line {line} \"{}\"\n{block}}}\n",
                root().join("tests/c/snippets.h").display(),
                page.display(),
            );
            let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snippet.c");
            fs::write(&source, text).unwrap();
            // Functions within functions are gcc's own.
            let output = Command::new("gcc")
                .args(["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I"])
                .arg(root().join("include"))
                .arg(&source)
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    assert!(count > 5);
}

#[test]
fn programs_run() {
    let mut count = 0;
    for page in pages() {
        for (_, block) in blocks(&fs::read_to_string(&page).unwrap()) {
            if is_program(&block) {
                let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("program{count}.c"));
                fs::write(&source, block).unwrap();
                let program = c(&format!("program{count}"), &[source.display().to_string()], Link::Static);
                run(&program, &["" as &str; 0]);
                count += 1;
            }
        }
    }
    assert!(count > 0);
}

/// The anchor of each heading of a page, as GitHub makes them.
fn anchors(page: &str) -> Vec<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let kept = |c: char| c.is_alphanumeric() || " -_".contains(c);
    headings
        .map(|line| line.trim_start_matches('#').trim().to_lowercase())
        .map(|title| title.chars().filter(|&c| kept(c)).collect::<String>().replace(' ', "-"))
        .collect()
}

/// Each link of the pages to a file of the repository leads to one, and to a heading of it if it names one.
#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    let others = [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "benches/dtmf/README.md",
        "benches/rivals/README.md",
        "demo/README.md",
        "ffi-examples/c/README.md",
        "ffi-examples/cpp/README.md",
        "fuzz/README.md",
    ];
    for page in pages().into_iter().chain(others.map(|name| root().join(name))) {
        let text = fs::read_to_string(&page).unwrap();
        for part in text.split("](").skip(1) {
            let (link, _) = part.split_once(')').unwrap();
            if link.contains("://") {
                continue;
            }
            count += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            assert!(target.exists(), "{}: {link}", page.display());
            if !anchor.is_empty() {
                let headings = anchors(&fs::read_to_string(&target).unwrap());
                assert!(headings.iter().any(|heading| heading == anchor), "{}: {link}", page.display());
            }
        }
    }
    assert!(count > 20);
}

/// Each file or folder that ARCHITECTURE.md names is there: from the root, from `src`, or beside the one named before it.
#[test]
fn the_map_names_what_is_there() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut beside = root().to_path_buf();
    let mut count = 0;
    for name in map.split('`').skip(1).step_by(2) {
        let is_path = [".rs", ".sh", ".md", ".c", ".h", ".hpp", "/"].iter().any(|end| name.ends_with(end));
        if !is_path || name.contains([' ', '*']) {
            continue;
        }
        let places = [root().to_path_buf(), root().join("src"), beside.clone()];
        let found = places.iter().map(|place| place.join(name)).find(|path| path.exists());
        let path = found.unwrap_or_else(|| panic!("ARCHITECTURE.md names {name}, which is not there"));
        beside = if path.is_dir() { path } else { path.parent().unwrap().to_path_buf() };
        count += 1;
    }
    assert!(count > 50, "{count}");
}
