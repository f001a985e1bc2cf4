//! What happens to calls and rooms, as a scenario's file says it.

use toml::Spanned;

use super::check::{ACCOUNT, Checker, ENVIRONMENT, NamedCall};
use super::script::{CallAction, Dtmf, Event, RoomAction, RoomName, What};
use super::{Mistake, form};

/// What may happen to a call.
const CALL_ACTIONS: &str = "dtmf, inject_dtmf, send_dtmf, mute, deaf, gain_db, play_tones, hold, signal, remove, move, hang_up, \
                            say, stop, lose_ms, late_ms, write_rate, read_rate (with a call)";

/// What may happen to a room.
const ROOM_ACTIONS: &str = "lock, move, close, say, stop (with a room)";

impl Checker<'_> {
    fn dtmf(&self, form: &form::Event, name: &str, text: &Spanned<String>) -> Result<Dtmf, Mistake> {
        let level = match &form.level_dbm0 {
            None => -10.0,
            Some(level) if (-55.0..=-3.0).contains(level.get_ref()) => *level.get_ref(),
            Some(level) => return Err(self.fail(level, "level_dbm0: must be -55 to -3")),
        };
        Ok(Dtmf {
            digits: self.digits(name, text)?,
            on_ms: self.number("on_ms", &form.on_ms, 100, 20, 5000)?,
            off_ms: self.number("off_ms", &form.off_ms, 100, 20, 5000)?,
            level_mdbm0: (level * 1000.0).round() as i32,
        })
    }

    /// Milliseconds as ticks: at least one.
    fn stretch(&self, name: &str, ms: &Spanned<u32>) -> Result<u64, Mistake> {
        let frame = self.frame_len.ms();
        match *ms.get_ref() {
            value if (frame..=10_000).contains(&value) => Ok(u64::from(value / frame)),
            value => Err(self.fail(ms, format!("{name}: {value}, must be {frame} to 10000"))),
        }
    }

    pub(super) fn event(&self, place: &Spanned<form::Event>) -> Result<Event, Mistake> {
        let form = place.get_ref();
        let what = match (&form.call, &form.room) {
            (Some(call), None) => {
                let named = *self.calls.get(call.get_ref()).ok_or_else(|| {
                    self.fail(call, format!("call: {:?} is the name of no [[call]]", call.get_ref()))
                })?;
                let action = self.only(place, self.call_action(form, named)?, CALL_ACTIONS)?;
                What::Call(named.index, action)
            }
            (None, Some(room)) => {
                let name = RoomName {
                    account: self.name_or("account", &form.account, ACCOUNT)?,
                    environment: self.name_or("environment", &form.environment, ENVIRONMENT)?,
                    id: self.name("room", room)?,
                };
                What::Room(name, self.only(place, self.room_action(form)?, ROOM_ACTIONS)?)
            }
            _ => return Err(self.fail(place, "an event is of exactly one call or room")),
        };
        Ok(Event { before: self.time("at", &form.at)?, what })
    }

    /// The one action of an event, of which `found` are those that its call or room can do.
    fn only<A>(&self, place: &Spanned<form::Event>, found: Option<A>, known: &str) -> Result<A, Mistake> {
        found
            .filter(|_| place.get_ref().actions() == 1)
            .ok_or_else(|| self.fail(place, format!("an event does exactly one of: {known}")))
    }

    fn call_action(&self, form: &form::Event, call: NamedCall) -> Result<Option<CallAction>, Mistake> {
        let mut found = Vec::new();
        if let Some(digits) = &form.dtmf {
            found.push(CallAction::Press(self.dtmf(form, "dtmf", digits)?));
        }
        if let Some(digits) = &form.inject_dtmf {
            found.push(CallAction::Inject(self.dtmf(form, "inject_dtmf", digits)?));
        }
        if let Some(digits) = &form.send_dtmf {
            found.push(CallAction::Send(self.dtmf(form, "send_dtmf", digits)?));
        }
        found.extend(form.mute.map(CallAction::Mute));
        found.extend(form.deaf.map(CallAction::Deaf));
        if let Some(gain) = &form.gain_db {
            found.push(CallAction::Gain(self.gain(gain)?));
        }
        found.extend(form.play_tones.map(CallAction::PlayTones));
        if let Some(hold) = form.hold {
            found.push(CallAction::Hold(hold, self.tune_or_none(&form.music)?));
        }
        if let Some(name) = &form.signal {
            found.push(CallAction::Signal(self.name("signal", name)?));
        }
        if let Some(text) = &form.remove {
            if text.get_ref().len() > 255 {
                return Err(self.fail(text, "remove: must be 0 to 255 bytes"));
            }
            found.push(CallAction::Remove(text.get_ref().clone()));
        }
        if let Some(id) = &form.move_to {
            found.push(CallAction::Move(self.name("move", id)?));
        }
        found.extend(form.hang_up.map(|_| CallAction::HangUp));
        if let Some(say) = &form.say {
            found.push(CallAction::Say(self.tune(say)?));
        }
        found.extend(form.stop.map(|_| CallAction::Stop));
        if let Some(ms) = &form.lose_ms {
            found.push(CallAction::Lose(self.stretch("lose_ms", ms)?));
        }
        if let Some(ms) = &form.late_ms {
            found.push(CallAction::Late(self.stretch("late_ms", ms)?));
        }
        if let Some(rate) = &form.write_rate {
            found.push(CallAction::SetRates(self.write_rate(rate, call.packet_ms)?));
        }
        if let Some(rate) = &form.read_rate {
            found.push(CallAction::SetRates(self.read_rate(rate)?));
        }
        Ok(found.pop())
    }

    fn room_action(&self, form: &form::Event) -> Result<Option<RoomAction>, Mistake> {
        let mut found = Vec::new();
        found.extend(form.lock.map(RoomAction::Lock));
        if let Some(id) = &form.move_to {
            found.push(RoomAction::Merge(self.name("move", id)?));
        }
        found.extend(form.close.map(|_| RoomAction::Close));
        if let Some(say) = &form.say {
            found.push(RoomAction::Say(self.tune(say)?));
        }
        found.extend(form.stop.map(|_| RoomAction::Stop));
        Ok(found.pop())
    }
}
