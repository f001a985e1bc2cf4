//! The prompts of a scenario, as the engine knows them.

use mixminus::{Engine, PromptConfig, Result, Sound};

use super::file::script::{Prompt, Tune};

/// What can be played.
#[derive(Debug)]
pub struct Sounds {
    /// By their place in the scenario: the name, and the engine's prompt.
    prompts: Vec<(String, Sound)>,
}

impl Sounds {
    /// Gives all prompts to the engine.
    pub fn new(engine: &Engine, prompts: &[Prompt]) -> Result<Sounds> {
        let add = |prompt: &Prompt| {
            let Prompt { name, samples, rate_hz } = prompt;
            let config = PromptConfig { account: b"demo", samples, sample_rate_hz: *rate_hz };
            Ok((name.clone(), Sound::Prompt(engine.prompt_new(&config)?)))
        };
        Ok(Sounds { prompts: prompts.iter().map(add).collect::<Result<_>>()? })
    }

    /// The engine's name of a tune.
    pub fn get(&self, tune: Tune) -> Sound {
        match tune {
            Tune::None => Sound::None,
            Tune::Beep => Sound::Beep,
            Tune::Prompt(index) => self.prompts[index].1,
        }
    }

    /// The scenario's name of a tune.
    pub fn name(&self, tune: Tune) -> &str {
        match tune {
            Tune::None => "none",
            Tune::Beep => "beep",
            Tune::Prompt(index) => &self.prompts[index].0,
        }
    }
}
