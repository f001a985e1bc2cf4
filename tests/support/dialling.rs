//! Keypad tones by floating point, for tests in which it matters that there are some.

use mixminus::SampleRate;

/// So many presses, of all keys in turn, each for 60 ms and 40 ms apart.
pub fn dialling(rate: SampleRate, presses: usize) -> Vec<i16> {
    const ROWS: [f64; 4] = [697.0, 770.0, 852.0, 941.0];
    const COLUMNS: [f64; 4] = [1209.0, 1336.0, 1477.0, 1633.0];
    let hundred_ms = rate.samples_in_ms(100);
    let sample = |at: usize| {
        let (press, within) = (at / hundred_ms, at % hundred_ms);
        let turn = std::f64::consts::TAU * within as f64 / f64::from(rate.hz());
        let sum = (ROWS[press / 4 % 4] * turn).sin() + (COLUMNS[press % 4] * turn).sin();
        if within < rate.samples_in_ms(60) { (6_000.0 * sum) as i16 } else { 0 }
    };
    (0..presses * hundred_ms).map(sample).collect()
}
