//! A document: the result of reading one value, for the rules and for timing. It has, of each field
//! that the models know, what these two need: a moment, a flag, a known value.
//!
//! To build models with all their texts, and to drop them, would take longer than the rest of
//! reading. So a document is flat: a list of objects, each with one [`Value`] for each field of its
//! schema. [`View`](super::View) reads these values with their types.

use crate::{issue::Issue, schema::Schema};

/// The result of reading one value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value {
    /// Missing, or `null`.
    Absent,
    /// Of the wrong kind, or a number too large for a double. It was reported, and counts as absent
    /// for everything else.
    Dropped,
    /// Present; its content is not needed.
    Present,
    Flag(bool),
    Number(f64),
    /// A timestamp, in epoch milliseconds.
    Moment(f64),
    /// A text that should be a timestamp, and is not.
    MalformedMoment,
    /// A known value of an enum in today's spelling: its index.
    Known(u8),
    /// A value of an enum in any other spelling: its index, if it is a known value, and the text.
    Spelled(Option<u8>, TextId),
    Text(TextId),
    Object(ObjectId),
    /// A list; if it has objects, the first one.
    List(Option<ObjectId>),
}

/// A text of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextId(u32);

/// An object of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ObjectId(u32);

/// One object: the place of its values, and its place in the payload.
#[derive(Clone, Copy, Debug)]
struct ObjectHead {
    first_value: u32,
    /// The next object of the same list.
    next: Option<ObjectId>,
    /// Its index in that list, on the wire.
    list_index: u32,
    /// How many path segments lead to it.
    depth: u8,
    /// Which issues were found in it: from the first to before the second.
    issues: (u32, u32),
}

/// The result of reading one value. It is used for one value after the other, to keep its memory.
#[derive(Debug, Default)]
pub(crate) struct Document {
    objects: Vec<ObjectHead>,
    values: Vec<Value>,
    texts: String,
    /// Where each text ends; it begins where the one before ends.
    text_ends: Vec<u32>,
}

impl Document {
    #[cfg(feature = "js")]
    pub(crate) const fn new() -> Self {
        Self {
            objects: Vec::new(),
            values: Vec::new(),
            texts: String::new(),
            text_ends: Vec::new(),
        }
    }

    /// Empties the document, and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.objects.clear();
        self.values.clear();
        self.texts.clear();
        self.text_ends.clear();
    }

    /// Whether the memory should be kept for the next value: it is less than about 1 MiB.
    #[cfg(feature = "js")]
    pub(crate) fn is_small(&self) -> bool {
        self.values.capacity() < 1 << 15
            && self.texts.capacity() < 1 << 19
            && self.objects.capacity() < 1 << 13
    }

    /// A new object of `schema`, all fields absent, at `list_index` of its list. `depth` path
    /// segments lead there, and `found` issues were found before.
    pub(crate) fn object(
        &mut self,
        schema: &Schema,
        list_index: u32,
        depth: usize,
        found: usize,
    ) -> ObjectId {
        let object = ObjectId(index(self.objects.len()));
        let found = index(found);
        self.objects.push(ObjectHead {
            first_value: index(self.values.len()),
            next: None,
            list_index,
            depth: u8::try_from(depth).unwrap_or(u8::MAX),
            issues: (found, found),
        });
        self.values.resize(
            self.values.len() + schema.fields().all().len(),
            Value::Absent,
        );
        object
    }

    /// Notes how many issues were found up to the end of an object.
    pub(crate) fn end_object(&mut self, object: ObjectId, found: usize) {
        if let Some(head) = self.head_mut(object) {
            head.issues.1 = index(found);
        }
    }

    /// Makes `next` the successor of `object` in their list.
    pub(crate) fn append(&mut self, object: ObjectId, next: ObjectId) {
        if let Some(head) = self.head_mut(object) {
            head.next = Some(next);
        }
    }

    /// Sets a field of an object.
    pub(crate) fn set(&mut self, object: ObjectId, field: usize, value: Value) {
        let at = self
            .head(object)
            .map_or(usize::MAX, |head| head.first_value as usize + field);
        match self.values.get_mut(at) {
            Some(place) => *place = value,
            None => debug_assert!(false, "an object has a value for each field of its schema"),
        }
    }

    /// A field of an object.
    pub(crate) fn value(&self, object: ObjectId, field: usize) -> Value {
        let value = self
            .head(object)
            .and_then(|head| self.values.get(head.first_value as usize + field));
        debug_assert!(
            value.is_some(),
            "an object has a value for each field of its schema"
        );
        value.copied().unwrap_or(Value::Absent)
    }

    /// Sets the field `name` of an object of `schema`.
    pub(crate) fn set_named(
        &mut self,
        (object, schema): (ObjectId, &Schema),
        name: &str,
        value: Value,
    ) {
        let field = schema.fields().index(name);
        debug_assert!(field.is_some(), "`{name}` is a field");
        if let Some(field) = field {
            self.set(object, field, value);
        }
    }

    /// Copies fields from one object to another, by their names.
    pub(crate) fn copy(
        &mut self,
        from: (ObjectId, &Schema),
        to: (ObjectId, &Schema),
        names: &[(&str, &str)],
    ) {
        for (name, other) in names {
            let source = from.1.fields().index(name);
            debug_assert!(source.is_some(), "`{name}` is a field");
            if let Some(source) = source {
                self.set_named(to, other, self.value(from.0, source));
            }
        }
    }

    /// Keeps a text, which is UTF-8.
    pub(crate) fn keep_text(&mut self, text: &[u8]) -> TextId {
        let id = TextId(index(self.text_ends.len()));
        match str::from_utf8(text) {
            Ok(text) => self.texts.push_str(text),
            Err(_) => debug_assert!(false, "sources give UTF-8"),
        }
        self.text_ends.push(index(self.texts.len()));
        id
    }

    pub(crate) fn text(&self, TextId(id): TextId) -> &str {
        let end = |id: u32| self.text_ends.get(id as usize).map(|end| *end as usize);
        let start = id.checked_sub(1).map_or(Some(0), end);
        let text = start
            .zip(end(id))
            .and_then(|(start, end)| self.texts.get(start..end));
        debug_assert!(text.is_some(), "the document has the text");
        text.unwrap_or_default()
    }

    /// The object that follows in the same list.
    pub(crate) fn next(&self, object: ObjectId) -> Option<ObjectId> {
        self.head(object)?.next
    }

    /// The index of an object in its list, on the wire.
    pub(crate) fn list_index(&self, object: ObjectId) -> u32 {
        self.head(object).map_or(0, |head| head.list_index)
    }

    /// The issues that were found in an object, out of all; and how many segments of their paths
    /// lead to it.
    pub(crate) fn found<'i>(&self, object: ObjectId, all: &'i [Issue]) -> (usize, &'i [Issue]) {
        let Some(ObjectHead {
            depth,
            issues: (from, to),
            ..
        }) = self.head(object).copied()
        else {
            return (0, &[]);
        };
        (
            usize::from(depth),
            all.get(from as usize..to as usize).unwrap_or_default(),
        )
    }

    /// Which issues were found in an object: from the first to before the second, of all.
    pub(crate) fn found_range(&self, object: ObjectId) -> (usize, usize) {
        let issues = self.head(object).map_or((0, 0), |head| head.issues);
        (issues.0 as usize, issues.1 as usize)
    }

    fn head(&self, ObjectId(id): ObjectId) -> Option<&ObjectHead> {
        let head = self.objects.get(id as usize);
        debug_assert!(head.is_some(), "the document has the object");
        head
    }

    fn head_mut(&mut self, ObjectId(id): ObjectId) -> Option<&mut ObjectHead> {
        let head = self.objects.get_mut(id as usize);
        debug_assert!(head.is_some(), "the document has the object");
        head
    }
}

/// Inputs are shorter than 4 GiB, so nothing in them has more.
fn index(count: usize) -> u32 {
    debug_assert!(
        u32::try_from(count).is_ok(),
        "an input is shorter than 4 GiB"
    );
    u32::try_from(count).unwrap_or(u32::MAX)
}
