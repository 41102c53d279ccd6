//! A calendar date, which may lack its day or its month.

use std::fmt;

/// A date of the Gregorian calendar: a year, and the month (1–12) and day (1–31) where they are known.
///
/// Dates sort by time; one that lacks its day sorts before the days of its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// A whole date, or `None` where there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        (1..=days_in(year, month)?).contains(&day).then_some(Self { year, month: Some(month), day: Some(day) })
    }

    /// A month of a year, or `None` where there is no such month.
    pub fn month_of(year: u16, month: u8) -> Option<Self> {
        days_in(year, month).map(|_| Self { year, month: Some(month), day: None })
    }

    /// A year alone.
    pub fn year_only(year: u16) -> Self {
        Self { year, month: None, day: None }
    }

    /// Reads `2022-01-06`, `2022-01` or `2022`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let year = number(parts.next()?, 4)?;
        let date = match (parts.next(), parts.next()) {
            (None, _) => Some(Self::year_only(year)),
            (Some(month), None) => Self::month_of(year, u8::try_from(number(month, 2)?).ok()?),
            (Some(month), Some(day)) => {
                Self::new(year, u8::try_from(number(month, 2)?).ok()?, u8::try_from(number(day, 2)?).ok()?)
            }
        };
        date.filter(|_| parts.next().is_none())
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1–12, where known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, 1–31, where known.
    pub fn day(self) -> Option<u8> {
        self.day
    }
}

impl fmt::Display for Date {
    /// ISO 8601: `2022-01-06`, `2022-01` or `2022`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

fn number(digits: &str, len: usize) -> Option<u16> {
    (digits.len() == len && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

fn days_in(year: u16, month: u8) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_come_back_as_they_were_and_impossible_ones_are_refused() {
        for good in ["2022-01-06", "2022-01", "2022", "2024-02-29"] {
            assert_eq!(Date::parse_iso(good).map(|date| date.to_string()).as_deref(), Some(good));
        }
        for bad in ["2022-13-01", "2023-02-29", "22-01-06", "2022-1-6", "2022-01-06-01", "", "6 January 2022"] {
            assert_eq!(Date::parse_iso(bad), None, "{bad}");
        }
    }
}
