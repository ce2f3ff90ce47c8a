//! Which of the two languages is translated from.

use super::bead::Shape;

/// From which language into which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// The source is Korean.
    #[default]
    KoreanToEnglish,
    /// The source is English.
    EnglishToKorean,
}

impl Direction {
    /// The Korean and the English thing as source and target.
    ///
    /// ```
    /// use jjak::align::Direction;
    /// assert_eq!(Direction::EnglishToKorean.order("정부", "government"), ("government", "정부"));
    /// ```
    pub fn order<T>(self, korean: T, english: T) -> (T, T) {
        match self {
            Direction::KoreanToEnglish => (korean, english),
            Direction::EnglishToKorean => (english, korean),
        }
    }

    /// How many source and target segments a bead of a shape has: `2-1`.
    pub fn shape(self, shape: Shape) -> String {
        let (source, target) = self.order(shape.ko, shape.en);
        format!("{source}-{target}")
    }
}

/// English → Korean.
impl std::fmt::Display for Direction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (source, target) = self.order("Korean", "English");
        write!(f, "{source} → {target}")
    }
}
