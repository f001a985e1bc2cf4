//! The descriptor on which a host sleeps until a tick has happened: one wake-up a tick, and nothing is lost by a host
//! that is late.
#![cfg(target_os = "linux")]

use mixminus::{
    Clock, DriverConfig, Engine, EngineConfig, JoinOptions, ParticipantConfig, ParticipantId, ReadInfo,
    Status,
};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Much longer than anything here lasts.
const PATIENCE: Duration = Duration::from_secs(20);

fn engine() -> Engine {
    Engine::new(&EngineConfig { prefill_ms: 0, ..EngineConfig::default() }).unwrap()
}

/// A call in room "r".
fn call(engine: &Engine) -> ParticipantId {
    let call = engine.participant_new(&ParticipantConfig::default()).unwrap();
    engine.join(call, &JoinOptions::without_dtmf(b"r")).unwrap();
    call
}

/// The number of ticks since the last time; `None`: none.
fn ticks(fd: i32) -> Option<u64> {
    let mut count = 0_u64;
    // SAFETY: the buffer is eight bytes.
    let read = unsafe { libc::read(fd, (&raw mut count).cast(), 8) };
    if read == 8 {
        return Some(count);
    }
    assert_eq!(std::io::Error::last_os_error().raw_os_error(), Some(libc::EAGAIN));
    None
}

fn is_readable(fd: i32, timeout_ms: i32) -> bool {
    let mut waits = libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
    // SAFETY: one descriptor, in an array of one.
    unsafe { libc::poll(&raw mut waits, 1, timeout_ms) == 1 && waits.revents == libc::POLLIN }
}

/// An epoll instance that waits for `fd`, edge-triggered.
fn edge_triggered(fd: i32) -> OwnedFd {
    // SAFETY: creates a descriptor, which the owner gets.
    let epoll = unsafe { OwnedFd::from_raw_fd(libc::epoll_create1(libc::EPOLL_CLOEXEC)) };
    let mut event = libc::epoll_event { events: (libc::EPOLLIN | libc::EPOLLET) as u32, u64: 0 };
    // SAFETY: both descriptors are open, and the event is read only.
    let added = unsafe { libc::epoll_ctl(epoll.as_raw_fd(), libc::EPOLL_CTL_ADD, fd, &raw mut event) };
    assert_eq!(added, 0);
    epoll
}

fn is_woken(epoll: &OwnedFd) -> bool {
    let mut event = libc::epoll_event { events: 0, u64: 0 };
    // SAFETY: room for one event.
    unsafe { libc::epoll_wait(epoll.as_raw_fd(), &raw mut event, 1, 0) == 1 }
}

fn flags(fd: i32) -> (i32, i32) {
    // SAFETY: both only read flags of a descriptor.
    unsafe { (libc::fcntl(fd, libc::F_GETFD), libc::fcntl(fd, libc::F_GETFL)) }
}

#[test]
fn each_tick_wakes_once_and_a_late_host_gets_the_number() {
    let engine = engine();
    engine.tick().unwrap();
    let fd = engine.tick_fd().unwrap();
    assert_eq!(engine.tick_fd(), Ok(fd), "it is made once");
    assert!(fd != engine.event_fd().unwrap());
    let (of_descriptor, of_file) = flags(fd);
    assert!(of_descriptor & libc::FD_CLOEXEC != 0 && of_file & libc::O_NONBLOCK != 0);
    assert!(!is_readable(fd, 0), "ticks count from then on");
    assert_eq!(ticks(fd), None);
    for missed in [1, 1, 5, 1, 300] {
        for _ in 0..missed {
            engine.tick().unwrap();
            assert!(is_readable(fd, 0));
        }
        assert_eq!(ticks(fd), Some(missed));
        assert!(!is_readable(fd, 0));
        assert_eq!(ticks(fd), None);
    }
}

#[test]
fn what_a_tick_made_is_there_when_it_wakes() {
    let engine = engine();
    let (ada, ben) = (call(&engine), call(&engine));
    let fd = engine.tick_fd().unwrap();
    let read = AtomicU64::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            for tick in 1..=300 {
                engine.write(ada, &[1000; 160]).unwrap();
                engine.tick().unwrap();
                let begun = Instant::now();
                while read.load(Ordering::Acquire) < tick {
                    if begun.elapsed() > PATIENCE {
                        return;
                    }
                    thread::yield_now();
                }
            }
        });
        for tick in 1..=300 {
            assert!(is_readable(fd, PATIENCE.as_millis() as i32), "after {} ticks", tick - 1);
            assert_eq!(ticks(fd), Some(1));
            let info = engine.read_ex(ben, &mut [0; 160]).unwrap();
            assert_eq!((info.tick, info.real), (tick, 160));
            read.store(tick, Ordering::Release);
        }
    });
    assert_eq!(ticks(fd), None);
}

/// An engine with its own drivers: a thread that only sleeps on the descriptor gets every frame, in order.
#[test]
fn a_reader_keeps_the_time_of_the_engine_s_clock() {
    // A reader that a busy machine keeps from running finds all frames.
    let config = EngineConfig { prefill_ms: 200, max_cap_ms: 240, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let call = call(&engine);
    let fd = engine.tick_fd().unwrap();
    engine.start(&DriverConfig { clock: Clock::System, ..DriverConfig::default() }).unwrap();
    let (mut got, mut last) = (0, ReadInfo::default());
    while got < 40 {
        assert!(is_readable(fd, 10_000));
        for _ in 0..ticks(fd).unwrap() {
            let info = engine.read_ex(call, &mut [0; 160]).unwrap();
            assert_eq!(info.real, 160, "after {last:?}");
            assert!(info.tick > last.tick);
            last = info;
            got += 1;
        }
    }
    engine.stop().unwrap();
    got += ticks(fd).unwrap_or(0);
    assert_eq!(got, engine.stats().ticks, "one for every tick, and none after the stop");
    assert!(!is_readable(fd, 50));
    // The host ticks on.
    engine.tick().unwrap();
    assert_eq!(ticks(fd), Some(1));
}

#[test]
fn two_loops_are_woken_by_every_tick_if_neither_reads() {
    let engine = engine();
    let fd = engine.tick_fd().unwrap();
    let loops = [edge_triggered(fd), edge_triggered(fd)];
    for _ in 0..5 {
        engine.tick().unwrap();
        for one in &loops {
            assert!(is_woken(one));
            assert!(!is_woken(one));
        }
    }
    assert_eq!(ticks(fd), Some(5));
}

#[test]
fn it_is_made_when_asked_for_and_closed_with_the_engine() {
    let engine = engine();
    let fd = engine.tick_fd().unwrap();
    // SAFETY: duplicates a descriptor that is open.
    let same = unsafe { OwnedFd::from_raw_fd(libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0)) };
    engine.tick().unwrap();
    assert_eq!(ticks(same.as_raw_fd()), Some(1));
    engine.start(&DriverConfig::default()).unwrap();
    assert!(is_readable(same.as_raw_fd(), 10_000));
    drop(engine);
    let _ = ticks(same.as_raw_fd());
    assert!(!is_readable(same.as_raw_fd(), 60), "nothing ticks any more");
    let begun = Instant::now();
    // Other tests of this process may have opened a descriptor of that number since, but not this file.
    while is_same_file(fd, same.as_raw_fd()) {
        assert!(begun.elapsed() < Duration::from_secs(1), "it is still open");
    }
}

/// Whether two descriptors are of one eventfd.
fn is_same_file(one: i32, other: i32) -> bool {
    let id = |fd: i32| {
        let info = std::fs::read_to_string(format!("/proc/self/fdinfo/{fd}")).ok()?;
        info.lines().find(|line| line.starts_with("eventfd-id:")).map(str::to_owned)
    };
    id(one).is_some() && id(one) == id(other)
}

#[test]
fn without_descriptors_left_it_is_refused_and_made_later() {
    // In a process of its own: the limit is that of all threads.
    const CHILD: &str = "MIXMINUS_TEST_NO_DESCRIPTORS";
    if std::env::var_os(CHILD).is_none() {
        let name = "without_descriptors_left_it_is_refused_and_made_later";
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args([name, "--exact", "--test-threads=1"])
            .env(CHILD, "1")
            .output()
            .unwrap();
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
        return;
    }
    let engine = engine();
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: fills a struct, and sets the limit from one.
    let set = |limit: &libc::rlimit| unsafe { assert_eq!(libc::setrlimit(libc::RLIMIT_NOFILE, limit), 0) };
    // SAFETY: the struct is ours, and writable.
    unsafe { assert_eq!(libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit), 0) };
    set(&libc::rlimit { rlim_cur: 0, ..limit });
    let refused = [engine.tick_fd(), engine.event_fd()];
    engine.tick().unwrap();
    set(&limit);
    for refused in refused {
        let error = refused.unwrap_err();
        assert_eq!(error.status(), Status::System);
        assert!(error.to_string().contains("Too many open files"), "{error}");
    }
    let fd = engine.tick_fd().unwrap();
    assert_eq!(ticks(fd), None);
    engine.tick().unwrap();
    assert_eq!(ticks(fd), Some(1));
}
