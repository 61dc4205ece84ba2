//! What a model looks like on the wire: the one table that the reader, the encoders and the
//! order of issues work from.

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonKind {
    Null,
    Boolean,
    Number,
    String,
    List,
    Object,
    /// Kinds that only JavaScript has: `undefined`, functions, and properties that threw when they
    /// were read.
    Undefined,
    BigInt,
    Symbol,
    Function,
    /// An object of a class of the language: a `Date`, a `Map`, a `RegExp`.
    BuiltIn,
    Unreadable,
}

impl JsonKind {
    /// The message for a value of the kind `found` where this kind is expected.
    pub(crate) fn but_found(self, found: Self) -> String {
        ["expected ", self.name(), ", found ", found.name()].concat()
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List => "an array",
            Self::Object => "an object",
            Self::Undefined => "undefined",
            Self::BigInt => "a bigint",
            Self::Symbol => "a symbol",
            Self::Function => "a function",
            Self::BuiltIn => "an object of a built-in class",
            Self::Unreadable => "a property that throws",
        }
    }
}

/// The schema of one value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Schema {
    /// A value of any kind; only its presence counts.
    Any,
    Flag,
    /// A number of at least 0.
    Number,
    /// An integer of at least 0.
    Integer,
    Text(TextFormat),
    List(&'static Schema),
    Object(&'static Fields),
}

impl Schema {
    /// The kind that is expected; `None` if every kind is accepted.
    pub(crate) const fn kind(&self) -> Option<JsonKind> {
        match self {
            Self::Any => None,
            Self::Flag => Some(JsonKind::Boolean),
            Self::Number | Self::Integer => Some(JsonKind::Number),
            Self::Text(_) => Some(JsonKind::String),
            Self::List(_) => Some(JsonKind::List),
            Self::Object(_) => Some(JsonKind::Object),
        }
    }

    /// How many segments a path to the deepest value within has.
    pub(crate) const fn depth(&self) -> usize {
        match self {
            Self::List(element) => 1 + element.depth(),
            Self::Object(fields) => {
                let (mut deepest, mut rest) = (0, fields.all());
                while let [field, others @ ..] = rest {
                    let depth = 1 + field.schema.depth();
                    deepest = if depth > deepest { depth } else { deepest };
                    rest = others;
                }
                deepest
            }
            _ => 0,
        }
    }

    /// The fields, if it is an object.
    pub(crate) const fn fields(&self) -> &'static Fields {
        match self {
            Self::Object(fields) => fields,
            _ => const { &Fields::new(&[]) },
        }
    }
}

/// What a text should be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TextFormat {
    /// Any text; its content is not kept.
    Any,
    /// Any text, which the document keeps.
    Kept,
    Timestamp,
    Url,
    Uuid,
    OneOf(&'static EnumValues),
}

/// The values of an enum.
#[derive(Debug)]
pub(crate) struct EnumValues {
    pub(crate) name: &'static str,
    /// Today's spellings, in the order of the enum.
    pub(crate) texts: &'static [&'static str],
    /// Spellings that differ in more than letter case, dots, underscores and hyphens, with the
    /// index of the value.
    pub(crate) aliases: &'static [(&'static str, usize)],
    /// Whether the API lists the values, so that another one is reported.
    pub(crate) listed: bool,
}

/// The fields of a model, in its order.
#[derive(Debug)]
pub(crate) struct Fields {
    all: &'static [FieldSchema],
    /// Indexes into `all`, each in the slot that its name hashes to or the next free one; [`FREE`]
    /// elsewhere. Computed at compile time.
    slots: [u8; SLOTS],
}

/// At least twice the number of fields of any model, so that the search for a name that is no field
/// mostly ends at the first slot.
const SLOTS: usize = 128;

const FREE: u8 = u8::MAX;

impl Fields {
    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "only the compiler runs this"
    )]
    pub(crate) const fn new(all: &'static [FieldSchema]) -> Self {
        assert!(all.len() * 2 <= SLOTS, "too many fields for the slots");
        let mut slots = [FREE; SLOTS];
        let mut index = 0;
        while index < all.len() {
            let mut slot = all[index].digest.slot();
            while slots[slot] != FREE {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = index as u8;
            index += 1;
        }
        Self { all, slots }
    }

    pub(crate) const fn all(&self) -> &'static [FieldSchema] {
        self.all
    }

    pub(crate) fn get(&self, index: usize) -> Option<&'static FieldSchema> {
        self.all.get(index)
    }

    /// The index of the field `name`.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        self.index_of(name.as_bytes(), name.len())
    }

    /// The index of the field that the first `length` of `bytes` name.
    pub(crate) fn index_of(&self, bytes: &[u8], length: usize) -> Option<usize> {
        let digest = Digest::of(bytes, length);
        let mut slot = digest.slot();
        loop {
            let index = usize::from(*self.slots.get(slot % SLOTS)?);
            // `FREE` is the index of no field.
            let field = self.all.get(index)?;
            if field.is(digest, bytes) {
                return Some(index);
            }
            slot += 1;
        }
    }
}

/// The fields of `base`, followed by `more`: an object with all of them can be read as one of
/// `base`.
#[expect(clippy::indexing_slicing, reason = "only the compiler runs this")]
pub(crate) const fn extended<const N: usize>(
    base: &Schema,
    more: &[FieldSchema],
) -> [FieldSchema; N] {
    let base = base.fields().all();
    let own = N - more.len();
    let mut foreign = own;
    while foreign < base.len() {
        // Seen as the base, the object has those fields at these places.
        assert!(
            is_same_name(base[foreign].name, more[foreign - own].name),
            "the first own fields are those by which the base knows other objects"
        );
        foreign += 1;
    }
    let mut all = [base[0]; N];
    let mut index = 0;
    while index < N {
        all[index] = if index < N - more.len() {
            base[index]
        } else {
            more[index - (N - more.len())]
        };
        index += 1;
    }
    all
}

const fn is_same_name(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([first, rest @ ..], [second, others @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (rest, others);
    }
    one.is_empty() && other.is_empty()
}

/// One field of a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldSchema {
    pub(crate) name: &'static str,
    pub(crate) schema: Schema,
    digest: Digest,
}

impl FieldSchema {
    pub(crate) const fn new(name: &'static str, schema: Schema) -> Self {
        Self {
            name,
            schema,
            digest: Digest::of(name.as_bytes(), name.len()),
        }
    }

    /// Whether `bytes` begin with the name, and a quote after it.
    #[inline]
    pub(crate) fn begins(&self, bytes: &[u8]) -> bool {
        let length = self.name.len();
        bytes.get(length) == Some(&b'"') && self.is(Digest::of(bytes, length), bytes)
    }

    /// Whether `bytes` begin with the name, by the digest of their beginning.
    fn is(&self, digest: Digest, bytes: &[u8]) -> bool {
        self.digest == digest && (digest.length <= 16 || bytes.starts_with(self.name.as_bytes()))
    }
}

/// The digest of a name, for comparison: its length, and its first and last eight bytes as two
/// words. Of names of at most 16 bytes, which most are, this is the whole name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Digest {
    length: usize,
    first: u64,
    last: u64,
}

impl Digest {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "as few bits are left as slots need"
    )]
    const fn slot(self) -> usize {
        // Multiplication carries upwards: the highest bits depend on all (Knuth, "Sorting and
        // Searching", 6.4).
        let mixed =
            (self.first ^ self.last ^ self.length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (u64::BITS - SLOTS.ilog2())) as usize
    }

    /// The digest of the first `length` bytes.
    const fn of(bytes: &[u8], length: usize) -> Self {
        let (first, last) = match (bytes.first_chunk(), bytes.split_at_checked(length)) {
            (Some(word), Some((name, _))) => match name.last_chunk() {
                Some(last) => (u64::from_le_bytes(*word), u64::from_le_bytes(*last)),
                None => (u64::from_le_bytes(*word) & !(u64::MAX << (8 * length)), 0),
            },
            _ => (short_word(bytes, length), 0),
        };
        Self {
            length,
            first,
            last,
        }
    }
}

/// Up to seven bytes as a word, for names that are shorter than eight bytes.
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
    use super::{FieldSchema, Fields, Schema};
    use crate::{model::ConversationChat, read::Field as _};

    #[test]
    fn every_name_has_its_index_and_nothing_like_it_has() {
        const LONG: Fields = Fields::new(
            const {
                &[
                    FieldSchema::new("a-long-name-indeed", Schema::Flag),
                    FieldSchema::new("a-long-game-indeed", Schema::Flag),
                ]
            },
        );
        for fields in [ConversationChat::SCHEMA.fields(), &LONG] {
            for (index, field) in fields.all().iter().enumerate() {
                assert_eq!(fields.index(field.name), Some(index), "{}", field.name);
                let quoted = [field.name, "\": and what follows"].concat();
                assert!(field.begins(quoted.as_bytes()));
                assert_eq!(
                    fields.index_of(quoted.as_bytes(), field.name.len()),
                    Some(index)
                );
                for at in 0..field.name.len() {
                    let mut other = quoted.clone().into_bytes();
                    other[at] ^= 1;
                    assert!(!field.begins(&other), "{}", field.name);
                    assert_ne!(
                        fields.index_of(&other, field.name.len()),
                        Some(index),
                        "{}",
                        field.name
                    );
                    assert_ne!(
                        fields.index_of(quoted.as_bytes(), at),
                        Some(index),
                        "{}",
                        field.name
                    );
                }
            }
            assert_eq!(fields.index(""), None);
        }
    }
}
