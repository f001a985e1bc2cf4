//! When the line of a call gets its frames: one per frame length, on one schedule for the whole call, whichever
//! blocking call is running.
//!
//! The engine makes a frame in each tick, but the line's thread wakes at other times. So a frame that is ready waits
//! until it is due. It does not wait if another frame is ready behind it: at most one frame is held back. If a tick is
//! late, the schedule moves with it. When a conference ends, one tick makes no frame; the line gets a frame of silence
//! in its place.

use std::time::{Duration, Instant};

/// A frame that is due within this time goes at once: a timer of the system is no more precise.
const EARLY: Duration = Duration::from_micros(500);

/// How long to wait for a frame that is due and not ready: its tick is a little late.
const LATE_WAIT: Duration = Duration::from_millis(2);

/// The schedule of a call's line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// When the next frame is due; `None`: as soon as there is one.
    next: Option<Instant>,
    /// A frame was due and none was ready.
    missed: bool,
    /// The next frame may be missing, because a conference has ended.
    silence_due: bool,
}

/// What to do now.
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
    /// What to do if `waiting` frames are ready.
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

    /// The line got a frame at `now`: `action` says whether it was silence.
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

    /// How long to wait for the line, milliseconds, at least 1.
    pub fn wait_ms(&self, now: Instant, frame: Duration) -> u32 {
        let wait = match self.next {
            None => frame,
            Some(next) if now < next => (next - now).min(frame),
            Some(next) if now < next + frame => LATE_WAIT,
            Some(_) => frame,
        };
        // Rounded to the nearest millisecond.
        ((wait.as_micros() as u32 + 500) / 1000).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);
    const FRAME: Duration = Duration::from_millis(20);

    /// A blocking call.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Method {
        /// Plays that many frames.
        Say(u32),
        /// A conference that ends in the tick after that many.
        Conference(u32),
    }

    /// Simulates an engine that ticks every 20 ms, late by `late` µs, and a line whose other end sends something
    /// every `sends` µs. Returns when the line got frames, and the tick of each; 0: silence.
    fn call(methods: &[Method], late: impl Fn(u32) -> u64, sends: Option<u64>) -> Vec<(u64, u32)> {
        let origin = Instant::now();
        let at = |us: u64| origin + Duration::from_micros(us);
        let tick_at = |tick: u32| u64::from(tick) * 20_000 + late(tick);
        let mut pace = Pace::default();
        let (mut now, mut heard) = (7_300, Vec::new());
        for method in methods {
            // A call takes effect with the next tick.
            let first = (1..).find(|&tick| tick_at(tick) > now).unwrap();
            let (last, over) = match method {
                Method::Say(frames) => (first + frames - 1, first + frames - 1),
                Method::Conference(frames) => (first + frames - 1, first + frames),
            };
            let mut read = first;
            loop {
                // Frames of a conference that has ended cannot be read.
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
                // Whichever comes first: the timeout, the other end's audio, the end of the call.
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
            // Only the frames that were ready when a conference ended are lost.
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
