//! Exact values: rational numbers within bounds, or the text of a code.
//!
//! No floating point: 0.1 is one tenth, 12조3천억 is 12,300,000,000,000, a third is 1/3. The bounds
//! keep every comparison inside 128 bits; a number beyond them (a serial number, a hash) is no
//! quantity anyone compares.

use std::cmp::Ordering;
use std::fmt;

/// Largest numerator, a million times 10^18 (해 is 10^20).
const MAX_NUMERATOR: i128 = 10i128.pow(24);
/// Largest denominator; twelve decimals.
const MAX_DENOMINATOR: i128 = 10i128.pow(12);

/// A rational number in lowest terms with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i128,
    den: i128,
}

impl Ratio {
    /// Nought.
    pub const ZERO: Ratio = Ratio { num: 0, den: 1 };
    /// One.
    pub const ONE: Ratio = Ratio { num: 1, den: 1 };

    /// `num / den`; `None` when `den` is 0 or, in lowest terms, the numerator passes 10^24 or the
    /// denominator 10^12.
    pub fn new(num: i128, den: i128) -> Option<Ratio> {
        if den == 0 || num == i128::MIN || den == i128::MIN {
            return None;
        }
        if den == 1 {
            return (num.abs() <= MAX_NUMERATOR).then_some(Ratio { num, den });
        }
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs()) as i128 * den.signum();
        let (num, den) = (num / divisor, den / divisor);
        (num.abs() <= MAX_NUMERATOR && den <= MAX_DENOMINATOR).then_some(Ratio { num, den })
    }

    /// A whole number.
    pub const fn whole(n: i64) -> Ratio {
        Ratio { num: n as i128, den: 1 }
    }

    /// Reads a plain decimal such as `1234`, `-12.30` or `.268` (no commas), or a
    /// quotient of two whole numbers such as `1/3`.
    pub fn parse(text: &str) -> Option<Ratio> {
        if let Some((num, den)) = text.split_once('/') {
            return Ratio::new(num.parse().ok()?, den.parse().ok()?);
        }
        let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if !(whole.bytes().chain(decimals.bytes())).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let value = Ratio::from_digits(whole.bytes().chain(decimals.bytes()), decimals.len())?;
        value.times(Ratio::whole(sign))
    }

    /// The number in these ASCII digits, the last `decimals` of which stand after the point;
    /// `None` without digits, with more than twelve decimals (zeros at the end do not count), or
    /// past the bounds.
    pub fn from_digits(
        mut digits: impl Iterator<Item = u8> + Clone,
        decimals: usize,
    ) -> Option<Ratio> {
        if let Some(short) = Ratio::from_few_digits(digits.clone(), decimals) {
            return Some(short);
        }
        if decimals == 0 {
            let first = i128::from(digits.next()? - b'0');
            let whole = digits.try_fold(first, |sum, digit| {
                (sum <= MAX_NUMERATOR).then(|| sum * 10 + i128::from(digit - b'0'))
            })?;
            return Ratio::new(whole, 1);
        }
        let count = digits.clone().count();
        let zeros = digits.clone().skip(count.saturating_sub(decimals));
        let zeros = zeros.fold(0, |zeros, digit| if digit == b'0' { zeros + 1 } else { 0 });
        if count == zeros {
            return None;
        }
        let power = u32::try_from(decimals - zeros).ok().filter(|&n| n <= 12)?;
        let mut digits = digits.take(count - zeros);
        let mantissa = digits.try_fold(0i128, |sum, digit| {
            sum.checked_mul(10)?.checked_add(i128::from(digit - b'0'))
        })?;
        Ratio::new(mantissa, 10i128.pow(power))
    }

    /// The same where all goes into 64 bits, which is many times faster: most numbers have few
    /// digits. `None` for others, and for nought.
    fn from_few_digits(mut digits: impl Iterator<Item = u8>, decimals: usize) -> Option<Ratio> {
        let mut mantissa = digits.try_fold(0_u64, |sum, digit| {
            sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
        })?;
        let mut power = u32::try_from(decimals).ok().filter(|&n| n <= 12 && mantissa > 0)?;
        while power > 0 && mantissa % 10 == 0 {
            (mantissa, power) = (mantissa / 10, power - 1);
        }
        Ratio::new(mantissa.into(), 10_u64.pow(power).into())
    }

    /// The sum, within bounds.
    pub fn plus(self, other: Ratio) -> Option<Ratio> {
        if let Some((one, other)) = self.small().zip(other.small()) {
            return Ratio::new((one + other).into(), 1);
        }
        let num = self.num * other.den + other.num * self.den;
        Ratio::new(num, self.den * other.den)
    }

    /// The product, within bounds.
    pub fn times(self, other: Ratio) -> Option<Ratio> {
        if let Some((one, other)) = self.small().zip(other.small()) {
            return Ratio::new(i128::from(one) * i128::from(other), 1);
        }
        Ratio::new(self.num.checked_mul(other.num)?, self.den * other.den)
    }

    /// The number itself when it is whole and sums and products of such numbers need no second look.
    #[inline]
    fn small(self) -> Option<i64> {
        let bound = 1 << 62;
        let whole = self.den == 1 && (-bound..bound).contains(&self.num);
        whole.then_some(self.num as i64)
    }

    /// The quotient, within bounds.
    pub fn over(self, other: Ratio) -> Option<Ratio> {
        Ratio::new(self.num * other.den, self.den.checked_mul(other.num)?)
    }

    /// The number itself when it is whole.
    pub fn integer(self) -> Option<i128> {
        (self.den == 1).then_some(self.num)
    }

    /// The power of ten of the first digit: 0 for 1 to 9, 3 for 1,000 to 9,999, -1 for 0.1.
    /// Nought has none.
    pub fn order(self) -> Option<i32> {
        if self.num == 0 {
            return None;
        }
        let (num, den) = (self.num.unsigned_abs(), self.den as u128);
        if num >= den {
            return Some((num / den).ilog10() as i32);
        }
        let mut order = 0;
        let mut scaled = num;
        while scaled < den {
            scaled *= 10;
            order -= 1;
        }
        Some(order)
    }

    /// The number as `mantissa * 10^-decimals` with the fewest decimals; `None` when the decimals
    /// do not end (1/3) or pass twelve.
    fn decimal(self) -> Option<(i128, u32)> {
        (0..=12).find_map(|decimals| {
            let scaled = self.num * 10i128.pow(decimals);
            (scaled % self.den == 0).then_some((scaled / self.den, decimals))
        })
    }

    /// How many significant digits it takes, trailing zeros of a whole number left out (27만5000
    /// has three); `None` for nought and for endless decimals.
    pub fn digits(self) -> Option<u32> {
        let (mut mantissa, _) = self.decimal()?;
        if mantissa == 0 {
            return None;
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
        }
        Some(mantissa.unsigned_abs().ilog10() + 1)
    }

    /// The number rounded to so many significant digits, half away from nought.
    ///
    /// # Panics
    /// When `digits` is 0.
    pub fn rounded(self, digits: u32) -> Option<Ratio> {
        assert!(digits > 0, "no number has no significant digits");
        let place = self.order()? - (digits as i32 - 1);
        let step = if place >= 0 {
            Ratio::new(10i128.checked_pow(place as u32)?, 1)?
        } else {
            Ratio::new(1, 10i128.checked_pow(place.unsigned_abs())?)?
        };
        let Ratio { num, den } = self.over(step)?;
        let nearest = (2 * num.abs() + den) / (2 * den) * num.signum();
        Ratio::new(nearest, 1)?.times(step)
    }

    /// Whether the two differ by no more than `percent` of the larger.
    pub fn is_near(self, other: Ratio, percent: i64) -> bool {
        let (low, high) = if self < other { (self, other) } else { (other, self) };
        match Ratio::whole(percent).over(Ratio::whole(100)).and_then(|p| p.times(high)) {
            Some(slack) => low.plus(slack).is_some_and(|reach| reach >= high),
            None => low == high,
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        // The bounds keep both products under 10^36, inside 128 bits.
        (self.num * other.den).cmp(&(other.num * self.den))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((mantissa, decimals)) = self.decimal() else {
            return write!(f, "{}/{}", self.num, self.den);
        };
        if decimals == 0 {
            return write!(f, "{mantissa}");
        }
        let unit = 10i128.pow(decimals);
        let sign = if mantissa < 0 { "-" } else { "" };
        let (whole, part) = ((mantissa / unit).abs(), (mantissa % unit).abs());
        write!(f, "{sign}{whole}.{part:0width$}", width = decimals as usize)
    }
}

/// What a quantity is worth.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A number, exact, in the unit of the quantity's kind.
    Number(Ratio),
    /// Letters with digits, compared as text: upper case, hyphens dropped (`HBM3E`, `F16`).
    Code(Box<str>),
}

impl Value {
    /// The number, unless it is a code.
    pub fn number(&self) -> Option<Ratio> {
        match self {
            Value::Number(ratio) => Some(*ratio),
            Value::Code(_) => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(ratio) => ratio.fmt(f),
            Value::Code(code) => f.write_str(code),
        }
    }
}

/// Greatest common divisor; of 0 and `n` it is `n`.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    // Division of 64 bits is many times faster.
    if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return a.into();
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        Ratio::parse(text).unwrap()
    }

    #[test]
    fn writes_what_it_read() {
        for text in ["0", "12", "12.3", "0.268", "1/3", "12300000000000"] {
            assert_eq!(ratio(text).to_string(), text);
        }
        assert_eq!(ratio(".50").to_string(), "0.5");
        assert_eq!(ratio("-2").to_string(), "-2");
        assert_eq!(Ratio::parse(""), None);
        assert_eq!(Ratio::parse("1/0"), None);
        assert_eq!(Ratio::parse("99999999999999999999999999999999999999999999"), None);
    }

    #[test]
    fn orders_digits_and_rounding() {
        assert_eq!(ratio("275000").order(), Some(5));
        assert_eq!(ratio("0.05").order(), Some(-2));
        assert_eq!(ratio("275000").digits(), Some(3));
        assert_eq!(ratio("3.034").digits(), Some(4));
        assert_eq!(ratio("1/3").digits(), None);
        assert_eq!(ratio("3.0344").rounded(4), Some(ratio("3.034")));
        assert_eq!(ratio("1980").rounded(1), Some(ratio("2000")));
        assert!(ratio("240").is_near(ratio("241.4"), 1));
        assert!(!ratio("117").is_near(ratio("177"), 5));
    }
}
