//! What others do beside what mixminus does, in one run: see README.md.
//!
//! `cargo run --release` measures all, `-- keys` or `-- mixers` one of them.

mod aumix;
mod keys;
#[path = "../../common/lines.rs"]
mod lines;
mod mixers;
#[path = "../../common/processor.rs"]
mod processor;
mod spandsp;

fn main() {
    let which = std::env::args().nth(1);
    if !matches!(which.as_deref(), None | Some("keys" | "mixers")) {
        eprintln!("mixminus-rivals [keys|mixers]");
        std::process::exit(2);
    }
    processor::pin();
    if which.as_deref() != Some("mixers") {
        keys::run();
    }
    if which.as_deref() != Some("keys") {
        mixers::run();
    }
}
