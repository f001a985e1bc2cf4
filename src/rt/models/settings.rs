//! [`SettingsCell`]: settings apply only to their own join, and a hold sound has one owner.

use super::slots::slot;
use crate::rt::message::event::EndReason;
use crate::rt::message::play_handle::PlayHandle;
use crate::rt::message::settings::Settings;
use loom::sync::Arc;
use loom::thread;

fn settings(mute: bool) -> Settings {
    Settings { mute, ..Settings::DEFAULT }
}

#[test]
fn settings_of_a_join_are_not_those_of_the_one_before() {
    loom::model(|| {
        let slot = Arc::new(slot());
        slot.settings.write(settings(false));
        slot.join.begin(1, 0);
        let tick = {
            let slot = slot.clone();
            // As a tick applies settings to the join that it knows.
            thread::spawn(move || {
                let read = slot.settings.read();
                slot.join.now().runs(1).then_some(read)
            })
        };
        // As the control layer begins another join.
        assert!(slot.join.end(1, EndReason::HangUp));
        slot.settings.write(settings(true));
        slot.join.begin(2, 0);
        let applied = tick.join().unwrap();
        assert!(applied.is_none_or(|applied| !applied.mute), "settings of join 2 were applied to join 1");
        assert!(slot.settings.read().mute);
    });
}

#[test]
fn a_sound_on_hold_is_taken_once_by_the_tick_or_by_the_control_layer() {
    loom::model(|| {
        let slot = Arc::new(slot());
        slot.join.begin(1, 0);
        // SAFETY: the model has no nodes, so the handles give access to nothing.
        let play = |index| Some(unsafe { PlayHandle::from_index(index) });
        assert_eq!(slot.settings.hold_sound(1, play(7)), None);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || [(); 2].map(|()| slot.settings.take_hold_sound(1)))
        };
        // Another sound replaces the first; then the join ends.
        let replaced = slot.settings.hold_sound(1, play(8));
        let withdrawn = slot.settings.withdraw_hold_sound();
        let played = tick.join().unwrap();
        let mut owners: Vec<_> =
            played.into_iter().flatten().chain([replaced, withdrawn]).flatten().collect();
        owners.sort_by_key(PlayHandle::index);
        assert_eq!(owners, [play(7), play(8)].map(Option::unwrap), "each sound has one owner");
        assert_eq!(slot.settings.take_hold_sound(1).flatten(), None);
    });
}
