//! The last hops of a line, as a receiver of keypad tones remembers them: 40 ms of correlations and energies.

#![expect(clippy::indexing_slicing, reason = "hops are taken modulo the history's length, tones are 0 … 7")]

use super::goertzel::{HOP, HopIn, HopOut, Raw, TONES, Tones, next_phase, take_hop, turn, turns};
use super::lanes::Lanes;
use super::two_tones::{Complex, Fit, HalfSums, fit};

/// Hops that are remembered.
pub const HISTORY: usize = 16;

/// Hops of half a window; a window is 20 ms.
pub const HALF: usize = 4;

/// How loud a hop is that is about as loud as others: two tones beat.
const LOUD: f32 = 0.15;

/// A pair of tones, a row and a column (0 … 3 each).
pub type Pair = (usize, usize);

/// The last hops.
#[derive(Clone, Debug)]
pub struct Hops {
    /// Correlations, by hop number modulo the length.
    tones: [Tones; HISTORY],
    /// Powers of the tones in the last four hops.
    powers: [[f32; TONES]; HISTORY],
    /// Energies of hops, in sixteenths.
    energies: [u32; HISTORY],
    /// The energy of the last window, in sixteenths.
    window: u64,
    /// Energies of windows.
    windows: [f32; HISTORY],
    /// Where the phase counter stood.
    phases: [u16; HISTORY],
    /// How many hops there were.
    count: u64,
    phase: usize,
    /// The last hop as it was taken up.
    last: HopOut,
}

impl Hops {
    /// Silence.
    pub const SILENCE: Hops = Hops {
        tones: [Tones::ZERO; HISTORY],
        powers: [[0.0; TONES]; HISTORY],
        energies: [0; HISTORY],
        window: 0,
        windows: [0.0; HISTORY],
        phases: [0; HISTORY],
        // So that no look back goes below 0.
        count: HISTORY as u64,
        phase: 0,
        last: HopOut::ZERO,
    };

    #[inline(always)]
    fn place(&self, back: usize) -> usize {
        (self.count as usize).wrapping_sub(1 + back) % HISTORY
    }

    /// One hop more.
    #[inline(always)]
    pub fn push<L: Lanes>(&mut self, lanes: L, samples: &[i16; HOP], raw: &Raw) {
        self.count += 1;
        let now = self.place(0);
        let before = [&self.tones[self.place(3)], &self.tones[self.place(2)], &self.tones[self.place(1)]];
        let early = &self.powers[self.place(HALF)];
        let hop = HopIn { samples, raw, turns: turns(self.phase), before, early };
        take_hop(lanes, &hop, &mut self.last);
        self.tones[now] = self.last.tones;
        self.powers[now] = self.last.powers;
        // The hop that leaves the window was in it, so the difference is not negative.
        self.window += u64::from(self.last.energy);
        self.window -= u64::from(self.energies[self.place(2 * HALF)]);
        self.energies[now] = self.last.energy;
        // Signed: that conversion is one instruction.
        self.windows[now] = self.window as i64 as f32 * 16.0;
        self.phases[now] = self.phase as u16;
        self.phase = next_phase(self.phase);
    }

    /// Energy of the last `hops` hops.
    #[inline(always)]
    pub fn energy(&self, hops: usize) -> f32 {
        self.energy_before(0, hops)
    }

    /// Energy of the `hops` hops that ended `back` hops ago.
    #[inline(always)]
    fn energy_before(&self, back: usize, hops: usize) -> f32 {
        let sum: u64 = (back..back + hops).map(|back| u64::from(self.energies[self.place(back)])).sum();
        sum as f32 * 16.0
    }

    /// The least energy that four hops in a row had between 10 and 30 ms ago.
    pub fn least_before(&self) -> f32 {
        (HALF..=2 * HALF).map(|back| self.energy_before(back, HALF)).fold(f32::MAX, f32::min)
    }

    /// For how many hops the line has been about as loud as in the last `hops`, these included.
    pub fn loud_for(&self, hops: usize) -> usize {
        let least = LOUD * self.energy(hops) / hops as f32;
        let more = (hops..HISTORY).take_while(|back| self.energy_before(*back, 1) >= least);
        hops + more.count()
    }

    /// Energy of the window that ended `back` hops ago.
    #[inline(always)]
    pub fn window(&self, back: usize) -> f32 {
        self.windows[self.place(back)]
    }

    /// Powers of the tones over the last four hops.
    pub fn powers(&self) -> &[f32; TONES] {
        &self.powers[self.place(0)]
    }

    /// The strongest row and column of the last window, if the powers that both halves add up to are at least `each`,
    /// and `together` for both, and neither differs by more than `even` from half to half.
    #[inline(always)]
    pub fn strongest(&self, each: f32, together: f32, even: f32) -> Option<Pair> {
        // Most windows are refused here, before anyone asks which tones they are.
        let [row, column] = self.last.largest;
        if row < each || column < each || row + column < together {
            return None;
        }
        let (early, late) = (&self.powers[self.place(HALF)], &self.powers[self.place(0)]);
        let (pair, _) = strongest(&self.last.both);
        let uneven = |tone: usize| early[tone] > even * late[tone] || late[tone] > even * early[tone];
        (!uneven(pair.0) && !uneven(4 + pair.1)).then_some(pair)
    }

    /// The strongest row and column of the last half window.
    pub fn strongest_late(&self) -> (Pair, [f32; 2]) {
        strongest(self.powers())
    }

    /// Fits a pair to the last two stretches of `half` hops each (1 … 4).
    #[inline(always)]
    pub fn fit(&self, pair: Pair, half: usize) -> Fit {
        fit(pair.0, pair.1, half, &[self.sums(pair, half, half), self.sums(pair, 0, half)])
    }

    /// Sums over `hops` hops that ended `back` hops ago.
    #[inline(always)]
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

#[inline(always)]
fn strongest(powers: &[f32; TONES]) -> (Pair, [f32; 2]) {
    let best =
        |from: usize| (from + 1..from + 4).fold(from, |a, b| if powers[b] > powers[a] { b } else { a });
    let (row, column) = (best(0), best(4));
    ((row, column - 4), [powers[row], powers[column]])
}
