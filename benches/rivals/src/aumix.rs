//! librem's `aumix`, as rem_aumix.h declares it: a conference whose thread mixes all sources each 20 ms of real time.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_void};
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

/// `struct aumix`: only ever behind a pointer.
#[repr(C)]
struct Mix {
    _private: [u8; 0],
}

/// `struct aumix_source`: only ever behind a pointer.
#[repr(C)]
struct Source {
    _private: [u8; 0],
}

type FrameHandler = unsafe extern "C" fn(*const i16, usize, *mut c_void);

#[link(name = "rem")]
unsafe extern "C" {
    fn aumix_alloc(mix: *mut *mut Mix, rate: u32, channels: u8, frame_ms: u32) -> c_int;
    fn aumix_source_alloc(
        source: *mut *mut Source,
        mix: *mut Mix,
        handler: Option<FrameHandler>,
        user: *mut c_void,
    ) -> c_int;
    fn aumix_source_enable(source: *mut Source, enable: bool);
    fn aumix_source_put(source: *mut Source, samples: *const i16, count: usize) -> c_int;
}

#[link(name = "re")]
unsafe extern "C" {
    fn mem_deref(data: *mut c_void) -> *mut c_void;
}

/// How many frames wait in each source's buffer: it gathers six before it gives one, and holds twelve.
pub const WAITING: usize = 8;

/// How many of its last frames a member keeps.
pub const KEPT: usize = 8;

/// What this thread has used of the processor, nanoseconds.
pub fn thread_ns() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a live timespec; the clock exists on every Linux.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// When the mixer's thread gave a tick's first and last frame, by its own processor time.
struct Times {
    first: Vec<AtomicU64>,
    last: Vec<AtomicU64>,
    /// How many ticks are complete.
    ticks: AtomicUsize,
}

/// What of a member its handler writes, on the mixer's thread.
struct Own {
    /// How many frames it was given.
    count: usize,
    /// The last `KEPT` of them, one after the other.
    frames: Vec<i16>,
}

/// One member of the conference: what its handler is given.
struct Member {
    times: NonNull<Times>,
    is_first: bool,
    is_last: bool,
    own: UnsafeCell<Own>,
}

/// Takes what a member hears, as a host does, which sends it; notes the time at the first and the last member.
///
/// # Safety
/// `samples` has `count` samples; `user` points to a `Member` whose `own` nobody else uses meanwhile, and whose `times`
/// live.
unsafe extern "C" fn hear(samples: *const i16, count: usize, user: *mut c_void) {
    // SAFETY: the caller vouches for the pointers; `frames` has KEPT frames of `count` samples.
    let (member, own, times) = unsafe {
        let member = &*user.cast::<Member>();
        (member, &mut *member.own.get(), member.times.as_ref())
    };
    let at = own.count % KEPT * count;
    // SAFETY: as above.
    own.frames[at..at + count].copy_from_slice(unsafe { std::slice::from_raw_parts(samples, count) });
    own.count += 1;
    let tick = times.ticks.load(Ordering::Relaxed);
    if member.is_first
        && let Some(time) = times.first.get(tick)
    {
        time.store(thread_ns(), Ordering::Relaxed);
    }
    if member.is_last {
        if let Some(time) = times.last.get(tick) {
            time.store(thread_ns(), Ordering::Relaxed);
        }
        times.ticks.store(tick + 1, Ordering::Release);
    }
}

/// A running conference.
pub struct Conference {
    /// `None` once it has ended.
    mix: Option<NonNull<Mix>>,
    sources: Vec<NonNull<Source>>,
    /// Never changed while the mixer lives, which points into it.
    members: Vec<Member>,
    times: Box<Times>,
}

/// What a conference did: times of its ticks, and what each member heard last.
pub struct Done {
    /// Processor time of the thread from each tick's first frame to the next one's, nanoseconds: all that a tick takes.
    pub ticks: Vec<u64>,
    /// From each tick's first frame to its last: mixing and giving, without the first member's mix, the reads of the
    /// sources, and the thread's waits.
    pub mixing: Vec<u64>,
    /// Of each member: how many frames it was given, which is how many of its own were taken, and the last `KEPT` of
    /// them, frame k at k mod `KEPT`.
    pub heard: Vec<(usize, Vec<i16>)>,
}

impl Conference {
    /// One of `members` at a rate, frames of 20 ms, that notes the times of so many ticks. Frame n that member k says is
    /// `frame(k, n)`; `WAITING` of each are put before the clock runs.
    pub fn new<'a>(
        members: usize,
        rate: u32,
        ticks: usize,
        frame: impl Fn(usize, usize) -> &'a [i16],
    ) -> Conference {
        let samples = rate as usize / 50;
        let clocks = |count| std::iter::repeat_with(|| AtomicU64::new(0)).take(count).collect();
        // In a place of its own, since the handlers hold its address.
        let times = Box::new(Times { first: clocks(ticks), last: clocks(ticks), ticks: AtomicUsize::new(0) });
        let mut mix = ptr::null_mut();
        // SAFETY: the pointer is to a live place; the mixer's thread waits until a source is enabled.
        let failed = unsafe { aumix_alloc(&mut mix, rate, 1, 20) };
        let mix = NonNull::new(mix).filter(|_| failed == 0).expect("there is memory");
        let member = |index| Member {
            times: NonNull::from(&*times),
            is_first: index == 0,
            is_last: index == members - 1,
            own: UnsafeCell::new(Own { count: 0, frames: vec![0; KEPT * samples] }),
        };
        let members = (0..members).map(member).collect();
        let mut conference = Conference { mix: Some(mix), sources: Vec::new(), members, times };
        for member in &conference.members {
            let mut source = ptr::null_mut();
            let user = (&raw const *member).cast_mut().cast();
            // SAFETY: the mixer lives; the member stays where it is until the sources are gone.
            let failed = unsafe { aumix_source_alloc(&mut source, mix.as_ptr(), Some(hear), user) };
            conference.sources.push(NonNull::new(source).filter(|_| failed == 0).expect("there is memory"));
        }
        (0..WAITING).for_each(|n| conference.put(n, &frame));
        for source in &conference.sources {
            // SAFETY: the source lives.
            unsafe { aumix_source_enable(source.as_ptr(), true) };
        }
        conference
    }

    /// Frame n of each member.
    pub fn put<'a>(&self, n: usize, frame: impl Fn(usize, usize) -> &'a [i16]) {
        for (index, source) in self.sources.iter().enumerate() {
            let frame = frame(index, n);
            // SAFETY: the source lives; the slice is passed with its length.
            let failed = unsafe { aumix_source_put(source.as_ptr(), frame.as_ptr(), frame.len()) };
            assert_eq!(failed, 0, "the source takes it");
        }
    }

    /// Waits until that many ticks are complete; returns how many are.
    pub fn wait(&self, ticks: usize) -> usize {
        loop {
            let done = self.times.ticks.load(Ordering::Acquire);
            if done >= ticks {
                return done;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Ends it, just after a tick; `None` if the next one came meanwhile, which then lacked members.
    pub fn finish(mut self) -> Option<Done> {
        let ticks = self.wait(self.times.ticks.load(Ordering::Acquire) + 1);
        self.end();
        if self.times.ticks.load(Ordering::Relaxed) != ticks {
            return None;
        }
        let count = ticks.min(self.times.first.len());
        let read = |times: &[AtomicU64]| -> Vec<u64> {
            times[..count].iter().map(|time| time.load(Ordering::Relaxed)).collect()
        };
        let (first, last) = (read(&self.times.first), read(&self.times.last));
        // The thread has ended: the members are this thread's alone.
        let own = std::mem::take(&mut self.members).into_iter().map(|member| member.own.into_inner());
        Some(Done {
            ticks: first.windows(2).map(|two| two[1] - two[0]).collect(),
            mixing: first.iter().zip(&last).map(|(first, last)| last - first).collect(),
            heard: own.map(|own| (own.count, own.frames)).collect(),
        })
    }

    /// Frees the sources and the mixer, which joins its thread.
    fn end(&mut self) {
        for source in self.sources.drain(..) {
            // SAFETY: each source is freed once, the mixer after them.
            unsafe { mem_deref(source.as_ptr().cast()) };
        }
        if let Some(mix) = self.mix.take() {
            // SAFETY: freed once, and by its last owner.
            unsafe { mem_deref(mix.as_ptr().cast()) };
        }
    }
}

impl Drop for Conference {
    fn drop(&mut self) {
        self.end();
    }
}
