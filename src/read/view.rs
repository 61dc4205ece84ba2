//! Typed access to a document: for each type of a field, its schema, and the type of its value in a
//! document.

use std::marker::PhantomData;

use super::document::{Document, ObjectId, Value};
use crate::{
    issue::Issue,
    schema::{Schema, TextFormat},
};

/// A type that a field of a model can have.
pub(crate) trait Field {
    /// Its schema.
    const SCHEMA: Schema;

    /// The type of its value in a document.
    type View<'a>;

    /// `None` if the value is absent.
    fn view(document: &Document, value: Value) -> Option<Self::View<'_>>;
}

/// A type that is an object in a document, alone or in a list.
pub(crate) trait Record: Field {}

/// An object with the types of the model `M`, whose macro gives one method a field.
pub(crate) struct View<'a, M> {
    pub(crate) document: &'a Document,
    pub(crate) object: ObjectId,
    model: PhantomData<M>,
}

impl<M> Clone for View<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for View<'_, M> {}

impl<'a, M> View<'a, M> {
    pub(crate) const fn new(document: &'a Document, object: ObjectId) -> Self {
        Self {
            document,
            object,
            model: PhantomData,
        }
    }

    /// The value of a field, if it is present.
    pub(crate) fn get<T: Field>(self, field: usize) -> Option<T::View<'a>> {
        T::view(self.document, self.document.value(self.object, field))
    }

    /// The issues that were found in the object, out of all; and how many segments of their paths
    /// lead to it.
    pub(crate) fn found(self, all: &[Issue]) -> (usize, &[Issue]) {
        self.document.found(self.object, all)
    }

    /// Which issues were found in the object: from the first to before the second, of all.
    pub(crate) fn found_range(self) -> (usize, usize) {
        self.document.found_range(self.object)
    }
}

impl<M: Field> View<'_, M> {
    /// Whether the field `name` is missing or `null`; `false` for a value of the wrong kind.
    pub(crate) fn is_absent(self, name: &str) -> bool {
        let field = M::SCHEMA.fields().index(name);
        debug_assert!(field.is_some(), "`{name}` is a field");
        field.is_none_or(|field| matches!(self.document.value(self.object, field), Value::Absent))
    }
}

/// A moment that is present.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum WireMoment {
    /// Epoch milliseconds.
    At(f64),
    /// A text that is not a timestamp.
    Malformed,
}

impl WireMoment {
    pub(crate) fn ms(self) -> Option<f64> {
        match self {
            Self::At(ms) => Some(ms),
            Self::Malformed => None,
        }
    }
}

/// The objects of a list, each with its index on the wire.
pub(crate) struct Items<'a, M> {
    document: &'a Document,
    next: Option<ObjectId>,
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
        let object = self.next?;
        self.next = self.document.next(object);
        Some((
            self.document.list_index(object),
            View::new(self.document, object),
        ))
    }
}

impl Field for bool {
    const SCHEMA: Schema = Schema::Flag;
    type View<'a> = Self;

    fn view(_document: &Document, value: Value) -> Option<bool> {
        match value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }
}

impl Field for f64 {
    const SCHEMA: Schema = Schema::Number;
    type View<'a> = Self;

    fn view(_document: &Document, value: Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// A text of which only the kind is checked.
impl Field for String {
    const SCHEMA: Schema = Schema::Text(TextFormat::Any);
    type View<'a> = ();

    fn view(_document: &Document, value: Value) -> Option<()> {
        is_there(value)
    }
}

/// A list of which only the kinds of its elements are checked.
impl Field for Vec<String> {
    const SCHEMA: Schema = Schema::List(&<String as Field>::SCHEMA);
    type View<'a> = ();

    fn view(_document: &Document, value: Value) -> Option<()> {
        is_there(value)
    }
}

/// A value of any kind, of which only its presence is known.
pub(crate) enum Anything {}

impl Field for Anything {
    const SCHEMA: Schema = Schema::Any;
    type View<'a> = ();

    fn view(_document: &Document, value: Value) -> Option<()> {
        is_there(value)
    }
}

pub(crate) fn is_there(value: Value) -> Option<()> {
    (!matches!(value, Value::Absent | Value::Dropped)).then_some(())
}

impl<M: Record + 'static> Field for Vec<M> {
    const SCHEMA: Schema = Schema::List(&M::SCHEMA);
    type View<'a> = Items<'a, M>;

    fn view(document: &Document, value: Value) -> Option<Items<'_, M>> {
        match value {
            Value::List(first) => Some(Items {
                document,
                next: first,
                model: PhantomData,
            }),
            _ => None,
        }
    }
}
