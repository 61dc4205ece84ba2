//! Wire value -> model and structural issues: one reader for JSON text and for JavaScript values.
//!
//! Why this mechanism. The contract asks for what serde's data formats refuse: every finding in one pass with its path,
//! no field lost to the fault of another, half an emoji and a number beyond all doubles survived, fields that nobody
//! knows kept, and the same answers for text and for JavaScript values. A serde `Deserialize` stops at the first
//! error; a generic tree of values in between (two passes) builds and throws away what most callers never look
//! at; seeds over a serde format still fail with the format.
//!
//! So the reader is driven by the models' own tables of fields (`Model::fields`) and pulls from a [`Source`], of
//! which there are two: [`JsonText`] scans JSON in place, borrowing its strings and skipping what no table names; [`Tape`] plays
//! back what a walker in JavaScript, driven by the same tables, found in an object. A model field is read by one
//! `Wire::read`, whatever the source, so that the lanes cannot disagree.

mod json;
mod json_text;
mod syntax_error;
#[cfg(feature = "js")]
mod tape;

use std::borrow::Cow;

use crate::{
    issue::{Findings, IssueCode, Step},
    models::Model,
};

pub(crate) use crate::shape::{Field, Kind, Shape};
pub(crate) use json::JsonText;
pub(crate) use json_text::exact_number;
pub use syntax_error::SyntaxError;
#[cfg(feature = "js")]
pub(crate) use tape::{Tape, schema};

/// A list longer than this is cut, with a finding: no conversation has as many segments, and a payload made to hurt
/// should not.
pub(crate) const MOST_ITEMS: u32 = 100_000;

/// Values in the order they come.
///
/// A source never knows the model: it tells the kind of the next value and gives or skips it. The methods that
/// give a value may only be called when [`kind`](Source::kind) said that it is there.
pub(crate) trait Source {
    /// The kind of the value that comes next.
    fn kind(&mut self) -> Result<Kind, SyntaxError>;
    /// A string of which the content matters.
    fn text(&mut self) -> Result<Cow<'_, str>, SyntaxError>;
    /// A string of which only the presence matters to the checks: a source may leave out the content.
    fn plain_text(&mut self) -> Result<Cow<'_, str>, SyntaxError> {
        self.text()
    }
    /// Whether texts are to be kept once they are understood.
    fn keeps_text(&self) -> bool {
        false
    }
    /// A number; infinite if no double holds it.
    fn number(&mut self) -> Result<f64, SyntaxError>;
    /// A boolean.
    fn flag(&mut self) -> Result<bool, SyntaxError>;
    /// Passes over the value that comes next.
    fn skip(&mut self) -> Result<(), SyntaxError>;
    /// Goes into the object or list that comes next.
    fn open(&mut self) -> Result<(), SyntaxError>;
    /// Goes to the next element, or out of the list after the last one.
    fn next_item(&mut self) -> Result<bool, SyntaxError>;
    /// Goes to the next field, or out of the object after the last one. `guess` is the index of the field that is
    /// likely next.
    fn next_field(&mut self, fields: &'static [Field], guess: usize) -> Result<Next, SyntaxError>;
    /// Gives the unknown field that [`next_field`](Source::next_field) came to to the model, if the source keeps such; otherwise
    /// passes over it.
    fn unknown(&mut self, model: &mut dyn Model) -> Result<(), SyntaxError>;
}

/// What [`Source::next_field`] came to.
pub(crate) enum Next {
    /// The field at this index of the table.
    Field(usize),
    /// A field that the table does not have.
    Unknown,
    /// The end of the object.
    End,
}

/// What can stand in a field of a model.
pub(crate) trait Wire: Sized {
    /// What it looks like on the wire.
    const SHAPE: Shape;

    /// Reads the value that comes next; `None` if it is absent, or reported as being of the wrong kind.
    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError>;

    /// Reports what is wrong with the value, though it is of the right kind.
    fn check(&self, findings: &mut Findings);
}

/// Reads models from a source and collects the findings.
///
/// Source and models are behind `dyn`: compiled anew for each of both, the module was a sixth larger (55 KB against 48 KB of
/// brotli when it was tried).
pub(crate) struct Reader<'a> {
    pub(crate) source: &'a mut dyn Source,
    pub(crate) findings: Findings,
    /// Whether a value counts as absent though something is there: a `null`, or a value of the wrong kind.
    pub(crate) left_out: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a mut dyn Source) -> Self {
        Self { source, findings: Findings::default(), left_out: false }
    }

    /// Whether the value that comes next is of the `wanted` kind. If not, passes over it, and reports it unless it is `null`.
    pub(crate) fn expect(&mut self, wanted: Kind) -> Result<bool, SyntaxError> {
        let found = self.source.kind()?;
        if found == wanted {
            return Ok(true);
        }
        if found != Kind::Null {
            self.findings.report(IssueCode::Type, wanted.but_found(found));
        }
        self.left_out = true;
        self.source.skip()?;
        Ok(false)
    }

    /// Reads the object that comes next into `model`; `false` if there is none.
    pub(crate) fn fill(&mut self, model: &mut dyn Model) -> Result<bool, SyntaxError> {
        if !self.expect(Kind::Object)? {
            return Ok(false);
        }
        self.source.open()?;
        let fields = model.fields();
        let mut seen = 0_u64;
        let mut guess = 0;
        loop {
            match self.source.next_field(fields, guess)? {
                Next::Field(index) => {
                    guess = index + 1;
                    let name = fields.get(index).map_or("", |field| field.name);
                    self.findings.enter(Step::Field(name));
                    // Of duplicate keys the last wins, as in `JSON.parse`: what was found in the others does not count.
                    if seen & (1 << index) != 0 {
                        self.findings.forget();
                    }
                    seen |= 1 << index;
                    model.read_field(index, self)?;
                    self.findings.leave();
                }
                Next::Unknown => self.source.unknown(model)?,
                Next::End => return Ok(true),
            }
        }
    }

    fn list<T: Wire>(&mut self) -> Result<Option<Vec<T>>, SyntaxError> {
        if !self.expect(Kind::List)? {
            return Ok(None);
        }
        self.source.open()?;
        let mut list = Vec::new();
        // Where the elements of `list` stood on the wire, once one was left out.
        let mut places: Option<Vec<u32>> = None;
        let mut index = 0;
        while self.source.next_item()? {
            if index < MOST_ITEMS {
                self.findings.enter(Step::Index(index));
                match T::read(self)? {
                    Some(item) => {
                        list.push(item);
                        if let Some(places) = &mut places {
                            places.push(index);
                        }
                    }
                    None => places = places.or_else(|| Some((0..index).collect())),
                }
                self.findings.leave();
            } else {
                self.pass_item(index)?;
            }
            index = index.saturating_add(1);
        }
        if let Some(places) = places {
            self.findings.remember_places(places);
        }
        Ok(Some(list))
    }

    /// Passes over an element beyond the most that a list may have.
    #[cold]
    fn pass_item(&mut self, index: u32) -> Result<(), SyntaxError> {
        if index == MOST_ITEMS {
            self.left_out = true;
            self.findings.report(IssueCode::Type, format!("expected at most {MOST_ITEMS} items, found more"));
        }
        self.source.skip()
    }
}

impl Wire for String {
    const SHAPE: Shape = Shape::PlainText;

    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError> {
        if !reader.expect(Kind::String)? {
            return Ok(None);
        }
        reader.source.plain_text().map(|text| Some(text.into_owned()))
    }

    fn check(&self, _findings: &mut Findings) {}
}

impl Wire for bool {
    const SHAPE: Shape = Shape::Flag;

    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError> {
        if !reader.expect(Kind::Boolean)? {
            return Ok(None);
        }
        reader.source.flag().map(Some)
    }

    fn check(&self, _findings: &mut Findings) {}
}

impl<T: Wire + 'static> Wire for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError> {
        reader.list()
    }

    fn check(&self, findings: &mut Findings) {
        for (index, value) in (0..).zip(self) {
            findings.index(index, |findings| value.check(findings));
        }
    }
}
