//! Adding up the parts of a number as it is spoken.

use super::{Form, Value};

/// A part of a number in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Morpheme {
    pub(super) worth: Worth,
    /// Whether the word may be something else, or is no cardinal.
    pub(super) is_hint: bool,
}

/// What a part does to what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    /// Is added: 1 to 99, and hundreds with a word of their own.
    Plus(u64),
    /// Multiplies: 10, 100, 1,000, 1,000,000 …
    Times(u64),
    /// A part that is not whole: a half.
    Half,
}

/// A number as it grows.
#[derive(Debug, Default)]
pub(super) struct Sum {
    /// What is complete: millions and more.
    complete: u64,
    /// The factor of the last complete part.
    last_factor: Option<u64>,
    /// Thousands.
    thousands: u64,
    /// What is below a thousand.
    low: u64,
    n_parts: usize,
    is_hint: bool,
    /// Whether a half comes on top of what is below a thousand.
    has_half: bool,
    /// Whether the last part is `one`, which may be an article of what follows.
    ends_with_one: bool,
}

impl Sum {
    /// Adds the parts of a word, or leaves all as it is where they don't go on with the number.
    pub(super) fn add(&mut self, morphemes: &[Morpheme], joined: bool) -> bool {
        let mut next = Sum { ..*self };
        for (index, morpheme) in morphemes.iter().enumerate() {
            // Inside a word the joining part is not told.
            if !next.add_part(morpheme.worth, joined || index > 0) {
                return false;
            }
            next.is_hint |= morpheme.is_hint;
            next.n_parts += 1;
        }
        *self = next;
        true
    }

    fn add_part(&mut self, worth: Worth, joined: bool) -> bool {
        self.ends_with_one = worth == Worth::Plus(1) && self.n_parts > 0;
        match worth {
            Worth::Half => self.half(joined),
            Worth::Plus(_) if self.has_half => false,
            Worth::Plus(number) => self.plus(number, joined),
            Worth::Times(factor) => self.times(factor),
        }
    }

    /// `half`, `two and a half`, `deux millions et demi`.
    fn half(&mut self, joined: bool) -> bool {
        if self.has_half || (self.n_parts > 0 && !joined) {
            return false;
        }
        match self.last_factor {
            Some(factor) if self.low == 0 && self.thousands == 0 => {
                self.complete = self.complete.saturating_add(factor / 2)
            }
            _ if self.low == 0 && self.thousands > 0 => self.low = 500,
            _ => self.has_half = true,
        }
        true
    }

    fn plus(&mut self, number: u64, joined: bool) -> bool {
        let below_hundred = self.low % 100;
        let fits = match number {
            0 => false,
            // Seven after seventy, ten (`on yedi`) or a hundred; not after seven.
            1..=9 => below_hundred.is_multiple_of(10) && (self.low > 0 || self.is_round()),
            // `soixante-dix`, `quatre-vingt-douze`.
            10..=19 => {
                (below_hundred == 0 && (self.low > 0 || self.is_round()))
                    || matches!(below_hundred, 60 | 80)
                    // `ثلاثة عشر`.
                    || (number == 10 && (1..=9).contains(&below_hundred))
            }
            // `einundzwanzig`, `five and twenty`.
            20..=99 => {
                (below_hundred == 0 && (self.low > 0 || self.is_round()))
                    || (joined && (1..=9).contains(&below_hundred))
            }
            _ => self.low == 0 && self.is_round(),
        };
        if fits || self.n_parts == 0 {
            self.low += number;
            return true;
        }
        false
    }

    /// Whether what is there ends with thousands or more.
    fn is_round(&self) -> bool {
        self.thousands > 0 || self.complete > 0
    }

    fn times(&mut self, factor: u64) -> bool {
        let last_digit = self.low % 10;
        if self.has_half {
            let is_large = factor >= 1_000 && self.thousands == 0 && self.last_factor.is_none();
            self.complete = if is_large { self.low.saturating_mul(factor).saturating_add(factor / 2) } else { 0 };
            (self.low, self.has_half, self.last_factor) = (0, false, Some(factor));
            return is_large;
        }
        match factor {
            10 if (2..=9).contains(&last_digit) => self.low += last_digit * 9,
            10 if last_digit == 0 && self.low.is_multiple_of(100) => self.low += 10,
            // Dozens, scores.
            12 | 20 if self.low <= 12 => self.low = self.low.max(1) * factor,
            100 if self.low < 100 => self.low = self.low.max(1) * 100,
            1_000 if self.thousands == 0 && self.low < 1_000 => {
                self.thousands = self.low.max(1) * 1_000;
                self.low = 0;
            }
            10_000.. if self.last_factor.is_none_or(|last| factor < last) => {
                let before = (self.thousands + self.low).max(1);
                self.complete = self.complete.saturating_add(before.saturating_mul(factor));
                (self.thousands, self.low) = (0, 0);
                self.last_factor = Some(factor);
            }
            _ => return false,
        }
        true
    }

    /// What it is worth: at least one value.
    pub(super) fn values(&self) -> Vec<Value> {
        let all = self.complete.saturating_add(self.thousands).saturating_add(self.low);
        if self.has_half {
            return vec![Value::with_hundredths(all, 50)];
        }
        let mut values = vec![Value::whole(all)];
        if self.ends_with_one {
            values.push(Value::whole(all - 1));
        }
        values
    }

    /// How sure it is; `None` for `one`, which is mostly an article.
    pub(super) fn form(&self) -> Option<Form> {
        if self.n_parts == 0 {
            return None;
        }
        let is_one = self.n_parts == 1 && self.low == 1 && !self.is_round() && !self.has_half;
        if is_one {
            return None;
        }
        // `a thousand`, `hundreds`: not two hundred.
        let all = self.complete.saturating_add(self.thousands).saturating_add(self.low);
        let is_power = all >= 100 && 10_u64.checked_pow(all.ilog10()) == Some(all);
        let loosely = self.n_parts <= 2 && (all <= 12 || is_power);
        Some(if self.is_hint || self.has_half {
            Form::Hint
        } else if loosely {
            Form::Word
        } else {
            Form::Words
        })
    }
}
