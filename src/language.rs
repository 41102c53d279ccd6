//! All that is known about languages, in one place.

pub mod dates;
pub mod fold;
pub mod hyphenate;
pub mod identify;
pub mod meanings;
pub mod numerals;
pub mod segments;
pub mod table;
pub mod transliterate;
pub mod units;
