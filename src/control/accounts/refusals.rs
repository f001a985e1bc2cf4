//! How an account is refused what it may not have: in the same words by quotas and by shares.

use super::counted::Counted;
use crate::error::{Error, Result, Status};

/// How many bytes of prompts an account may still have, and by which limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromptBytesLeft {
    /// Whose, for sentences.
    pub account: String,
    /// How many it has.
    pub has: u64,
    /// How many it may still have.
    pub left: u64,
    /// What limits that.
    pub field: &'static str,
    /// To how many.
    pub most: u64,
}

impl PromptBytesLeft {
    /// Of an account that has nothing, by its quota.
    #[cfg(test)]
    pub fn of(bytes: u64) -> PromptBytesLeft {
        PromptBytesLeft { account: quoted(b"a"), has: 0, left: bytes, field: "its quota", most: bytes }
    }

    /// Whether it may have so many more.
    pub fn check(&self, more: u64) -> Result<()> {
        let Self { account, has, left, field, most } = self;
        if more <= *left {
            return Ok(());
        }
        let (name, _, status) = Counted::PromptBytes.words();
        Err(refusal(status, name, account, (*has, more, has + left), &format!("{field}: {most}")))
    }
}

/// A refusal that names the limit, and whose it is.
pub fn refusal(
    status: Status,
    name: &str,
    of: &str,
    (has, more, may): (u64, u64, u64),
    limit: &str,
) -> Error {
    let sentence =
        format!("{name}: {of} has {has}, {more} more are asked for, and it may have {may} now ({limit})");
    Error::new(status, sentence)
}

/// An account for sentences: its name, as far as that can be printed.
pub fn quoted(account: &[u8]) -> String {
    format!("account \"{}\"", account.escape_ascii())
}
