//! Decimals to floating-point numbers, without the standard library's table of powers of five: ten kilobytes that do not compress.

/// Below this every whole number is a floating-point number.
const EXACT: u128 = 1 << 53;

/// 10 to a power, exact up to 22.
fn power(n: u32) -> f64 {
    (0..n).fold(1.0, |product, _| product * 10.0)
}

/// The number nearest to `digits` × 10^`exponent`; above 10^38, or further than 21 places after the point, its last bit may be
/// another.
pub fn nearest(mut digits: u128, mut exponent: i32) -> f64 {
    while digits >= EXACT && digits.is_multiple_of(10) {
        digits /= 10;
        exponent += 1;
    }
    let small = (digits < EXACT).then_some(digits as u64 as f64);
    let places = exponent.unsigned_abs();
    let ten = 10u128.checked_pow(places);
    match (small, exponent >= 0) {
        (Some(0.0), _) => 0.0,
        (Some(small), true) if places <= 22 => small * power(places),
        (Some(small), false) if places <= 22 => small / power(places),
        (_, true) => match ten.and_then(|ten| digits.checked_mul(ten)) {
            Some(all) => all as f64,
            None => digits as f64 * power(places.min(400)),
        },
        (_, false) => match ten.filter(|_| places <= 21) {
            Some(ten) => {
                // Of the quotient there are bits enough to round by; the last one says whether there are more.
                let shift = digits.leading_zeros();
                let shifted = digits << shift;
                let quotient = (shifted / ten) | u128::from(!shifted.is_multiple_of(ten));
                quotient as f64 * f64::from_bits(u64::from(1023 - shift) << 52)
            }
            None => digits as f64 / power(places.min(400)),
        },
    }
}

/// Reads a decimal as programs write it: −12, 0.5, 1.25e-3. None of anything else.
pub fn parse(text: &str) -> Option<f64> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse().ok()?),
        None => (text, 0i32),
    };
    let unsigned = number.strip_prefix(['-', '+']).unwrap_or(number);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let (mut digits, mut shift) = (0u128, 0);
    for (places, part) in [(0, whole), (1, fraction)] {
        for byte in part.bytes() {
            let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
            // What does not fit weighs nothing beside what does.
            match digits.checked_mul(10).and_then(|d| d.checked_add(digit.into())) {
                Some(all) => (digits, shift) = (all, shift - places),
                None => shift += 1 - places,
            }
        }
    }
    let value = nearest(digits, exponent.saturating_add(shift));
    Some(if number.starts_with('-') { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_decimals_are_read() {
        for text in ["", ".", "-", "e", "1e", "1.2.3", "1,2", " 1", "1 ", "--1", "inf", "NaN", "0x1", "１"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
        for text in ["0", "-0.0", "+7", "5.", ".5", "1e400", "1e-400", "12345678901234567890123456789012345678"] {
            assert_eq!(parse(text), text.parse().ok(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_read_as_the_standard_library_reads_it(digits in any::<u128>(), less in 0..39u32, exponent in -21..19i32) {
            let digits = digits / 10u128.pow(less.max(exponent.max(0) as u32));
            let text = format!("{digits}e{exponent}");
            prop_assert_eq!(parse(&text), text.parse().ok());
            let text = format!("-{}.{:05}", digits % 1_000_000_000_000, digits % 100_000);
            prop_assert_eq!(parse(&text), text.parse().ok());
        }

        #[test]
        fn what_was_written_is_read_back(number in any::<f32>().prop_filter("finite", |n| n.is_finite() && (n.abs() > 1e-12 || *n == 0.0))) {
            prop_assert_eq!(parse(&format!("{number:e}")).map(|n| n as f32), Some(number));
        }
    }
}
