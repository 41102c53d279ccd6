//! What a terminal answers when it is asked what its text stands on.
//!
//! The answer to OSC 11 is a colour as X11 writes it: `rgb:` or `rgba:` with red, green and blue as one to four digits of
//! base sixteen each, or `#` with all of them together ("XTerm Control Sequences", "Operating System Commands").

use crate::app::themes::Ground;

/// The largest number of so many digits.
const LARGEST: [u32; 5] = [0, 0xf, 0xff, 0xfff, 0xffff];

/// The ground that the text of an OSC tells; `None` where it tells something else.
pub(super) fn told(text: &[u8]) -> Option<Ground> {
    let colour = std::str::from_utf8(text).ok()?.strip_prefix("11;")?;
    let [red, green, blue] = match colour.strip_prefix('#') {
        Some(digits) => thirds(digits)?,
        None => match colour.split_once(':')? {
            ("rgb", parts) => parts_of(parts)?,
            // The last part says how much shines through.
            ("rgba", parts) => parts_of(parts.rsplit_once('/')?.0)?,
            _ => return None,
        },
    };
    let [red, green, blue] = [share(red)?, share(green)?, share(blue)?];
    // As bright as the eye takes it (Rec. 601).
    let brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
    Some(if brightness > 0.5 { Ground::Light } else { Ground::Dark })
}

fn parts_of(parts: &str) -> Option<[&str; 3]> {
    parts.split('/').collect::<Vec<_>>().try_into().ok()
}

fn thirds(digits: &str) -> Option<[&str; 3]> {
    let (red, rest) = digits.split_at_checked(digits.len() / 3)?;
    let (green, blue) = rest.split_at_checked(red.len())?;
    Some([red, green, blue])
}

/// A number of digits, as a share of the largest one.
fn share(digits: &str) -> Option<f64> {
    let largest = LARGEST.get(digits.len()).filter(|&&largest| largest > 0)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
    Some(f64::from(number) / f64::from(*largest))
}
