//! The processor that is measured on.

/// Binds this thread to processor 0; says so where that is not possible.
#[allow(dead_code)]
pub fn pin() {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: an all-zero set is a valid, empty one; it is passed with its size.
        let pinned = unsafe {
            let mut set: libc::cpu_set_t = std::mem::zeroed();
            libc::CPU_SET(0, &mut set);
            libc::sched_setaffinity(0, size_of_val(&set), &set) == 0
        };
        if pinned {
            return;
        }
    }
    println!("not pinned to a processor: expect more scatter");
}
