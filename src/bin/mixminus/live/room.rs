//! The room of `live`: its engine, its participants, its recording.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mixminus::{
    DtmfDigit, Engine, EngineConfig, JoinOptions, ParticipantConfig, ParticipantId, PromptConfig, PromptId,
    RecordConfig, RecordTrack, RecordingId, RoomId, SampleRate, Sound, TapTarget,
};
use rtrb::{Consumer, Producer, RingBuffer};

use super::args::{Args, FRAME};
use super::pump::{MAX_VOICES, Pump, PumpCommand, Speaker};
use super::voice_files::{self, Voice};
use crate::fail::Failure;
use crate::voices;

const ACCOUNT: &[u8] = b"local";
const ENVIRONMENT: &[u8] = b"live";
const CONFERENCE: &[u8] = b"room";

/// The prefill of the microphone, for cards whose callbacks are late, milliseconds.
const PREFILL_MS: u32 = 40;

/// After a signal the user is out of the room for this long.
const AWAY: Duration = Duration::from_secs(2);

/// The name of the user, who is at the sound card.
pub const YOU: &str = "you";

/// A participant of the room.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its handle.
    pub who: ParticipantId,
}

/// The settings of the user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Muted.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// On hold.
    pub hold: bool,
    /// The others hear its DTMF tones.
    pub tones: bool,
}

/// The room.
#[derive(Debug)]
pub struct Room {
    /// Its engine.
    pub engine: Arc<Engine>,
    /// All participants, the user first.
    pub members: Vec<Member>,
    /// The settings of the user.
    pub state: State,
    /// Former participants, of which events may still arrive.
    gone: VecDeque<Member>,
    rate: SampleRate,
    pub(super) room: RoomId,
    known: Vec<Voice>,
    added: usize,
    pub(super) prompt: PromptId,
    commands: Producer<PumpCommand>,
    returned: Consumer<Speaker>,
    pub(super) down: Vec<(DtmfDigit, Instant)>,
    back_at: Option<Instant>,
    recording: Option<RecordingId>,
}

impl Room {
    /// A room with the first voices, and the pump that ticks its engine.
    pub fn new(args: &Args, rate: SampleRate) -> Result<(Room, Arc<Mutex<Pump>>), Failure> {
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
        let mut known = voice_files::load(&args.files, rate)?;
        known.extend(voices::NAMES.iter().map(|name| (*name).to_owned()).zip(demo));
        let you = engine.participant_new(&call(0))?;
        let room = engine.join(you, &options())?;
        let (commands, to_desk) = RingBuffer::new(MAX_VOICES);
        let (from_desk, returned) = RingBuffer::new(MAX_VOICES);
        let frame = FRAME.samples(rate);
        let pump = Pump::new(engine.clone(), you, frame, to_desk, from_desk);
        let prompt = engine.prompt_new(&PromptConfig {
            account: ACCOUNT,
            samples: &prompt_samples,
            sample_rate_hz: rate.hz(),
        })?;
        let mut room = Room {
            engine,
            members: vec![Member { name: YOU.into(), who: you }],
            state: State::default(),
            gone: VecDeque::new(),
            rate,
            room,
            known,
            added: 0,
            prompt,
            commands,
            returned,
            down: Vec::new(),
            back_at: None,
            recording: None,
        };
        for _ in 0..args.voices.max(args.files.len() as u32) {
            room.add_voice()?;
        }
        Ok((room, Arc::new(Mutex::new(pump))))
    }

    /// Records the output of each participant.
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

    /// Stops the recording and completes its files.
    pub fn stop_recording(&mut self) -> Result<(), Failure> {
        self.recording.take().map_or(Ok(()), |recording| Ok(self.engine.record_stop(recording).map(drop)?))
    }

    /// Timed actions: ends digits, lets the user return after a signal, frees voices that have left.
    pub fn maintain(&mut self) -> Result<(), Failure> {
        let (now, you) = (Instant::now(), self.members[0].who);
        for (key, _) in self.down.extract_if(.., |(_, until)| *until <= now) {
            // If this fails, the digit ends by itself.
            let _ = self.engine.inject_dtmf_end(you, key);
        }
        while let Ok(speaker) = self.returned.pop() {
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

    /// The user has left the room.
    pub fn note_left(&mut self) {
        self.back_at = Some(Instant::now() + AWAY);
    }

    /// Returns true if the user is out of the room and will return.
    pub fn is_away(&self) -> bool {
        self.back_at.is_some()
    }

    /// The name of a participant, present or former.
    pub fn name_of(&self, who: ParticipantId) -> Option<&str> {
        let mut known = self.members.iter().chain(&self.gone);
        known.find(|member| member.who == who).map(|member| member.name.as_str())
    }

    pub(super) fn add_voice(&mut self) -> Result<String, Failure> {
        if self.members.len() > MAX_VOICES || self.commands.is_full() {
            return Ok("no more voices fit".into());
        }
        let (name, samples) = &self.known[self.added % self.known.len()];
        let round = self.added / self.known.len();
        let name = if round == 0 { name.clone() } else { format!("{name}-{}", round + 1) };
        self.added += 1;
        let who = self.engine.participant_new(&call(self.added as u64))?;
        // The pump writes to it just before each tick, so it needs no prefill.
        let room = JoinOptions { prefill_ms: Some(0), ..options() };
        self.room = self.engine.join(who, &room)?;
        let pause = self.rate.samples_in_ms(1_500 + 700 * (self.added as u32 % 4));
        let speaker = Speaker { who, samples: samples.clone(), at: samples.len(), pause };
        if self.commands.push(PumpCommand::Add(speaker)).is_err() {
            return Ok("no more voices fit".into());
        }
        self.members.push(Member { name: name.clone(), who });
        Ok(format!("{name} joins"))
    }

    pub(super) fn remove_voice(&mut self) -> Option<String> {
        if self.members.len() < 2 || self.commands.is_full() {
            return None;
        }
        let member = self.members.pop()?;
        let _ = self.engine.leave(member.who);
        let _ = self.commands.push(PumpCommand::Remove(member.who));
        let line = format!("{} leaves", member.name);
        self.gone.push_back(member);
        if self.gone.len() > MAX_VOICES {
            self.gone.pop_front();
        }
        Some(line)
    }
}

fn call(user: u64) -> ParticipantConfig<'static> {
    ParticipantConfig { account: ACCOUNT, environment: ENVIRONMENT, user, ..ParticipantConfig::default() }
}

fn options() -> JoinOptions<'static> {
    JoinOptions { talk_events: true, join_prompt: Sound::Beep, ..JoinOptions::new(CONFERENCE) }
}

#[cfg(test)]
mod tests {
    use super::super::keyboard::Action;
    use super::*;
    use clap::Parser;
    use mixminus::{EndReason, ParticipantInfo};

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    /// Ticks until commands have been applied.
    fn tick(room: &Room, pump: &Mutex<Pump>) -> ParticipantInfo {
        pump.lock().unwrap().fill(&mut [0; 3 * 80]);
        room.engine.participant_info(room.members[0].who).unwrap()
    }

    fn state_of(info: &ParticipantInfo) -> State {
        State { mute: info.mute, deaf: info.deaf, hold: info.hold, tones: info.play_tones }
    }

    #[test]
    fn after_an_interruption_the_settings_are_the_latest() {
        let Line { args } = Line::parse_from(["live", "--voices", "1"]);
        let (mut room, pump) = Room::new(&args, SampleRate::Hz8000).unwrap();
        let plain = tick(&room, &pump);
        assert_eq!(state_of(&plain), State::default());
        let all = [Action::Mute, Action::Deaf, Action::Hold, Action::Tones];
        let mut expected = State { mute: true, deaf: true, hold: true, tones: true };
        for action in all {
            room.act(action).unwrap();
        }
        assert_eq!(state_of(&tick(&room, &pump)), expected);
        for (round, meanwhile) in [None, Some(Action::Deaf), Some(Action::Hold)].into_iter().enumerate() {
            assert_eq!(
                room.act(Action::Signal).unwrap().unwrap(),
                "signal \"desk\" to you: it interrupts",
                "{round}"
            );
            if round == 1 {
                // It has left, and that is not known yet.
                assert_eq!(room.act(Action::Mute).unwrap().unwrap(), "mute off");
                expected.mute = false;
            }
            let info = tick(&room, &pump);
            assert_eq!((info.room, info.last_end), (RoomId::NONE, EndReason::Signal));
            room.note_left();
            assert!(room.is_away());
            if let Some(action) = meanwhile {
                room.act(action).unwrap();
                expected = State {
                    deaf: action != Action::Deaf && expected.deaf,
                    hold: action != Action::Hold,
                    ..expected
                };
            }
            room.back_at = Some(Instant::now());
            room.maintain().unwrap();
            let info = tick(&room, &pump);
            assert_ne!(info.room, RoomId::NONE);
            assert_eq!((state_of(&info), room.state), (expected, expected), "{round}");
            assert!(!room.is_away());
        }
    }
}
