//! The fields of a model, and how a name finds its place among them.

use crate::shape::Shape;

/// The fields of a model, in its order.
#[derive(Debug)]
pub(crate) struct Fields {
    all: &'static [Field],
    /// Places by what names hash to, the next free slot if it is taken; [`FREE`] where none is. Made by the compiler.
    slots: [u8; SLOTS],
}

/// More than twice as many as any model has fields: a name that none has is mostly refused at the first look.
const SLOTS: usize = 64;

const FREE: u8 = u8::MAX;

impl Fields {
    #[expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "only the compiler runs this")]
    pub(crate) const fn new(all: &'static [Field]) -> Self {
        assert!(all.len() * 2 < SLOTS, "too many fields for the slots");
        let mut slots = [FREE; SLOTS];
        let mut place = 0;
        while place < all.len() {
            let mut slot = all[place].digest.slot();
            while slots[slot] != FREE {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = place as u8;
            place += 1;
        }
        Self { all, slots }
    }

    pub(crate) const fn all(&self) -> &'static [Field] {
        self.all
    }

    pub(crate) fn get(&self, place: usize) -> Option<&'static Field> {
        self.all.get(place)
    }

    /// The place of the field `name`.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.place_of(name.as_bytes(), name.len())
    }

    /// The place of the field that the first `length` of `bytes` name.
    pub(crate) fn place_of(&self, bytes: &[u8], length: usize) -> Option<usize> {
        let digest = Digest::of(bytes, length);
        let mut slot = digest.slot();
        loop {
            let place = usize::from(*self.slots.get(slot % SLOTS)?);
            // `FREE` is no place.
            let field = self.all.get(place)?;
            if field.is(digest, bytes) {
                return Some(place);
            }
            slot += 1;
        }
    }
}

/// One field of a model.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    digest: Digest,
}

impl Field {
    pub(crate) const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, digest: Digest::of(name.as_bytes(), name.len()) }
    }

    /// Whether `bytes` begin with the name, and a quote after it.
    #[inline]
    pub(crate) fn begins(&self, bytes: &[u8]) -> bool {
        let length = self.name.len();
        bytes.get(length) == Some(&b'"') && self.is(Digest::of(bytes, length), bytes)
    }

    /// Whether `bytes` begin with the name, given the digest of what should be it.
    fn is(&self, digest: Digest, bytes: &[u8]) -> bool {
        self.digest == digest && (digest.length <= 16 || bytes.starts_with(self.name.as_bytes()))
    }
}

/// What is compared of a name in its place: its length, and its first and last eight bytes as two words. That is the whole name
/// if it has at most 16 bytes; few have more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Digest {
    length: usize,
    first: u64,
    last: u64,
}

impl Digest {
    const fn slot(self) -> usize {
        // Multiplication carries upwards: the highest bits depend on all (Knuth, "Sorting and Searching", 6.4).
        let mixed = (self.first ^ self.last ^ self.length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (u64::BITS - SLOTS.ilog2())) as usize
    }

    /// Of the first `length` of `bytes`.
    const fn of(bytes: &[u8], length: usize) -> Self {
        let (first, last) = match (bytes.first_chunk(), bytes.split_at_checked(length)) {
            (Some(word), Some((name, _))) => match name.last_chunk() {
                Some(last) => (u64::from_le_bytes(*word), u64::from_le_bytes(*last)),
                None => (u64::from_le_bytes(*word) & !(u64::MAX << (8 * length)), 0),
            },
            _ => (short_word(bytes, length), 0),
        };
        Self { length, first, last }
    }
}

/// Up to seven bytes as a word, where less than eight can be read.
const fn short_word(mut bytes: &[u8], mut length: usize) -> u64 {
    let (mut word, mut shift) = (0, 0);
    while let ([byte, rest @ ..], 1..) = (bytes, length) {
        word |= (*byte as u64) << shift;
        (bytes, length, shift) = (rest, length - 1, shift + 8);
    }
    word
}

#[cfg(test)]
mod tests {
    use super::{Field, Fields};
    use crate::{ConversationChat, outline::Seen as _, shape::Shape};

    #[test]
    fn every_name_has_its_place_and_nothing_like_it_has() {
        const LONG: Fields = Fields::new(
            const { &[Field::new("a-long-name-indeed", Shape::Flag), Field::new("a-long-game-indeed", Shape::Flag)] },
        );
        for fields in [ConversationChat::SHAPE.fields(), &LONG] {
            for (place, field) in fields.all().iter().enumerate() {
                assert_eq!(fields.place(field.name), Some(place), "{}", field.name);
                let quoted = [field.name, "\": and what follows"].concat();
                assert!(field.begins(quoted.as_bytes()));
                assert_eq!(fields.place_of(quoted.as_bytes(), field.name.len()), Some(place));
                for at in 0..field.name.len() {
                    let mut other = quoted.clone().into_bytes();
                    other[at] ^= 1;
                    assert!(!field.begins(&other), "{}", field.name);
                    assert_ne!(fields.place_of(&other, field.name.len()), Some(place), "{}", field.name);
                    assert_ne!(fields.place_of(quoted.as_bytes(), at), Some(place), "{}", field.name);
                }
            }
            assert_eq!(fields.place(""), None);
        }
    }
}
