//! The reader: one value of a schema, from any source, into a document.

use super::{
    document::{Document, ObjectId, Value},
    encoder::{Encode, Encoder},
    source::{Failed, Platform, Source},
    strings,
    view::{Field, View},
};
use crate::{
    issue::{IssueCode, IssueReport, WorkSegment},
    schema::{JsonKind, Schema, TextFormat},
};

/// A list that is longer is cut, with an issue. No conversation has as many segments; the bound is
/// for payloads that are made to use up memory.
pub(crate) const MOST_ITEMS: u32 = 100_000;

/// Reads one value of a schema.
pub(crate) struct Reader<'a, S> {
    source: &'a mut S,
    pub(crate) document: &'a mut Document,
    pub(crate) report: IssueReport,
    platform: Platform,
    /// Whether a value that is present counts as absent: a `null`, or a value of the wrong kind.
    pub(crate) has_dropped_values: bool,
    /// Whether a list at most two path segments deep has an item that is `null`.
    pub(crate) has_null_items: bool,
}

/// Lets `look` see a model, and what is wrong with its values.
pub(crate) fn with_view<M, T>(model: &M, look: impl FnOnce(View<'_, M>, IssueReport) -> T) -> T
where
    M: Field + Encode + 'static,
{
    let mut encoder = Encoder::default();
    model.encode(&mut encoder);
    let mut document = Document::default();
    let mut encoded = encoder.encoded();
    let mut reader = Reader::new(&mut encoded, &mut document, Platform::NATIVE);
    let value = reader.root(&M::SCHEMA);
    let report = reader.report;
    let object = match value {
        Ok(Value::Object(object)) => object,
        _ => {
            debug_assert!(
                false,
                "an encoded value has no syntax to be wrong, and a model is an object"
            );
            document.object(&M::SCHEMA, 0, 0, 0)
        }
    };
    look(View::new(&document, object), report)
}

impl<'a, S: Source> Reader<'a, S> {
    pub(crate) fn new(source: &'a mut S, document: &'a mut Document, platform: Platform) -> Self {
        document.clear();
        Self {
            source,
            document,
            report: IssueReport::default(),
            platform,
            has_dropped_values: false,
            has_null_items: false,
        }
    }

    /// The kind of the value that comes next.
    pub(crate) fn peek_kind(&mut self) -> Result<JsonKind, Failed> {
        self.source.peek_kind()
    }

    /// Reads the whole value, which must be there: `null` is a finding too.
    pub(crate) fn root(&mut self, schema: &'static Schema) -> Result<Value, Failed> {
        let found = self.source.peek_kind()?;
        if let (Some(wanted), JsonKind::Null | JsonKind::Undefined) = (schema.kind(), found) {
            self.report.add(IssueCode::Type, wanted.but_found(found));
        }
        self.value(schema, 0)
    }

    /// Reads the value that comes next, at an index of a list. It is dropped if it is of the wrong
    /// kind, which is reported unless it is `null`. Only objects and lists are functions of their
    /// own.
    #[inline(always)]
    fn value(&mut self, schema: &'static Schema, list_index: u32) -> Result<Value, Failed> {
        let found = self.source.peek_kind()?;
        if let Some(wanted) = schema.kind()
            && found != wanted
        {
            return self.drop_value(wanted, found);
        }
        Ok(match schema {
            Schema::Any => {
                self.source.skip()?;
                if found == JsonKind::Null {
                    Value::Absent
                } else {
                    Value::Present
                }
            }
            Schema::Flag => Value::Flag(self.source.flag()?),
            Schema::Number => self.number(false)?,
            Schema::Integer => self.number(true)?,
            Schema::Text(TextFormat::Any) => {
                self.source.skip()?;
                Value::Present
            }
            Schema::Text(format) => {
                let text = self.source.text()?;
                strings::decode(
                    &text,
                    format,
                    self.platform,
                    self.document,
                    &mut self.report,
                )
            }
            Schema::List(element) => self.list(element)?,
            Schema::Object(_) => Value::Object(self.object(schema, list_index)?),
        })
    }

    #[cold]
    fn drop_value(&mut self, wanted: JsonKind, found: JsonKind) -> Result<Value, Failed> {
        self.has_dropped_values = true;
        self.source.skip()?;
        if matches!(found, JsonKind::Null | JsonKind::Undefined) {
            return Ok(Value::Absent);
        }
        self.report.add(IssueCode::Type, wanted.but_found(found));
        Ok(Value::Dropped)
    }

    #[inline(never)]
    fn object(&mut self, schema: &'static Schema, list_index: u32) -> Result<ObjectId, Failed> {
        let fields = schema.fields();
        let object =
            self.document
                .object(schema, list_index, self.report.depth(), self.report.count());
        self.source.open()?;
        let (mut seen, mut guess) = (0_u64, 0);
        // Of each field with issues: its index, and the range of the issues.
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        while let Some(index) = self.source.next_field(fields, guess)? {
            guess = index + 1;
            let Some(field) = fields.get(index) else {
                debug_assert!(false, "sources give indexes of the table");
                self.source.skip()?;
                continue;
            };
            // The last of repeated keys counts, as in `JSON.parse`. Issues of the others are
            // retracted.
            if seen & (1 << index) != 0
                && let Some(at) = found.iter().position(|(field, ..)| *field == index)
            {
                let (_, from, to) = found.swap_remove(at);
                self.report.retract(from, to);
            }
            seen |= 1 << index;
            let before = self.report.count();
            self.report.enter(WorkSegment::Field(field.name));
            let value = self.value(&field.schema, 0)?;
            self.document.set(object, index, value);
            self.report.leave();
            if self.report.count() > before {
                found.push((index, before, self.report.count()));
            }
        }
        self.document.end_object(object, self.report.count());
        Ok(object)
    }

    #[inline(never)]
    fn list(&mut self, element: &'static Schema) -> Result<Value, Failed> {
        self.source.open()?;
        let (mut index, mut first, mut last) = (0, None, None);
        while self.source.next_item()? {
            if index < MOST_ITEMS {
                self.report.enter(WorkSegment::Index(index));
                match self.value(element, index)? {
                    Value::Object(object) => {
                        match last {
                            None => first = Some(object),
                            Some(last) => self.document.append(last, object),
                        }
                        last = Some(object);
                    }
                    Value::Absent => self.has_null_items |= self.report.depth() <= 2,
                    _ => {}
                }
                self.report.leave();
            } else {
                self.skip_item(index)?;
            }
            index = index.saturating_add(1);
        }
        Ok(Value::List(first))
    }

    /// Skips an element after the last that is read of a list.
    #[cold]
    fn skip_item(&mut self, index: u32) -> Result<(), Failed> {
        if index == MOST_ITEMS {
            self.has_dropped_values = true;
            self.report
                .add(IssueCode::Type, "expected at most 100000 items, found more");
        }
        self.source.skip()
    }

    #[inline(never)]
    fn number(&mut self, whole: bool) -> Result<Value, Failed> {
        let number = self.source.number()?;
        if !number.is_finite() {
            self.has_dropped_values = true;
            self.report.add(
                IssueCode::Number,
                "expected a number that a double can hold",
            );
            return Ok(Value::Dropped);
        }
        if number < 0.0 {
            self.report.add(
                IssueCode::Number,
                "expected a number of at least 0, found a negative one",
            );
        } else if whole && number.fract() != 0.0 {
            self.report
                .add(IssueCode::Number, "expected an integer, found a fraction");
        }
        Ok(Value::Number(number))
    }
}
