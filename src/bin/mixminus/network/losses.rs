//! Which packets of a line are lost: independently, or in bursts by the model of Gilbert.

use super::impairments::Impairments;
use crate::random::Random;

/// Thousand millionths of one.
const ONE_PPB: u64 = 1_000_000_000;

/// Decides packet by packet.
#[derive(Debug)]
pub struct Losses {
    random: Random,
    /// The chance of a loss after a packet that came.
    after_arrival_ppb: u64,
    /// The chance of a loss after a loss.
    after_loss_ppb: u64,
    /// The last packet was lost.
    last_is_lost: bool,
}

impl Losses {
    /// Losses of that share and that mean burst.
    pub fn new(impairments: &Impairments) -> Losses {
        let share = u64::from(impairments.loss_ppb);
        let (after_arrival_ppb, after_loss_ppb) = match impairments.burst_thousandths {
            None => (share, share),
            Some(thousandths) => {
                let burst = u128::from(thousandths);
                // A burst ends after a packet with chance 1 ÷ burst. So many bursts begin that the share is right:
                // share ÷ (burst × (1 − share)).
                let leave = u128::from(ONE_PPB) * 1000 / burst;
                let enter = u128::from(share) * 1000 * u128::from(ONE_PPB)
                    / (burst * u128::from(ONE_PPB - share).max(1));
                (enter as u64, ONE_PPB - leave as u64)
            }
        };
        let random = Random(u64::from(impairments.seed));
        Losses { random, after_arrival_ppb, after_loss_ppb, last_is_lost: false }
    }

    /// Returns true if the next packet is lost.
    pub fn next_is_lost(&mut self) -> bool {
        let chance = if self.last_is_lost { self.after_loss_ppb } else { self.after_arrival_ppb };
        self.last_is_lost = self.random.below(ONE_PPB) < chance;
        self.last_is_lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The share of losses, and their mean burst, over many packets.
    fn measured(loss_ppb: u32, burst_thousandths: Option<u32>) -> (f64, f64) {
        let mut losses =
            Losses::new(&Impairments { seed: 7, loss_ppb, burst_thousandths, ..Impairments::none(20) });
        let (mut lost, mut bursts, mut before) = (0, 0, false);
        for _ in 0..1_000_000 {
            let is_lost = losses.next_is_lost();
            lost += u32::from(is_lost);
            bursts += u32::from(is_lost && !before);
            before = is_lost;
        }
        (f64::from(lost) / 1e6, f64::from(lost) / f64::from(bursts.max(1)))
    }

    #[test]
    fn share_and_burst_are_as_asked() {
        for percent in [1.0, 5.0, 20.0, 50.0] {
            for burst in [1.0, 1.5, 3.0, 10.0] {
                let (share, mean) = measured((percent * 1e7) as u32, Some((burst * 1e3) as u32));
                assert!((share * 100.0 / percent - 1.0).abs() < 0.05, "{percent} % in {burst}: {share}");
                assert!((mean / burst - 1.0).abs() < 0.05, "{percent} % in {burst}: {mean}");
            }
            let (share, mean) = measured((percent * 1e7) as u32, None);
            assert!((share * 100.0 / percent - 1.0).abs() < 0.05, "{percent} %: {share}");
            let independent = 1.0 / (1.0 - percent / 100.0);
            assert!((mean / independent - 1.0).abs() < 0.05, "{percent} %: {mean}");
        }
        assert_eq!(measured(0, None).0, 0.0);
        assert_eq!(measured(0, Some(3000)).0, 0.0);
    }
}
