//! The errors with which quotas and shares refuse an account.

use super::counted::Counted;
use crate::error::{Error, Result, Status};

/// How many bytes of prompts an account may still have, and which limit decides that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromptBytesLeft {
    /// The account, for messages.
    pub account: String,
    /// Bytes that it has.
    pub has: u64,
    /// Bytes that it may still have.
    pub left: u64,
    /// The name of the limit.
    pub field: &'static str,
    /// The value of the limit.
    pub most: u64,
}

impl PromptBytesLeft {
    /// For an account that has no prompts and a quota of `bytes`.
    #[cfg(test)]
    pub fn of(bytes: u64) -> PromptBytesLeft {
        PromptBytesLeft { account: quoted(b"a"), has: 0, left: bytes, field: "its quota", most: bytes }
    }

    /// Checks that the account may have `more` bytes.
    pub fn check(&self, more: u64) -> Result<()> {
        let Self { account, has, left, field, most } = self;
        if more <= *left {
            return Ok(());
        }
        let (name, _, status) = Counted::PromptBytes.words();
        Err(refusal(status, name, account, (*has, more, has + left), &format!("{field}: {most}")))
    }
}

/// An error that names the limit and the account.
pub fn refusal(
    status: Status,
    name: &str,
    of: &str,
    (has, more, may): (u64, u64, u64),
    limit: &str,
) -> Error {
    let sentence =
        format!("{name}: {of} has {has} and asks for {more} more; it may have {may} now ({limit})");
    Error::new(status, sentence)
}

/// An account in messages: its name, with unprintable bytes escaped.
pub fn quoted(account: &[u8]) -> String {
    format!("account \"{}\"", account.escape_ascii())
}
