//! Wire value -> outline and structural issues: one reader for JSON text, for JavaScript values and for models.
//!
//! Why this mechanism. The contract asks for what serde's data formats refuse: every finding in one pass with its path,
//! no field lost to the fault of another, half an emoji and a number beyond all doubles survived, fields that nobody
//! knows kept, and the same answers for text and for JavaScript values. A serde `Deserialize` stops at the first
//! error; a generic tree of values in between (two passes) builds and throws away what most callers never look
//! at; seeds over a serde format still fail with the format.
//!
//! So the reader is driven by the models' own tables ([`Shape`]) and pulls from a [`Source`], of which there are two:
//! [`JsonText`] scans JSON in place, borrowing its strings and skipping what no table names; a [tape] plays back what a walker
//! found in an object: one of `pkg/walk.js` in a JavaScript value, [`WriteTape`] in a model. Whatever the
//! source, a value is read and checked by the same lines here, so that the lanes cannot disagree.

mod json;
mod json_scalars;
mod json_text;
mod json_value;
mod syntax_error;
mod tape;
mod texts;

use std::borrow::Cow;

use crate::{
    cell::{Cell, Packed},
    fields::Fields,
    findings::Findings,
    issue::{IssueCode, Step},
    outline::{Outline, Seen, View},
};

pub(crate) use crate::shape::{Content, Kind, Shape, Values};
pub(crate) use json::{Json, JsonText};
pub use syntax_error::SyntaxError;
#[cfg(feature = "js")]
pub(crate) use tape::Tape;
pub(crate) use tape::{Recording, WriteObject, WriteTape};
pub(crate) use texts::{find_value, is_http_url, is_uuid};

/// A list longer than this is cut, with a finding: no conversation has as many segments, and a payload made to hurt
/// should not.
pub(crate) const MOST_ITEMS: u32 = 100_000;

/// The text ended here, since it is not JSON: the source knows why. Of no size, so that results stay small.
#[derive(Debug)]
pub(crate) struct Failed;

/// Values in the order they come.
///
/// A source never knows the model: it tells the kind of the next value and gives or skips it. The methods that
/// give a value may only be called when [`kind`](Source::kind) said that it is there.
pub(crate) trait Source {
    /// The kind of the value that comes next.
    fn kind(&mut self) -> Result<Kind, Failed>;
    /// A string, in UTF-8.
    fn text(&mut self) -> Result<Cow<'_, [u8]>, Failed>;
    /// A number; infinite if no double holds it.
    fn number(&mut self) -> Result<f64, Failed>;
    /// A boolean.
    fn flag(&mut self) -> Result<bool, Failed>;
    /// Passes over the value that comes next.
    fn skip(&mut self) -> Result<(), Failed>;
    /// Goes into the object or list that comes next.
    fn open(&mut self) -> Result<(), Failed>;
    /// Goes to the next element, or out of the list after the last one.
    fn next_item(&mut self) -> Result<bool, Failed>;
    /// Goes to the next field that the table has, and gives its place there; or out of the object after the last one.
    /// `guess` is the place of the field that is likely next.
    fn next_field(&mut self, fields: &'static Fields, guess: usize) -> Result<Option<usize>, Failed>;
}

/// Lets `look` see a model, and what is wrong with its values.
pub(crate) fn see<M, T>(model: &M, look: impl FnOnce(View<'_, M>, Findings) -> T) -> T
where
    M: Seen + WriteTape + 'static,
{
    let mut recording = Recording::default();
    model.write(&mut recording);
    let mut outline = Outline::default();
    let mut source = recording.tape();
    let mut reader = Reader::new(&mut source, &mut outline);
    // A tape has no syntax to be wrong, and a model is an object.
    let block = match reader.value(&M::SHAPE).map(Cell::from) {
        Ok(Cell::Block(block)) => block,
        _ => 0,
    };
    let findings = reader.findings;
    look(outline.view(block), findings)
}

/// Reads one value of a shape.
pub(crate) struct Reader<'a, S> {
    source: &'a mut S,
    pub(crate) outline: &'a mut Outline,
    pub(crate) findings: Findings,
    /// Whether a value counts as absent though something is there: a `null`, or a value of the wrong kind.
    pub(crate) left_out: bool,
}

impl<'a, S: Source> Reader<'a, S> {
    pub(crate) fn new(source: &'a mut S, outline: &'a mut Outline) -> Self {
        outline.clear();
        Self { source, outline, findings: Findings::default(), left_out: false }
    }

    /// The kind of the value that comes next.
    pub(crate) fn kind(&mut self) -> Result<Kind, Failed> {
        self.source.kind()
    }

    /// Reads the value that comes next; it is absent if it is of the wrong kind, which is reported unless it is `null`.
    pub(crate) fn value(&mut self, shape: &'static Shape) -> Result<Packed, Failed> {
        self.item(shape, 0)
    }

    /// Reads the value that comes next, at a place of a list. Only objects and lists are functions of their own.
    #[inline(always)]
    fn item(&mut self, shape: &'static Shape, place: u32) -> Result<Packed, Failed> {
        let found = self.source.kind()?;
        let wanted = shape.kind();
        if found != wanted {
            return self.leave_out(wanted, found);
        }
        let cell = match shape {
            Shape::Flag => Cell::Flag(self.source.flag()?),
            Shape::Number => return self.number(false),
            Shape::Integer => return self.number(true),
            Shape::Text(Content::Any) => {
                self.source.skip()?;
                Cell::Present
            }
            Shape::Text(content) => {
                let text = self.source.text()?;
                return Ok(texts::understood(&text, content, self.outline, &mut self.findings));
            }
            Shape::List(element) => return self.list(element),
            Shape::Object(_) => Cell::Block(self.object(shape, place)?),
        };
        Ok(cell.into())
    }

    #[cold]
    fn leave_out(&mut self, wanted: Kind, found: Kind) -> Result<Packed, Failed> {
        if found != Kind::Null {
            self.findings.report(IssueCode::Type, wanted.but_found(found));
        }
        self.left_out = true;
        self.source.skip()?;
        Ok(Packed::ABSENT)
    }

    #[inline(never)]
    fn object(&mut self, shape: &'static Shape, place: u32) -> Result<u32, Failed> {
        let fields = shape.fields();
        let block = self.outline.block(shape, place, self.findings.depth(), self.findings.count());
        self.source.open()?;
        let (mut seen, mut guess) = (0_u64, 0);
        while let Some(index) = self.source.next_field(fields, guess)? {
            guess = index + 1;
            let Some(field) = fields.get(index) else {
                continue;
            };
            self.findings.enter(Step::Field(field.name));
            // Of duplicate keys the last wins, as in `JSON.parse`: what was found in the others does not count.
            if seen & (1 << index) != 0 {
                self.findings.forget();
            }
            seen |= 1 << index;
            let cell = self.item(&field.shape, 0)?;
            self.outline.set(block, index, cell);
            self.findings.leave();
        }
        self.outline.close(block, self.findings.count());
        Ok(block)
    }

    #[inline(never)]
    fn list(&mut self, element: &'static Shape) -> Result<Packed, Failed> {
        self.source.open()?;
        let (mut index, mut first, mut last) = (0, 0, 0);
        while self.source.next_item()? {
            if index < MOST_ITEMS {
                self.findings.enter(Step::Index(index));
                if let Cell::Block(block) = self.item(element, index)?.into() {
                    if first == 0 {
                        first = block;
                    } else {
                        self.outline.link(last, block);
                    }
                    last = block;
                }
                self.findings.leave();
            } else {
                self.pass_item(index)?;
            }
            index = index.saturating_add(1);
        }
        Ok(Cell::List(first).into())
    }

    /// Passes over an element beyond the most that a list may have.
    #[cold]
    fn pass_item(&mut self, index: u32) -> Result<(), Failed> {
        if index == MOST_ITEMS {
            self.left_out = true;
            self.findings.report(IssueCode::Type, format!("expected at most {MOST_ITEMS} items, found more"));
        }
        self.source.skip()
    }

    #[inline(never)]
    fn number(&mut self, whole: bool) -> Result<Packed, Failed> {
        let number = self.source.number()?;
        if !number.is_finite() {
            self.left_out = true;
            self.findings.report(IssueCode::Number, "expected a number that a double can hold");
            return Ok(Packed::ABSENT);
        }
        if number < 0.0 {
            self.findings.report(IssueCode::Number, "expected a number of at least 0, found a negative one");
        } else if whole && number.fract() != 0.0 {
            self.findings.report(IssueCode::Number, "expected an integer, found a fraction");
        }
        Ok(Cell::Number(number).into())
    }
}
