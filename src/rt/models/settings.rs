//! [`SettingsCell`]: settings apply to no join but their own, and what plays on hold has one owner.

use super::slots::slot;
use crate::dsp::LinearGain;
use crate::rt::message::event::EndReason;
use crate::rt::message::settings::{DtmfSettings, Settings};
use crate::rt::state::members::NONE;
use loom::sync::Arc;
use loom::thread;

fn settings(mute: bool) -> Settings {
    Settings {
        mute,
        deaf: false,
        hold: false,
        gain: LinearGain::UNITY,
        gain_mdb: 0,
        keys: DtmfSettings::NONE,
    }
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
        assert_eq!(slot.settings.hold_sound(1, 7), None);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || [(); 2].map(|()| slot.settings.take_hold_sound(1)))
        };
        // Another sound takes the place of the first; then the join ends.
        let replaced = slot.settings.hold_sound(1, 8);
        let withdrawn = slot.settings.withdraw_hold_sound();
        let played = tick.join().unwrap();
        for node in [7, 8] {
            let owners = played.into_iter().chain([replaced, withdrawn]).flatten();
            assert_eq!(owners.filter(|owner| *owner == node).count(), 1, "of sound {node}");
        }
        assert_eq!(slot.settings.take_hold_sound(1).filter(|node| *node != NONE), None);
    });
}
