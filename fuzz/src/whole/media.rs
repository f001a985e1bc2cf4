//! Prompts, plays, speech, taps and recordings.

use super::people::{NOWHERE, OF_SETTINGS};
use super::{Whole, answered};
use crate::abi::{
    self, Grown, PromptConfig, PromptInfo, RecordConfig, RecordTrack, RecordingInfo, SayOptions, TapFrame,
    TapInfo,
};
use std::ffi::c_void;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// The most recordings of one run: each makes files.
const MOST_RECORDINGS: usize = 3;

/// What a play may be refused with.
const OF_PLAYS: [i32; 3] = [abi::INVALID_ARGUMENT, abi::STRUCT_SIZE, abi::QUEUE_FULL];

/// A folder for the recordings of one run. Runs may be at once, in threads of one process.
fn scratch() -> PathBuf {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("mixminus-fuzz-{}-{run}", std::process::id()))
}

/// Speaks a text: each byte is a sample, and some texts cannot be spoken.
pub unsafe extern "C" fn synthesizer(
    _: *mut c_void,
    text: *const u8,
    text_len: usize,
    _: *const u8,
    _: usize,
    speech: *mut c_void,
) -> i32 {
    if text_len == 3 {
        return abi::UNSUPPORTED;
    }
    // SAFETY: the text is as long as it says.
    let text = unsafe { std::slice::from_raw_parts(text, text_len) };
    let samples: Vec<i16> = text.iter().map(|byte| i16::from(*byte) * 100).collect();
    let rate = if text_len == 4 { 1 } else { 11_025 };
    // SAFETY: the speech is the one that was given, the samples are there.
    unsafe { abi::mixminus_speech_add(speech, samples.as_ptr(), samples.len(), rate) }
}

impl Whole<'_> {
    pub(super) fn new_prompt(&mut self) {
        let samples: Vec<i16> = (0..3000_i16).map(|at| at.wrapping_mul(731)).collect();
        let (account, mut made) = (self.name(), 7);
        let mut config = Grown::<PromptConfig>::new();
        self.size(&mut config);
        let c = &mut config.value;
        (c.account, c.account_len) = (account.as_ptr(), account.len());
        c.sample_rate_hz = self.number(&[8000, 8000, 11_025, 48_000]);
        c.count = (self.number(&[1, 160, 161, 2000]) as usize).min(samples.len());
        c.samples = samples.as_ptr();
        // SAFETY: the engine lives; the struct is as long as it says, and what it points to too.
        let status = unsafe { abi::mixminus_prompt_new(self.engine, &config.value, &mut made) };
        let others = [abi::INVALID_ARGUMENT, abi::STRUCT_SIZE, abi::QUOTA_EXCEEDED];
        assert_eq!(answered(status, &others), made != 0);
        self.prompts.extend(Some(made).filter(|prompt| *prompt != 0));
    }

    pub(super) fn free_prompt(&mut self) {
        let prompt = self.handle(|whole| &whole.prompts);
        let mut info = Grown::<PromptInfo>::new();
        self.size(&mut info);
        // SAFETY: the engine lives; the place is as long as it says.
        let status = unsafe { abi::mixminus_prompt_get_info(self.engine, prompt, &mut info.value) };
        answered(status, &[abi::STRUCT_SIZE]);
        // SAFETY: the engine lives.
        answered(unsafe { abi::mixminus_prompt_free(self.engine, prompt) }, &[]);
    }

    fn say_options(&mut self) -> Grown<SayOptions> {
        let mut options = Grown::<SayOptions>::new();
        self.size(&mut options);
        options.value.times = self.number(&[1, 1, 2, 0]);
        options.value.gain_mdb = self.number(&[0, 0, -6000_i32 as u32]) as i32;
        options.value.interrupt = self.number(&[0, 0, 0, 1]);
        options
    }

    fn began(&mut self, play: u64) {
        assert!(self.reported.plays.insert(play, 0).is_none(), "the number of another play");
        self.plays.push(play);
    }

    pub(super) fn say(&mut self) {
        let (person, sound, options, mut play) = (self.person(), self.sound(), self.say_options(), 7);
        // SAFETY: the engine lives; the struct is as long as it says.
        let status =
            unsafe { abi::mixminus_participant_say(self.engine, person, sound, &options.value, &mut play) };
        assert_eq!(
            answered(status, &[&OF_PLAYS[..], &[abi::SESSION_EXPIRED, abi::HUNG_UP]].concat()),
            play != 0
        );
        if play != 0 {
            self.began(play);
        }
    }

    pub(super) fn say_to_rooms(&mut self) {
        let count = self.input.below(5);
        let rooms: Vec<u64> = (0..count).map(|_| self.room()).collect();
        let (sound, options) = (self.sound(), self.say_options());
        let mut plays = vec![0; count];
        // SAFETY: the engine lives; the struct is as long as it says, the rooms and places are as many.
        let status = unsafe {
            abi::mixminus_rooms_say(
                self.engine,
                rooms.as_ptr(),
                count,
                sound,
                &options.value,
                plays.as_mut_ptr(),
            )
        };
        let is_ok = answered(status, &OF_PLAYS);
        assert!(plays.iter().all(|play| (*play != 0) == is_ok));
        if is_ok {
            plays.into_iter().for_each(|play| self.began(play));
        }
    }

    pub(super) fn stop(&mut self) {
        let (person, room, play) = (self.person(), self.room(), self.handle(|whole| &whole.plays));
        // SAFETY: the engine lives.
        let status = unsafe {
            match self.input.below(3) {
                0 => abi::mixminus_participant_say_stop(self.engine, person),
                1 => abi::mixminus_room_say_stop(self.engine, room),
                _ => abi::mixminus_play_stop(self.engine, play),
            }
        };
        answered(status, &[abi::QUEUE_FULL]);
    }

    pub(super) fn hold(&mut self) {
        let (person, on, sound) = (self.person(), self.number(&[0, 1]), self.sound());
        // SAFETY: the engine lives.
        let status = unsafe { abi::mixminus_participant_set_hold(self.engine, person, on, sound) };
        answered(status, &OF_SETTINGS);
    }

    pub(super) fn alone_loop(&mut self) {
        let (room, sound) = (self.room(), self.sound());
        // SAFETY: the engine lives.
        let status = unsafe { abi::mixminus_room_set_alone_loop(self.engine, room, sound) };
        answered(status, &[abi::QUEUE_FULL]);
    }

    pub(super) fn say_text(&mut self) {
        let (person, options, mut play) = (self.person(), self.say_options(), 7);
        let text = [self.input.pick(b"ab\xff"); 12];
        let length = self.input.below(text.len() + 1);
        // SAFETY: the engine lives; the struct and the text are as long as they say.
        let status = unsafe {
            let (text, options) = (text.as_ptr(), &options.value);
            abi::mixminus_participant_say_text(
                self.engine,
                person,
                text,
                length,
                text,
                length,
                options,
                &mut play,
            )
        };
        let others = [abi::UNSUPPORTED, abi::QUOTA_EXCEEDED, abi::SESSION_EXPIRED, abi::HUNG_UP];
        assert_eq!(answered(status, &[&OF_PLAYS[..], &others].concat()), play != 0);
        if play != 0 {
            self.began(play);
        }
    }

    pub(super) fn new_tap(&mut self) {
        let point = self.number(&[0, 1, 2, 3]);
        let target = if point == 0 { self.room() } else { self.person() };
        let (buffer_ms, mut tap) = (self.number(&[20, 40, 200]).min(60_001), 7);
        // SAFETY: the engine lives, the place is there.
        let status = unsafe { abi::mixminus_tap_new(self.engine, target, point, buffer_ms, &mut tap) };
        let others = [abi::INVALID_ARGUMENT, abi::TOO_MANY_TAPS, abi::QUEUE_FULL];
        assert_eq!(answered(status, &others), tap != 0);
        self.taps.extend(Some(tap).filter(|tap| *tap != 0));
    }

    pub(super) fn read_tap(&mut self) {
        let (tap, capacity, frame) = (self.handle(|whole| &whole.taps), self.input.below(5), self.frame());
        let (mut samples, mut frames) = (vec![0; capacity * frame], vec![TapFrame::default(); capacity]);
        let mut count = 77;
        let known = size_of::<TapFrame>();
        let size = if self.input.seldom(16) { self.input.below(known + 1) } else { known };
        // SAFETY: the engine lives; there is room for as many frames, each element of at most its size.
        let status = unsafe {
            abi::mixminus_tap_read(
                self.engine,
                tap,
                samples.as_mut_ptr(),
                frames.as_mut_ptr(),
                size,
                capacity,
                &mut count,
            )
        };
        answered(status, &[abi::INVALID_ARGUMENT, abi::STRUCT_SIZE, abi::OVER]);
        assert!(count <= capacity);
        if size == known {
            assert!(frames[..count].windows(2).all(|pair| pair[0].tick < pair[1].tick));
            assert!(frames[..count].iter().all(|frame| frame.flags & !9 == 0 && frame.reserved == 0));
        }
    }

    pub(super) fn free_tap(&mut self) {
        let tap = self.handle(|whole| &whole.taps);
        let mut info = Grown::<TapInfo>::new();
        self.size(&mut info);
        // SAFETY: the engine lives; the place is as long as it says.
        let status = unsafe { abi::mixminus_tap_get_info(self.engine, tap, &mut info.value) };
        if answered(status, &[abi::STRUCT_SIZE]) && info.value.struct_size as usize >= size_of::<TapInfo>() {
            assert!(info.value.began <= self.reported.ticks && info.value.ended <= self.reported.ticks);
        }
        // SAFETY: the engine lives.
        answered(unsafe { abi::mixminus_tap_free(self.engine, tap) }, &[]);
    }

    pub(super) fn record(&mut self) {
        let (recording, engine) = (self.handle(|whole| &whole.recordings), self.engine);
        let mut info = Grown::<RecordingInfo>::new();
        self.size(&mut info);
        // SAFETY: the engine lives; the place is as long as it says.
        let status = unsafe {
            match self.input.below(8) {
                0..3 => return self.new_recording(),
                3 => abi::mixminus_recording_pause(engine, recording),
                4 => abi::mixminus_recording_resume(engine, recording),
                5 => abi::mixminus_recording_stop(engine, recording, &mut info.value),
                6 => {
                    let (mut path, mut length) = ([0; 64], 7);
                    let (track, file) = (self.input.below(4) as u32, self.input.below(4) as u32);
                    let (place, size) = (path.as_mut_ptr(), self.input.below(65));
                    let status = abi::mixminus_recording_get_file(
                        engine,
                        recording,
                        track,
                        file,
                        place,
                        size,
                        &mut length,
                    );
                    return assert_eq!(answered(status, &[abi::INVALID_ARGUMENT]), length != 0);
                }
                _ => abi::mixminus_recording_get_info(engine, recording, &mut info.value),
            }
        };
        answered(status, &[abi::STRUCT_SIZE]);
    }

    /// Up to three tracks into files that nobody keeps.
    fn new_recording(&mut self) {
        if self.files >= MOST_RECORDINGS {
            return;
        }
        self.files += 1;
        let dir = self.scratch.get_or_insert_with(scratch).clone();
        std::fs::create_dir_all(&dir).expect("a directory for what is recorded");
        let count = self.input.below(4);
        let paths: Vec<_> = (0..count).map(|at| dir.join(format!("{}-{at}.wav", self.files))).collect();
        let mut tracks = Vec::new();
        for path in &paths {
            let point = self.number(&[0, 1, 2, 3]);
            let target = if point == 0 { self.room() } else { self.person() };
            let path = path.as_os_str().as_bytes();
            tracks.push(RecordTrack {
                target,
                point,
                reserved: u32::from(self.input.seldom(32)),
                path: path.as_ptr(),
                path_len: path.len(),
            });
        }
        let mut config = Grown::<RecordConfig>::new();
        self.size(&mut config);
        config.value.buffer_ms = self.number(&[100, 20]).min(60_001);
        config.value.split_bytes = u64::from(self.number(&[4096, u32::MAX]));
        let (size, mut made) = (size_of::<RecordTrack>(), 7);
        // SAFETY: the engine lives; the struct is as long as it says, the tracks and their paths too.
        let status = unsafe {
            abi::mixminus_recording_start(self.engine, &config.value, tracks.as_ptr(), size, count, &mut made)
        };
        let others = [
            abi::INVALID_ARGUMENT,
            abi::STRUCT_SIZE,
            abi::TOO_MANY_TAPS,
            abi::QUOTA_EXCEEDED,
            abi::QUEUE_FULL,
        ];
        assert_eq!(answered(status, &others), made != 0);
        self.recordings.extend(Some(made).filter(|recording| *recording != 0));
    }

    /// Stops, and gives up, all that there is of these.
    pub(super) fn end_media(&mut self) {
        let engine = self.engine;
        // SAFETY: the engine lives; no results are wanted.
        unsafe {
            for recording in std::mem::take(&mut self.recordings) {
                answered(abi::mixminus_recording_stop(engine, recording, std::ptr::null_mut()), &[]);
            }
            for tap in std::mem::take(&mut self.taps) {
                answered(abi::mixminus_tap_free(engine, tap), &[]);
            }
            for prompt in std::mem::take(&mut self.prompts) {
                answered(abi::mixminus_prompt_free(engine, prompt), &[]);
            }
        }
    }

    /// Whether all nodes and taps are free: so many beeps may be queued, so many taps made.
    pub(super) fn check_media(&mut self, people: &[u64]) {
        let mut for_ever = Grown::<SayOptions>::new();
        for_ever.value.times = 0;
        for play in 0..=self.config.max_plays as usize {
            // SAFETY: the engine lives.
            let status = unsafe {
                abi::mixminus_participant_say(self.engine, people[play % 2], 1, &for_ever.value, NOWHERE)
            };
            let fits = play < self.config.max_plays.min(2 * 16) as usize;
            assert_eq!(status, if fits { abi::OK } else { abi::QUEUE_FULL }, "play {play}");
            self.tick();
        }
        for tap in 0..=self.config.max_taps {
            let mut made = 0;
            // SAFETY: the engine lives, the place is there.
            let status = unsafe { abi::mixminus_tap_new(self.engine, people[0], 3, 20, &mut made) };
            let fits = tap < self.config.max_taps;
            assert_eq!(status, if fits { abi::OK } else { abi::TOO_MANY_TAPS }, "tap {tap}");
        }
    }
}
