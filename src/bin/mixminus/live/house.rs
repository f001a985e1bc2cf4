//! The room: its engine, who is in it, and what is done to them.

use std::collections::VecDeque;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mixminus::{
    DtmfDigit, Engine, EngineConfig, FrameLen, JoinOptions, PROMPT_RATES_HZ, ParticipantConfig,
    ParticipantId, PromptConfig, PromptId, RecordConfig, RecordTrack, RecordingId, RoomId, SampleRate,
    SayOptions, SignalOutcome, Sound, Status, TapTarget, resample,
};
use rtrb::{Consumer, Producer, RingBuffer};

use super::Args;
use super::desk::{Desk, MAX_VOICES, Order, Speaker};
use super::keyboard::Action;
use crate::fail::Failure;
use crate::shown::shown;
use crate::voices;
use crate::wav::{Reader, WavError};

const ACCOUNT: &[u8] = b"local";
const ENVIRONMENT: &[u8] = b"live";
const CONFERENCE: &[u8] = b"room";

/// Ticks are short, since each is a part of the delay.
const FRAME: FrameLen = FrameLen::Ms10;

/// What is kept of the microphone, for cards that call late: milliseconds.
const PREFILL_MS: u32 = 40;

/// How long a key of the keyboard is down.
const KEY_DOWN: Duration = Duration::from_millis(120);
const KEY_MDBM0: i32 = -10_000;

/// How long one who was interrupted stays away.
const AWAY: Duration = Duration::from_secs(2);

/// The signal that the keyboard sends.
const SIGNAL: &[u8] = b"desk";

/// The one at the card.
pub const YOU: &str = "you";

/// A voice that may come: its name, and what it says.
type Known = (String, Arc<[i16]>);

/// One in the room.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Who.
    pub who: ParticipantId,
}

/// How it is with the one at the card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Not heard.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// Neither.
    pub hold: bool,
    /// The others hear its keys.
    pub tones: bool,
}

/// The room.
#[derive(Debug)]
pub struct House {
    /// Its engine.
    pub engine: Arc<Engine>,
    /// Everyone, the one at the card first.
    pub members: Vec<Member>,
    /// How it is with that one.
    pub state: State,
    /// Those who went last, of whom events may still come.
    gone: VecDeque<Member>,
    rate: SampleRate,
    room: RoomId,
    known: Vec<Known>,
    added: usize,
    prompt: PromptId,
    orders: Producer<Order>,
    given_back: Consumer<Speaker>,
    down: Vec<(DtmfDigit, Instant)>,
    back_at: Option<Instant>,
    recording: Option<RecordingId>,
}

impl House {
    /// A room with the voices that are there at the beginning, and the desk that paces it.
    pub fn new(args: &Args, rate: SampleRate) -> Result<(House, Arc<Mutex<Desk>>), Failure> {
        let engine = Arc::new(Engine::new(&EngineConfig {
            sample_rate: rate,
            frame_len: FRAME,
            max_participants: 2 * MAX_VOICES as u32,
            max_rooms: 4,
            prefill_ms: PREFILL_MS,
            max_cap_ms: 200,
            session_limit_s: 0,
            ..EngineConfig::default()
        })?);
        let demo: Vec<Arc<[i16]>> =
            voices::demo(rate)?.into_iter().map(|voice| voice.samples.into()).collect();
        let prompt_samples: Vec<i16> = demo[0].iter().map(|x| x / 2).collect();
        let mut known = files(&args.files, rate)?;
        known.extend(voices::NAMES.iter().map(|name| (*name).to_owned()).zip(demo));
        let you = engine.participant_new(&call(0))?;
        let room = engine.join(you, &options())?;
        let (orders, to_desk) = RingBuffer::new(MAX_VOICES);
        let (from_desk, given_back) = RingBuffer::new(MAX_VOICES);
        let frame = FRAME.samples(rate);
        let desk = Desk::new(engine.clone(), you, frame, to_desk, from_desk);
        let prompt = engine.prompt_new(&PromptConfig {
            account: ACCOUNT,
            samples: &prompt_samples,
            sample_rate_hz: rate.hz(),
        })?;
        let mut house = House {
            engine,
            members: vec![Member { name: YOU.into(), who: you }],
            state: State::default(),
            gone: VecDeque::new(),
            rate,
            room,
            known,
            added: 0,
            prompt,
            orders,
            given_back,
            down: Vec::new(),
            back_at: None,
            recording: None,
        };
        for _ in 0..args.voices.max(args.files.len() as u32) {
            house.add_voice()?;
        }
        Ok((house, Arc::new(Mutex::new(desk))))
    }

    /// Records what each hears who is there.
    pub fn record(&mut self, folder: &Path) -> Result<(), Failure> {
        std::fs::create_dir_all(folder).map_err(|error| Failure::at(folder, error))?;
        let track = |member: &Member| RecordTrack {
            target: TapTarget::Output(member.who),
            path: folder.join(format!("{}.wav", member.name)),
        };
        let config = RecordConfig::new(self.members.iter().map(track).collect());
        let recording = self.engine.record_start(&config).map_err(|error| Failure::at(folder, error))?;
        self.recording = Some(recording);
        Ok(())
    }

    /// The files are whole.
    pub fn stop_recording(&mut self) -> Result<(), Failure> {
        self.recording.take().map_or(Ok(()), |recording| Ok(self.engine.record_stop(recording).map(drop)?))
    }

    /// What a key of the keyboard asks for; answers what there is to tell.
    pub fn act(&mut self, action: Action) -> Result<Option<String>, Failure> {
        let you = self.members[0].who;
        let on = |on: bool| if on { "on" } else { "off" };
        let mut next = self.state;
        let done = match action {
            Action::Press(key) => {
                self.down.push((key, Instant::now() + KEY_DOWN));
                self.engine.inject_dtmf_begin(you, key, KEY_MDBM0, 0).map(|()| None)
            }
            Action::Mute => {
                next.mute = !next.mute;
                kept(self.engine.set_mute(you, next.mute), format!("mute {}", on(next.mute)))
            }
            Action::Deaf => {
                next.deaf = !next.deaf;
                kept(self.engine.set_deaf(you, next.deaf), format!("deaf {}", on(next.deaf)))
            }
            Action::Hold => {
                next.hold = !next.hold;
                let held = self.engine.set_hold(you, next.hold, Sound::Prompt(self.prompt));
                kept(held, format!("hold {}", on(next.hold)))
            }
            Action::Tones => {
                next.tones = !next.tones;
                let set = self.engine.set_play_tones(you, next.tones);
                kept(set, format!("the others hear your keys: {}", on(next.tones)))
            }
            Action::Signal => {
                let sent = self.engine.signal(you, SIGNAL);
                sent.map(|(outcome, _)| Some(format!("signal \"desk\" to you{}", what_became(outcome))))
            }
            Action::Prompt => {
                let said =
                    self.engine.room_say(self.room, Sound::Prompt(self.prompt), &SayOptions::default());
                said.map(|_| Some("an announcement to the room".into()))
            }
            Action::Add => return self.add_voice().map(Some),
            Action::Remove => return Ok(self.remove_voice()),
            Action::Quit | Action::Stop | Action::Redraw => return Ok(None),
        };
        match done {
            Ok(told) => {
                self.state = next;
                Ok(told)
            }
            // Such as a key while away: told, and nothing has changed.
            Err(error) => Ok(Some(error.to_string())),
        }
    }

    /// What is due by the clock: keys go up, who was interrupted comes back, who has gone is freed.
    pub fn look_after(&mut self) -> Result<(), Failure> {
        let (now, you) = (Instant::now(), self.members[0].who);
        for (key, _) in self.down.extract_if(.., |(_, until)| *until <= now) {
            // It ends by itself where it cannot be told.
            let _ = self.engine.inject_dtmf_end(you, key);
        }
        while let Ok(speaker) = self.given_back.pop() {
            self.engine.participant_free(speaker.who)?;
        }
        if self.back_at.is_some_and(|at| at <= now) {
            self.back_at = None;
            let State { mute, deaf, hold, tones } = self.state;
            let as_before = JoinOptions { mute, deaf, play_tones: tones, ..options() };
            self.room = self.engine.join(you, &as_before)?;
            if hold {
                self.engine.set_hold(you, true, Sound::Prompt(self.prompt))?;
            }
        }
        self.engine.service()?;
        Ok(())
    }

    /// The one at the card has left its room.
    pub fn has_left(&mut self) {
        self.back_at = Some(Instant::now() + AWAY);
    }

    /// Whether the one at the card is out of the room, and will come back.
    pub fn is_away(&self) -> bool {
        self.back_at.is_some()
    }

    /// The name of the participant with that number.
    pub fn name_of(&self, who: ParticipantId) -> Option<&str> {
        let mut known = self.members.iter().chain(&self.gone);
        known.find(|member| member.who == who).map(|member| member.name.as_str())
    }

    fn add_voice(&mut self) -> Result<String, Failure> {
        if self.members.len() > MAX_VOICES || self.orders.is_full() {
            return Ok("no more voices fit".into());
        }
        let (name, samples) = &self.known[self.added % self.known.len()];
        let round = self.added / self.known.len();
        let name = if round == 0 { name.clone() } else { format!("{name}-{}", round + 1) };
        self.added += 1;
        let who = self.engine.participant_new(&call(self.added as u64))?;
        // It is written to in the same breath as the tick, so nothing is kept in reserve.
        let room = JoinOptions { prefill_ms: Some(0), ..options() };
        self.room = self.engine.join(who, &room)?;
        let pause = self.rate.samples_in_ms(1_500 + 700 * (self.added as u32 % 4));
        let speaker = Speaker { who, samples: samples.clone(), at: samples.len(), pause };
        if self.orders.push(Order::Add(speaker)).is_err() {
            return Ok("no more voices fit".into());
        }
        self.members.push(Member { name: name.clone(), who });
        Ok(format!("{name} comes"))
    }

    fn remove_voice(&mut self) -> Option<String> {
        if self.members.len() < 2 || self.orders.is_full() {
            return None;
        }
        let member = self.members.pop()?;
        let _ = self.engine.leave(member.who);
        let _ = self.orders.push(Order::Remove(member.who));
        let told = format!("{} goes", member.name);
        self.gone.push_back(member);
        if self.gone.len() > MAX_VOICES {
            self.gone.pop_front();
        }
        Some(told)
    }
}

fn call(user: u64) -> ParticipantConfig<'static> {
    ParticipantConfig { account: ACCOUNT, environment: ENVIRONMENT, user }
}

fn options() -> JoinOptions<'static> {
    JoinOptions { talk_events: true, join_prompt: Sound::Beep, ..JoinOptions::new(CONFERENCE) }
}

/// Voices from files, resampled.
fn files(paths: &[PathBuf], rate: SampleRate) -> Result<Vec<Known>, Failure> {
    let load = |path: &PathBuf| {
        let failure = |error: WavError| Failure::at(path, error);
        let reader = File::open(path).map_err(WavError::Io).and_then(Reader::stream).map_err(failure)?;
        let (hz, [lowest, highest]) = (reader.info().sample_rate_hz, PROMPT_RATES_HZ);
        if !(lowest..=highest).contains(&hz) {
            return Err(Failure::at(path, format!("is at {hz} Hz, must be {lowest} to {highest}")));
        }
        let recording = reader.read().map_err(failure)?;
        let name = shown(path.file_stem().unwrap_or_default());
        let samples = resample(&recording.samples, recording.sample_rate_hz, rate.hz())
            .map_err(|error| Failure::at(path, error))?;
        Ok((name, samples.into()))
    };
    paths.iter().map(load).collect()
}

/// What one who is away, or about to be, has changed holds from when it comes back on.
fn kept(set: mixminus::Result<()>, told: String) -> mixminus::Result<Option<String>> {
    match set {
        Err(error) if error.status() != Status::NotInRoom => Err(error),
        _ => Ok(Some(told)),
    }
}

/// What became of a signal, after that it was sent.
fn what_became(outcome: SignalOutcome) -> &'static str {
    match outcome {
        SignalOutcome::Interrupted => ": it interrupts",
        SignalOutcome::Queued => ": it waits",
        SignalOutcome::Ignored => ": too late, ignored",
        SignalOutcome::NoSession => ": the session is over",
        SignalOutcome::Refused => ": refused, too many wait",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use mixminus::{EndReason, ParticipantInfo};

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    /// Ticks until what was asked for has been done.
    fn tick(house: &House, desk: &Mutex<Desk>) -> ParticipantInfo {
        desk.lock().unwrap().hand_out(&mut [0; 3 * 80]);
        house.engine.participant_info(house.members[0].who).unwrap()
    }

    fn state_of(info: &ParticipantInfo) -> State {
        State { mute: info.mute, deaf: info.deaf, hold: info.hold, tones: info.play_tones }
    }

    #[test]
    fn who_was_interrupted_comes_back_as_it_was_and_as_it_was_told_meanwhile() {
        let Line { args } = Line::parse_from(["live", "--voices", "1"]);
        let (mut house, desk) = House::new(&args, SampleRate::Hz8000).unwrap();
        let plain = tick(&house, &desk);
        assert_eq!(state_of(&plain), State::default());
        let all = [Action::Mute, Action::Deaf, Action::Hold, Action::Tones];
        let mut expected = State { mute: true, deaf: true, hold: true, tones: true };
        for action in all {
            house.act(action).unwrap();
        }
        assert_eq!(state_of(&tick(&house, &desk)), expected);
        for (round, meanwhile) in [None, Some(Action::Deaf), Some(Action::Hold)].into_iter().enumerate() {
            assert_eq!(
                house.act(Action::Signal).unwrap().unwrap(),
                "signal \"desk\" to you: it interrupts",
                "{round}"
            );
            if round == 1 {
                // It has left, and that is not known yet.
                assert_eq!(house.act(Action::Mute).unwrap().unwrap(), "mute off");
                expected.mute = false;
            }
            let info = tick(&house, &desk);
            assert_eq!((info.room, info.last_end), (RoomId::NONE, EndReason::Signal));
            house.has_left();
            assert!(house.is_away());
            if let Some(action) = meanwhile {
                house.act(action).unwrap();
                expected = State {
                    deaf: action != Action::Deaf && expected.deaf,
                    hold: action != Action::Hold,
                    ..expected
                };
            }
            house.back_at = Some(Instant::now());
            house.look_after().unwrap();
            let info = tick(&house, &desk);
            assert_ne!(info.room, RoomId::NONE);
            assert_eq!((state_of(&info), house.state), (expected, expected), "{round}");
            assert!(!house.is_away());
        }
    }

    #[test]
    fn nothing_is_said_in_the_names_of_the_program() {
        let outcomes = [
            SignalOutcome::Interrupted,
            SignalOutcome::Queued,
            SignalOutcome::Ignored,
            SignalOutcome::NoSession,
            SignalOutcome::Refused,
        ];
        for outcome in outcomes {
            assert!(!what_became(outcome).contains(&format!("{outcome:?}")), "{outcome:?}");
        }
    }
}
