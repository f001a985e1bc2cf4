//! Violations of the rules of real time, one of each kind. `tests/planted.sh` copies this file into `src/rt` of a
//! copy of the tree, has some stages of a tick call [`violate`], and demands that a check catches each.
//!
//! A line that ends in `// clippy` has to be reported by clippy. `MIXMINUS_PLANTED` names by a letter the violation
//! that a run commits, and by a second one the stage: the mix of a room (m), plays (p), taps (t), the ends of sessions
//! (e); without it, m.

use core::sync::atomic::{AtomicUsize, Ordering};

/// Commits the violation that is asked for in `stage`; `-` commits none.
pub fn violate(stage: u8) {
    // SAFETY: the name ends with a zero, nobody changes the environment meanwhile, and a value ends with a zero, which is
    // the second byte at the earliest.
    let asked = unsafe { libc::getenv(c"MIXMINUS_PLANTED".as_ptr()).cast::<[u8; 2]>().as_ref() };
    let [kind, place] = asked.copied().unwrap_or(*b"-\0");
    if stage != if place == 0 { b'm' } else { place } {
        return;
    }
    match kind {
        b'a' => allocation(),
        b'v' => vector(),
        b's' => sentence(),
        b'l' => lock(),
        b'x' => system_lock(),
        b'd' => file(),
        b'w' => wait(),
        b'k' => park(),
        b'y' => system_call(),
        b'f' => fault_a_page_in(),
        b'p' => panics(),
        b'i' => indexing(&[]),
        b'o' => output(),
        b't' => clock(),
        _ => {}
    }
}

fn allocation() {
    drop(core::hint::black_box(Box::new(1_u64))); // clippy
}

fn vector() {
    let mut list = Vec::new(); // clippy
    list.push(core::hint::black_box(1)); // clippy
    let _ = core::hint::black_box([1, 2].iter().collect::<Vec<_>>()); // clippy
}

fn sentence() {
    let _ = core::hint::black_box(format!("{:?}", core::hint::black_box(1))); // clippy
}

fn lock() {
    static LOCK: std::sync::Mutex<u32> = std::sync::Mutex::new(0); // clippy
    let _ = LOCK.lock().map(|mut value| *value += 1);
}

/// One of the system's, which RealtimeSanitizer knows.
fn system_lock() {
    static mut LOCK: libc::pthread_mutex_t = libc::PTHREAD_MUTEX_INITIALIZER;
    // SAFETY: the mutex lives for ever, and is unlocked by whoever has locked it.
    unsafe {
        libc::pthread_mutex_lock(&raw mut LOCK); // clippy
        libc::pthread_mutex_unlock(&raw mut LOCK);
    }
}

/// Opens a file, and closes it.
fn file() {
    // SAFETY: the name ends with a zero, and the descriptor is ours.
    unsafe { libc::close(libc::open(c"/dev/null".as_ptr(), libc::O_RDONLY)) }; // clippy
}

fn wait() {
    std::thread::sleep(core::time::Duration::from_nanos(1)); // clippy
}

fn park() {
    std::thread::park_timeout(core::time::Duration::from_nanos(1)); // clippy
}

/// One that clippy does not know and RealtimeSanitizer does not intercept: strace sees it.
fn system_call() {
    // SAFETY: getppid has no preconditions.
    unsafe { libc::getppid() };
}

/// A page that nobody has touched: a new one at each call, of 1 GB that only then becomes memory.
fn fault_a_page_in() {
    const SIZE: usize = 1 << 30;
    static MEMORY: Zeros<SIZE> = Zeros(core::cell::UnsafeCell::new([0; SIZE]));
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let at = NEXT.fetch_add(4096, Ordering::Relaxed) & (SIZE - 1);
    // SAFETY: the byte lies within the static, and the counter gives it to one caller at a time.
    unsafe { MEMORY.0.get().cast::<u8>().add(at).write_volatile(1) };
}

struct Zeros<const N: usize>(core::cell::UnsafeCell<[u8; N]>);

// SAFETY: each byte has one writer at a time.
unsafe impl<const N: usize> Sync for Zeros<N> {}

fn panics() {
    let nothing: Option<u32> = core::hint::black_box(None);
    nothing.unwrap(); // clippy
}

fn indexing(samples: &[i16]) {
    core::hint::black_box(samples[core::hint::black_box(1)]); // clippy
}

fn output() {
    println!("a tick"); // clippy
}

fn clock() {
    core::hint::black_box(std::time::Instant::now()); // clippy
}
