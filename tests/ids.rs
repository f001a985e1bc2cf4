//! Rooms by (account, environment, conference id): whatever the bytes, equal keys meet and others never do.

#[path = "support/common.rs"]
mod common;

use common::cases;
use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig, RoomId};
use proptest::prelude::*;
use std::collections::BTreeMap;

type DtmfDigit = (Vec<u8>, Vec<u8>, Vec<u8>);

/// A name: of few bytes that are easily taken for each other, or any.
fn name() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => prop::collection::vec(prop_oneof![Just(0_u8), Just(b'a'), Just(b'A'), Just(b'/'), Just(0xff)], 1..4),
        1 => prop::collection::vec(any::<u8>(), 1..=255),
    ]
}

/// A few names in each place, so that the same one is met in several.
fn keys() -> impl Strategy<Value = Vec<DtmfDigit>> {
    prop::collection::vec(name(), 1..5).prop_flat_map(|names| {
        let one = prop::sample::select(names);
        prop::collection::vec((one.clone(), one.clone(), one), 1..40)
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_same_id_in_two_accounts_or_two_environments_never_meets(keys in keys()) {
        let engine = Engine::new(&EngineConfig { max_participants: 64, max_rooms: 64, ..EngineConfig::default() });
        let engine = engine.unwrap();
        let mut due: BTreeMap<&DtmfDigit, (RoomId, Vec<_>)> = BTreeMap::new();
        for key in &keys {
            let (account, environment, id) = key;
            let call = ParticipantConfig { account, environment, ..ParticipantConfig::default() };
            let who = engine.participant_new(&call).unwrap();
            let room = engine.join(who, &JoinOptions::without_dtmf(id)).unwrap();
            let known = due.entry(key).or_insert((room, Vec::new()));
            prop_assert_eq!(known.0, room);
            known.1.push(who);
        }
        engine.tick().unwrap();
        let rooms: std::collections::BTreeSet<RoomId> = due.values().map(|(room, _)| *room).collect();
        prop_assert_eq!(rooms.len(), due.len());
        for ((account, environment, id), (room, members)) in due {
            prop_assert_eq!(engine.room_find(account, environment, id).unwrap(), room);
            prop_assert_eq!(engine.room_participants(room).unwrap(), members);
            let listed = engine.room_list(account, 0, 100).unwrap().0;
            prop_assert!(listed.iter().all(|info| info.account == *account));
        }
        prop_assert_eq!(engine.stats().active_rooms as usize, rooms.len());
    }
}
