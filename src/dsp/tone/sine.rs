//! Sine and cosine for tables that the compiler makes: no libm, so the same bits on every machine.

/// sin(2π·`turns`), within 1e-13, for |`turns`| < 2³².
pub const fn sin_turns(turns: f64) -> f64 {
    // To within half a turn of 0, then to within a quarter.
    let mut x = turns - (turns as i64) as f64;
    if x > 0.5 {
        x -= 1.0;
    } else if x < -0.5 {
        x += 1.0;
    }
    if x > 0.25 {
        x = 0.5 - x;
    } else if x < -0.25 {
        x = -0.5 - x;
    }
    let x = x * 2.0 * core::f64::consts::PI;
    let (mut term, mut sum, mut n) = (x, x, 1.0);
    while n < 25.0 {
        term *= -x * x / ((n + 1.0) * (n + 2.0));
        sum += term;
        n += 2.0;
    }
    sum
}

/// cos(2π·`turns`), as [`sin_turns`].
pub const fn cos_turns(turns: f64) -> f64 {
    sin_turns(turns + 0.25)
}

/// The nearest integer, halves away from 0.
pub const fn round(value: f64) -> i32 {
    (if value < 0.0 { value - 0.5 } else { value + 0.5 }) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_sine_and_cosine() {
        for step in -1_000..1_000 {
            let turns = f64::from(step) / 160.0;
            let angle = turns * std::f64::consts::TAU;
            assert!((sin_turns(turns) - angle.sin()).abs() < 1e-13, "{turns}");
            assert!((cos_turns(turns) - angle.cos()).abs() < 1e-13, "{turns}");
        }
    }
}
