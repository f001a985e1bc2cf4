//! Accounts that take all that they may have.
#![allow(dead_code)]

use mixminus::{Engine, Error, ParticipantConfig, ParticipantId, Status};

/// A new participant of an account.
pub fn newcomer(engine: &Engine, account: &[u8]) -> ParticipantId {
    engine
        .participant_new(&ParticipantConfig {
            account,
            environment: b"e",
            user: 0,
            ..ParticipantConfig::default()
        })
        .unwrap()
}

/// Calls until a call is refused, which one of the first `most` has to be. Returns how many were not, and the refusal.
pub fn exhaust_within<T>(most: usize, mut call: impl FnMut(usize) -> Result<T, Error>) -> (usize, Error) {
    for count in 0..most {
        if let Err(error) = call(count) {
            return (count, error);
        }
    }
    panic!("never refused");
}

/// A call was refused with that status and that sentence.
pub fn refused(error: &Error, status: Status, sentence: &str) {
    assert_eq!((error.status(), error.detail().unwrap_or_default()), (status, sentence));
}
