//! Making, starting, stopping and dropping an engine.

use super::arena::{Arena, Made};
use super::budget;
use super::commands::Commands;
use super::drivers::Drivers;
use super::inner::Inner;
use super::state::ControlState;
use crate::control::accounts::counted::Tables;
use crate::control::config::{Clock, DriverConfig, DriverReport, EngineConfig};
use crate::control::os::event_fd::EventFd;
use crate::control::os::memory;
use crate::control::os::reserve;
use crate::control::os::system;
use crate::control::playback::announcements::Announcements;
use crate::control::playback::plays::Plays;
use crate::control::playback::prompts::Prompts;
use crate::control::playback::synthesizer::SynthesizerSlot;
use crate::control::recorder::lifecycle::Recorder;
use crate::control::rooms::table::Rooms;
use crate::control::sessions::table::Sessions;
use crate::control::taps::table::TapTable;
use crate::dsp::{Kernels, SimdLevel};
use crate::error::{Error, Result, Status};
use crate::rt::state::shared::Shared;
use crate::rt::sync::claim::Claimable;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A conference engine: rooms, participants and one clock.
///
/// Every method takes `&self` and may be called from any thread while ticks run. The audio path ([`tick`](Self::tick),
/// [`write`](Self::write), [`read`](Self::read) and their variants) is wait-free; all other methods may lock and
/// allocate. Dropping the engine stops and joins its threads.
///
/// | step | methods |
/// |---|---|
/// | make it, let it tick | [`new`](Self::new), [`start`](Self::start) or [`tick`](Self::tick), [`tick_fd`](Self::tick_fd) |
/// | one participant per call | [`participant_new`](Self::participant_new), [`participant_free`](Self::participant_free), or [`Participant`](crate::Participant), which frees itself |
/// | conferences | [`join`](Self::join), [`move_to`](Self::move_to), [`leave`](Self::leave), [`hang_up`](Self::hang_up) |
/// | audio | [`write`](Self::write), [`read`](Self::read) |
/// | events | [`poll`](Self::poll), [`event_fd`](Self::event_fd) |
/// | rooms | [`room_find`](Self::room_find), [`room_snapshot`](Self::room_snapshot), [`room_close`](Self::room_close), [`set_room_template`](Self::set_room_template) |
/// | prompts | [`prompt_new`](Self::prompt_new), [`say`](Self::say), [`room_say`](Self::room_say), [`set_hold`](Self::set_hold) |
/// | DTMF | [`inject_dtmf_press`](Self::inject_dtmf_press), [`telephone_event`](Self::telephone_event), [`send_dtmf`](Self::send_dtmf) |
/// | signals | [`signal`](Self::signal) |
/// | calls that block, for applications | [`conference`](Self::conference), [`say_blocking`](Self::say_blocking) |
/// | taps and recordings | [`tap_new`](Self::tap_new), [`tap_read`](Self::tap_read), [`record_start`](Self::record_start) |
/// | statistics | [`stats`](Self::stats), [`participant_stats`](Self::participant_stats) |
///
/// ```
/// use mixminus::{Engine, EngineConfig, JoinOptions, Participant, ParticipantConfig};
/// use std::sync::Arc;
///
/// let engine = Arc::new(Engine::new(&EngineConfig { prefill_ms: 0, ..EngineConfig::default() })?);
/// let call = || Participant::new(&engine, &ParticipantConfig::default());
/// let (ada, ben) = (call()?, call()?);
/// for participant in [&ada, &ben] {
///     participant.join(&JoinOptions::new(b"1337"))?;
/// }
/// for _ in 0..2 {
///     ada.write(&[1000; 160])?;
///     ben.write(&[-200; 160])?;
///     engine.tick()?;
/// }
/// let mut heard = [0; 320];
/// ada.read(&mut heard)?;
/// assert_eq!(heard[160..], [-200; 160]); // Ben, and not Ada
/// # Ok::<(), mixminus::Error>(())
/// ```
#[derive(Debug)]
pub struct Engine {
    pub(crate) inner: Arc<Inner>,
    drivers: Mutex<Option<Drivers>>,
    pub(crate) recorder: Recorder,
}

/// # Make, start and stop
impl Engine {
    /// Makes an engine. It takes all its memory, touches each page, and starts no thread.
    ///
    /// ```
    /// use mixminus::{Engine, EngineConfig};
    ///
    /// let engine = Engine::new(&EngineConfig { max_participants: 100, ..EngineConfig::default() })?;
    /// assert_eq!(engine.config().frame_samples(), 160); // 20 ms at 8 kHz
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `InvalidArgument` names the field; `OutOfMemory` if the machine has too little memory or a limit of the
    /// process forbids it; `Unsupported` if this machine does not support the SIMD level that `config` or
    /// `MIXMINUS_SIMD` names.
    pub fn new(config: &EngineConfig) -> Result<Engine> {
        reserve::check()?;
        memory::check_room_for(Engine::initial_bytes(config)?)?;
        let kernels = kernels(config)?;
        system::watch_forks();
        let tag = next_tag();
        let arena = Arena::new(config);
        let Made { mut shared, commands, events, reports, starts } = arena.make(kernels, tag)?;
        let memory_locked = config.lock_memory && lock_all(&mut shared);
        let tables = Tables::of(config);
        let control = ControlState {
            commands: Commands::new(commands)?,
            reports,
            starts,
            signals_sent: 0,
            closing: false,
            rooms: Rooms::new(tag, config, tables.rooms)?,
            sessions: Sessions::new(tag, &tables, config)?,
            prompts: Prompts::new(tag, config),
            plays: Plays::new(&tables)?,
            taps: TapTable::new(tag, &tables)?,
            announcements: Announcements::default(),
        };
        let inner = Inner {
            config: config.clone(),
            arena,
            shared,
            control: Mutex::new(control),
            events: Claimable::new(events),
            event_fd: EventFd::new(),
            tick_fd: EventFd::counting(),
            synthesizer: SynthesizerSlot::default(),
            helpers: Claimable::new(Vec::new()),
            control_thread: Claimable::new(None),
            has_control_thread: AtomicBool::new(false),
            driven: AtomicBool::new(false),
            ticked_by: AtomicU64::new(0),
            memory_locked,
        };
        Ok(Engine { inner: Arc::new(inner), drivers: Mutex::new(None), recorder: Recorder::default() })
    }

    /// Returns the most bytes that an engine of that configuration ever takes, whatever its accounts do: with 64
    /// workers, all prompts, the longest rings of all taps, all recordings, and names of the greatest length. Not
    /// counted are what the allocator adds, the stacks of threads (2 MiB each, of which little is used), what a call
    /// needs while it runs (such as the bytes of a file that it reads), and what a synthesizer takes.
    pub fn memory_bytes(config: &EngineConfig) -> Result<u64> {
        config.validate()?;
        Ok(budget::at_most(config))
    }

    /// Returns how many bytes [`Engine::new`] takes for `config`.
    pub fn initial_bytes(config: &EngineConfig) -> Result<u64> {
        config.validate()?;
        Ok(budget::at_start(config))
    }

    /// Returns the configuration that the engine was made with.
    pub fn config(&self) -> &EngineConfig {
        &self.inner.config
    }

    /// Returns the SIMD level in use.
    pub fn simd_level(&self) -> SimdLevel {
        self.inner.shared.kernels.level()
    }

    /// Starts drivers: threads that tick in real time, or that help the host's ticks ([`Clock::Host`]). Returns when
    /// all have started, with what the system granted. A control thread starts with them.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig};
    /// use mixminus::DriverConfig;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// let report = engine.start(&DriverConfig { workers: 2, ..DriverConfig::default() })?;
    /// assert_eq!(report.threads, 2);
    /// engine.stop()?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `WrongMode` if drivers run already; `InvalidArgument` names the field; `System` if a thread could not be
    /// started.
    pub fn start(&self, config: &DriverConfig) -> Result<DriverReport> {
        self.inner.check_ready()?;
        let mut drivers = self.drivers.lock().unwrap_or_else(PoisonError::into_inner);
        if drivers.is_some() {
            return Err(Error::new(Status::WrongMode, "the drivers are running already"));
        }
        self.inner.driven.store(config.clock == Clock::System, Ordering::Release);
        match Drivers::start(&self.inner, config) {
            Ok((started, report)) => {
                *drivers = Some(started);
                Ok(report)
            }
            Err(error) => {
                self.inner.driven.store(false, Ordering::Release);
                Err(error)
            }
        }
    }

    /// Stops and joins the drivers. Participants and rooms stay; the host may tick, or start drivers again.
    ///
    /// Errors: `WrongMode` if no driver runs.
    pub fn stop(&self) -> Result<()> {
        self.inner.check_process()?;
        let mut drivers = self.drivers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running =
            drivers.take().ok_or_else(|| Error::new(Status::WrongMode, "no drivers are running"))?;
        running.stop(&self.inner);
        if running.clock() == Clock::System {
            self.inner.driven.store(false, Ordering::Release);
        }
        Ok(())
    }

    /// Returns a file descriptor that becomes readable after each tick, when its frames can be read: to sleep on with
    /// poll or epoll while a driver ticks. It is an eventfd: reading 8 bytes from it returns the number of ticks since
    /// the last such read, as a `u64`, and makes it unreadable; it does not block. Ticks that come before a slow host
    /// has read are counted, so none is lost; skipped ticks make no frame and do not count. Two loops that share it
    /// register it edge-triggered and do not read it.
    ///
    /// The first call makes it: from then on the ticking thread makes one system call per tick for it. It works with
    /// [`tick`](Self::tick) too. It is also readable, once, if the engine stops because of a defect. The engine owns
    /// it, and closes it when it is dropped; it is close-on-exec.
    ///
    /// ```
    /// # #[cfg(target_os = "linux")]
    /// # {
    /// # use mixminus::{Engine, EngineConfig};
    /// use std::{fs::File, io::Read, mem::ManuallyDrop, os::fd::FromRawFd};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// // SAFETY: the engine keeps the descriptor open, and `ManuallyDrop` does not close it.
    /// let mut ticks = ManuallyDrop::new(unsafe { File::from_raw_fd(engine.tick_fd()?) });
    /// engine.tick()?;
    /// engine.tick()?;
    /// let mut count = [0; 8];
    /// ticks.read_exact(&mut count).unwrap();
    /// assert_eq!(u64::from_ne_bytes(count), 2);
    /// # }
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `Unsupported` on systems other than Linux; `System` if the system has no descriptor left, then a later
    /// call may succeed; `EngineStopped`; `Forked`.
    pub fn tick_fd(&self) -> Result<i32> {
        self.inner.check_process()?;
        let fd = self.inner.tick_fd.get()?;
        // An engine that has stopped will not signal it again.
        self.inner.shared.check_alive()?;
        Ok(fd)
    }

    /// Frees memory that ticks no longer use, and wakes blocked calls whose conferences have ended. While drivers run,
    /// the control thread does this. A host that ticks without [`start`](Self::start) may call this after its ticks; it
    /// need not, since control calls and blocked calls do the same.
    pub fn service(&self) -> Result<()> {
        self.inner.check_process()?;
        self.inner.serve();
        Ok(())
    }

    /// Returns `Forked` if this process is a fork of the one that made the engine.
    pub(crate) fn check_process(&self) -> Result<()> {
        self.inner.check_process()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let drivers = self.drivers.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        match drivers {
            // The child of a fork does not have these threads. Their memory is leaked.
            Some(drivers) if self.inner.check_process().is_err() => drivers.forget(),
            Some(mut drivers) => drivers.stop(&self.inner),
            None => {}
        }
        self.recorder.finish(&self.inner);
    }
}

/// Locks all memory that ticks touch into RAM. Returns true if the system locked all of it.
fn lock_all(shared: &mut Shared) -> bool {
    let mut all = true;
    shared.visit_regions(&mut |region| all &= memory::lock(region));
    all
}

/// An engine's tag for handles, 1 … 1023. Any 1,023 engines made in a row have different tags.
fn next_tag() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    (NEXT.fetch_add(1, Ordering::Relaxed) % 1023 + 1) as u16
}

/// The kernels of the requested SIMD level, or of the best one.
fn kernels(config: &EngineConfig) -> Result<&'static Kernels> {
    let level = match (config.simd, std::env::var("MIXMINUS_SIMD")) {
        (Some(level), _) => level,
        (None, Ok(name)) if !name.is_empty() => SimdLevel::from_name(&name).ok_or_else(|| {
            let names = SimdLevel::ALL.map(SimdLevel::name).join(", ");
            Error::new(Status::InvalidArgument, format!("MIXMINUS_SIMD: {name:?}, must be one of {names}"))
        })?,
        _ => SimdLevel::best(),
    };
    Kernels::for_level(level).ok_or_else(|| {
        Error::new(Status::Unsupported, format!("this machine does not support {}", level.name()))
    })
}
