//! How an engine's threads are started, and what the system granted.

/// Whose threads tick the engine while drivers run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Clock {
    /// A driver thread ticks on absolute deadlines of the monotonic clock.
    System = 0,
    /// The host calls [`Engine::tick`](crate::Engine::tick); the drivers share the rooms of each tick with it.
    Host = 1,
}

/// How driver threads are started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverConfig {
    /// Which threads tick. Default `System`.
    pub clock: Clock,
    /// How many threads share each tick, the ticking one included: 1 … 64. Default 1.
    pub workers: u32,
    /// Asks for SCHED_FIFO at this priority (1 … 99) for the threads that tick or help; 0: SCHED_OTHER, the default.
    pub realtime_priority: u32,
    /// The CPUs to pin these threads to, in turn; empty, the default: any CPU of the process.
    pub cpus: Vec<u32>,
}

impl Default for DriverConfig {
    fn default() -> DriverConfig {
        DriverConfig { clock: Clock::System, workers: 1, realtime_priority: 0, cpus: Vec::new() }
    }
}

/// What the system granted to the drivers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DriverReport {
    /// Threads that were started to tick or to help. The control thread is not counted.
    pub threads: u32,
    /// 0, or the system's error number for the first thread that was refused SCHED_FIFO.
    pub realtime_errno: i32,
    /// 0, or the system's error number for the first thread that could not be pinned.
    pub affinity_errno: i32,
    /// The threads that share a tick differ in real-time priority, so a tick may wait longer for helpers of lower
    /// priority. With [`Clock::Host`] the thread that calls [`Engine::start`](crate::Engine::start) is compared too:
    /// the host ticks on it, or on one of the same priority.
    pub priorities_differ: bool,
    /// Two of these threads are pinned to one CPU, so that one waits for the other.
    pub cpus_shared: bool,
}
