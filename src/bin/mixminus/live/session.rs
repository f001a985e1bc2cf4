//! The control thread of `live`: maintains streams and room, handles the keyboard, draws the screen.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mixminus::{Event, SampleRate};

use super::Args;
use super::cards::{self, Way};
use super::keyboard::{self, Action};
use super::pump::Pump;
use super::room::Room;
use super::status::Status;
use super::stderr_silencer::{self, StderrSilencer};
use super::streams::Streams;
use super::terminal::{self, Terminal};
use super::{screen, signals};
use crate::fail::Failure;

/// The intervals of maintenance, of drawing, and of measuring the delay.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const DRAW_EVERY: Duration = Duration::from_millis(100);
const DELAY_EVERY: Duration = Duration::from_secs(1);

/// Runs the command. After a signal, it first cleans up and then ends by that signal.
pub fn run(args: &Args) -> Result<(), Failure> {
    signals::watch().map_err(|error| Failure::Run(format!("cannot wait for signals: {error}")))?;
    let usual = std::panic::take_hook();
    // Restore the terminal, so that the message of a panic in any thread is visible.
    std::panic::set_hook(Box::new(move |panic| {
        terminal::give_back();
        stderr_silencer::restore();
        usual(panic);
    }));
    let outcome = run_silenced(args);
    if let Some(signal) = signals::ended_by() {
        outcome.err().iter().for_each(Failure::print);
        signals::die_of(signal);
    }
    outcome
}

/// Runs the command while the libraries of sound systems cannot write to standard error.
fn run_silenced(args: &Args) -> Result<(), Failure> {
    let _silencer = StderrSilencer::new();
    if args.list {
        let _ = io::stdout().write_all(cards::list().as_bytes());
        return Ok(());
    }
    let host = cards::host(args)?;
    let output = cards::device(&host, args.output.as_deref(), Way::Out)?;
    let input = cards::device(&host, args.input.as_deref(), Way::In)?;
    let rate = cards::common_rate(args.rate, &input, &output)?;
    let (mut room, pump) = Room::new(args, rate)?;
    if let Some(folder) = &args.record {
        room.record(folder)?;
    }
    let you = room.members[0].who;
    let streams = Streams::open(args, host, rate, room.engine.clone(), you, pump.clone())?;
    let now = Instant::now();
    let mut session = Session {
        args,
        rate,
        room,
        pump,
        streams,
        status: Status::default(),
        started: now,
        paced_until: now,
        other_ticks: 0,
        scratch: vec![0; rate.samples_in_ms(20)],
    };
    session
        .status
        .add_line("wear headphones: from loudspeakers your microphone would hear the others".into());
    let outcome = session.live();
    session.room.stop_recording()?;
    outcome?;
    if let Some(path) = &args.json {
        let seconds = session.started.elapsed().as_secs_f64();
        let Session { status, room, streams, other_ticks, .. } = &session;
        let report = format!("{:#}\n", status.json(room, streams, rate.hz(), seconds, *other_ticks));
        fs::write(path, report).map_err(|error| Failure::at(path, format!("cannot write: {error}")))?;
    }
    Ok(())
}

struct Session<'a> {
    args: &'a Args,
    rate: SampleRate,
    room: Room,
    pump: Arc<Mutex<Pump>>,
    streams: Streams,
    status: Status,
    started: Instant,
    /// The time up to which this thread ticked the engine, while no loudspeakers drove it.
    paced_until: Instant,
    other_ticks: u64,
    scratch: Vec<i16>,
}

impl Session<'_> {
    fn live(&mut self) -> Result<(), Failure> {
        let shows = !self.args.no_screen && io::stdout().is_terminal();
        let failed = |error: io::Error| Failure::Run(format!("the terminal cannot be used: {error}"));
        let terminal = if shows { Some(Terminal::new().map_err(failed)?) } else { None };
        let after = |seconds: u32| self.started + Duration::from_secs(seconds.into());
        let (end, panic) = (self.args.seconds.map(after), self.args.plant_panic.map(after));
        let (mut drawn, mut looked) = (None, self.started);
        while end.is_none_or(|end| Instant::now() < end) && signals::ended_by().is_none() {
            self.maintain()?;
            let now = Instant::now();
            assert!(panic.is_none_or(|panic| now < panic), "planted");
            if now - looked >= DELAY_EVERY {
                looked = now;
                let you = self.room.engine.participant_stats(self.room.members[0].who).unwrap_or_default();
                self.status.delay(f64::from(you.latency) * 1e3 / f64::from(self.rate.hz()));
            }
            let news = std::mem::take(&mut self.status.news);
            let mut stops = signals::is_to_stop();
            let has_continued = signals::has_continued();
            let Some(terminal) = &terminal else {
                // The reader may have closed the pipe.
                let mut out = io::stdout().lock();
                news.iter().for_each(|line| _ = writeln!(out, "{line}"));
                drop(out);
                std::thread::sleep(LOOK_EVERY);
                if stops {
                    signals::stop();
                }
                if stops || has_continued {
                    self.go_on();
                }
                continue;
            };
            if !terminal.is_taken() {
                return Err(Failure::Run("a thread has panicked".into()));
            }
            if drawn.is_none_or(|drawn| now - drawn >= DRAW_EVERY) {
                drawn = Some(now);
                let (width, height) = terminal.size();
                let view = screen::view(&self.room, &self.status, &self.streams, self.rate.hz(), width);
                terminal.draw(&view.lines(width, height), width).map_err(failed)?;
            }
            match keyboard::wait(LOOK_EVERY).map_err(failed)? {
                Some(Action::Quit) => return Ok(()),
                Some(Action::Stop) => stops = true,
                Some(Action::Redraw) => drawn = None,
                Some(action) => {
                    let line = self.room.act(action)?;
                    line.into_iter().for_each(|line| self.status.add_line(line));
                }
                None => (),
            }
            if stops || has_continued {
                // If another process stopped the program, the terminal may have changed.
                terminal
                    .without(|| {
                        if stops {
                            signals::stop()
                        }
                    })
                    .map_err(failed)?;
                // The continuation is handled here.
                signals::has_continued();
                drawn = None;
                self.go_on();
            }
        }
        Ok(())
    }

    /// The program continues after a stop: the time of the stop is skipped.
    fn go_on(&mut self) {
        self.streams.go_on();
        self.paced_until = Instant::now();
    }

    fn maintain(&mut self) -> Result<(), Failure> {
        self.streams.maintain().into_iter().for_each(|line| self.status.add_line(line));
        self.pace();
        self.room.maintain()?;
        let mut events = [Event::default(); 64];
        loop {
            let count = self.room.engine.poll(&mut events)?;
            for event in &events[..count] {
                if self.status.note(&self.room, event) {
                    self.room.note_left();
                }
            }
            if count < events.len() {
                return Ok(());
            }
        }
    }

    /// If no loudspeakers ask for sound, ticks the engine by this thread's clock.
    fn pace(&mut self) {
        let now = Instant::now();
        if self.streams.paces() {
            self.paced_until = now;
            return;
        }
        let step = Duration::from_millis(20);
        // If a late callback holds the pump, it ticks.
        let Ok(mut pump) = self.pump.try_lock() else { return };
        let before = self.room.engine.stats().ticks;
        while self.paced_until + step <= now {
            self.paced_until += step;
            pump.fill(&mut self.scratch);
        }
        self.other_ticks += self.room.engine.stats().ticks - before;
    }
}
