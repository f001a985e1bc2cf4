//! The configuration of a participant.

use crate::units::SampleRate;

/// The account of a host that has only one: that of [`ParticipantConfig::default`].
pub const DEFAULT_ACCOUNT: &[u8] = b"default";

/// The environment of a host that has only one: that of [`ParticipantConfig::default`].
pub const DEFAULT_ENVIRONMENT: &[u8] = b"production";

/// The call that a participant stands for.
///
/// A room belongs to an account and an environment: the same conference id in two accounts, or in two environments of
/// one account, is two rooms. Quotas and fair shares are counted per account. A host that serves one tenant keeps the
/// defaults.
///
/// ```
/// use mixminus::ParticipantConfig;
///
/// let only_tenant = ParticipantConfig { user: 7, ..ParticipantConfig::default() };
/// let one_of_many =
///     ParticipantConfig { account: b"acme", environment: b"development", ..ParticipantConfig::default() };
/// # let _ = (only_tenant, one_of_many);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParticipantConfig<'a> {
    /// The tenant that the call belongs to: 1 … 255 bytes, compared byte by byte. Default [`DEFAULT_ACCOUNT`].
    pub account: &'a [u8],
    /// Separates, within an account, rooms that must not meet, such as `production` and `development`: 1 … 255 bytes,
    /// compared byte by byte. Default [`DEFAULT_ENVIRONMENT`].
    pub environment: &'a [u8],
    /// A value of the host's own; each event of this participant carries it. Default 0.
    pub user: u64,
    /// The sample rate of the line in both directions, one of the engine's rates
    /// ([`EngineConfig::line_classes`](crate::EngineConfig::line_classes)). `None`, the default: the engine's own.
    pub sample_rate: Option<SampleRate>,
    /// It is a speech agent, whose line is one of [`EngineConfig::agents`](crate::EngineConfig::agents) and has their
    /// sample rate. Default false.
    pub agent: bool,
}

impl Default for ParticipantConfig<'_> {
    /// The only account, in production.
    fn default() -> Self {
        ParticipantConfig {
            account: DEFAULT_ACCOUNT,
            environment: DEFAULT_ENVIRONMENT,
            user: 0,
            sample_rate: None,
            agent: false,
        }
    }
}
