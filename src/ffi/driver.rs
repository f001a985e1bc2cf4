//! Drivers
//!
//! Drivers are the engine's own threads. With the system's clock, they tick the engine on absolute deadlines of the
//! monotonic clock, and the host does not tick. With the host's clock, the host ticks and the drivers only share the
//! work of each tick. The host starts and stops drivers at will; sessions stay.
//!
//! All signals are blocked in the engine's threads. Their scheduling is what is documented here, whatever the
//! scheduling of the thread that starts them. The control thread and the recorder have SCHED_OTHER; so have drivers
//! with realtime_priority 0. Nice value and CPUs, where none are asked for, are those of the process when the library
//! was loaded.
//!
//! ```c
//! mixminus_driver_config config;
//! mixminus_driver_config_init(&config, sizeof config);
//! config.realtime_priority = 20;
//! mixminus_driver_report report;
//! mixminus_driver_report_init(&report, sizeof report);
//! mixminus_engine_start(engine, &config, &report);
//! if (report.realtime_errno != 0) {
//!     warn("no real-time priority: %s", strerror(report.realtime_errno));
//! }
//! if (report.priorities_differ) {
//!     warn("the threads that share a tick have different priorities");
//! }
//! serve_calls();
//! mixminus_engine_stop(engine);
//! ```

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::invalid_argument::InvalidArgument;
use super::pointer::{Cpus, In, Length};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, OutStruct, SizeOf};
use crate::control::config::{Clock, DriverConfig, DriverReport};

/// The most CPUs that a mixminus_driver_config may list.
pub const MIXMINUS_MAX_CPUS: usize = 1024;

/// Which clock paces the ticks while drivers run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_clock {
    /// A driver ticks on absolute deadlines of the monotonic clock.
    MIXMINUS_CLOCK_SYSTEM = 0,
    /// The host calls mixminus_engine_tick; the drivers only share the rooms of each tick.
    MIXMINUS_CLOCK_HOST = 1,
}

impl From<Clock> for mixminus_clock {
    fn from(clock: Clock) -> mixminus_clock {
        match clock {
            Clock::System => mixminus_clock::MIXMINUS_CLOCK_SYSTEM,
            Clock::Host => mixminus_clock::MIXMINUS_CLOCK_HOST,
        }
    }
}

/// How drivers are started. mixminus_driver_config_init fills in the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_driver_config<'a> {
    /// Set by mixminus_driver_config_init.
    pub struct_size: u32,
    /// A MIXMINUS_CLOCK_ constant. Default MIXMINUS_CLOCK_SYSTEM.
    pub clock: u32,
    /// Threads that share each tick, the ticking one included: 1 to 64. Default 1.
    pub workers: u32,
    /// SCHED_FIFO priority to ask for, for the started threads: 1 to 99; 0: SCHED_OTHER. Default 0.
    pub realtime_priority: u32,
    /// CPU numbers to pin the started threads to, one after the other; borrowed for the call. NULL if cpu_count is 0.
    /// Default NULL.
    pub cpus: In<'a, u32, Cpus>,
    /// Number of CPUs in cpus: 0 to MIXMINUS_MAX_CPUS. 0: any CPU of the process. Default 0.
    pub cpu_count: Length<Cpus>,
}

abi_struct!(mixminus_driver_config<'_>, let config = DriverConfig::default(); {
    clock: mixminus_clock::from(config.clock) as u32,
    workers: config.workers,
    realtime_priority: config.realtime_priority,
    cpus: In::NULL,
    cpu_count: Length::ZERO,
});

impl mixminus_driver_config<'_> {
    fn convert(&self) -> Result<DriverConfig, InvalidArgument> {
        let clock = match self.clock {
            0 => Clock::System,
            1 => Clock::Host,
            other => return Err(InvalidArgument::Value("clock", other)),
        };
        if self.cpu_count.get() > MIXMINUS_MAX_CPUS {
            return Err(InvalidArgument::Count("cpu_count", self.cpu_count.get(), MIXMINUS_MAX_CPUS));
        }
        let cpus = self.cpus.slice(self.cpu_count)?.to_vec();
        Ok(DriverConfig { clock, workers: self.workers, realtime_priority: self.realtime_priority, cpus })
    }
}

/// What the system granted when drivers were started.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_driver_report {
    /// Set by mixminus_driver_report_init.
    pub struct_size: u32,
    /// Number of threads that were started.
    pub threads: u32,
    /// 0, or the system's error number for the first thread that was refused SCHED_FIFO.
    pub realtime_errno: i32,
    /// 0, or the system's error number for the first thread that could not be pinned.
    pub affinity_errno: i32,
    /// 1 if the threads that share a tick do not all have the same real-time priority, else 0. With MIXMINUS_CLOCK_HOST
    /// the priority of the thread that calls mixminus_engine_start stands for that of the ticker. If it is 1, a tick
    /// waits longer for helpers of lower priority.
    pub priorities_differ: u32,
    /// 1 if two of these threads are pinned to the same CPU, so that one waits for the other, else 0.
    pub cpus_shared: u32,
}

abi_struct!(
    #[added(priorities_differ)]
    mixminus_driver_report { threads, realtime_errno, affinity_errno, priorities_differ, cpus_shared }
);

impl From<DriverReport> for mixminus_driver_report {
    fn from(report: DriverReport) -> mixminus_driver_report {
        mixminus_driver_report {
            struct_size: 0,
            threads: report.threads,
            realtime_errno: report.realtime_errno,
            affinity_errno: report.affinity_errno,
            priorities_differ: report.priorities_differ.into(),
            cpus_shared: report.cpus_shared.into(),
        }
    }
}

/// Fills a driver configuration with the defaults.
///
/// config: the struct to fill.
/// size: sizeof *config.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_driver_config_init(
    config: NewStruct<'_, mixminus_driver_config<'static>>,
    size: SizeOf<mixminus_driver_config<'static>>,
) -> mixminus_status {
    control_call(|| Ok(config.init("config", size)?))
}

/// Prepares a report for mixminus_engine_start to fill in.
///
/// report: the struct to fill.
/// size: sizeof *report.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (report is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_driver_report_init(
    report: NewStruct<'_, mixminus_driver_report>,
    size: SizeOf<mixminus_driver_report>,
) -> mixminus_status {
    control_call(|| Ok(report.init("report", size)?))
}

/// Starts the engine's threads. If the system refuses a thread real-time priority or pinning, that is not an error: the
/// thread runs, and the report says so.
///
/// config: how to start them, borrowed for the call.
/// report: receives what the system granted; unchanged if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or config is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_WRONG_MODE (drivers run already) or MIXMINUS_ERR_SYSTEM (the system could not
/// make a thread; none is left running).
/// Thread: any but the ticker once it ticks. With MIXMINUS_CLOCK_HOST, use a thread of the ticker's priority, so that
/// the report can say whether the helpers have it too.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_start(
    engine: EnginePointer<'_>,
    config: InStruct<'_, mixminus_driver_config<'_>>,
    report: OutStruct<'_, mixminus_driver_report>,
) -> mixminus_status {
    engine.control_result(report.optional("report"), |engine| {
        Ok(engine.start(&config.load("config")?.convert()?)?.into())
    })
}

/// Stops and joins the engine's threads. Rooms, participants and their audio stay as they are. The host may then tick,
/// or start drivers again.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or MIXMINUS_ERR_WRONG_MODE (no drivers run).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_stop(engine: EnginePointer<'_>) -> mixminus_status {
    engine.control_call(|engine| engine.stop())
}
