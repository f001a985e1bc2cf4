//! Refuses targets that are not 64-bit. Sets the link arguments of `libmixminus.so`: its soname, and that it stays loaded
//! (a thread or an atfork handler of ours may outlive a `dlclose`).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Handles, tick numbers and positions are 64-bit atomics that ticks read without locks, and the memory layout is made
    // for 64-bit pointers.
    let width = std::env::var("CARGO_CFG_TARGET_POINTER_WIDTH").unwrap_or_default();
    if width != "64" {
        println!(
            "cargo::error=mixminus supports 64-bit targets only; the pointers of this one have {width} bits"
        );
        return;
    }
    let target = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if matches!(target.as_str(), "linux" | "android" | "freebsd" | "netbsd" | "openbsd" | "dragonfly") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libmixminus.so.0");
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
