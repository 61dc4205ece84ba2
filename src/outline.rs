//! What reading leaves of a value: of the fields that the models know, what checks and timing look at.
//!
//! Neither the rules nor the timers need a model with its texts, and building one (and dropping it) cost more than all
//! the rest of reading. So an outline is one flat list of cells: an object is a block of them, one for each field of its
//! table. [`View`] gives the cells their types back.

use std::marker::PhantomData;

use crate::{
    issue::Issue,
    shape::Shape,
    timestamp::{TimestampError, parse_epoch_ms},
};

/// One value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Cell {
    #[default]
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
    /// The first cell of a block: the next block of the list, and the block's place in that list on the wire.
    Head {
        next: u32,
        place: u32,
    },
    /// The second cell of a block: how deep it is, and which issues were found in it.
    Found {
        depth: u8,
        from: u32,
        to: u32,
    },
}

/// A text in [`Outline::texts`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextAt {
    from: u32,
    to: u32,
}

/// The cells before the first field of a block.
const HEAD: usize = 2;

/// The outline of one value.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    cells: Vec<Cell>,
    texts: String,
}

impl Outline {
    #[cfg(feature = "js")]
    pub(crate) const fn new() -> Self {
        Self { cells: Vec::new(), texts: String::new() }
    }

    /// Forgets everything but its memory.
    pub(crate) fn clear(&mut self) {
        self.cells.clear();
        self.texts.clear();
        // No block is at 0, which stands for none.
        self.cells.push(Cell::Absent);
    }

    /// Whether its memory is worth keeping for the next value.
    #[cfg(feature = "js")]
    pub(crate) fn is_small(&self) -> bool {
        self.cells.capacity() + self.texts.capacity() < 1 << 16
    }

    /// A new block for an object of `shape`, all fields absent.
    pub(crate) fn block(&mut self, shape: &Shape, place: u32) -> u32 {
        let block = index(self.cells.len());
        self.cells.resize(self.cells.len() + HEAD + shape.fields().len(), Cell::Absent);
        self.put(block as usize, Cell::Head { next: 0, place });
        block
    }

    /// Notes what was found in a block.
    pub(crate) fn close(&mut self, block: u32, depth: usize, from: usize, to: usize) {
        let depth = u8::try_from(depth).unwrap_or(u8::MAX);
        self.put(block as usize + 1, Cell::Found { depth, from: index(from), to: index(to) });
    }

    /// Makes `next` follow on `block`.
    pub(crate) fn link(&mut self, block: u32, following: u32) {
        if let Some(Cell::Head { next, .. }) = self.cells.get_mut(block as usize) {
            *next = following;
        }
    }

    /// Sets a field of a block.
    pub(crate) fn set(&mut self, block: u32, field: usize, cell: Cell) {
        self.put(block as usize + HEAD + field, cell);
    }

    /// The field `name` of a block of `shape`.
    pub(crate) fn named(&self, (block, shape): (u32, &Shape), name: &str) -> Cell {
        shape.place(name).map_or(Cell::Absent, |field| self.cell(block as usize + HEAD + field))
    }

    /// Sets the field `name` of a block of `shape`.
    pub(crate) fn set_named(&mut self, (block, shape): (u32, &Shape), name: &str, cell: Cell) {
        if let Some(field) = shape.place(name) {
            self.set(block, field, cell);
        }
    }

    fn put(&mut self, at: usize, cell: Cell) {
        if let Some(place) = self.cells.get_mut(at) {
            *place = cell;
        }
    }

    /// Keeps a text.
    pub(crate) fn keep(&mut self, text: &str) -> TextAt {
        let from = index(self.texts.len());
        self.texts.push_str(text);
        TextAt { from, to: index(self.texts.len()) }
    }

    pub(crate) fn text(&self, at: TextAt) -> &str {
        self.texts.get(at.from as usize..at.to as usize).unwrap_or_default()
    }

    fn cell(&self, at: usize) -> Cell {
        self.cells.get(at).copied().unwrap_or_default()
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
        self.outline.cell(self.block as usize + HEAD + field)
    }

    /// What is seen in a field, if it is there.
    pub(crate) fn get<T: Seen>(self, field: usize) -> Option<T::Seen<'a>> {
        T::seen(self.outline, self.cell(field))
    }

    /// The issues that were found in the block, out of all; and how many steps of their paths lead to it.
    pub(crate) fn found(self, all: &[Issue]) -> (usize, &[Issue]) {
        match self.outline.cell(self.block as usize + 1) {
            Cell::Found { depth, from, to } => {
                (usize::from(depth), all.get(from as usize..to as usize).unwrap_or_default())
            }
            _ => (0, &[]),
        }
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
        Self::from(&parse_epoch_ms(text))
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
        let Cell::Head { next, place } = self.outline.cell(self.next as usize) else {
            return None;
        };
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
