//! G.711: A-law and µ-law to linear 16-bit samples and back.

/// A-law codes of the smallest amplitude, ±8: what an A-law line sends while it is idle.
const A_LAW_IDLE: [u8; 2] = [0xd5, 0x55];

/// Decodes a sample of A-law (ITU-T G.711, table 1a) to 16 bits.
#[inline]
pub fn decode_a_law(code: u8) -> i16 {
    // Even bits are inverted in transmission.
    let code = code ^ 0x55;
    let (segment, step) = (code >> 4 & 7, i16::from(code & 15));
    // The middle of the interval. Intervals are 16 units wide in segments 0 and 1, and twice as wide in each further
    // one.
    let value = match segment {
        0 => 16 * step + 8,
        _ => (16 * step + 264) << (segment - 1),
    };
    if code & 0x80 == 0 { -value } else { value }
}

/// Decodes a sample of µ-law (ITU-T G.711, table 2a) to 16 bits.
#[inline]
pub fn decode_mu_law(code: u8) -> i16 {
    let code = !code;
    let (segment, step) = (code >> 4 & 7, i16::from(code & 15));
    let value = ((8 * step + 132) << segment) - 132;
    if code & 0x80 == 0 { value } else { -value }
}

/// Encodes a 16-bit sample as A-law: the code of the interval that it lies in. Zero is the positive code 0xd5.
#[inline]
pub fn encode_a_law(sample: i16) -> u8 {
    let sign = if sample < 0 { 0 } else { 0x80 };
    // Intervals of the lowest segments are 16 units wide. Negative ones begin at -1.
    let magnitude = (if sample < 0 { !sample } else { sample }) as u32 >> 4;
    let code = if magnitude < 16 {
        magnitude
    } else {
        let segment = u32::BITS - magnitude.leading_zeros() - 4;
        (segment << 4) + (magnitude >> (segment - 1)) - 16
    };
    (code as u8 | sign) ^ 0x55
}

/// Encodes a 16-bit sample as µ-law: the code of the interval that it lies in. Zero is the code 0xff.
#[inline]
pub fn encode_mu_law(sample: i16) -> u8 {
    let sign = if sample < 0 { 0 } else { 0x80 };
    let magnitude = ((if sample < 0 { !sample } else { sample }) as u32 >> 2) + 33;
    let magnitude = magnitude.min(0x1fff);
    let segment = u32::BITS - (magnitude >> 6).leading_zeros();
    let code = segment << 4 | (magnitude >> (segment + 1) & 15);
    !(code as u8) & 0x7f | sign
}

/// Returns true if A-law codes are all of the smallest amplitude, so that they count as silence.
pub fn is_idle_a_law(codes: &[u8]) -> bool {
    codes.iter().all(|code| A_LAW_IDLE.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Intervals grow in steps of two with the amplitude: a sample is off by half of its interval at most, and a louder
    /// sample never gets a quieter code.
    #[test]
    fn every_sample_gets_the_code_of_its_interval() {
        // The width of an interval of a segment, and what the scale of 14 bits adds to µ-law.
        let a_law = |code: u8| (16 << ((code ^ 0x55) >> 4 & 7).saturating_sub(1), 0);
        let mu_law = |code: u8| (8 << (!code >> 4 & 7), 4);
        let mut last = [i16::MIN; 2];
        for sample in i16::MIN..=i16::MAX {
            let codes = [encode_a_law(sample), encode_mu_law(sample)];
            let decoded = [decode_a_law(codes[0]), decode_mu_law(codes[1])];
            for (law, (width, more)) in [a_law(codes[0]), mu_law(codes[1])].into_iter().enumerate() {
                let off = (i32::from(decoded[law]) - i32::from(sample)).abs();
                // The loudest samples are limited.
                let is_limited = sample.unsigned_abs() > 32_124;
                assert!(is_limited || off <= width / 2 + more, "{law}: {sample} became {decoded:?}");
                assert!(decoded[law] >= last[law], "{law}: {sample}");
                last[law] = decoded[law];
            }
        }
    }

    #[test]
    fn every_code_comes_back() {
        for code in 0..=255 {
            assert_eq!(encode_a_law(decode_a_law(code)), code);
            // µ-law has two zeros.
            assert_eq!(encode_mu_law(decode_mu_law(code)), if code == 0x7f { 0xff } else { code });
        }
    }

    #[test]
    fn the_values_of_the_recommendation() {
        // Decoder output values 1, 17, 33, … of tables 1a and 2a, in 16 bits.
        assert_eq!([0xd5, 0x55, 0xaa, 0x2a].map(decode_a_law), [8, -8, 32_256, -32_256]);
        assert_eq!([0xff, 0x7f, 0x80, 0x00].map(decode_mu_law), [0, 0, 32_124, -32_124]);
        assert_eq!(
            [0, -1, 15, 16, i16::MAX, i16::MIN].map(encode_a_law),
            [0xd5, 0x55, 0xd5, 0xd4, 0xaa, 0x2a]
        );
        assert_eq!(
            [0, -1, 3, 4, i16::MAX, i16::MIN].map(encode_mu_law),
            [0xff, 0x7f, 0xff, 0xfe, 0x80, 0x00]
        );
    }

    #[test]
    fn an_idle_line_is_silence() {
        assert!(is_idle_a_law(&[0xd5, 0x55, 0xd5]) && is_idle_a_law(&[]));
        assert!(!is_idle_a_law(&[0xd5, 0xd4]));
    }
}
