//! The pace at which the line of a call gets its frames: one every frame's length, on one schedule for the whole call,
//! whichever of its methods is running.
//!
//! The engine makes a frame in each tick; the line's thread is woken by whatever comes, early or late. So a frame that is
//! there waits for its action, but never while another is behind it: more than one frame is not held back. Where the tick
//! itself is late, the schedule moves with it. A conference that has ended leaves one tick without a frame; in its place
//! the line gets silence.

use std::time::{Duration, Instant};

/// A frame that would have to wait for less than this goes at once: the system wakes a thread no more exactly.
const EARLY: Duration = Duration::from_micros(500);

/// How long to wait for a frame whose action has come and that is not there: its tick is a little late.
const LATE_LOOK: Duration = Duration::from_millis(2);

/// The schedule of a call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// When it is the action of the next frame; `None`: as soon as there is one.
    next: Option<Instant>,
    /// The action has come, and there was no frame.
    missed: bool,
    /// A tick made no frame, because a conference had ended.
    silence_due: bool,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineAction {
    /// Give the line the next frame.
    Frame,
    /// Give the line a frame of silence.
    Silence,
    /// Nothing.
    Wait,
}

impl Pace {
    /// Whose action it is, if `waiting` frames are there.
    pub fn next_action(&mut self, now: Instant, waiting: usize) -> LineAction {
        let is_due = self.next.is_none_or(|next| now + EARLY >= next);
        match waiting {
            0 if is_due && self.next.is_some() => {
                self.missed = !self.silence_due;
                if self.silence_due { LineAction::Silence } else { LineAction::Wait }
            }
            0 => LineAction::Wait,
            1 if !is_due => LineAction::Wait,
            _ => LineAction::Frame,
        }
    }

    /// The line has got a frame of the engine's, or silence.
    pub fn given(&mut self, now: Instant, frame: Duration, action: LineAction) {
        let on_schedule = self.next.filter(|&next| !self.missed && now < next + frame);
        let next = on_schedule.map_or(now, |next| next.min(now)) + frame;
        *self = Pace {
            next: Some(next),
            missed: false,
            silence_due: self.silence_due && action == LineAction::Silence,
        };
    }

    /// A conference of the call has ended.
    pub fn conference_ended(&mut self) {
        self.silence_due = true;
    }

    /// How long the line may be waited for, milliseconds, at least 1.
    pub fn wait_ms(&self, now: Instant, frame: Duration) -> u32 {
        let wait = match self.next {
            None => frame,
            Some(next) if now < next => (next - now).min(frame),
            Some(next) if now < next + frame => LATE_LOOK,
            Some(_) => frame,
        };
        // The nearest millisecond.
        ((wait.as_micros() as u32 + 500) / 1000).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);
    const FRAME: Duration = Duration::from_millis(20);

    /// What a call does, one after the other.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Method {
        /// A prompt of so many frames.
        Say(u32),
        /// A conference that ends in the tick after so many.
        Conference(u32),
    }

    /// An engine that ticks every 20 ms, some of them late, and a line whose other end sends something every `sends`, both
    /// in microseconds. Answers when the line got frames, and of which tick each was; silence: tick 0.
    fn call(methods: &[Method], late: impl Fn(u32) -> u64, sends: Option<u64>) -> Vec<(u64, u32)> {
        let origin = Instant::now();
        let at = |us: u64| origin + Duration::from_micros(us);
        let tick_at = |tick: u32| u64::from(tick) * 20_000 + late(tick);
        let mut pace = Pace::default();
        let (mut now, mut heard) = (7_300, Vec::new());
        for method in methods {
            // A method takes effect with the first tick that is still to come.
            let first = (1..).find(|&tick| tick_at(tick) > now).unwrap();
            let (last, over) = match method {
                Method::Say(frames) => (first + frames - 1, first + frames - 1),
                Method::Conference(frames) => (first + frames - 1, first + frames),
            };
            let mut read = first;
            loop {
                // Frames of a conference that is over are not to be had any more.
                let is_over = now >= tick_at(over);
                let gone = is_over && matches!(method, Method::Conference(_));
                let made = (read..=last).filter(|&tick| tick_at(tick) <= now).count();
                let waiting = if gone { 0 } else { made };
                if gone {
                    pace.conference_ended();
                    break;
                }
                if is_over && waiting == 0 {
                    break;
                }
                let action = pace.next_action(at(now), waiting);
                if action != LineAction::Wait {
                    heard.push((now, if action == LineAction::Frame { read } else { 0 }));
                    read += u32::from(action == LineAction::Frame);
                    pace.given(at(now), FRAME, action);
                    continue;
                }
                // Whatever comes first: its patience, the other end, the end of what goes on.
                let patience = now + u64::from(pace.wait_ms(at(now), FRAME)) * 1000 + 70;
                let sent = sends.map_or(u64::MAX, |every| (now / every + 1) * every);
                let ended = if is_over { u64::MAX } else { tick_at(over) + 120 };
                now = patience.min(sent).min(ended).max(now + 30);
            }
            // The application's own time.
            now += 40;
        }
        heard
    }

    fn gaps(heard: &[(u64, u32)]) -> Vec<u64> {
        heard.windows(2).map(|pair| pair[1].0 - pair[0].0).collect()
    }

    #[test]
    fn frames_are_a_frame_apart_also_between_methods() {
        use Method::{Conference, Say};
        let methods = [Say(7), Conference(10), Say(3), Say(5), Conference(1), Conference(4), Say(1), Say(6)];
        for sends in [None, Some(20_000), Some(19_990), Some(7_000), Some(1_000)] {
            let heard = call(&methods, |tick| 300 + u64::from(tick * 7919 % 400), sends);
            let real: Vec<u32> = heard.iter().map(|&(_, tick)| tick).filter(|&tick| tick != 0).collect();
            // Only frames that a conference had for its line as it ended are lost.
            assert!(real.len() >= 7 + 3 + 5 + 1 + 6 + 10 + 4 - 2, "{sends:?}: {real:?}");
            assert!(real.windows(2).all(|pair| pair[0] < pair[1]), "{sends:?}: {real:?}");
            let gaps = gaps(&heard);
            assert!(gaps.iter().all(|gap| (18_000..=22_600).contains(gap)), "{sends:?}: {gaps:?}");
        }
    }

    #[test]
    fn a_late_tick_moves_the_schedule_and_bursts_are_not_held_back() {
        let heard = call(&[Method::Say(60)], |tick| if tick == 20 { 9_000 } else { 300 }, Some(20_000));
        let late = gaps(&heard).iter().filter(|&&gap| !(18_000..=22_600).contains(&gap)).count();
        assert!(late <= 2, "{:?}", gaps(&heard));
        assert_eq!(heard.len(), 60);
        // Ten ticks at once: all but the last frame go at once.
        let mut pace = Pace::default();
        let now = Instant::now();
        let mut given = 0;
        while pace.next_action(now, 10 - given) == LineAction::Frame {
            pace.given(now, FRAME, LineAction::Frame);
            given += 1;
        }
        assert_eq!(given, 9);
        assert_eq!(pace.next_action(now + FRAME, 1), LineAction::Frame);
    }

    #[test]
    fn only_a_conference_that_has_ended_is_followed_by_silence() {
        let now = Instant::now();
        let mut pace = Pace::default();
        pace.conference_ended();
        assert_eq!(pace.next_action(now, 0), LineAction::Wait, "nothing was sent yet");
        pace.given(now, FRAME, LineAction::Frame);
        assert_eq!(pace.next_action(now + 30 * MS, 0), LineAction::Wait);
        assert_eq!(pace.wait_ms(now + 30 * MS, FRAME), 2);
        assert_eq!(pace.wait_ms(now + 45 * MS, FRAME), 20, "no clock ticks");
        pace.conference_ended();
        assert_eq!(pace.next_action(now + 10 * MS, 0), LineAction::Wait);
        assert_eq!(pace.next_action(now + 20 * MS, 0), LineAction::Silence);
        pace.given(now + 20 * MS, FRAME, LineAction::Silence);
        assert_eq!(pace.next_action(now + 40 * MS, 0), LineAction::Silence);
        pace.given(now + 40 * MS, FRAME, LineAction::Silence);
        assert_eq!(pace.next_action(now + 60 * MS, 1), LineAction::Frame);
        pace.given(now + 60 * MS, FRAME, LineAction::Frame);
        assert_eq!(pace.next_action(now + 80 * MS, 0), LineAction::Wait);
    }
}
