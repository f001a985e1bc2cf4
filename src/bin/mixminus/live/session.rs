//! The control direction of a run: looks after streams and room, takes keys, shows what is.

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

/// How often all is looked after, and how often the screen is drawn.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const DRAW_EVERY: Duration = Duration::from_millis(100);
const DELAY_EVERY: Duration = Duration::from_secs(1);

/// Does what `args` ask for. Ended by a signal, it ends as the signal would have ended it, once all is in order.
pub fn run(args: &Args) -> Result<(), Failure> {
    signals::watch().map_err(|error| Failure::Run(format!("cannot wait for signals: {error}")))?;
    let usual = std::panic::take_hook();
    // A panic of any thread is printed where it can be read.
    std::panic::set_hook(Box::new(move |panic| {
        terminal::give_back();
        stderr_silencer::restore();
        usual(panic);
    }));
    let outcome = run_hushed(args);
    if let Some(signal) = signals::ended_by() {
        outcome.err().iter().for_each(Failure::print);
        signals::die_of(signal);
    }
    outcome
}

/// All of it, while the sound systems' libraries write nothing to standard error.
fn run_hushed(args: &Args) -> Result<(), Failure> {
    let _hush = StderrSilencer::new();
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
    session.status.tell("wear headphones: from loudspeakers your microphone would hear the others".into());
    let outcome = session.live();
    session.room.stop_recording()?;
    outcome?;
    if let Some(path) = &args.json {
        let seconds = session.started.elapsed().as_secs_f64();
        let Session { status, room, streams, other_ticks, .. } = &session;
        let told = format!("{:#}\n", status.json(room, streams, rate.hz(), seconds, *other_ticks));
        fs::write(path, told).map_err(|error| Failure::at(path, format!("cannot write: {error}")))?;
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
    /// Until when the room was ticked here, while no loudspeakers paced it.
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
                // Whoever reads it may have seen enough.
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
                    let told = self.room.act(action)?;
                    told.into_iter().for_each(|line| self.status.tell(line));
                }
                None => (),
            }
            if stops || has_continued {
                // What has stopped the program, if not itself, has left the terminal in its own state.
                terminal
                    .without(|| {
                        if stops {
                            signals::stop()
                        }
                    })
                    .map_err(failed)?;
                // That it continues is known here.
                signals::has_continued();
                drawn = None;
                self.go_on();
            }
        }
        Ok(())
    }

    /// The program was stopped: nobody makes up for the time.
    fn go_on(&mut self) {
        self.streams.go_on();
        self.paced_until = Instant::now();
    }

    fn maintain(&mut self) -> Result<(), Failure> {
        self.streams.maintain().into_iter().for_each(|line| self.status.tell(line));
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

    /// Where no loudspeakers ask for sound, the room goes on by this clock, and nobody hears it here.
    fn pace(&mut self) {
        let now = Instant::now();
        if self.streams.paces() {
            self.paced_until = now;
            return;
        }
        let step = Duration::from_millis(20);
        // A callback that comes after all has the pump for a moment; it ticks then.
        let Ok(mut pump) = self.pump.try_lock() else { return };
        let before = self.room.engine.stats().ticks;
        while self.paced_until + step <= now {
            self.paced_until += step;
            pump.fill(&mut self.scratch);
        }
        self.other_ticks += self.room.engine.stats().ticks - before;
    }
}
