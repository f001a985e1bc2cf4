//! docs/scenarios.md says what the parser of scenarios does: every field, with its type, default and range, and its examples run.
#![cfg(all(unix, feature = "cli"))]

#[path = "../src/bin/mixminus/scenario/file/mod.rs"]
#[allow(dead_code)]
mod file;
#[path = "../src/bin/mixminus/network/impairments.rs"]
#[allow(dead_code)]
mod impairments;
/// What the parser takes from the program.
mod network {
    pub(crate) use crate::impairments;
}
#[path = "support/render.rs"]
mod render;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use file::script::Script;
use file::{Mistake, Sound};
use render::{put, rendered, scratch};

/// A row of a table of the page.
#[derive(Debug)]
struct Row {
    section: Section,
    field: String,
    /// Of an action: `call`, `room`. Of an option: the actions that it belongs to.
    of: Vec<String>,
    kind: String,
    default: String,
    range: String,
}

/// Where a field stands in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    File,
    Engine,
    Prompt,
    Room,
    Call,
    Impairments,
    Step,
    Conference,
    Event,
    EventAction,
    EventOption,
}

use Section::{
    Call, Conference, Engine, Event, EventAction, EventOption, File, Impairments, Prompt, Room, Step,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(root().join("docs/scenarios.md")).unwrap()
}

/// The words of a cell between backticks.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The text of a cell that is one word between backticks.
fn literal(cell: &str) -> Option<&str> {
    let inner = cell.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.contains('`')).then_some(inner)
}

/// The section of a heading and of the first column's name below it.
fn section(heading: &str, first_column: &str) -> Option<Section> {
    Some(match (heading, first_column) {
        ("The file", _) => File,
        ("`[engine]`", _) => Engine,
        ("`[[prompt]]`", _) => Prompt,
        ("`[[room]]`", _) => Room,
        ("`[[call]]`", _) => Call,
        ("`impairments`", _) => Impairments,
        ("Steps", _) => Step,
        ("`conference`", _) => Conference,
        ("`[[event]]`", "field") => Event,
        ("`[[event]]`", "action") => EventAction,
        ("`[[event]]`", "option") => EventOption,
        _ => return None,
    })
}

/// All rows of the page's tables of fields.
fn rows() -> Vec<Row> {
    let page = page();
    let (mut heading, mut columns, mut rows) = ("", Vec::new(), Vec::new());
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            heading = title;
        }
        let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix('|')) else {
            if !line.starts_with('|') {
                columns.clear();
            }
            continue;
        };
        let cells: Vec<&str> = cells.split('|').map(str::trim).collect();
        if columns.is_empty() {
            columns = cells;
            continue;
        }
        let cell = |name: &str| {
            let column = columns.iter().position(|column| *column == name);
            column.map_or("", |column| cells[column])
        };
        let section = section(heading, columns[0]).expect(heading);
        let of = match section {
            EventAction => cell("of").split(", ").map(str::to_owned).collect(),
            EventOption => quoted(cell("with")),
            _ => Vec::new(),
        };
        rows.push(Row {
            section,
            field: literal(cells[0]).expect("a field stands between backticks").to_owned(),
            of,
            kind: cell("type").to_owned(),
            default: cell("default").to_owned(),
            range: cell("range").to_owned(),
        });
    }
    rows
}

/// A scenario in which `line` stands in `section`, beside what must stand there.
fn scenario(section: Section, field: &str, of: &str, line: &str) -> String {
    let (tune, call) = ("[[prompt]]\nname = \"tune\"\nfile = \"t.wav\"\n", "[[call]]\nname = \"a\"\n");
    // The line in question stands for a required field of the same name.
    let with = |required: &[&str]| -> String {
        let name = |line: &str| line.split(' ').next() == Some(field);
        let others = required.iter().filter(|line| !name(line)).map(|line| format!("{line}\n"));
        others.collect::<String>() + line + "\n"
    };
    match section {
        File if ["prompt", "call"].contains(&field) => format!("{line}\n"),
        File => format!("{line}\n{tune}{call}"),
        Engine => format!("[engine]\n{}{tune}{call}", with(&[])),
        Prompt => format!("{call}[[prompt]]\n{}", with(&["name = \"b\"", "file = \"b.wav\""])),
        Room => format!("{tune}{call}[[room]]\n{}", with(&["id = \"1\""])),
        Call => format!("{tune}[[call]]\n{}", with(&["name = \"b\""])),
        Impairments => format!("{tune}{call}[call.impairments]\n{}", with(&[])),
        Step => format!("{tune}{call}[[call.do]]\n{}", with(&[])),
        Conference => {
            format!("{tune}{call}[[call.do]]\n[call.do.conference]\n{}", with(&["id = \"1\""]))
        }
        Event => {
            let about = match field {
                "room" | "account" | "environment" => ["room = \"1\"", "close = true"],
                _ => ["call = \"a\"", "mute = true"],
            };
            format!("{tune}{call}[[event]]\n{}", with(&["at = 0.0", about[0], about[1]]))
        }
        EventAction => {
            let about = if of == "room" { "room = \"1\"" } else { "call = \"a\"" };
            format!("{tune}{call}[[event]]\n{}", with(&["at = 0.0", about]))
        }
        EventOption => {
            let action = if of == "hold" { "hold = true".to_owned() } else { format!("{of} = \"5\"") };
            format!("{tune}{call}[[event]]\n{}", with(&["at = 0.0", "call = \"a\"", &action]))
        }
    }
}

impl Row {
    fn first_of(&self) -> &str {
        self.of.first().map_or("", |of| of)
    }

    fn scenario(&self, line: &str) -> String {
        scenario(self.section, &self.field, self.first_of(), line)
    }

    fn with(&self, value: &str) -> Result<Script, Mistake> {
        parse(&self.scenario(&format!("{} = {value}", self.field)))
    }

    fn takes(&self, value: &str) {
        if let Err(mistake) = self.with(value) {
            panic!("{self:?}\nthe page allows {value:.80}, the parser says: {mistake}");
        }
    }

    /// A value must be refused, at its own line.
    fn refuses(&self, value: &str) {
        let text = self.scenario(&format!("{} = {value}", self.field));
        let Err(mistake) = parse(&text) else {
            panic!("{self:?}\nthe page does not allow {value:.80}, the parser does");
        };
        let line = text.lines().nth(mistake.line - 1).unwrap_or("");
        assert!(
            line.starts_with(&self.field),
            "{self:?}\n{value:.80} was refused for another reason: {mistake}"
        );
    }
}

fn parse(text: &str) -> Result<Script, Mistake> {
    let sound = |_: &str| Ok(Sound { samples: vec![1], rate_hz: 8000 });
    file::parse(text.as_bytes(), usize::MAX, &sound)
}

/// A scenario as the parser understands it, in words.
fn understood(text: &str) -> String {
    format!("{:?}", parse(text).unwrap_or_else(|mistake| panic!("{mistake}\n{text}")))
}

/// The names that the parser lists where a field is unknown.
fn known_to_the_parser(section: Section) -> BTreeSet<String> {
    let mistake = parse(&scenario(section, "", "", "no_such_field = 1")).unwrap_err();
    let (unknown, known) = mistake.message.split_once(", expected").expect(&mistake.message);
    assert_eq!(unknown, "unknown field `no_such_field`");
    quoted(known).into_iter().collect()
}

#[test]
fn the_page_has_the_fields_of_the_parser() {
    let rows = rows();
    for section in [File, Engine, Prompt, Room, Call, Impairments, Step, Conference, Event] {
        let sections = match section {
            Event => vec![Event, EventAction, EventOption],
            section => vec![section],
        };
        let listed: Vec<&str> =
            rows.iter().filter(|row| sections.contains(&row.section)).map(|row| row.field.as_str()).collect();
        let on_page: BTreeSet<String> = listed.iter().map(|field| (*field).to_owned()).collect();
        assert_eq!(listed.len(), on_page.len(), "{section:?}: a field has two rows");
        let known = known_to_the_parser(section);
        let missing: Vec<_> = known.difference(&on_page).collect();
        let invented: Vec<_> = on_page.difference(&known).collect();
        assert!(
            missing.is_empty() && invented.is_empty(),
            "{section:?}: docs/scenarios.md lacks {missing:?}, and has {invented:?}, which the parser does not know"
        );
    }
}

#[test]
fn the_page_has_the_types_of_the_parser() {
    for row in rows() {
        let expected = match row.kind.as_str() {
            "integer" => "expected u32",
            "number" => "expected f64",
            "text" => "expected a string",
            "text or texts" => "expected a string or an array of strings",
            "boolean" => "expected a boolean",
            "table" => "expected struct",
            "tables" | "steps" => "expected a sequence",
            other => panic!("{row:?}: no type {other:?}"),
        };
        let wrong = if row.kind == "boolean" { "5" } else { "true" };
        let mistake = row.with(wrong).unwrap_err();
        let (_, said) = mistake.message.rsplit_once(", ").unwrap_or(("", &mistake.message));
        let is_same = if row.kind == "table" { said.starts_with(expected) } else { said == expected };
        assert!(is_same, "{row:?}\n{mistake}");
        if row.kind == "boolean" {
            row.takes("true");
            row.takes("false");
        }
    }
}

#[test]
fn the_page_has_the_defaults_of_the_parser() {
    let mut count = 0;
    for row in rows() {
        if row.default == "required" {
            let mistake = parse(&row.scenario("")).unwrap_err();
            assert_eq!(mistake.message, format!("missing field `{}`", row.field), "{row:?}");
        } else if row.default.is_empty() {
            let is_one_of_many = [Step, Event, EventAction].contains(&row.section);
            let is_plain = ["integer", "number", "boolean"].contains(&row.kind.as_str());
            assert!(is_one_of_many || !is_plain, "{row:?}: has no default");
        } else {
            let without = understood(&row.scenario(""));
            let same_as = row.default.strip_prefix("the value of ").and_then(literal);
            if let Some(default) = literal(&row.default) {
                let with = understood(&row.scenario(&format!("{} = {default}", row.field)));
                assert_eq!(without, with, "{row:?}");
            } else if let Some(other) = same_as {
                let [alone, both] = ["", &format!("\n{} = 3.0", row.field)]
                    .map(|more| understood(&row.scenario(&format!("{other} = 3.0{more}"))));
                assert_eq!(alone, both, "{row:?}");
            }
            count += 1;
        }
    }
    assert!(count > 25, "{count}");
}

/// The value of a row that is so long: bytes, digits or names.
fn of_length(row: &Row, what: &str, length: i64) -> String {
    let length = length as usize;
    match what {
        "names" => format!("[{}]", vec!["\"x\""; length].join(", ")),
        "DTMF digits" => format!("\"{}\"", "5".repeat(length)),
        _ if what.starts_with("bytes") => format!("\"{}\"", "x".repeat(length)),
        _ => panic!("{row:?}: no range of {what:?}"),
    }
}

/// Values that a row allows, and values that it does not.
fn by_range(row: &Row) -> (Vec<String>, Vec<String>) {
    let texts = |values: &[&str]| values.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>();
    let numbers = |values: &[i64]| values.iter().map(i64::to_string).collect::<Vec<_>>();
    let ends: Vec<i64> = quoted(&row.range).iter().filter_map(|end| end.parse().ok()).collect();
    match (row.range.as_str(), row.kind.as_str(), &ends[..]) {
        ("", "integer" | "number", _) => panic!("{row:?}: a number has a range"),
        ("", "text", _) => (texts(&["", &"x".repeat(300)]), vec![]),
        ("" | "at least one", _, _) => (vec![], vec![]),
        ("a sound", _, _) => (texts(&["beep", "tune"]), texts(&["no such"])),
        ("one DTMF digit", _, _) => (texts(&["5", "#"]), texts(&["", "55", "x"])),
        ("the name of a `[[call]]`", _, _) => (texts(&["a"]), texts(&["no such"])),
        ("not empty, not `\"beep\"`", _, _) => (texts(&["x"]), texts(&["", "beep"])),
        (range, "text", []) if range.starts_with("`\"") => (quoted(range), texts(&["", "no such"])),
        (range, "integer", [low, high]) if range.contains(" to ") => {
            (numbers(&[*low, *high]), numbers(&[low - 1, high + 1]))
        }
        (_, "number", [low, high]) => {
            let beyond = [*low as f64 - 0.01, *high as f64 + 0.01];
            (numbers(&[*low, *high]), beyond.map(|value| format!("{value:.2}")).into())
        }
        (_, "integer", values @ [first, .., last]) => {
            let between = values.windows(2).map(|pair| (pair[0] + pair[1]) / 2);
            (numbers(values), numbers(&between.chain([first - 1, last + 1]).collect::<Vec<_>>()))
        }
        (range, _, [low, high]) => {
            let what = range.split('`').nth(4).unwrap().trim();
            let of = |lengths: &[i64]| lengths.iter().map(|&length| of_length(row, what, length)).collect();
            let shorter = if *low > 0 { vec![low - 1, high + 1] } else { vec![high + 1] };
            (of(&[*low, *high]), of(&shorter))
        }
        _ => panic!("{row:?}: no such range"),
    }
}

#[test]
fn the_page_has_the_ranges_of_the_parser() {
    for row in rows() {
        let (allowed, refused) = by_range(&row);
        allowed.iter().for_each(|value| row.takes(value));
        refused.iter().for_each(|value| row.refuses(value));
    }
    assert!(parse("").is_err(), "a scenario has a call");
}

#[test]
fn actions_and_options_belong_where_the_page_says() {
    for row in rows() {
        let value = match row.kind.as_str() {
            "boolean" => "true",
            "integer" if row.range.contains("`16000`") => "16000",
            "integer" => "40",
            "number" => "-20.0",
            _ if row.range.contains("digit") => "\"5\"",
            _ if row.range == "a sound" => "\"tune\"",
            _ => "\"x\"",
        };
        let line = format!("{} = {value}", row.field);
        match row.section {
            EventAction => {
                for of in ["call", "room"] {
                    let is_taken = parse(&scenario(EventAction, &row.field, of, &line)).is_ok();
                    assert_eq!(is_taken, row.of.iter().any(|listed| listed == of), "{row:?}: with a {of}");
                }
            }
            EventOption => {
                for action in ["dtmf", "inject_dtmf", "send_dtmf", "hold"] {
                    let [with, without] =
                        [line.as_str(), ""].map(|line| understood(&scenario(EventOption, "", action, line)));
                    let is_listed = row.of.iter().any(|listed| listed == action);
                    assert_eq!(with != without, is_listed, "{row:?}: with {action}");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn the_examples_run() {
    let page = page();
    let examples = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let mut count = 0;
    for example in examples {
        let dir = scratch(&format!("scenarios-page-{count}"));
        for entry in fs::read_dir(root().join("demo")).unwrap() {
            let entry = entry.unwrap();
            symlink(entry.path(), dir.join(entry.file_name())).unwrap();
        }
        put(&dir, "example.toml", example.as_bytes());
        rendered(&dir, "example.toml --out out");
        let events = fs::read_to_string(dir.join("out/events.jsonl")).unwrap();
        assert!(events.contains("\"terminator\"") && !events.contains("\"refused\""), "{events}");
        count += 1;
    }
    assert!(count > 0);
}
