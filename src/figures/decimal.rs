//! Exact decimals, so that 869.6亿 is 86960000000 and nothing beside it.

use crate::float;

/// `digits` × 10^`exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i128,
    exponent: i32,
}

impl Decimal {
    pub(super) const ZERO: Decimal = Decimal { digits: 0, exponent: 0 };
    pub(super) const ONE: Decimal = Decimal { digits: 1, exponent: 0 };

    /// A whole number.
    pub(super) fn whole(n: u32) -> Self {
        Decimal { digits: n.into(), exponent: 0 }
    }

    /// From digits, the last `places` of them after the point; none where they are too many to be a quantity.
    pub(super) fn from_digits(digits: impl Iterator<Item = u32>, places: usize) -> Option<Self> {
        let mut all: i128 = 0;
        let mut read = 0;
        for d in digits {
            read += 1;
            if read > 30 {
                return None;
            }
            all = all * 10 + i128::from(d);
        }
        Some(Decimal { digits: all, exponent: -i32::try_from(places).ok()? })
    }

    /// Times 10^`power`.
    pub(super) fn shifted(self, power: u32) -> Self {
        Decimal { exponent: self.exponent.saturating_add(power as i32), ..self }
    }

    /// The opposite.
    pub(super) fn negated(self) -> Self {
        Decimal { digits: -self.digits, ..self }
    }

    /// The sum; none where it is out of all bounds.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let align = |d: Decimal| {
            let gap = u32::try_from(d.exponent - exponent).ok()?;
            d.digits.checked_mul(10i128.checked_pow(gap)?)
        };
        Some(Decimal { digits: align(self)?.checked_add(align(other)?)?, exponent })
    }

    /// The product; none where it is out of all bounds.
    pub(super) fn times(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        Some(Decimal { digits, exponent: self.exponent.checked_add(other.exponent)? })
    }

    /// The nearest floating-point number.
    pub(super) fn value(self) -> f64 {
        let value = float::nearest(self.digits.unsigned_abs(), self.exponent);
        if self.digits < 0 { -value } else { value }
    }

    /// Whether it is a whole number as written.
    pub(super) fn is_whole(self) -> bool {
        self.exponent >= 0
    }

    /// As a small whole number.
    pub(super) fn small(self) -> Option<u32> {
        if !(0..=9).contains(&self.exponent) {
            return None;
        }
        let all = self.digits.checked_mul(10i128.pow(self.exponent as u32))?;
        u32::try_from(all).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Decimal {
        let places = text.find('.').map_or(0, |p| text.len() - p - 1);
        Decimal::from_digits(text.chars().filter_map(|c| c.to_digit(10)), places).unwrap()
    }

    #[test]
    fn powers_of_ten_are_exact() {
        assert_eq!(read("869.6").shifted(8).value(), 86_960_000_000.0);
        assert_eq!(read("3071.22").value(), 3071.22);
        assert_eq!(read("0.1").plus(read("0.2")).map(Decimal::value), Some(0.3));
    }

    #[test]
    fn what_is_out_of_bounds_is_refused() {
        assert_eq!(Decimal::from_digits(std::iter::repeat_n(9, 40), 0), None);
        assert_eq!(Decimal::ONE.shifted(200).plus(Decimal::ONE), None);
        assert_eq!(read("2").times(read("1.5")).map(Decimal::value), Some(3.0));
    }
}
