//! What paces the room: as many ticks as the loudspeakers have asked for sound.
//!
//! All of it runs in the card's callback, by the rules of real time: rings to and from the control side, nothing
//! allocated, freed or waited for.

use std::sync::Arc;

use mixminus::{Engine, ParticipantId};
use rtrb::{Consumer, Producer};

/// The most voices at once.
pub const MAX_VOICES: usize = 16;

/// One that speaks from a file, over and over.
#[derive(Debug)]
pub struct Speaker {
    /// Who.
    pub who: ParticipantId,
    /// What it says.
    pub samples: Arc<[i16]>,
    /// How far it is; from the end on it is silent for `pause` samples.
    pub at: usize,
    /// Silence before it begins anew, samples.
    pub pause: usize,
}

/// What the control side asks for.
#[derive(Debug)]
pub enum Order {
    /// One more speaks.
    Add(Speaker),
    /// That one does not any more, and is given back.
    Remove(ParticipantId),
}

/// Ticks the engine, lets the voices speak, and hands out what the one at the card hears.
#[derive(Debug)]
pub struct Desk {
    engine: Arc<Engine>,
    you: ParticipantId,
    speakers: [Option<Speaker>; MAX_VOICES],
    orders: Consumer<Order>,
    given_back: Producer<Speaker>,
    /// What was heard in the last tick, and how much of it has been handed out.
    heard: Vec<i16>,
    handed_out: usize,
    said: Vec<i16>,
}

impl Desk {
    /// A desk for frames of that many samples.
    pub fn new(
        engine: Arc<Engine>,
        you: ParticipantId,
        frame: usize,
        orders: Consumer<Order>,
        given_back: Producer<Speaker>,
    ) -> Desk {
        Desk {
            engine,
            you,
            speakers: [const { None }; MAX_VOICES],
            orders,
            given_back,
            heard: vec![0; frame],
            handed_out: frame,
            said: vec![0; frame],
        }
    }

    /// Fills `out` with what is heard next; ticks as often as that takes.
    pub fn hand_out(&mut self, out: &mut [i16]) {
        let mut rest = out;
        while !rest.is_empty() {
            if self.handed_out == self.heard.len() {
                self.tick();
            }
            let heard = &self.heard[self.handed_out..];
            let count = heard.len().min(rest.len());
            let (now, later) = rest.split_at_mut(count);
            now.copy_from_slice(&heard[..count]);
            self.handed_out += count;
            rest = later;
        }
    }

    fn tick(&mut self) {
        self.take_orders();
        for speaker in self.speakers.iter_mut().flatten() {
            speaker.say(&mut self.said);
            // One who is being freed is not there any more; it is taken away by an order.
            let _ = self.engine.write(speaker.who, &self.said);
        }
        // A stopped engine is silent, and the screen tells it.
        let _ = self.engine.tick();
        for speaker in self.speakers.iter().flatten() {
            let _ = self.engine.read(speaker.who, &mut self.said);
        }
        if self.engine.read(self.you, &mut self.heard).is_err() {
            self.heard.fill(0);
        }
        self.handed_out = 0;
    }

    fn take_orders(&mut self) {
        while let Ok(order) = self.orders.pop() {
            match order {
                Order::Add(speaker) => {
                    // As many orders are sent as there are places.
                    if let Some(place) = self.speakers.iter_mut().find(|place| place.is_none()) {
                        *place = Some(speaker);
                    }
                }
                Order::Remove(who) => {
                    let has_gone =
                        |place: &&mut Option<Speaker>| place.as_ref().is_some_and(|s| s.who == who);
                    let gone = self.speakers.iter_mut().find(has_gone).and_then(Option::take);
                    if let Some(Err(rtrb::PushError::Full(speaker))) =
                        gone.map(|gone| self.given_back.push(gone))
                    {
                        // The ring has a place for each; if it had none, the voice would rather leak than be freed here.
                        std::mem::forget(speaker);
                    }
                }
            }
        }
    }
}

impl Speaker {
    fn say(&mut self, out: &mut [i16]) {
        for sample in out {
            *sample = self.samples.get(self.at).copied().unwrap_or(0);
            self.at = if self.at + 1 >= self.samples.len() + self.pause { 0 } else { self.at + 1 };
        }
    }
}
