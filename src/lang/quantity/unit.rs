//! Units of measure and currencies, as names and factors only. How each language writes them
//! stands in the tables of that language.

use super::value::Ratio;

/// What a unit measures. Units of one dimension convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dimension {
    /// Time in seconds.
    Time,
    /// Time in months: years have no fixed number of days.
    Calendar,
    /// Length in metres.
    Length,
    /// Area in square metres.
    Area,
    /// Volume in litres.
    Volume,
    /// Mass in grams.
    Mass,
    /// Speed in metres a second.
    Speed,
    /// Temperature in degrees Celsius.
    Celsius,
    /// Temperature in degrees Fahrenheit.
    Fahrenheit,
    /// Power in watts.
    Power,
    /// Energy in watt hours.
    Energy,
    /// Electric tension in volts.
    Tension,
    /// Frequency in hertz.
    Frequency,
    /// Data in bytes, decimal prefixes.
    Data,
    /// Data in bits, decimal prefixes.
    Bits,
    /// Pressure in pascals.
    Pressure,
    /// Electric charge in ampere hours.
    Charge,
    /// Sound level in decibels.
    Level,
    /// Food energy in calories.
    Heat,
    /// Turns a minute.
    Rotation,
    /// Parts of a million.
    Concentration,
    /// Points of an index or a lead.
    Points,
}

/// A unit: `factor` of the dimension's base unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// English name, singular.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    num: i64,
    den: i64,
}

impl Unit {
    /// The unit of that name.
    pub fn named(name: &str) -> Option<Unit> {
        UNITS.iter().find(|unit| unit.name == name).copied()
    }

    /// `value` of this unit in the base unit of the dimension; `None` beyond the bounds of
    /// [`Ratio`].
    pub fn to_base(self, value: Ratio) -> Option<Ratio> {
        value.times(Ratio::new(self.num.into(), self.den.into())?)
    }
}

const fn unit(name: &'static str, dimension: Dimension, num: i64, den: i64) -> Unit {
    Unit { name, dimension, num, den }
}

/// Every unit. Factors are exact by definition (SI, the international yard and pound of 1959, the
/// US gallon and the petroleum barrel of 42 gallons), except the Korean ones: 평 is 400/121 m²,
/// 돈 3.75 g, 근 600 g (of meat), 리 about 0.4 km, 되 1.8 l.
const UNITS: &[Unit] = &[
    unit("nanosecond", Dimension::Time, 1, 1_000_000_000),
    unit("millisecond", Dimension::Time, 1, 1000),
    unit("second", Dimension::Time, 1, 1),
    unit("minute", Dimension::Time, 60, 1),
    unit("hour", Dimension::Time, 3600, 1),
    unit("day", Dimension::Time, 86_400, 1),
    unit("week", Dimension::Time, 604_800, 1),
    unit("month", Dimension::Calendar, 1, 1),
    unit("quarter", Dimension::Calendar, 3, 1),
    unit("year", Dimension::Calendar, 12, 1),
    unit("decade", Dimension::Calendar, 120, 1),
    unit("century", Dimension::Calendar, 1200, 1),
    unit("nanometre", Dimension::Length, 1, 1_000_000_000),
    unit("micrometre", Dimension::Length, 1, 1_000_000),
    unit("millimetre", Dimension::Length, 1, 1000),
    unit("centimetre", Dimension::Length, 1, 100),
    unit("metre", Dimension::Length, 1, 1),
    unit("kilometre", Dimension::Length, 1000, 1),
    unit("inch", Dimension::Length, 254, 10_000),
    unit("foot", Dimension::Length, 3048, 10_000),
    unit("yard", Dimension::Length, 9144, 10_000),
    unit("mile", Dimension::Length, 1_609_344, 1000),
    unit("nautical mile", Dimension::Length, 1852, 1),
    unit("ri", Dimension::Length, 400, 1),
    unit("light year", Dimension::Length, 9_460_730_472_580_800, 1),
    unit("square metre", Dimension::Area, 1, 1),
    unit("square kilometre", Dimension::Area, 1_000_000, 1),
    unit("square centimetre", Dimension::Area, 1, 10_000),
    unit("square foot", Dimension::Area, 9_290_304, 100_000_000),
    unit("square mile", Dimension::Area, 2_589_988, 1),
    unit("hectare", Dimension::Area, 10_000, 1),
    unit("acre", Dimension::Area, 40_468_564, 10_000),
    unit("pyeong", Dimension::Area, 400, 121),
    unit("millilitre", Dimension::Volume, 1, 1000),
    unit("litre", Dimension::Volume, 1, 1),
    unit("cubic metre", Dimension::Volume, 1000, 1),
    unit("cubic foot", Dimension::Volume, 28_316_847, 1_000_000),
    unit("gallon", Dimension::Volume, 3_785_412, 1_000_000),
    unit("barrel", Dimension::Volume, 158_987_295, 1_000_000),
    unit("doe", Dimension::Volume, 18, 10),
    unit("milligram", Dimension::Mass, 1, 1000),
    unit("gram", Dimension::Mass, 1, 1),
    unit("kilogram", Dimension::Mass, 1000, 1),
    unit("tonne", Dimension::Mass, 1_000_000, 1),
    unit("ounce", Dimension::Mass, 28_349_523, 1_000_000),
    unit("pound", Dimension::Mass, 45_359_237, 100_000),
    unit("geun", Dimension::Mass, 600, 1),
    unit("don", Dimension::Mass, 375, 100),
    unit("metre per second", Dimension::Speed, 1, 1),
    unit("kilometre per hour", Dimension::Speed, 5, 18),
    unit("mile per hour", Dimension::Speed, 44_704, 100_000),
    unit("knot", Dimension::Speed, 463, 900),
    unit("degree Celsius", Dimension::Celsius, 1, 1),
    unit("degree Fahrenheit", Dimension::Fahrenheit, 1, 1),
    unit("watt", Dimension::Power, 1, 1),
    unit("kilowatt", Dimension::Power, 1000, 1),
    unit("megawatt", Dimension::Power, 1_000_000, 1),
    unit("gigawatt", Dimension::Power, 1_000_000_000, 1),
    unit("terawatt", Dimension::Power, 1_000_000_000_000, 1),
    unit("watt hour", Dimension::Energy, 1, 1),
    unit("kilowatt hour", Dimension::Energy, 1000, 1),
    unit("megawatt hour", Dimension::Energy, 1_000_000, 1),
    unit("gigawatt hour", Dimension::Energy, 1_000_000_000, 1),
    unit("terawatt hour", Dimension::Energy, 1_000_000_000_000, 1),
    unit("volt", Dimension::Tension, 1, 1),
    unit("kilovolt", Dimension::Tension, 1000, 1),
    unit("hertz", Dimension::Frequency, 1, 1),
    unit("kilohertz", Dimension::Frequency, 1000, 1),
    unit("megahertz", Dimension::Frequency, 1_000_000, 1),
    unit("gigahertz", Dimension::Frequency, 1_000_000_000, 1),
    unit("byte", Dimension::Data, 1, 1),
    unit("kilobyte", Dimension::Data, 1000, 1),
    unit("megabyte", Dimension::Data, 1_000_000, 1),
    unit("gigabyte", Dimension::Data, 1_000_000_000, 1),
    unit("terabyte", Dimension::Data, 1_000_000_000_000, 1),
    unit("bit", Dimension::Bits, 1, 1),
    unit("kilobit", Dimension::Bits, 1000, 1),
    unit("megabit", Dimension::Bits, 1_000_000, 1),
    unit("gigabit", Dimension::Bits, 1_000_000_000, 1),
    unit("hectopascal", Dimension::Pressure, 100, 1),
    unit("milliampere hour", Dimension::Charge, 1, 1000),
    unit("ampere hour", Dimension::Charge, 1, 1),
    unit("decibel", Dimension::Level, 1, 1),
    unit("calorie", Dimension::Heat, 1, 1),
    unit("kilocalorie", Dimension::Heat, 1000, 1),
    unit("turn a minute", Dimension::Rotation, 1, 1),
    unit("part per million", Dimension::Concentration, 1, 1),
    unit("part per billion", Dimension::Concentration, 1, 1000),
    unit("point", Dimension::Points, 1, 1),
];

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(&'static str);

/// The currencies that have a name in the tables. A dollar without a country is the US one.
const CURRENCIES: &[&str] = &[
    "KRW", "KPW", "USD", "JPY", "CNY", "EUR", "GBP", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD",
    "CHF", "RUB", "INR", "VND", "THB", "BRL", "MXN", "PHP", "IDR", "MYR", "SEK", "TRY",
];

impl Currency {
    /// The currency of that code.
    pub fn from_code(code: &str) -> Option<Currency> {
        CURRENCIES.iter().find(|&&known| known == code).map(|&known| Currency(known))
    }

    /// ISO 4217 code, three capitals.
    pub fn code(self) -> &'static str {
        self.0
    }
}
