//! What reading leaves of a value: of the fields that the models know, what checks and timing look at.
//!
//! Neither the rules nor the timers need a model with its texts, and building one (and dropping it) cost more than all
//! the rest of reading. So an outline is one flat list of cells: an object is a block of them, one for each field of its
//! table. [`View`] gives the cells their types back.

use std::marker::PhantomData;

use crate::{
    cell::{Cell, Packed, TextAt},
    issue::Issue,
    shape::Shape,
    timestamp::{TimestampError, parse_epoch_ms},
};

/// The words before the first field of a block: see [`Head`]; and between which counts of issues it was read, from the
/// lower half to the upper.
const HEAD: usize = 2;

/// The first word of a block: the next block of its list in the lower half, then its place in that list on the wire (24 bits, which hold
/// [`MOST_ITEMS`](crate::reader::MOST_ITEMS)), and how many steps lead to it.
struct Head {
    next: u32,
    place: u32,
    depth: u8,
}

impl From<Head> for u64 {
    fn from(Head { next, place, depth }: Head) -> Self {
        Self::from(next) | Self::from(place & 0xff_ffff) << 32 | Self::from(depth) << 56
    }
}

impl From<u64> for Head {
    fn from(word: u64) -> Self {
        let [a, b, c, d, place @ .., depth] = word.to_le_bytes();
        let [e, f, g] = place;
        Self { next: u32::from_le_bytes([a, b, c, d]), place: u32::from_le_bytes([e, f, g, 0]), depth }
    }
}

/// The outline of one value.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Of each block two words, then the cells of its fields.
    words: Vec<u64>,
    texts: Vec<u8>,
    /// Where each text begins and ends.
    places: Vec<(u32, u32)>,
}

impl Outline {
    #[cfg(feature = "js")]
    pub(crate) const fn new() -> Self {
        Self { words: Vec::new(), texts: Vec::new(), places: Vec::new() }
    }

    /// Forgets everything but its memory.
    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.texts.clear();
        self.places.clear();
        // No block is at 0, which stands for none.
        self.words.push(0);
    }

    /// Whether its memory is worth keeping for the next value.
    #[cfg(feature = "js")]
    pub(crate) fn is_small(&self) -> bool {
        self.words.capacity() + self.texts.capacity() + self.places.capacity() < 1 << 16
    }

    /// A new block for an object of `shape`, all fields absent: `depth` steps lead there, and `found` issues were found before.
    pub(crate) fn block(&mut self, shape: &Shape, place: u32, depth: usize, found: usize) -> u32 {
        let block = index(self.words.len());
        let depth = u8::try_from(depth).unwrap_or(u8::MAX);
        self.words.push(Head { next: 0, place, depth }.into());
        self.words.push(index(found).into());
        self.words.resize(self.words.len() + shape.fields().all().len(), Packed::ABSENT.into());
        block
    }

    /// Notes how many issues were found up to the end of a block.
    pub(crate) fn close(&mut self, block: u32, found: usize) {
        if let Some(word) = self.words.get_mut(block as usize + 1) {
            *word |= u64::from(index(found)) << 32;
        }
    }

    /// Makes `next` follow on `block`.
    pub(crate) fn link(&mut self, block: u32, following: u32) {
        if let Some(word) = self.words.get_mut(block as usize) {
            *word |= u64::from(following);
        }
    }

    /// Sets a field of a block.
    pub(crate) fn set(&mut self, block: u32, field: usize, cell: Packed) {
        if let Some(word) = self.words.get_mut(block as usize + HEAD + field) {
            *word = cell.into();
        }
    }

    /// The field `name` of a block of `shape`.
    pub(crate) fn named(&self, (block, shape): (u32, &Shape), name: &str) -> Packed {
        shape.fields().place(name).map_or(Packed::ABSENT, |field| self.packed(block, field))
    }

    /// Sets the field `name` of a block of `shape`.
    pub(crate) fn set_named(&mut self, (block, shape): (u32, &Shape), name: &str, cell: Packed) {
        if let Some(field) = shape.fields().place(name) {
            self.set(block, field, cell);
        }
    }

    fn packed(&self, block: u32, field: usize) -> Packed {
        self.words.get(block as usize + HEAD + field).map_or(Packed::ABSENT, |word| Packed::from(*word))
    }

    /// Keeps a text.
    pub(crate) fn keep(&mut self, text: &[u8]) -> TextAt {
        let (at, from) = (index(self.places.len()), index(self.texts.len()));
        self.texts.extend_from_slice(text);
        self.places.push((from, index(self.texts.len())));
        TextAt(at)
    }

    pub(crate) fn text(&self, TextAt(at): TextAt) -> &str {
        let place = self.places.get(at as usize);
        let text = place.and_then(|(from, to)| self.texts.get(*from as usize..*to as usize)).unwrap_or_default();
        str::from_utf8(text).unwrap_or_default()
    }

    fn head(&self, block: u32) -> Option<Head> {
        self.words.get(block as usize).map(|word| Head::from(*word))
    }

    /// What a block says, as a model.
    pub(crate) fn view<M>(&self, block: u32) -> View<'_, M> {
        View { outline: self, block, model: PhantomData }
    }
}

/// Inputs are shorter than 4 GB, so this never saturates.
fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A block with the types of the model `M`, whose macro gives one method a field.
pub(crate) struct View<'a, M> {
    pub(crate) outline: &'a Outline,
    pub(crate) block: u32,
    model: PhantomData<M>,
}

impl<M> Clone for View<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for View<'_, M> {}

impl<'a, M> View<'a, M> {
    pub(crate) fn cell(self, field: usize) -> Cell {
        self.outline.packed(self.block, field).into()
    }

    /// What is seen in a field, if it is there.
    pub(crate) fn get<T: Seen>(self, field: usize) -> Option<T::Seen<'a>> {
        T::seen(self.outline, self.cell(field))
    }

    /// The issues that were found in the block, out of all; and how many steps of their paths lead to it.
    pub(crate) fn found(self, all: &[Issue]) -> (usize, &[Issue]) {
        let depth = self.outline.head(self.block).map_or(0, |head| usize::from(head.depth));
        let found = self.outline.words.get(self.block as usize + 1).copied().unwrap_or_default();
        let [from, to] = [found as u32 as usize, (found >> 32) as usize];
        (depth, all.get(from..to).unwrap_or_default())
    }
}

/// What is seen of a value in an outline.
pub(crate) trait Seen {
    /// What it looks like on the wire.
    const SHAPE: Shape;

    type Seen<'a>;

    /// `None` if the cell is absent.
    fn seen(outline: &Outline, cell: Cell) -> Option<Self::Seen<'_>>;
}

/// What is a block in an outline, and may stand in lists.
pub(crate) trait Record: Seen {}

/// A moment that was there: epoch milliseconds, unless the text was malformed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(pub(crate) f64);

impl Moment {
    /// What a timestamp says.
    pub(crate) fn of(text: &str) -> Self {
        Self::from(&parse_epoch_ms(text.as_bytes()))
    }

    pub(crate) fn ms(self) -> Option<f64> {
        (!self.0.is_nan()).then_some(self.0)
    }
}

impl From<&Result<i64, TimestampError>> for Moment {
    #[expect(clippy::cast_precision_loss, reason = "exact: the years 0001 to 9999 are below 53 bits of milliseconds")]
    fn from(epoch_ms: &Result<i64, TimestampError>) -> Self {
        Self(epoch_ms.as_ref().map_or(f64::NAN, |ms| *ms as f64))
    }
}

/// The objects of a list, each with its place on the wire.
pub(crate) struct Items<'a, M> {
    outline: &'a Outline,
    next: u32,
    model: PhantomData<M>,
}

impl<M> Clone for Items<'_, M> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<'a, M> Iterator for Items<'a, M> {
    type Item = (u32, View<'a, M>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.next == 0 {
            return None;
        }
        let view = self.outline.view(self.next);
        let Head { next, place, .. } = self.outline.head(self.next)?;
        self.next = next;
        Some((place, view))
    }
}

impl Seen for bool {
    const SHAPE: Shape = Shape::Flag;
    type Seen<'a> = Self;

    fn seen(_outline: &Outline, cell: Cell) -> Option<bool> {
        match cell {
            Cell::Flag(flag) => Some(flag),
            _ => None,
        }
    }
}

impl Seen for f64 {
    const SHAPE: Shape = Shape::Number;
    type Seen<'a> = Self;

    fn seen(_outline: &Outline, cell: Cell) -> Option<Self> {
        match cell {
            Cell::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl Seen for String {
    const SHAPE: Shape = Shape::Text(crate::shape::Content::Any);
    type Seen<'a> = ();

    fn seen(_outline: &Outline, cell: Cell) -> Option<()> {
        (!matches!(cell, Cell::Absent)).then_some(())
    }
}

/// Of such a list only its elements' kinds are checked.
impl Seen for Vec<String> {
    const SHAPE: Shape = Shape::List(&<String as Seen>::SHAPE);
    type Seen<'a> = ();

    fn seen(outline: &Outline, cell: Cell) -> Option<()> {
        String::seen(outline, cell)
    }
}

impl<M: Record + 'static> Seen for Vec<M> {
    const SHAPE: Shape = Shape::List(&M::SHAPE);
    type Seen<'a> = Items<'a, M>;

    fn seen(outline: &Outline, cell: Cell) -> Option<Items<'_, M>> {
        match cell {
            Cell::List(first) => Some(Items { outline, next: first, model: PhantomData }),
            _ => None,
        }
    }
}
