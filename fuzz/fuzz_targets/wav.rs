//! WAV files, random and well-formed, into the decoder of the command line. See [`mixminus_fuzz::wav`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    mixminus_fuzz::wav::run(bytes);
});
