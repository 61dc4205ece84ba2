//! One value of an outline.

use std::num::NonZeroU64;

/// What reading leaves of one value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell {
    Absent,
    /// There, and nothing more is of interest.
    Present,
    Flag(bool),
    /// A number, or the epoch milliseconds of a timestamp: then NaN if it is malformed.
    Number(f64),
    /// A known value of an enum, in the usual spelling: its place among all.
    Known(u8),
    /// Any other spelling of an enum's value: its place, if it is known, and its text.
    Spelled(Option<u8>, TextAt),
    Text(TextAt),
    Block(u32),
    /// The first block of a list of objects; 0 if it has none.
    List(u32),
}

/// The place of a text in an outline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextAt(pub(crate) u32);

/// A cell in one word: what is moved about for every value fits a register.
///
/// A number is its own bits. The others are what no number is: NaNs with the sign and one of nine values in the bits below the
/// exponent (IEEE 754, 6.2.1: all of them are free). All bits are turned over, since a `Result` of a word that is never 0 is again a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed(NonZeroU64);

/// The lowest tag, and where tags stand. Below are the infinities and the NaN that means "malformed".
const TAG: u64 = 0xfff1;
const TAG_SHIFT: u32 = 48;

impl Packed {
    pub(crate) const ABSENT: Self = Self::tagged(0, 0);

    /// `content` has up to 48 bits.
    const fn tagged(tag: u64, content: u64) -> Self {
        Self::of((TAG + tag) << TAG_SHIFT | content)
    }

    const fn of(bits: u64) -> Self {
        match NonZeroU64::new(!bits) {
            Some(word) => Self(word),
            // All bits set: no tag is that high, and no number.
            None => Self(NonZeroU64::MAX),
        }
    }
}

impl From<Cell> for Packed {
    #[inline]
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Number(number) => Self::of(number.to_bits()),
            Cell::Absent => Self::ABSENT,
            Cell::Present => Self::tagged(1, 0),
            Cell::Flag(flag) => Self::tagged(2, flag as u64),
            Cell::Known(place) => Self::tagged(3, place as u64),
            Cell::Spelled(None, text) => Self::tagged(4, text.0 as u64),
            Cell::Spelled(Some(place), text) => Self::tagged(5, (place as u64) << 32 | text.0 as u64),
            Cell::Text(text) => Self::tagged(6, text.0 as u64),
            Cell::Block(block) => Self::tagged(7, block as u64),
            Cell::List(block) => Self::tagged(8, block as u64),
        }
    }
}

impl From<Packed> for Cell {
    #[inline]
    fn from(packed: Packed) -> Self {
        let bits = !packed.0.get();
        let low = bits as u32;
        match (bits >> TAG_SHIFT).wrapping_sub(TAG) {
            0 => Self::Absent,
            1 => Self::Present,
            2 => Self::Flag(low != 0),
            3 => Self::Known(low as u8),
            4 => Self::Spelled(None, TextAt(low)),
            5 => Self::Spelled(Some((bits >> 32) as u8), TextAt(low)),
            6 => Self::Text(TextAt(low)),
            7 => Self::Block(low),
            8 => Self::List(low),
            _ => Self::Number(f64::from_bits(bits)),
        }
    }
}

/// As it is kept in a list of words.
impl From<Packed> for u64 {
    fn from(packed: Packed) -> Self {
        packed.0.get()
    }
}

impl From<u64> for Packed {
    fn from(word: u64) -> Self {
        NonZeroU64::new(word).map_or(Self::ABSENT, Self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Packed, TextAt};

    #[test]
    fn packing_loses_nothing() {
        let numbers = [0.0, -0.0, 1.0, -1.5, f64::MIN, f64::MAX, f64::MIN_POSITIVE, f64::EPSILON, f64::NAN];
        let cells = numbers.map(Cell::Number).into_iter().chain([
            Cell::Absent,
            Cell::Present,
            Cell::Flag(false),
            Cell::Flag(true),
            Cell::Known(0),
            Cell::Known(u8::MAX),
            Cell::Spelled(None, TextAt(0)),
            Cell::Spelled(None, TextAt(u32::MAX)),
            Cell::Spelled(Some(0), TextAt(7)),
            Cell::Spelled(Some(u8::MAX), TextAt(u32::MAX)),
            Cell::Text(TextAt(u32::MAX)),
            Cell::Block(u32::MAX),
            Cell::List(0),
        ]);
        for cell in cells {
            let word = u64::from(Packed::from(cell));
            assert_eq!(format!("{:?}", Cell::from(Packed::from(word))), format!("{cell:?}"));
        }
    }
}
