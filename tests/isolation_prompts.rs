//! Bytes of prompts are shared by accounts, whatever makes them; and refusals name the account and the limit.

#[path = "support/isolation.rs"]
mod isolation;

use isolation::{exhaust_within, newcomer, refused};
use mixminus::{
    Engine, EngineConfig, Error, JoinOptions, ParticipantConfig, PromptConfig, PromptId, Quota, SayOptions,
    Sound, Speech, Status,
};
use std::sync::Arc;

fn prompt(engine: &Engine, account: &[u8], samples: usize, hz: u32) -> Result<PromptId, Error> {
    engine.prompt_new(&PromptConfig { account, samples: &vec![1000; samples], sample_rate_hz: hz })
}

fn exhaust<T>(call: impl FnMut(usize) -> Result<T, Error>) -> (usize, Error) {
    exhaust_within(10_000, call)
}

#[test]
fn bytes_of_prompts_leave_others_theirs() {
    let engine =
        Engine::new(&EngineConfig { max_prompt_bytes: 4_000_000, ..EngineConfig::default() }).unwrap();
    let (first, refusal) = exhaust(|_| prompt(&engine, b"a", 20_000, 8000));
    assert_eq!(first, 100);
    let sentence = "bytes of prompts: account \"a\" has 4000000 and asks for 40000 more; it may have 4000000 now \
                    (max_prompt_bytes: 4000000, and no more than are left for others)";
    refused(&refusal, Status::QuotaExceeded, sentence);
    assert_eq!(exhaust(|_| prompt(&engine, b"b", 20_000, 8000)).0, 50);
    assert_eq!(exhaust(|_| prompt(&engine, b"c", 20_000, 8000)).0, 25);
    prompt(&engine, b"d", 20_000, 8000).unwrap();
    // What a prompt at another rate takes for its loop counts; what is refused before it is made takes nothing.
    let engine = Engine::new(&EngineConfig { max_prompt_bytes: 20_000, ..EngineConfig::default() }).unwrap();
    let plain = exhaust(|_| prompt(&engine, b"a", 1000, 8000)).0;
    let resampled = exhaust(|_| prompt(&engine, b"b", 1001, 8009)).0;
    assert!(plain == 10 && resampled < 5, "{plain}, {resampled}");
}

#[test]
fn one_that_plays_counts_until_its_end_and_comes_back() {
    let engine = Engine::new(&EngineConfig { max_prompt_bytes: 1600, ..EngineConfig::default() }).unwrap();
    let person = newcomer(&engine, b"a");
    for _ in 0..50 {
        let one = prompt(&engine, b"a", 800, 8000).unwrap();
        engine.say(person, Sound::Prompt(one), &SayOptions::default()).unwrap();
        engine.prompt_free(one).unwrap();
        assert!(prompt(&engine, b"a", 1, 8000).is_err());
        (0..8).for_each(|_| assert!(engine.tick().is_ok()));
        engine.service().unwrap();
    }
}

/// What a text becomes is asked for against what is left of the share, and of the quota.
#[test]
fn speech_is_bounded_by_the_share() {
    let engine = Engine::new(&EngineConfig { max_prompt_bytes: 2000, ..EngineConfig::default() }).unwrap();
    let person = newcomer(&engine, b"a");
    struct Voice;
    impl mixminus::Synthesizer for Voice {
        fn synthesize(&self, _: &str, _: &str, limit: &mixminus::SpeechLimit) -> Result<Speech, Error> {
            limit.check(1001, 8000)?;
            Ok(Speech { samples: vec![0; 1001], sample_rate_hz: 8000 })
        }
    }
    engine.set_synthesizer(Some(Arc::new(Voice))).unwrap();
    let say = || engine.say_text(person, "hello", "", &SayOptions::default()).unwrap_err();
    let sentence = |limit: &str, may: u32| {
        format!(
            "bytes of prompts: account \"a\" has 0 and asks for 2002 more; it may have {may} now ({limit}: {may})"
        )
    };
    refused(&say(), Status::QuotaExceeded, &sentence("max_prompt_bytes", 2000));
    engine.set_account_quota(b"a", Some(Quota { prompt_bytes: 1500, ..Quota::default() })).unwrap();
    refused(&say(), Status::QuotaExceeded, &sentence("its quota", 1500));
}

#[test]
fn quotas_are_refused_in_the_words_of_shares() {
    let account_quota = Quota { rooms: 1, participants: 2, prompt_bytes: 4, ..Quota::default() };
    let engine = Engine::new(&EngineConfig { account_quota, ..EngineConfig::default() }).unwrap();
    let check = |own: bool| {
        let words = |field: &'static str| if own { "its quota" } else { field };
        let people = [newcomer(&engine, b"a"), newcomer(&engine, b"a")];
        let config =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let sentence = |what: &str, has: u32, more: u32, may: u32, field: &'static str| {
            let field = words(field);
            format!(
                "{what}: account \"a\" has {has} and asks for {more} more; it may have {may} now ({field}: {may})"
            )
        };
        let one_more = engine.participant_new(&config).unwrap_err();
        let of = sentence("participants", 2, 1, 2, "account_participants");
        refused(&one_more, Status::QuotaExceeded, &of);
        engine.join(people[0], &JoinOptions::without_dtmf(b"r")).unwrap();
        let one_more = engine.join(people[1], &JoinOptions::without_dtmf(b"s")).unwrap_err();
        refused(&one_more, Status::QuotaExceeded, &sentence("rooms", 1, 1, 1, "account_rooms"));
        let kept = prompt(&engine, b"a", 1, 8000).unwrap();
        let one_more = prompt(&engine, b"a", 2, 8000).unwrap_err();
        let of = sentence("bytes of prompts", 2, 4, 4, "account_prompt_bytes");
        refused(&one_more, Status::QuotaExceeded, &of);
        engine.prompt_free(kept).unwrap();
        people.iter().for_each(|person| engine.participant_free(*person).unwrap());
        engine.tick().unwrap();
    };
    check(false);
    engine.set_account_quota(b"a", Some(account_quota)).unwrap();
    check(true);
}
