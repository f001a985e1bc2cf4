//! Any samples into the receiver and the suppressor of keys, by way of the engine. See [`mixminus_fuzz::dtmf`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    mixminus_fuzz::dtmf::run(bytes);
});
