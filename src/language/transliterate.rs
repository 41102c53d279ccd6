//! In the making.

/// A folded word in Latin letters, as a reader of the Latin alphabet would write it.
pub fn to_latin(_folded: &str) -> String {
    String::new()
}
