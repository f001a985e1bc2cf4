//! ITU-T G.711 Appendix I, written from its description, as the yardstick: 10 ms frames at 8 kHz, 3.75 ms of delay.

const FRAME: usize = 80;
const HISTORY: usize = 390;
const DELAY: usize = 30;
const SHORTEST: usize = 40;
const LONGEST: usize = 120;
/// Samples that are correlated.
const WINDOW: usize = 160;
/// The level falls by this in each 10 ms after the first.
const FALL: f32 = 0.2;

pub struct AppendixI {
    history: Vec<f32>,
    /// The history as the loss began; its end is the period that repeats.
    kept: Vec<f32>,
    /// The last quarter of a period before the loss.
    tail: Vec<f32>,
    pitch: usize,
    /// Samples of `kept` that repeat, and where in them the next one is.
    repeated: usize,
    at: usize,
    /// Frames lost in a row.
    lost: usize,
}

impl AppendixI {
    pub fn new() -> Self {
        let history = vec![0.0; HISTORY];
        AppendixI {
            kept: history.clone(),
            history,
            tail: vec![],
            pitch: SHORTEST,
            repeated: SHORTEST,
            at: 0,
            lost: 0,
        }
    }

    /// A frame arrives: returns the frame to play.
    pub fn good(&mut self, frame: &[i16]) -> Vec<i16> {
        let mut frame: Vec<f32> = frame.iter().map(|x| f32::from(*x)).collect();
        if self.lost > 0 {
            let count = (self.pitch / 4 + 32 * (self.lost - 1)).min(FRAME);
            let synthetic = self.next(count);
            let level = (1.0 - FALL * (self.lost - 1) as f32).max(0.0);
            for (n, (x, old)) in frame.iter_mut().zip(synthetic).enumerate() {
                let part = (n + 1) as f32 / count as f32;
                *x = *x * part + old * level * (1.0 - part);
            }
            self.lost = 0;
        }
        self.play(frame)
    }

    /// A frame is lost: returns the frame to play.
    pub fn bad(&mut self) -> Vec<i16> {
        let mut out;
        match self.lost {
            0 => {
                self.kept = self.history.clone();
                self.pitch = find_pitch(&self.history);
                let quarter = self.pitch / 4;
                self.tail = self.kept[HISTORY - quarter..].to_vec();
                self.at = 0;
                self.repeat(self.pitch);
                // The end of what is delayed already leads into the repetition.
                self.history[HISTORY - quarter..].copy_from_slice(&self.kept[HISTORY - quarter..]);
                out = self.next(FRAME);
            }
            1 | 2 => {
                let quarter = self.pitch / 4;
                let at = self.at;
                let old = self.next(quarter);
                self.at = at % self.pitch;
                self.repeat(self.repeated + self.pitch);
                out = self.next(FRAME);
                for (n, (x, old)) in out.iter_mut().zip(old).enumerate() {
                    let part = (n + 1) as f32 / quarter as f32;
                    *x = *x * part + old * (1.0 - part);
                }
            }
            3..=5 => out = self.next(FRAME),
            _ => out = vec![0.0; FRAME],
        }
        if self.lost > 0 {
            for (n, x) in out.iter_mut().enumerate() {
                *x *= (1.0 - FALL * (self.lost as f32 - 1.0 + n as f32 / FRAME as f32)).max(0.0);
            }
        }
        self.lost += 1;
        self.play(out)
    }

    /// Repeats the last `count` samples of the loss's history, whose end overlaps with what precedes them.
    fn repeat(&mut self, count: usize) {
        self.repeated = count;
        let quarter = self.tail.len();
        for n in 0..quarter {
            let part = (n + 1) as f32 / quarter as f32;
            let before = self.kept[HISTORY - count - quarter + n];
            self.kept[HISTORY - quarter + n] = self.tail[n] * (1.0 - part) + before * part;
        }
    }

    fn next(&mut self, count: usize) -> Vec<f32> {
        (0..count)
            .map(|_| {
                let x = self.kept[HISTORY - self.repeated + self.at];
                self.at = (self.at + 1) % self.repeated;
                x
            })
            .collect()
    }

    fn play(&mut self, frame: Vec<f32>) -> Vec<i16> {
        self.history.drain(..FRAME);
        self.history.extend(frame);
        self.history[HISTORY - FRAME - DELAY..HISTORY - DELAY].iter().map(|x| x.round() as i16).collect()
    }
}

fn find_pitch(history: &[f32]) -> usize {
    let end = &history[HISTORY - WINDOW..];
    let merit = |lag: usize, step: usize| {
        let before = &history[HISTORY - WINDOW - lag..HISTORY - lag];
        let (mut product, mut energy) = (0.0, 0.0);
        for n in (0..WINDOW).step_by(step) {
            product += end[n] * before[n];
            energy += before[n] * before[n];
        }
        product / f32::max(energy, 250.0).sqrt()
    };
    let best = |lags: &mut dyn Iterator<Item = usize>, step| {
        lags.max_by(|a, b| merit(*a, step).total_cmp(&merit(*b, step))).unwrap_or(SHORTEST)
    };
    let coarse = best(&mut (SHORTEST..=LONGEST).step_by(2), 2);
    best(&mut (coarse.saturating_sub(1).max(SHORTEST)..=(coarse + 1).min(LONGEST)), 1)
}
