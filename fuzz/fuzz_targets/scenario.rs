//! Files of scenarios, random and well-formed, into their parser. See [`mixminus_fuzz::scenario`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    mixminus_fuzz::scenario::run(bytes);
});
