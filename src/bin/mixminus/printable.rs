//! Escapes names for printing: nothing in a file's name controls the terminal.

use std::ffi::OsStr;
use std::fmt::Write as _;

/// A name for people: control characters and what reverses the direction of text as Rust escapes them, bytes that are
/// no UTF-8 as `\xff`.
pub fn printable(name: impl AsRef<OsStr>) -> String {
    let mut text = String::new();
    for chunk in name.as_ref().as_encoded_bytes().utf8_chunks() {
        text.push_str(&escaped(chunk.valid(), is_unprintable));
        // Writing to a string does not fail.
        chunk.invalid().iter().for_each(|byte| _ = write!(text, "\\x{byte:02x}"));
    }
    text
}

/// A message of one line or more: the same, but for line breaks.
pub fn printable_lines(text: &str) -> String {
    escaped(text, |letter| letter != '\n' && is_unprintable(letter))
}

/// JSON, in which what [`printable`] escapes is escaped as JSON has it.
pub fn printable_json(value: &serde_json::Value) -> String {
    let mut text = String::new();
    // JSON has such letters in its texts only, and has escaped those that it has to.
    for letter in value.to_string().chars() {
        match letter {
            letter if is_unprintable(letter) => _ = write!(text, "\\u{:04x}", u32::from(letter)),
            letter => text.push(letter),
        }
    }
    text
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' if is_escaped(letter) => out.extend(letter.escape_default()),
            letter if is_escaped(letter) => out.extend(letter.escape_unicode()),
            letter => out.push(letter),
        }
    }
    out
}

/// Control characters, the separators of lines and paragraphs, and what changes the direction of text.
fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_change_a_terminal_is_escaped_and_nothing_else() {
        assert_eq!(printable("a b/Zoë \"x\" \\.wav"), "a b/Zoë \"x\" \\.wav");
        assert_eq!(printable("a\u{1b}[2J\r\n\t\u{7f}\u{9b}31m"), "a\\u{1b}[2J\\r\\n\\t\\u{7f}\\u{9b}31m");
        assert_eq!(printable("a\u{202e}vaw"), "a\\u{202e}vaw");
        assert_eq!(printable_lines("a\u{7}\nb"), "a\\u{7}\nb");
        let json = printable_json(&serde_json::json!({"file": "a\u{1b}\n\u{9b}\u{202e}\u{7f}ö"}));
        assert_eq!(json, "{\"file\":\"a\\u001b\\n\\u009b\\u202e\\u007fö\"}");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_escaped() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(printable(OsStr::from_bytes(b"a\xff\xfeb\xc3.wav")), "a\\xff\\xfeb\\xc3.wav");
    }
}
