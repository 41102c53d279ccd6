//! In the making.

use super::formats::Parsed;

/// Reads a sanitised text.
pub fn parse(text: String) -> Parsed {
    super::plain::parse(text)
}
