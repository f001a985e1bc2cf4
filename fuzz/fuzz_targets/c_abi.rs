//! Random calls of the C ABI against a plain model of the rooms. See [`mixminus_fuzz::c_abi`].
#![no_main]

libfuzzer_sys::fuzz_target!(init: mixminus_fuzz::abi::check_defaults(), |bytes: &[u8]| {
    mixminus_fuzz::c_abi::run(bytes);
});
