//! Values as words of a text, one after the other: numbers by their bits, so that nothing of them
//! is lost, and texts without white space.

use std::fmt::Write as _;

/// What a saved text is written of, word by word.
#[derive(Default)]
pub(super) struct Words(pub(super) String);

impl Words {
    fn word(&mut self, word: &str) {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(word);
    }
}

/// The words of a saved text.
pub(super) struct Reading<'a>(std::str::Split<'a, char>);

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text.split(' '))
    }

    /// Whether no word is left.
    pub(super) fn is_done(&mut self) -> bool {
        self.0.next().is_none()
    }
}

/// What can be a word of a saved text, or several.
pub(super) trait Saved: Sized {
    fn save(&self, to: &mut Words);
    /// `None` if the words are none of its.
    fn restore(from: &mut Reading<'_>) -> Option<Self>;
}

impl Saved for u64 {
    fn save(&self, to: &mut Words) {
        let mut word = String::new();
        let _ = write!(word, "{self:x}");
        to.word(&word);
    }

    fn restore(from: &mut Reading<'_>) -> Option<Self> {
        Self::from_str_radix(from.0.next()?, 16).ok()
    }
}

/// Finite, as all numbers of a roster are.
impl Saved for f64 {
    fn save(&self, to: &mut Words) {
        self.to_bits().save(to);
    }

    fn restore(from: &mut Reading<'_>) -> Option<Self> {
        let number = Self::from_bits(u64::restore(from)?);
        (!number.is_nan()).then_some(number)
    }
}

impl Saved for bool {
    fn save(&self, to: &mut Words) {
        u64::from(*self).save(to);
    }

    fn restore(from: &mut Reading<'_>) -> Option<Self> {
        match u64::restore(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// White space, control characters and `%` are written as `%` and two hexadecimal digits for each
/// byte (RFC 3986, 2.1); an empty text as `%`.
impl Saved for Box<str> {
    fn save(&self, to: &mut Words) {
        let mut word = String::with_capacity(self.len());
        for character in self.chars() {
            if character <= ' ' || character == '%' || character == '\u{7f}' {
                let _ = write!(word, "%{:02x}", u32::from(character));
            } else {
                word.push(character);
            }
        }
        to.word(if word.is_empty() { "%" } else { &word });
    }

    fn restore(from: &mut Reading<'_>) -> Option<Self> {
        let word = from.0.next()?;
        if word == "%" {
            return Some(Self::default());
        }
        let mut parts = word.split('%');
        let mut text = String::from(parts.next()?);
        for part in parts {
            let (code, rest) = part.split_at_checked(2)?;
            text.push(char::from(u8::from_str_radix(code, 16).ok()?));
            text.push_str(rest);
        }
        Some(text.into())
    }
}

impl<T: Saved> Saved for Option<T> {
    fn save(&self, to: &mut Words) {
        self.is_some().save(to);
        if let Some(value) = self {
            value.save(to);
        }
    }

    fn restore(from: &mut Reading<'_>) -> Option<Self> {
        if bool::restore(from)? {
            T::restore(from).map(Some)
        } else {
            Some(None)
        }
    }
}

impl<T: Saved> Saved for Vec<T> {
    fn save(&self, to: &mut Words) {
        (self.len() as u64).save(to);
        for value in self {
            value.save(to);
        }
    }

    fn restore(from: &mut Reading<'_>) -> Option<Self> {
        let count = u64::restore(from)?;
        (0..count).map(|_| T::restore(from)).collect()
    }
}

/// A struct is saved field by field.
macro_rules! saved {
    ($($name:ident { $($field:ident),* $(,)? })*) => { $(
        impl $crate::roster::saved_text::Saved for $name {
            fn save(&self, to: &mut $crate::roster::saved_text::Words) {
                $( $crate::roster::saved_text::Saved::save(&self.$field, to); )*
            }

            fn restore(from: &mut $crate::roster::saved_text::Reading<'_>) -> Option<Self> {
                $( let $field = $crate::roster::saved_text::Saved::restore(from)?; )*
                Some(Self { $( $field ),* })
            }
        }
    )* };
}

pub(super) use saved;

#[cfg(test)]
mod tests {
    use super::{Reading, Saved, Words};

    #[test]
    fn texts_and_numbers_come_back() {
        let texts: Vec<Box<str>> = ["", "a b", "100 %", "%", "ä\u{0}\n😀", "%20"]
            .map(Into::into)
            .into();
        let numbers = vec![0.0, -0.0, 1.5, -1e300, f64::NEG_INFINITY];
        let mut words = Words::default();
        texts.save(&mut words);
        numbers.save(&mut words);
        let mut reading = Reading::new(&words.0);
        assert_eq!(Vec::<Box<str>>::restore(&mut reading), Some(texts));
        assert_eq!(Vec::<f64>::restore(&mut reading), Some(numbers));
        assert!(reading.is_done());
    }

    #[test]
    fn what_is_no_value_is_refused() {
        assert_eq!(bool::restore(&mut Reading::new("2")), None);
        assert_eq!(f64::restore(&mut Reading::new("7ff8000000000000")), None);
        assert_eq!(Box::<str>::restore(&mut Reading::new("a%2")), None);
        assert_eq!(
            Vec::<f64>::restore(&mut Reading::new("ffffffffffffffff 0")),
            None
        );
        assert_eq!(Option::<f64>::restore(&mut Reading::new("1")), None);
    }
}
