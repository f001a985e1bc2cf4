//! Numbers from C that stand for something else: flags, digits, fields without a meaning yet.

use super::invalid_argument::InvalidArgument;
use crate::error::{Error, Result, Status};
use crate::units::{DtmfDigit, SampleRate};

/// 0 or 1.
pub(crate) fn flag(name: &'static str, value: u32) -> std::result::Result<bool, InvalidArgument> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(InvalidArgument::Flag(name, value)),
    }
}

/// A DTMF digit by the code of its ASCII character.
pub(crate) fn digit(name: &'static str, code: u32) -> std::result::Result<DtmfDigit, InvalidArgument> {
    let digit = u8::try_from(code).ok().and_then(|code| DtmfDigit::from_char(code.into()));
    digit.ok_or(InvalidArgument::Value(name, code))
}

/// A sample rate in hertz; `None` for 0, which is the engine's own.
pub(crate) fn sample_rate(hz: u32) -> Result<Option<SampleRate>> {
    if hz == 0 { Ok(None) } else { SampleRate::from_hz(hz).map(Some) }
}

/// A sample rate to set, in hertz; `None` for 0, which leaves it as it is.
pub(crate) fn new_rate(name: &'static str, hz: u32) -> Result<Option<SampleRate>> {
    let refused = |_| {
        let sentence = format!("{name}: {hz}, must be 0 or {}", SampleRate::in_words());
        Error::new(Status::InvalidArgument, sentence)
    };
    sample_rate(hz).map_err(refused)
}

/// A field that has no meaning yet and must be 0, so that it can have one later.
pub(crate) fn reserved(name: &'static str, value: u32) -> std::result::Result<(), InvalidArgument> {
    if value == 0 { Ok(()) } else { Err(InvalidArgument::Reserved(name)) }
}
