//! The events of a scenario as calls on the engine.

use mixminus::{DtmfTiming, Engine, ParticipantId, RoomId, SayOptions};
use serde_json::{Map, Value};

use super::file::script::{Call, CallAction, RoomAction, RoomName};
use super::sounds::Sounds;
use crate::render::names::Names;

/// Applies an event to the session of a call.
pub fn apply_to_session(
    engine: &Engine,
    id: ParticipantId,
    call: &Call,
    action: &CallAction,
    sounds: &Sounds,
    names: &mut Names,
) -> mixminus::Result<()> {
    match action {
        CallAction::Send(dtmf) => {
            let timing = DtmfTiming { level_mdbm0: dtmf.level_mdbm0, on_ms: dtmf.on_ms, off_ms: dtmf.off_ms };
            engine.send_dtmf(id, &dtmf.digits, &timing)
        }
        CallAction::Mute(mute) => engine.set_mute(id, *mute),
        CallAction::Deaf(deaf) => engine.set_deaf(id, *deaf),
        CallAction::Gain(gain) => engine.set_gain(id, *gain),
        CallAction::PlayTones(play) => engine.set_play_tones(id, *play),
        CallAction::Hold(hold, tune) => engine.set_hold(id, *hold, sounds.get(*tune)),
        CallAction::Signal(name) => {
            let (_, number) = engine.signal(id, name.as_bytes())?;
            names.note_signal(number, name);
            Ok(())
        }
        CallAction::Remove(text) => {
            engine.remove(id, text.as_bytes())?;
            names.note_removal(id, text);
            Ok(())
        }
        CallAction::Move(to) => {
            let room = engine.move_to(id, to.as_bytes())?;
            names.note_room(room, [&call.account, &call.environment, to]);
            Ok(())
        }
        CallAction::Say(tune) => {
            let play = engine.say(id, sounds.get(*tune), &SayOptions::default())?;
            names.note_play(play, sounds.name(*tune));
            Ok(())
        }
        CallAction::Stop => engine.say_stop(id),
        CallAction::SetRates(rates) => engine.set_rates(id, rates.write, rates.read),
        CallAction::Press(_)
        | CallAction::Inject(_)
        | CallAction::Lose(_)
        | CallAction::Late(_)
        | CallAction::HangUp => Ok(()),
    }
}

/// Applies an event to a room.
pub fn apply_to_room(
    engine: &Engine,
    name: &RoomName,
    action: &RoomAction,
    sounds: &Sounds,
    names: &mut Names,
) -> mixminus::Result<()> {
    let RoomName { account, environment, id } = name;
    let room: RoomId = engine.room_find(account.as_bytes(), environment.as_bytes(), id.as_bytes())?;
    match action {
        RoomAction::Lock(locked) => engine.set_room_locked(room, *locked),
        RoomAction::Merge(into) => {
            let (room, _) = engine.room_merge(room, into.as_bytes())?;
            names.note_room(room, [account, environment, into]);
            Ok(())
        }
        RoomAction::Close => engine.room_close(room),
        RoomAction::Say(tune) => {
            let play = engine.room_say(room, sounds.get(*tune), &SayOptions::default())?;
            names.note_play(play, sounds.name(*tune));
            Ok(())
        }
        RoomAction::Stop => engine.room_say_stop(room),
    }
}

/// A line of the log: the engine refused an action.
pub fn refusal(before: u64, name: &str, what: &str, error: &mixminus::Error) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("tick".into(), (before + 1).into());
    fields.insert("event".into(), "refused".into());
    fields.insert("name".into(), name.into());
    fields.insert("what".into(), what.into());
    fields.insert("why".into(), error.to_string().into());
    fields
}
