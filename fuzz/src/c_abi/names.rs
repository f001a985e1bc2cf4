//! Names of accounts, environments and rooms: few, so that they meet; some end in NUL, some are as long as may be.

/// As many bytes as a name may have, and one more.
const LONG: [u8; 256] = [b'x'; 256];

/// The names of every kind, by their numbers.
pub const NAMES: [&[u8]; 4] = [b"a", b"a\0", b"b", LONG.split_at(255).0];

/// A name as C passes it.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// Where it is.
    pub bytes: *const u8,
    /// How long.
    pub len: usize,
    /// Its number, if it is a name.
    pub number: Option<usize>,
}

/// The name of that number.
pub fn good(number: usize) -> Name {
    let name = NAMES[number % NAMES.len()];
    Name { bytes: name.as_ptr(), len: name.len(), number: Some(number % NAMES.len()) }
}

/// No name: none at all, of no length, or too long.
pub fn bad(which: usize) -> Name {
    let (bytes, len) = match which % 3 {
        0 => (std::ptr::null(), 1),
        1 => (NAMES[0].as_ptr(), 0),
        _ => (LONG.as_ptr(), 256),
    };
    Name { bytes, len, number: None }
}
