//! What an account makes the engine remember by name is counted, and so are the accounts; a refusal says what the limit is.

#[path = "support/isolation.rs"]
mod isolation;

use isolation::{exhaust_within, newcomer};
use mixminus::{
    AllowSignals, Engine, EngineConfig, Error, JoinOptions, ParticipantConfig, ParticipantId, Quota,
    RoomTemplate, SignalOutcome, Status,
};

/// What was refused says which limit that was, its value, and whose.
fn names(error: &Error, status: Status, words: &[&str]) {
    assert_eq!(error.status(), status, "{error:?}");
    let detail = error.detail().unwrap_or_default();
    for word in words {
        assert!(detail.contains(word), "{error:?} does not name {word:?}");
    }
}

/// Calls until one is refused; how many were not, and the refusal.
fn exhaust<T>(call: impl FnMut(usize) -> Result<T, Error>) -> (usize, Error) {
    exhaust_within(100_000, call)
}

fn set_template(engine: &Engine, account: &[u8], n: usize) -> Result<(), Error> {
    let id = n.to_string().into_bytes();
    engine.set_room_template(account, b"e", Some(&id), Some(&RoomTemplate::default()))
}

#[test]
fn templates_leave_others_theirs() {
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let (first, refusal) = exhaust(|n| set_template(&engine, b"a", n));
    names(&refusal, Status::QuotaExceeded, &["names", "max_name_bytes", "8388608", "\"a\""]);
    let (second, refusal) = exhaust(|n| set_template(&engine, b"b", n));
    names(&refusal, Status::QuotaExceeded, &["max_name_bytes", "\"b\""]);
    assert!(first > 10_000 && second > first * 2 / 5, "{first}, {second}");
    set_template(&engine, b"a", 0).expect("one that is there is replaced");
    (0..100).for_each(|n| set_template(&engine, b"c", n).unwrap());
    for n in 0..first {
        let id = n.to_string().into_bytes();
        engine.set_room_template(b"a", b"e", Some(&id), None).unwrap();
        engine.set_room_template(b"a", b"e", Some(&id), None).expect("that there is none is no error");
    }
    // B still has what it has.
    assert!(exhaust(|n| set_template(&engine, b"a", n)).0 >= second);
}

/// Names of 255 bytes, a different one each time.
fn long(n: usize) -> Vec<u8> {
    format!("{n:0255}").into_bytes()
}

/// Joins, and leaves: the session remembers what its conference allowed.
fn join_allowing(engine: &Engine, person: ParticipantId, from: usize, count: usize) -> Result<(), Error> {
    let names: Vec<Vec<u8>> = (from..from + count).map(long).collect();
    let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
    let allow_signals = AllowSignals::Names(&names);
    engine.join(person, &JoinOptions { allow_signals, ..JoinOptions::without_dtmf(b"r") })?;
    engine.leave(person)
}

#[test]
fn names_of_signals_leave_others_theirs() {
    let engine = Engine::new(&EngineConfig { max_rooms: 1000, ..EngineConfig::default() }).unwrap();
    let flood = |account: &[u8]| {
        let people: Vec<_> = (0..40).map(|_| newcomer(&engine, account)).collect();
        let flooded = exhaust(|n| {
            if n % 32 == 31 {
                engine.tick().unwrap();
            }
            // Each remembers 1,024 names, if the account may have them.
            join_allowing(&engine, people[n / 16], n * 64, 64)
        });
        (flooded, people)
    };
    let ((first, refusal), people) = flood(b"a");
    names(&refusal, Status::QuotaExceeded, &["names", "max_name_bytes", "8388608", "\"a\""]);
    assert_eq!(first, 8_388_608 / (64 * (255 + 64)));
    let ((second, refusal), others) = flood(b"b");
    names(&refusal, Status::QuotaExceeded, &["max_name_bytes", "\"b\""]);
    assert_eq!(second, first / 2);
    // What a session has remembered anyway takes nothing more, once its conference is over.
    let small = newcomer(&engine, b"c");
    (0..1000).for_each(|n| {
        join_allowing(&engine, small, 0, 10).unwrap();
        if n % 100 == 99 {
            engine.tick().unwrap();
        }
    });
    // A signal that waits is kept by its name.
    let closed = JoinOptions { allow_signals: AllowSignals::Names(&[]), ..JoinOptions::without_dtmf(b"s") };
    let full = people[39];
    engine.join(full, &closed).unwrap();
    let outcomes: Vec<_> = (0..60).map(|_| engine.signal(full, &long(999_999)).unwrap().0).collect();
    assert!(outcomes.contains(&SignalOutcome::Refused), "{outcomes:?}");
    engine.join(small, &closed).unwrap();
    assert!((0..64).all(|_| engine.signal(small, &long(999_999)).unwrap().0 == SignalOutcome::Queued));
    // All is there again once they are gone.
    people.iter().chain(&others).for_each(|person| engine.participant_free(*person).unwrap());
    engine.participant_free(small).unwrap();
    engine.tick().unwrap();
    assert_eq!(flood(b"d").0.0, first);
}

/// What a session remembers of its conferences is not more than the latest 1,024 names, and nothing once it has allowed any.
#[test]
fn what_is_remembered_no_more_counts_no_more() {
    let engine = Engine::new(&EngineConfig { max_name_bytes: 600_000, ..EngineConfig::default() }).unwrap();
    let person = newcomer(&engine, b"a");
    for n in 0..200 {
        join_allowing(&engine, person, n * 64, 64).unwrap();
        engine.tick().unwrap();
    }
    let other = newcomer(&engine, b"a");
    assert!(exhaust(|n| join_allowing(&engine, other, n * 64, 64)).0 < 20);
    engine.join(person, &JoinOptions::without_dtmf(b"any")).unwrap();
    engine.leave(person).unwrap();
    engine.tick().unwrap();
    (0..14).for_each(|n| join_allowing(&engine, other, 10_000 + n * 64, 64).unwrap());
    // A signal that has waited ends a conference before it begins: what that allowed is remembered all the same.
    let third = newcomer(&engine, b"b");
    for n in 0..1000 {
        engine.signal(third, &long(n)).unwrap();
        let error = join_allowing(&engine, third, n, 1).unwrap_err();
        assert_eq!(error.status(), Status::Interrupted);
        engine.tick().unwrap();
    }
    let fourth = newcomer(&engine, b"b");
    let mut join = |n: usize| {
        engine.tick().unwrap();
        join_allowing(&engine, fourth, 2000 + n * 64, 64)
    };
    let (count, refusal) = exhaust(&mut join);
    names(&refusal, Status::QuotaExceeded, &["\"b\""]);
    assert!(count < 16, "{count}");
    engine.participant_free(third).unwrap();
    (count..16).for_each(|n| join(n).unwrap());
}

#[test]
fn accounts_are_as_many_as_there_may_be() {
    let engine = Engine::new(&EngineConfig { max_accounts: 20, ..EngineConfig::default() }).unwrap();
    let set = |n: usize| engine.set_account_quota(&[n as u8], Some(Quota { rooms: 3, ..Quota::default() }));
    let (count, refusal) = exhaust(set);
    assert_eq!(count, 20);
    names(&refusal, Status::QuotaExceeded, &["accounts", "max_accounts: 20", "\"\\x14\""]);
    set(7).expect("one that is known is changed");
    let config =
        ParticipantConfig { account: b"new", environment: b"e", user: 0, ..ParticipantConfig::default() };
    for refused in [
        engine.participant_new(&config).unwrap_err(),
        set_template(&engine, b"new", 0).unwrap_err(),
        engine
            .prompt_new(&mixminus::PromptConfig { account: b"new", samples: &[1], sample_rate_hz: 8000 })
            .unwrap_err(),
    ] {
        names(&refused, Status::QuotaExceeded, &["max_accounts: 20", "\"new\""]);
    }
    engine.set_account_quota(b"nobody", None).expect("that there is none is no error");
    // One that has nothing is not known any more, once its events were polled.
    engine.set_account_quota(&[0], None).unwrap();
    for n in 0..500 {
        let account = format!("account {n}");
        let person = newcomer(&engine, account.as_bytes());
        engine.join(person, &JoinOptions::without_dtmf(b"r")).unwrap();
        engine.tick().unwrap();
        engine.participant_free(person).unwrap();
        (0..2).for_each(|_| assert!(engine.tick().is_ok()));
        engine.service().unwrap();
        let mut events = [mixminus::Event::default(); 64];
        assert!(engine.poll(&mut events).unwrap() > 0);
    }
}
