//! The steps of an application, as a scenario's file says them.

use mixminus::Gain;
use toml::Spanned;

use super::check::Checker;
use super::script::{Conference, Step, Steps};
use super::{Mistake, form};

impl Checker<'_> {
    /// Steps of a call. `packet_ms`: the length of its packets, if the file says it.
    pub(super) fn steps(
        &self,
        steps: &[Spanned<form::Step>],
        packet_ms: Option<u32>,
    ) -> Result<Steps, Mistake> {
        steps.iter().map(|step| self.step(step, packet_ms)).collect()
    }

    fn step(&self, place: &Spanned<form::Step>, packet_ms: Option<u32>) -> Result<Step, Mistake> {
        let form::Step { say, wait, conference, hang_up, write_rate, read_rate } = place.get_ref();
        let mut found = Vec::new();
        if let Some(say) = say {
            found.push(Step::Say(self.tune(say)?));
        }
        if let Some(wait) = wait {
            found.push(Step::Wait(self.time("wait", wait)?));
        }
        if let Some(conference) = conference {
            found.push(Step::Conference(Box::new(self.conference(conference, packet_ms)?)));
        }
        found.extend(hang_up.as_ref().map(|_| Step::HangUp));
        if let Some(rate) = write_rate {
            found.push(Step::SetRates(self.write_rate(rate, packet_ms)?));
        }
        if let Some(rate) = read_rate {
            found.push(Step::SetRates(self.read_rate(rate)?));
        }
        match found.pop() {
            Some(step) if found.is_empty() => Ok(step),
            _ => Err(self.fail(
                place,
                "a step is exactly one of: say, wait, conference, hang_up, write_rate, read_rate",
            )),
        }
    }

    fn conference(&self, form: &form::Conference, packet_ms: Option<u32>) -> Result<Conference, Mistake> {
        let allow_signals = form.allow_signals.as_ref().map(|names| self.signal_names(names)).transpose()?;
        let interdigit_timeout_ms = match &form.interdigit_timeout {
            None => 0,
            Some(seconds) if (0.0..=3600.0).contains(seconds.get_ref()) => {
                (seconds.get_ref() * 1000.0).round() as u32
            }
            Some(seconds) => {
                return Err(self.fail(seconds, "interdigit_timeout: must be 0 to 3600 seconds"));
            }
        };
        let terminator = match &form.terminator {
            None => None,
            Some(text) => match &self.digits("terminator", text)?[..] {
                &[key] => Some(key),
                _ => return Err(self.fail(text, "terminator: must be exactly one key")),
            },
        };
        Ok(Conference {
            id: self.name("id", &form.id)?,
            allow_signals,
            interdigit_timeout_ms,
            mute: form.mute,
            deaf: form.deaf,
            gain: form.gain_db.as_ref().map_or(Ok(Gain::UNITY), |gain| self.gain(gain))?,
            play_tones: form.play_tones,
            terminator,
            join_prompt: self.tune_or_none(&form.join_prompt)?,
            leave_prompt: self.tune_or_none(&form.leave_prompt)?,
            on_choice: self.steps(&form.on_choice, packet_ms)?,
            on_signal: self.steps(&form.on_signal, packet_ms)?,
        })
    }

    fn signal_names(&self, names: &Spanned<form::OneOrMany>) -> Result<Vec<String>, Mistake> {
        let list = match names.get_ref() {
            form::OneOrMany::One(name) => std::slice::from_ref(name),
            form::OneOrMany::Many(list) => list,
        };
        if list.len() > 64 || list.iter().any(|name| name.len() > 255) {
            return Err(self.fail(names, "allow_signals: must be 0 to 64 names of 0 to 255 bytes each"));
        }
        Ok(list.to_vec())
    }
}
