//! From what a scenario's file says to what is played: every value is checked, every error names its line.

use std::collections::HashMap;

use mixminus::{DtmfDigit, FrameLen, Gain, SampleRate};
use toml::Spanned;

use super::script::{Call, Prompt, Room, RoomName, Script, Tune};
use super::{Mistake, Sound, Sounds, form};
use crate::network::impairments::PACKET_MS;

/// The account of calls and rooms that name none.
pub const ACCOUNT: &str = "demo";

/// The environment of calls and rooms that name none.
pub const ENVIRONMENT: &str = "production";

/// The longest scenario: a day.
const MAX_SECONDS: f64 = 86_400.0;

/// A scenario's file on its way.
pub struct Checker<'a> {
    text: &'a str,
    sounds: Sounds<'a>,
    max_samples: usize,
    pub(super) rate: SampleRate,
    pub(super) frame_len: FrameLen,
    prompts: HashMap<String, usize>,
    pub(super) calls: HashMap<String, NamedCall>,
}

/// What events need to know of a call.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedCall {
    pub index: usize,
    /// The length of its packets, if the file says it, milliseconds.
    pub packet_ms: Option<u32>,
}

/// Checks a scenario whose text is `text`.
pub fn script(
    text: &str,
    file: &form::File,
    max_samples: usize,
    sounds: Sounds<'_>,
) -> Result<Script, Mistake> {
    let mut checker = Checker {
        text,
        sounds,
        max_samples,
        rate: SampleRate::Hz8000,
        frame_len: FrameLen::Ms20,
        prompts: HashMap::new(),
        calls: HashMap::new(),
    };
    checker.script(file)
}

impl Checker<'_> {
    pub(super) fn fail<T>(&self, place: &Spanned<T>, message: impl AsRef<str>) -> Mistake {
        Mistake::at(self.text, place.span(), message.as_ref())
    }

    fn script(&mut self, file: &form::File) -> Result<Script, Mistake> {
        let engine = &file.engine;
        if let Some(rate) = &engine.rate {
            self.rate = self.known_rate("rate", rate)?;
        }
        if let Some(frame) = &engine.frame_ms {
            self.frame_len = FrameLen::from_ms(*frame.get_ref())
                .map_err(|_| self.fail(frame, "frame_ms: must be 10 or 20"))?;
            if !self.rate.has_whole_frames(self.frame_len) {
                let (hz, ms) = (self.rate.hz(), self.frame_len.ms());
                let message =
                    format!("frame_ms: must be 20: at {hz} Hz, {ms} ms are no whole number of samples");
                return Err(self.fail(frame, message));
            }
        }
        let dtmf_look_ahead_ms = self.number("dtmf_look_ahead_ms", &engine.dtmf_look_ahead_ms, 10, 0, 20)?;
        let session_limit_s = self.number("session_limit", &engine.session_limit, 0, 0, 31_536_000)?;
        let prefill_ms = self.number("prefill_ms", &engine.prefill_ms, 0, 0, 160)?;
        let workers = self.number("workers", &engine.workers, 1, 1, 64)?;
        let mut prompts = Vec::new();
        for prompt in &file.prompt {
            prompts.push(self.prompt(prompt)?);
        }
        let rooms = file.room.iter().map(|room| self.room(room)).collect::<Result<Vec<_>, _>>()?;
        if file.call.is_empty() {
            return Err(Mistake::at(self.text, 0..0, "has no [[call]]: a scenario needs one at least"));
        }
        for (index, call) in file.call.iter().enumerate() {
            self.name_call(index, call)?;
        }
        let calls = file.call.iter().map(|call| self.call(call)).collect::<Result<Vec<_>, _>>()?;
        let mut events = file.event.iter().map(|event| self.event(event)).collect::<Result<Vec<_>, _>>()?;
        events.sort_by_key(|event| event.before);
        let a_second = self.ticks(1.0);
        let spoken = calls.iter().map(|call| {
            let frame = self.frame_len.samples(call.line.rate) as u64;
            call.begins + call.silent + (call.voice.len() as u64).div_ceil(frame)
        });
        let usual = spoken.chain(events.iter().map(|event| event.before)).max().unwrap_or(0) + a_second;
        let ticks = match &file.seconds {
            Some(seconds) => self.time("seconds", seconds)?.max(1),
            None => usual,
        };
        let place = file.seconds.as_ref().map_or(0..0, Spanned::span);
        let highest = calls.iter().map(|call| call.line.rate).max_by_key(|rate| rate.hz());
        let highest = highest.unwrap_or(self.rate);
        if ticks.saturating_mul(self.frame_len.samples(highest) as u64) > self.max_samples as u64 {
            let most = self.max_samples as u64 / u64::from(highest.hz());
            let message = format!("lasts longer than a 16-bit WAV file can: must be at most {most} seconds");
            return Err(Mistake::at(self.text, place, &message));
        }
        let voices = file.call.iter().filter_map(|call| call.voice.as_ref());
        let files = voices.chain(file.prompt.iter().map(|prompt| &prompt.file));
        Ok(Script {
            files: files.map(|file| file.get_ref().clone()).collect(),
            rate: self.rate,
            frame_len: self.frame_len,
            dtmf_look_ahead_ms,
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

    pub(super) fn number(
        &self,
        name: &str,
        value: &Option<Spanned<u32>>,
        usual: u32,
        low: u32,
        high: u32,
    ) -> Result<u32, Mistake> {
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

    pub(super) fn time(&self, name: &str, value: &Spanned<f64>) -> Result<u64, Mistake> {
        let seconds = *value.get_ref();
        if (0.0..=MAX_SECONDS).contains(&seconds) {
            return Ok(self.ticks(seconds));
        }
        Err(self.fail(value, format!("{name}: {seconds}, must be 0 to {MAX_SECONDS} seconds")))
    }

    fn sound(&self, file: &Spanned<String>) -> Result<Sound, Mistake> {
        (self.sounds)(file.get_ref()).map_err(|message| self.fail(file, message))
    }

    fn prompt(&mut self, prompt: &form::Prompt) -> Result<Prompt, Mistake> {
        let name = prompt.name.get_ref();
        if name.is_empty() || name == "beep" {
            return Err(self.fail(&prompt.name, "name: must be neither empty nor \"beep\""));
        }
        if self.prompts.contains_key(name) {
            return Err(self.fail(&prompt.name, format!("name: there are two prompts of the name {name:?}")));
        }
        let sound = self.sound(&prompt.file)?;
        if sound.samples.is_empty() {
            return Err(self.fail(&prompt.file, format!("{}: is empty", prompt.file.get_ref())));
        }
        self.prompts.insert(name.clone(), self.prompts.len());
        Ok(Prompt { name: name.clone(), samples: sound.samples, rate_hz: sound.rate_hz })
    }

    pub(super) fn tune(&self, name: &Spanned<String>) -> Result<Tune, Mistake> {
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

    pub(super) fn tune_or_none(&self, name: &Option<Spanned<String>>) -> Result<Tune, Mistake> {
        name.as_ref().map_or(Ok(Tune::None), |name| self.tune(name))
    }

    /// A name of 1 to 255 bytes.
    pub(super) fn name(&self, what: &str, name: &Spanned<String>) -> Result<String, Mistake> {
        match name.get_ref().len() {
            1..=255 => Ok(name.get_ref().clone()),
            length => Err(self.fail(name, format!("{what}: length {length}, must be 1 to 255 bytes"))),
        }
    }

    pub(super) fn name_or(
        &self,
        what: &str,
        name: &Option<Spanned<String>>,
        usual: &str,
    ) -> Result<String, Mistake> {
        name.as_ref().map_or(Ok(usual.into()), |name| self.name(what, name))
    }

    fn room(&self, room: &form::Room) -> Result<Room, Mistake> {
        Ok(Room {
            name: RoomName {
                account: self.name_or("account", &room.account, ACCOUNT)?,
                environment: self.name_or("environment", &room.environment, ENVIRONMENT)?,
                id: self.name("id", &room.id)?,
            },
            capacity: self.number("capacity", &room.capacity, 100, 1, 1024)?,
            limit_s: self.number("limit", &room.limit, 0, 0, 31_536_000)?,
            alone: self.tune_or_none(&room.alone)?,
            rate: self.rate_or_usual(&room.rate)?,
        })
    }

    fn name_call(&mut self, index: usize, call: &form::Call) -> Result<(), Mistake> {
        let name = call.name.get_ref();
        let plain = |c: char| c.is_alphanumeric() || "-_. ".contains(c);
        if name.is_empty() || name.starts_with('.') || name.len() > 100 || !name.chars().all(plain) {
            return Err(self.fail(
                &call.name,
                format!("name: {name:?} is to be a file's name: 1 to 100 of letters, digits, space and -_."),
            ));
        }
        let named = NamedCall { index, packet_ms: packet_ms(call) };
        if self.calls.insert(name.clone(), named).is_some() {
            return Err(self.fail(&call.name, format!("name: there are two calls of the name {name:?}")));
        }
        Ok(())
    }

    fn call(&self, call: &form::Call) -> Result<Call, Mistake> {
        let line = self.line(call)?;
        let voice = match &call.voice {
            None => Vec::new(),
            Some(file) => self.voice(file, self.sound(file)?, line.rate)?,
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
            line,
            voice,
            begins,
            silent: speaks - begins,
            hangs_up: call.hang_up.as_ref().map(|at| self.time("hang_up", at)).transpose()?,
            steps: self.steps(&call.steps, packet_ms(call))?,
        })
    }

    pub(super) fn gain(&self, gain: &Spanned<f64>) -> Result<Gain, Mistake> {
        let decibels = *gain.get_ref();
        Gain::from_db(decibels as f32)
            .map_err(|_| self.fail(gain, format!("gain_db: {decibels}, must be -60 to 24")))
    }

    pub(super) fn digits(&self, name: &str, text: &Spanned<String>) -> Result<Vec<DtmfDigit>, Mistake> {
        let digits: Option<Vec<DtmfDigit>> = text.get_ref().chars().map(DtmfDigit::from_char).collect();
        digits.filter(|digits| !digits.is_empty() && digits.len() <= 32).ok_or_else(|| {
            let text_is = text.get_ref();
            self.fail(text, format!("{name}: {text_is:?}, must be 1 to 32 of 0-9 * # A-D"))
        })
    }
}

/// The length of a call's packets, if the file says it, milliseconds.
fn packet_ms(call: &form::Call) -> Option<u32> {
    let length = call.impairments.as_ref()?.packet_ms.as_ref()?;
    // One that is out of range is refused where the line is checked.
    PACKET_MS.contains(length.get_ref()).then_some(*length.get_ref())
}
