//! What the fuzz targets do with their bytes. Each target is a function here, so that a finding can be replayed by a
//! plain program or debugger without the fuzzer.

pub mod abi;
pub mod c_abi;
#[path = "../../src/control/playback/wav/mod.rs"]
#[allow(missing_docs, dead_code)]
pub mod decode;
/// What the WAV reader takes from the library's arithmetic.
mod dsp {
    pub mod line {
        pub(crate) use crate::g711;
    }
}
pub mod dtmf;
pub mod functions;
#[path = "../../src/dsp/line/g711.rs"]
#[allow(dead_code, reason = "the WAV reader only decodes")]
mod g711;
pub mod grown;
#[path = "../../src/bin/mixminus/network/impairments.rs"]
#[allow(dead_code, reason = "scenarios set every field")]
mod impairments;
pub mod input;
/// What the parser of scenarios takes from the program.
mod network {
    pub(crate) use crate::impairments;
}
pub mod scenario;
#[path = "../../src/bin/mixminus/scenario/file/mod.rs"]
#[allow(missing_docs)]
pub mod scenario_file;
pub mod wav;
mod whole;
