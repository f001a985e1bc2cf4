//! The last hops of a line, as a receiver of keypad tones remembers them: 40 ms of correlations and energies.

#![expect(clippy::indexing_slicing, reason = "hops are taken modulo the history's length, tones are 0 … 7")]

use super::goertzel::{HOP, Raw, TONES, Tones, next_phase, turn, turned};
use super::two_tones::{Complex, Fit, HalfSums, fit};

/// Hops that are remembered.
pub const HISTORY: usize = 16;

/// Hops of half a window; a window is 20 ms.
pub const HALF: usize = 4;

/// A pair of tones, a row and a column (0 … 3 each).
pub type Pair = (usize, usize);

/// The last hops.
#[derive(Clone, Debug)]
pub struct Hops {
    /// Correlations, by hop number modulo the length.
    tones: [Tones; HISTORY],
    /// Powers of the tones in the last four hops.
    powers: [[f32; TONES]; HISTORY],
    /// Energies of hops.
    energies: [f32; HISTORY],
    /// Energies of windows.
    windows: [f32; HISTORY],
    /// Where the phase counter stood.
    phases: [u16; HISTORY],
    /// How many hops there were.
    count: u64,
    phase: usize,
}

impl Hops {
    /// Silence.
    pub const SILENCE: Hops = Hops {
        tones: [Tones::ZERO; HISTORY],
        powers: [[0.0; TONES]; HISTORY],
        energies: [0.0; HISTORY],
        windows: [0.0; HISTORY],
        phases: [0; HISTORY],
        // So that no look back goes below 0.
        count: HISTORY as u64,
        phase: 0,
    };

    fn place(&self, back: usize) -> usize {
        (self.count as usize).wrapping_sub(1 + back) % HISTORY
    }

    /// One hop more.
    #[inline]
    pub fn push(&mut self, raw: &Raw, energy: f32) {
        self.count += 1;
        let now = self.place(0);
        self.tones[now] = turned(raw, self.phase);
        self.energies[now] = energy;
        self.phases[now] = self.phase as u16;
        self.phase = next_phase(self.phase);
        let last = |back: usize| &self.tones[self.place(back)];
        self.powers[now] = last(3).sum(last(2)).sum(last(1)).sum(last(0)).powers();
        self.windows[now] = self.energy(2 * HALF);
    }

    /// Energy of the last `hops` hops.
    #[inline]
    pub fn energy(&self, hops: usize) -> f32 {
        (0..hops).map(|back| self.energies[self.place(back)]).sum()
    }

    /// Energy of the window that ended `back` hops ago.
    pub fn window(&self, back: usize) -> f32 {
        self.windows[self.place(back)]
    }

    /// Powers of the tones over the last four hops.
    pub fn powers(&self) -> &[f32; TONES] {
        &self.powers[self.place(0)]
    }

    /// The strongest row and column of the last window, with the powers that both halves add up to.
    #[inline]
    pub fn strongest(&self) -> (Pair, [f32; 2]) {
        let (early, late) = (&self.powers[self.place(HALF)], &self.powers[self.place(0)]);
        let mut both = [0.0; TONES];
        for (both, (early, late)) in both.iter_mut().zip(early.iter().zip(late)) {
            *both = early + late;
        }
        strongest(&both)
    }

    /// The strongest row and column of the last half window.
    pub fn strongest_late(&self) -> (Pair, [f32; 2]) {
        strongest(self.powers())
    }

    /// Fits a pair to the last two stretches of `half` hops each (1 … 8).
    pub fn fit(&self, pair: Pair, half: usize) -> Fit {
        fit(pair.0, pair.1, half, &[self.sums(pair, half, half), self.sums(pair, 0, half)])
    }

    /// Sums over `hops` hops that ended `back` hops ago.
    fn sums(&self, (row, column): Pair, back: usize, hops: usize) -> HalfSums {
        let mut sums = HalfSums::default();
        for n in 0..hops {
            let tones = &self.tones[self.place(back + n)];
            sums.row.re += tones.re[row];
            sums.row.im += tones.im[row];
            sums.column.re += tones.re[4 + column];
            sums.column.im += tones.im[4 + column];
        }
        let phase = usize::from(self.phases[self.place(back + hops - 1)]);
        let complex = |(re, im)| Complex { re, im };
        sums.row_turn = complex(turn(phase, row));
        sums.column_turn = complex(turn(phase, 4 + column));
        sums
    }

    /// Samples at 8 kHz since the beginning, to the end of the last hop.
    pub fn position(&self) -> i64 {
        (self.count * HOP as u64) as i64
    }
}

#[inline]
fn strongest(powers: &[f32; TONES]) -> (Pair, [f32; 2]) {
    let best =
        |from: usize| (from + 1..from + 4).fold(from, |a, b| if powers[b] > powers[a] { b } else { a });
    let (row, column) = (best(0), best(4));
    ((row, column - 4), [powers[row], powers[column]])
}
