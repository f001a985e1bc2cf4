//! From what a scenario's file says to what is played: every value is checked, every error names its line.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use mixminus::{FrameLen, Key, SampleRate};
use toml::Spanned;

use super::form;
use super::script::{
    Call, CallAction, Conference, Event, Keys, Prompt, Room, RoomAction, RoomName, Script, Step, Steps, Tune,
    What,
};
use crate::fail::Failure;
use crate::wav;

/// The account of calls and rooms that name none.
const ACCOUNT: &str = "demo";

/// The environment of calls and rooms that name none.
const ENVIRONMENT: &str = "production";

/// The longest scenario: a day.
const MAX_SECONDS: f64 = 86_400.0;

/// A scenario's file on its way.
struct Checker<'a> {
    path: &'a Path,
    text: &'a str,
    rate: SampleRate,
    frame_len: FrameLen,
    prompts: HashMap<String, usize>,
    calls: HashMap<String, usize>,
}

/// Checks the text of a scenario whose files lie beside `path`.
pub fn parse(path: &Path, text: &str) -> Result<Script, Failure> {
    let file: form::File = toml::from_str(text).map_err(|error| {
        let message = error.message().replace('\n', " ");
        at(path, text, error.span().unwrap_or(0..0), &message)
    })?;
    let mut checker = Checker {
        path,
        text,
        rate: SampleRate::Hz8000,
        frame_len: FrameLen::Ms20,
        prompts: HashMap::new(),
        calls: HashMap::new(),
    };
    checker.script(&file)
}

/// A failure at a place of a file.
fn at(path: &Path, text: &str, span: Range<usize>, message: &str) -> Failure {
    let before = text.get(..span.start.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    Failure::Run(format!("{}:{line}:{column}: {message}", path.display()))
}

impl Checker<'_> {
    fn fail<T>(&self, place: &Spanned<T>, message: impl AsRef<str>) -> Failure {
        at(self.path, self.text, place.span(), message.as_ref())
    }

    fn script(&mut self, file: &form::File) -> Result<Script, Failure> {
        let engine = &file.engine;
        if let Some(rate) = &engine.rate {
            self.rate = SampleRate::from_hz(*rate.get_ref())
                .map_err(|_| self.fail(rate, "rate: must be 8000, 16000, 32000 or 48000 Hz"))?;
        }
        if let Some(frame) = &engine.frame_ms {
            self.frame_len = FrameLen::from_ms(*frame.get_ref())
                .map_err(|_| self.fail(frame, "frame_ms: must be 10 or 20"))?;
        }
        let key_look_ahead_ms = self.number("key_look_ahead_ms", &engine.key_look_ahead_ms, 10, 0, 20)?;
        let session_limit_s = self.number("session_limit", &engine.session_limit, 7200, 0, 31_536_000)?;
        let prefill_ms = self.number("prefill_ms", &engine.prefill_ms, 0, 0, 160)?;
        let workers = self.number("workers", &engine.workers, 1, 1, 64)?;
        let mut prompts = Vec::new();
        for prompt in &file.prompt {
            prompts.push(self.prompt(prompt)?);
        }
        let rooms = file.room.iter().map(|room| self.room(room)).collect::<Result<Vec<_>, _>>()?;
        if file.call.is_empty() {
            return Err(Failure::at(self.path, "has no [[call]]: a scenario needs one at least"));
        }
        for (index, call) in file.call.iter().enumerate() {
            self.name_call(index, call)?;
        }
        let calls = file.call.iter().map(|call| self.call(call)).collect::<Result<Vec<_>, _>>()?;
        let mut events = file.event.iter().map(|event| self.event(event)).collect::<Result<Vec<_>, _>>()?;
        events.sort_by_key(|event| event.before);
        let frame = self.frame_len.samples(self.rate) as u64;
        let a_second = self.ticks(1.0);
        let spoken =
            calls.iter().map(|call| call.begins + call.silent + (call.voice.len() as u64).div_ceil(frame));
        let usual = spoken.chain(events.iter().map(|event| event.before)).max().unwrap_or(0) + a_second;
        let ticks = match &file.seconds {
            Some(seconds) => self.time("seconds", seconds)?.max(1),
            None => usual,
        };
        Ok(Script {
            rate: self.rate,
            frame_len: self.frame_len,
            key_look_ahead_ms,
            session_limit_s,
            prefill_ms,
            workers,
            ticks,
            prompts,
            rooms,
            calls,
            events,
        })
    }

    fn number(
        &self,
        name: &str,
        value: &Option<Spanned<u32>>,
        usual: u32,
        low: u32,
        high: u32,
    ) -> Result<u32, Failure> {
        let Some(value) = value else { return Ok(usual) };
        if (low..=high).contains(value.get_ref()) {
            return Ok(*value.get_ref());
        }
        Err(self.fail(value, format!("{name}: {}, must be {low} to {high}", value.get_ref())))
    }

    /// Seconds as ticks, to the nearest.
    fn ticks(&self, seconds: f64) -> u64 {
        (seconds * 1000.0 / f64::from(self.frame_len.ms())).round() as u64
    }

    fn time(&self, name: &str, value: &Spanned<f64>) -> Result<u64, Failure> {
        let seconds = *value.get_ref();
        if (0.0..=MAX_SECONDS).contains(&seconds) {
            return Ok(self.ticks(seconds));
        }
        Err(self.fail(value, format!("{name}: {seconds}, must be 0 to {MAX_SECONDS} seconds")))
    }

    fn wav(&self, file: &Spanned<String>) -> Result<wav::Recording, Failure> {
        let path = self.path.parent().unwrap_or(Path::new("")).join(file.get_ref());
        fs::File::open(&path)
            .map_err(wav::WavError::Io)
            .and_then(wav::decode)
            .map_err(|error| self.fail(file, format!("{}: {error}", path.display())))
    }

    fn prompt(&mut self, prompt: &form::Prompt) -> Result<Prompt, Failure> {
        let name = prompt.name.get_ref();
        if name.is_empty() || name == "beep" {
            return Err(self.fail(&prompt.name, "name: must be neither empty nor \"beep\""));
        }
        if self.prompts.contains_key(name) {
            return Err(self.fail(&prompt.name, format!("name: there are two prompts of the name {name:?}")));
        }
        let recording = self.wav(&prompt.file)?;
        if recording.samples.is_empty() {
            return Err(self.fail(&prompt.file, format!("{}: is empty", prompt.file.get_ref())));
        }
        self.prompts.insert(name.clone(), self.prompts.len());
        Ok(Prompt { samples: recording.samples, rate_hz: recording.sample_rate_hz })
    }

    fn tune(&self, name: &Spanned<String>) -> Result<Tune, Failure> {
        if name.get_ref() == "beep" {
            return Ok(Tune::Beep);
        }
        self.prompts.get(name.get_ref()).map(|&index| Tune::Prompt(index)).ok_or_else(|| {
            let mut known: Vec<&str> = self.prompts.keys().map(String::as_str).collect();
            known.sort_unstable();
            let known = if known.is_empty() { "there are none".into() } else { known.join(", ") };
            self.fail(
                name,
                format!("{:?} is no [[prompt]] and not \"beep\"; prompts: {known}", name.get_ref()),
            )
        })
    }

    fn tune_or_none(&self, name: &Option<Spanned<String>>) -> Result<Tune, Failure> {
        name.as_ref().map_or(Ok(Tune::None), |name| self.tune(name))
    }

    /// A name of 1 to 255 bytes.
    fn name(&self, what: &str, name: &Spanned<String>) -> Result<String, Failure> {
        match name.get_ref().len() {
            1..=255 => Ok(name.get_ref().clone()),
            length => Err(self.fail(name, format!("{what}: length {length}, must be 1 to 255 bytes"))),
        }
    }

    fn name_or(&self, what: &str, name: &Option<Spanned<String>>, usual: &str) -> Result<String, Failure> {
        name.as_ref().map_or(Ok(usual.into()), |name| self.name(what, name))
    }

    fn room(&self, room: &form::Room) -> Result<Room, Failure> {
        Ok(Room {
            name: RoomName {
                account: self.name_or("account", &room.account, ACCOUNT)?,
                environment: self.name_or("environment", &room.environment, ENVIRONMENT)?,
                id: self.name("id", &room.id)?,
            },
            capacity: self.number("capacity", &room.capacity, 100, 1, 1024)?,
            limit_s: self.number("limit", &room.limit, 0, 0, 31_536_000)?,
            alone: self.tune_or_none(&room.alone)?,
        })
    }

    fn name_call(&mut self, index: usize, call: &form::Call) -> Result<(), Failure> {
        let name = call.name.get_ref();
        let plain = |c: char| c.is_alphanumeric() || "-_. ".contains(c);
        if name.is_empty() || name.starts_with('.') || name.len() > 100 || !name.chars().all(plain) {
            return Err(self.fail(
                &call.name,
                format!("name: {name:?} is to be a file's name: 1 to 100 of letters, digits, space and -_."),
            ));
        }
        if self.calls.insert(name.clone(), index).is_some() {
            return Err(self.fail(&call.name, format!("name: there are two calls of the name {name:?}")));
        }
        Ok(())
    }

    fn call(&self, call: &form::Call) -> Result<Call, Failure> {
        let voice = match &call.voice {
            None => Vec::new(),
            Some(file) => {
                let recording = self.wav(file)?;
                if recording.sample_rate_hz != self.rate.hz() {
                    let (is, due) = (recording.sample_rate_hz, self.rate.hz());
                    return Err(self.fail(
                        file,
                        format!("{}: is at {is} Hz, but [engine] rate is {due}", file.get_ref()),
                    ));
                }
                recording.samples
            }
        };
        let begins = call.at.as_ref().map_or(Ok(0), |at| self.time("at", at))?;
        let speaks = call.voice_at.as_ref().map_or(Ok(begins), |at| self.time("voice_at", at))?;
        if let Some(place) = call.voice_at.as_ref().filter(|_| speaks < begins) {
            return Err(self.fail(place, "voice_at: the voice begins before the call"));
        }
        Ok(Call {
            name: call.name.get_ref().clone(),
            account: self.name_or("account", &call.account, ACCOUNT)?,
            environment: self.name_or("environment", &call.environment, ENVIRONMENT)?,
            voice,
            begins,
            silent: speaks - begins,
            hangs_up: call.hang_up.as_ref().map(|at| self.time("hang_up", at)).transpose()?,
            steps: self.steps(&call.steps)?,
        })
    }

    fn steps(&self, steps: &[Spanned<form::Step>]) -> Result<Steps, Failure> {
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, place: &Spanned<form::Step>) -> Result<Step, Failure> {
        let form::Step { say, wait, conference, hang_up } = place.get_ref();
        match (say, wait, conference, hang_up) {
            (Some(say), None, None, None) => Ok(Step::Say(self.tune(say)?)),
            (None, Some(wait), None, None) => Ok(Step::Wait(self.time("wait", wait)?)),
            (None, None, Some(conference), None) => {
                Ok(Step::Conference(Box::new(self.conference(conference)?)))
            }
            (None, None, None, Some(_)) => Ok(Step::HangUp),
            _ => Err(self.fail(place, "a step is exactly one of: say, wait, conference, hang_up")),
        }
    }

    fn conference(&self, form: &form::Conference) -> Result<Conference, Failure> {
        let allow_signals = form.allow_signals.as_ref().map(|names| self.signal_names(names)).transpose()?;
        let interdigit_timeout_ms = match &form.interdigit_timeout {
            None => 0,
            Some(seconds) if (0.0..=3600.0).contains(seconds.get_ref()) => {
                (seconds.get_ref() * 1000.0).round() as u32
            }
            Some(seconds) => {
                return Err(self.fail(seconds, "interdigit_timeout: must be 0 to 3600 seconds"));
            }
        };
        let terminator = match &form.terminator {
            None => None,
            Some(text) => match &self.keys("terminator", text)?[..] {
                &[key] => Some(key),
                _ => return Err(self.fail(text, "terminator: must be exactly one key")),
            },
        };
        Ok(Conference {
            id: self.name("id", &form.id)?,
            allow_signals,
            interdigit_timeout_ms,
            mute: form.mute,
            deaf: form.deaf,
            gain_mdb: form.gain_db.as_ref().map_or(Ok(0), |gain| self.gain(gain))?,
            play_tones: form.play_tones,
            terminator,
            join_prompt: self.tune_or_none(&form.join_prompt)?,
            leave_prompt: self.tune_or_none(&form.leave_prompt)?,
            on_choice: self.steps(&form.on_choice)?,
            on_signal: self.steps(&form.on_signal)?,
        })
    }

    fn signal_names(&self, names: &Spanned<form::OneOrMany>) -> Result<Vec<String>, Failure> {
        let list = match names.get_ref() {
            form::OneOrMany::One(name) => std::slice::from_ref(name),
            form::OneOrMany::Many(list) => list,
        };
        if list.len() > 64 || list.iter().any(|name| name.len() > 255) {
            return Err(self.fail(names, "allow_signals: must be 0 to 64 names of 0 to 255 bytes each"));
        }
        Ok(list.to_vec())
    }

    fn gain(&self, gain: &Spanned<f64>) -> Result<i32, Failure> {
        let decibels = *gain.get_ref();
        if (-60.0..=24.0).contains(&decibels) {
            return Ok((decibels * 1000.0).round() as i32);
        }
        Err(self.fail(gain, format!("gain_db: {decibels}, must be -60 to 24")))
    }

    fn keys(&self, name: &str, text: &Spanned<String>) -> Result<Vec<Key>, Failure> {
        let keys: Option<Vec<Key>> = text.get_ref().chars().map(Key::from_char).collect();
        keys.filter(|keys| !keys.is_empty() && keys.len() <= 32).ok_or_else(|| {
            let text_is = text.get_ref();
            self.fail(text, format!("{name}: {text_is:?}, must be 1 to 32 of 0-9 * # A-D"))
        })
    }

    fn timed_keys(&self, form: &form::Event, name: &str, text: &Spanned<String>) -> Result<Keys, Failure> {
        let level = match &form.level_dbm0 {
            None => -10.0,
            Some(level) if (-55.0..=-3.0).contains(level.get_ref()) => *level.get_ref(),
            Some(level) => return Err(self.fail(level, "level_dbm0: must be -55 to -3")),
        };
        Ok(Keys {
            keys: self.keys(name, text)?,
            on_ms: self.number("on_ms", &form.on_ms, 100, 20, 5000)?,
            off_ms: self.number("off_ms", &form.off_ms, 100, 20, 5000)?,
            level_mdbm0: (level * 1000.0).round() as i32,
        })
    }

    /// Milliseconds as ticks: at least one.
    fn stretch(&self, name: &str, ms: &Spanned<u32>) -> Result<u64, Failure> {
        let frame = self.frame_len.ms();
        match *ms.get_ref() {
            value if (frame..=10_000).contains(&value) => Ok(u64::from(value / frame)),
            value => Err(self.fail(ms, format!("{name}: {value}, must be {frame} to 10000"))),
        }
    }

    fn event(&self, place: &Spanned<form::Event>) -> Result<Event, Failure> {
        let form = place.get_ref();
        let what = match (&form.call, &form.room) {
            (Some(call), None) => {
                let index = *self.calls.get(call.get_ref()).ok_or_else(|| {
                    self.fail(call, format!("call: {:?} is the name of no [[call]]", call.get_ref()))
                })?;
                What::Call(index, self.only(place, self.call_action(form)?, CALL_ACTIONS)?)
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
    fn only<A>(&self, place: &Spanned<form::Event>, found: Option<A>, known: &str) -> Result<A, Failure> {
        found
            .filter(|_| place.get_ref().actions() == 1)
            .ok_or_else(|| self.fail(place, format!("an event does exactly one of: {known}")))
    }

    fn call_action(&self, form: &form::Event) -> Result<Option<CallAction>, Failure> {
        let mut found = Vec::new();
        if let Some(keys) = &form.keys {
            found.push(CallAction::Press(self.timed_keys(form, "keys", keys)?));
        }
        if let Some(keys) = &form.inject {
            found.push(CallAction::Inject(self.timed_keys(form, "inject", keys)?));
        }
        if let Some(keys) = &form.digits {
            found.push(CallAction::Send(self.timed_keys(form, "digits", keys)?));
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
        Ok(found.pop())
    }

    fn room_action(&self, form: &form::Event) -> Result<Option<RoomAction>, Failure> {
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

/// What may happen to a call.
const CALL_ACTIONS: &str = "keys, inject, digits, mute, deaf, gain_db, play_tones, hold, signal, remove, move, hang_up, \
                            say, stop, lose_ms, late_ms (with a call)";

/// What may happen to a room.
const ROOM_ACTIONS: &str = "lock, move, close, say, stop (with a room)";

/// The files that a scenario reads: none of them may be written over.
pub fn inputs(path: &Path, text: &str) -> Vec<PathBuf> {
    let Ok(file) = toml::from_str::<form::File>(text) else { return Vec::new() };
    let dir = path.parent().unwrap_or(Path::new(""));
    let voices = file.call.iter().filter_map(|call| call.voice.as_ref());
    let prompts = file.prompt.iter().map(|prompt| &prompt.file);
    voices.chain(prompts).map(|file| dir.join(file.get_ref())).chain([path.to_path_buf()]).collect()
}
