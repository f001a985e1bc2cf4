//! The arguments of a soak.

use std::path::{Path, PathBuf};

use mixminus::{FrameLen, SampleRate};

use super::impair::{Impair, USUAL};
use crate::fail::Failure;
use crate::rates::{check_frames, parse_frame, parse_rate, rates};

/// The most participants of all rooms together.
const MAX_CALLERS: u64 = 500_000;

/// The most participants of rooms that are checked with --impair: each has a tap, and those that leave in a tick still
/// have theirs.
const MAX_TAPPED: u64 = 65_000;

/// Load the engine, and check every output
///
/// Simulates R rooms of N callers who talk, press DTMF digits, join, leave and
/// move, with announcements and prompts. Reports run times of ticks, how late the
/// system woke them, processor time and memory per participant, and whether each
/// output is exact: the sum of the others' contributions, limited to 16 bits.
/// The contributions are measured beforehand, by running each script alone.
///
/// In real time the engine's threads tick, and this one writes and reads for all
/// callers; a few rooms are checked. Joining and settling before the measured
/// time, and prompts that end after it, take a few seconds. With --virtual the
/// soak runs as fast as the machine allows; all rooms are checked, outside the
/// measured times, and the same arguments give the same hash. With --runs the
/// same soak runs several times, and each tick's minimum over the runs is
/// reported, which filters interruptions by the system.
///
/// With --impair the packets of every caller pass a simulated network, and are
/// written when and in the order in which they arrive, with timestamps. Jitter
/// buffers adapt to it. What a caller contributes is then what a tap on it
/// records, and each output is compared with the sum of the others' taps. Lost
/// packets take DTMF digits with them, so digits are counted, not compared.
#[derive(Clone, Debug, clap::Args)]
#[command(verbatim_doc_comment, after_help = AFTER_HELP, next_line_help = true)]
pub struct Args {
    /// Number of rooms
    #[arg(long, value_name = "R", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub rooms: u32,
    /// Participants per room
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub participants: u32,
    #[arg(
        long,
        value_name = "HZ",
        default_value = "8000",
        hide_default_value = true,
        value_parser = parse_rate,
        help = format!("Rate of the rooms, by default 8000:\n{}", rates())
    )]
    pub rate: SampleRate,
    /// Length of a frame, and of a tick: 10 or 20 milliseconds
    #[arg(long, value_name = "MS", default_value = "20", value_parser = parse_frame)]
    pub frame_ms: FrameLen,
    /// Duration once all have joined, seconds of the engine's clock
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(1..=31_536_000))]
    pub seconds: u32,
    /// Threads that share a tick: 1 to 64
    #[arg(long, value_name = "W", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub workers: u32,
    /// Callers per room that talk; the others are silent [default: all]
    #[arg(long, value_name = "K")]
    pub talkers: Option<u32>,
    /// As fast as the machine allows, not in real time
    #[arg(long = "virtual")]
    pub is_virtual: bool,
    /// With --virtual: runs; each tick counts by its minimum
    #[arg(long, value_name = "TIMES", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub runs: u32,
    /// Average stay of a participant, seconds; 0: until the end
    #[arg(long, value_name = "S", default_value_t = 60, value_parser = clap::value_parser!(u32).range(0..=86_400))]
    pub stay: u32,
    /// Rooms to check [default: with --virtual all, else 2]
    #[arg(long, value_name = "ROOMS")]
    pub check: Option<u32>,
    #[arg(
        long,
        value_name = "LIST",
        num_args = 0..=1,
        default_missing_value = USUAL,
        help = "Impair the packets of every caller, by this list:\n\
                jitter_ms=MS: the longest delay of a packet\n\
                reorder: packets may overtake others\n\
                loss_percent=PERCENT: lost packets\n\
                burst=PACKETS: mean length of a burst of losses\n\
                drift_ppm=PPM: clocks are spread over plus and minus this\n\
                dtx: nothing is sent in silence\n\
                packet_ms=MS: length of a packet; without it, a tick's\n\
                Without LIST: jitter_ms=40,reorder,loss_percent=2,\n\
                drift_ppm=300"
    )]
    pub impair: Option<Impair>,
    /// Seed of the random choices
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// With --virtual: record the first room's mix, and check the file
    #[arg(long, value_name = "FILE.wav")]
    pub record: Option<PathBuf>,
    /// Print JSON, not the summary; with FILE, write it there instead
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    pub json: Option<PathBuf>,
    /// Write a chart of the run times of ticks as SVG
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// No progress and no summary
    #[arg(long, short)]
    pub quiet: bool,
    /// With --virtual, to test the check: after so many ticks a wrong sample is written, or with --impair read
    #[arg(long, value_name = "TICKS", hide = true)]
    pub plant_fault: Option<u64>,
}

/// Shown at the end of the help.
const AFTER_HELP: &str = "\
Examples:
  mixminus soak --rooms 10 --participants 100 --seconds 60 --virtual
  mixminus soak --rooms 9 --participants 9 --seconds 9 --json | jq .tick_cpu_us
  mixminus soak --rooms 100 --participants 100 --seconds 600 \\
      --svg ticks.svg --json soak.json
  mixminus soak --rooms 10 --participants 10 --seconds 60 --virtual \\
      --impair jitter_ms=60,loss_percent=5,burst=2

Exit codes:
  0  done, and all outputs were exact
  1  an output was not exact, an event was lost, or the run failed
  2  the arguments are wrong";

impl Args {
    /// Rejects combinations of arguments that are not supported.
    pub fn check(&self) -> Result<(), Failure> {
        check_frames(self.rate, self.frame_ms)?;
        let refuse = |what: String| Err(Failure::Usage(what));
        let callers = u64::from(self.rooms) * u64::from(self.participants);
        if callers > MAX_CALLERS {
            return refuse(format!("{callers} participants in all rooms, must be at most {MAX_CALLERS}"));
        }
        if self.talkers() > self.participants {
            return refuse(format!("--talkers {} of {} participants", self.talkers(), self.participants));
        }
        if self.checked() > self.rooms {
            return refuse(format!("--check {} of {} rooms", self.checked(), self.rooms));
        }
        if !self.is_virtual && self.record.is_some() {
            return refuse("--record: only with --virtual".into());
        }
        if !self.is_virtual && self.runs > 1 {
            return refuse("--runs: only with --virtual".into());
        }
        if self.runs > 1 && self.record.is_some() {
            return refuse("--record: only one run can be recorded".into());
        }
        if !self.is_virtual && self.plant_fault.is_some() {
            return refuse("--plant-fault: only with --virtual".into());
        }
        if let Some(impair) = &self.impair {
            if self.record.is_some() {
                return refuse("--record: not with --impair".into());
            }
            if let Some(refusal) = impair.refusal(self.rate) {
                return refuse(refusal);
            }
            let tapped = u64::from(self.checked()) * u64::from(self.participants);
            if tapped > MAX_TAPPED {
                return refuse(format!(
                    "--impair: {tapped} participants to check, must be at most {MAX_TAPPED}; --check fewer rooms"
                ));
            }
        }
        if self.record.is_some() && self.checked() == 0 {
            return refuse("--record: its room must be checked".into());
        }
        Ok(())
    }

    /// Returns true if JSON goes to standard output.
    pub fn prints_json(&self) -> bool {
        self.json.as_deref().is_some_and(|path| path == Path::new("-"))
    }

    /// The file for JSON.
    pub fn json_file(&self) -> Option<&Path> {
        self.json.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Callers per room that talk.
    pub fn talkers(&self) -> u32 {
        self.talkers.unwrap_or(self.participants)
    }

    /// Rooms that are checked: the first ones.
    pub fn checked(&self) -> u32 {
        self.check.unwrap_or(if self.is_virtual { self.rooms } else { self.rooms.min(2) })
    }

    /// Returns true if it is known how many DTMF digits the callers pressed.
    pub fn counts_pressed(&self) -> bool {
        self.is_virtual || self.impair.is_some()
    }

    /// Ticks of the run.
    pub fn ticks(&self) -> u64 {
        u64::from(self.seconds) * 1000 / u64::from(self.frame_ms.ms())
    }

    /// Ticks of so many seconds.
    pub fn ticks_of(&self, seconds: u32) -> u64 {
        u64::from(seconds) * 1000 / u64::from(self.frame_ms.ms())
    }

    /// Samples of a frame.
    pub fn frame(&self) -> usize {
        self.frame_ms.samples(self.rate)
    }

    /// Callers of all rooms.
    pub fn callers(&self) -> usize {
        self.rooms as usize * self.participants as usize
    }
}
