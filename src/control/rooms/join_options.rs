//! Join options: checked, and converted to samples and frames.

use crate::control::config::{
    AdaptiveTarget, DEFAULT_CAP_BEYOND_PREFILL_MS, JoinOptions, MAX_INTERDIGIT_TIMEOUT_MS, MAX_PREFILL_MS,
    Sound, check_name, in_range,
};
use crate::control::engine::lifecycle::Engine;
use crate::control::sessions::allowed_signals::AllowedSignals;
use crate::error::Result;
use crate::rt::message::settings::{DtmfSettings, Settings};
use crate::units::DtmfDigit;

/// The prefill of a speech agent that asks for none, milliseconds. It covers pauses between its packets of up to 100 ms.
const AGENT_PREFILL_MS: u32 = 80;

/// Join options that have been checked.
#[derive(Debug)]
pub struct CheckedJoin<'a> {
    pub conference_id: &'a [u8],
    pub talk_events: bool,
    pub settings: Settings,
    pub prefill_ms: u32,
    /// The prefill, if it is a speech agent.
    pub agent_prefill_ms: u32,
    /// The limits of an adaptive target.
    pub adaptive: Option<AdaptiveTarget>,
    pub cap_ms: u32,
    pub cap_frames: u32,
    /// The terminator, and its lock-out.
    pub terminator: Option<(DtmfDigit, u32)>,
    pub look_ahead_ms: u32,
    pub allowed: AllowedSignals,
    pub sounds: [Sound; 2],
}

impl Engine {
    /// Checks join options. The error names the option that is out of range.
    pub(crate) fn check_join<'a>(&self, options: &JoinOptions<'a>) -> Result<CheckedJoin<'a>> {
        let config = &self.inner.config;
        check_name("conference_id", options.conference_id)?;
        let prefill_ms = options.prefill_ms.unwrap_or(config.prefill_ms);
        in_range("prefill_ms", prefill_ms, 0, MAX_PREFILL_MS.min(config.max_cap_ms))?;
        let most_ms = options.adaptive.map_or(prefill_ms, |adaptive| adaptive.max_ms.max(prefill_ms));
        if let Some(AdaptiveTarget { min_ms, max_ms }) = options.adaptive {
            in_range("adaptive_max_ms", max_ms, 0, config.max_cap_ms)?;
            in_range("adaptive_min_ms", min_ms, 0, max_ms)?;
        }
        let usual = (most_ms + DEFAULT_CAP_BEYOND_PREFILL_MS).min(config.max_cap_ms);
        let cap_ms = options.cap_ms.unwrap_or(usual);
        in_range("cap_ms", cap_ms, most_ms, config.max_cap_ms)?;
        let lock_out_ms = options.interdigit_timeout_ms;
        in_range("interdigit_timeout_ms", lock_out_ms, 0, MAX_INTERDIGIT_TIMEOUT_MS)?;
        Ok(CheckedJoin {
            conference_id: options.conference_id,
            talk_events: options.talk_events,
            look_ahead_ms: config.dtmf_look_ahead_ms,
            sounds: [options.join_prompt, options.leave_prompt],
            settings: Settings {
                mute: options.mute,
                deaf: options.deaf,
                hold: false,
                gain: options.gain.into(),
                gain_mdb: options.gain.mdb(),
                dtmf: DtmfSettings {
                    detect: options.detect_dtmf,
                    play: options.play_tones,
                    generate: options.generate_dtmf,
                },
            },
            prefill_ms,
            agent_prefill_ms: options.prefill_ms.unwrap_or(AGENT_PREFILL_MS),
            adaptive: options.adaptive,
            // A full prefill must fit, whatever the size of the packets that it comes in.
            cap_ms: cap_ms.max(prefill_ms + config.frame_len.ms()),
            cap_frames: (cap_ms / config.frame_len.ms()).max(1),
            terminator: options.terminator.map(|digit| (digit, lock_out_ms)),
            allowed: AllowedSignals::of(options.allow_signals)?,
        })
    }
}
