//! Which signals may interrupt a conference, and queued signals.

use crate::control::accounts::counted::NAME_BYTES;
use crate::control::config::{AllowSignals, MAX_NAME_BYTES, check_name};
use crate::control::os::fallible::out_of_memory;
use crate::error::{Error, Result, Status};
use std::collections::VecDeque;
use std::sync::Arc;

/// The most signal names that one conference may allow.
pub const MAX_ALLOWED_SIGNALS: usize = 64;

/// The most names that are kept of completed conferences; the oldest are dropped.
const MAX_REMEMBERED: usize = 1024;

/// The name that allows every signal.
const ANY: &[u8] = b"*";

/// A queued signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedSignal {
    /// Its number, as [`signal`](crate::Engine::signal) returned it.
    pub number: u64,
    /// Its name.
    pub name: Arc<[u8]>,
}

/// Which signals may interrupt a conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllowedSignals {
    /// Every signal.
    Any,
    /// The signals of these names.
    Names(Vec<Arc<[u8]>>),
}

impl AllowedSignals {
    /// No signal.
    pub const NONE: AllowedSignals = AllowedSignals::Names(Vec::new());

    /// Converts the option of a join. Errors: `InvalidArgument` for a name that is too long, or for too many names.
    pub fn of(allow: AllowSignals<'_>) -> Result<AllowedSignals> {
        let AllowSignals::Names(names) = allow else { return Ok(AllowedSignals::Any) };
        if names.len() > MAX_ALLOWED_SIGNALS {
            let count = names.len();
            return Err(Error::new(
                Status::InvalidArgument,
                format!("allow_signals: {count} names, must be 0 to {MAX_ALLOWED_SIGNALS}"),
            ));
        }
        for name in names.iter().filter(|name| name.len() > MAX_NAME_BYTES) {
            check_name("allow_signals", name)?;
        }
        if names.contains(&ANY) {
            return Ok(AllowedSignals::Any);
        }
        Ok(AllowedSignals::Names(
            names.iter().filter(|name| !name.is_empty()).map(|&name| name.into()).collect(),
        ))
    }

    /// Returns true if a signal of that name may interrupt.
    pub fn allows(&self, name: &[u8]) -> bool {
        match self {
            AllowedSignals::Any => true,
            AllowedSignals::Names(names) => names.iter().any(|allowed| **allowed == *name),
        }
    }

    /// Bytes that its names take, at most.
    pub fn bytes(&self) -> usize {
        match self {
            AllowedSignals::Any => 0,
            AllowedSignals::Names(names) => names.iter().map(|name| name_bytes(name)).sum(),
        }
    }

    /// Reserves capacity to [`add`](Self::add) `other`.
    pub fn reserve(&mut self, other: &AllowedSignals) -> Result<()> {
        match (self, other) {
            (AllowedSignals::Names(names), AllowedSignals::Names(more)) => {
                names.try_reserve(more.len()).map_err(|_| out_of_memory())
            }
            _ => Ok(()),
        }
    }

    /// Allows what `other` allows, too; capacity was reserved. Returns by how many bytes the names of both shrink.
    pub fn add(&mut self, other: AllowedSignals) -> usize {
        let mut fewer = 0;
        match (&mut *self, other) {
            (AllowedSignals::Any, other) => fewer = other.bytes(),
            (_, AllowedSignals::Any) => fewer = std::mem::replace(self, AllowedSignals::Any).bytes(),
            (AllowedSignals::Names(names), AllowedSignals::Names(more)) => {
                for name in more {
                    if names.contains(&name) {
                        fewer += name_bytes(&name);
                    } else {
                        names.push(name);
                    }
                }
                let beyond = names.len().saturating_sub(MAX_REMEMBERED);
                fewer += names.drain(..beyond).map(|name| name_bytes(&name)).sum::<usize>();
            }
        }
        fewer
    }
}

/// Bytes that a name takes, at most.
pub fn name_bytes(name: &[u8]) -> usize {
    name.len() + NAME_BYTES
}

/// Bytes that the names of queued signals take, at most.
pub fn bytes_of(signals: &VecDeque<QueuedSignal>) -> usize {
    signals.iter().map(|signal| name_bytes(&signal.name)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_allow_byte_by_byte_and_a_star_allows_all() {
        let of = |names: &[&[u8]]| AllowedSignals::of(AllowSignals::Names(names)).unwrap();
        assert!(of(&[b"a", b"\xff\0"]).allows(b"\xff\0") && !of(&[b"a"]).allows(b"A"));
        assert_eq!(of(&[b"a", b"*"]), AllowedSignals::Any);
        assert_eq!(of(&[b""]), AllowedSignals::NONE);
        assert!(of(&[&[b'x'; 255]]).allows(&[b'x'; 255]));
        assert!(AllowedSignals::of(AllowSignals::Names(&[&[b'x'; 256]])).is_err());
        assert!(AllowedSignals::of(AllowSignals::Names(&[b"a".as_slice(); 65])).is_err());
    }

    #[test]
    fn what_was_allowed_adds_up() {
        let name = |n: usize| -> Arc<[u8]> { n.to_string().into_bytes().into() };
        let mut all = AllowedSignals::NONE;
        for n in 0..2000 {
            let fewer = all.add(AllowedSignals::Names(vec![name(n)]));
            assert_eq!(fewer, if n < 1024 { 0 } else { name_bytes(&name(n - 1024)) });
        }
        assert!(all.allows(b"1999") && all.allows(b"976") && !all.allows(b"975"));
        assert_eq!(all.add(AllowedSignals::Names(vec![name(1999)])), name_bytes(b"1999"));
        let bytes = all.bytes();
        assert_eq!(
            (all.add(AllowedSignals::Any), all.add(AllowedSignals::Names(vec![name(7)]))),
            (bytes, name_bytes(b"7"))
        );
        assert_eq!(all, AllowedSignals::Any);
    }
}
