//! The two macros that define models and their enums, and what every model can do.

use std::{fmt, marker::PhantomData};

use serde::de::{MapAccess, Visitor};
use serde_json::Value;

use crate::read::Field;

/// How serde reads a model, field by field.
pub(crate) trait Model: Field + Default {
    /// How many fields it has. The schema may have more: fields by which another object is
    /// recognised, such as a conversation.
    const FIELD_COUNT: usize;

    /// Reads the next value into the field at `index`, from any serde format.
    fn deserialize_field<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// Keeps a field that the model does not know.
    fn keep_extra(&mut self, name: String, value: Value);
}

/// A serde visitor that fills a model: known fields by the table, all others into `extra`. It is
/// strict, like serde: the first value of the wrong kind is an error. The reader of this crate is
/// lenient.
pub(crate) fn visit_model<M: Model>() -> impl for<'de> Visitor<'de, Value = M> {
    ModelVisitor(PhantomData)
}

struct ModelVisitor<M>(PhantomData<M>);

impl<'de, M: Model> Visitor<'de> for ModelVisitor<M> {
    type Value = M;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<M, A::Error> {
        let mut model = M::default();
        while let Some(key) = map.next_key::<String>()? {
            match M::SCHEMA
                .fields()
                .index(&key)
                .filter(|index| *index < M::FIELD_COUNT)
            {
                Some(index) => model.deserialize_field(index, &mut map)?,
                None => model.keep_extra(key, map.next_value()?),
            }
        }
        Ok(model)
    }
}

/// A model of the API: from one list of its fields come the struct, its TypeScript type, serde both
/// ways, the schema and the view. `foreign` names fields of other objects, by which they are
/// recognised where this model is expected.
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $field:ident = $wire:literal: $type:ty, )*
        }
        $( foreign { $( $foreign:ident = $foreign_wire:literal, )* } )?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(feature = "js", derive(tsify::Tsify))]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[cfg_attr(feature = "js", serde(rename = $wire, skip_serializing_if = "Option::is_none"))]
                pub $field: Option<$type>,
            )*
            /// The fields that the model does not know, as they were.
            #[cfg_attr(feature = "js", serde(skip))]
            pub extra: serde_json::Map<String, serde_json::Value>,
        }

        impl $crate::model::Model for $name {
            const FIELD_COUNT: usize = [$( $wire, )*].len();

            fn deserialize_field<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                index: usize,
                map: &mut A,
            ) -> Result<(), A::Error> {
                let mut fields = 0..;
                $(
                    if fields.next() == Some(index) {
                        self.$field = map.next_value()?;
                    }
                )*
                Ok(())
            }

            fn keep_extra(&mut self, name: String, value: serde_json::Value) {
                self.extra.insert(name, value);
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $(
                    if let Some(value) = &self.$field {
                        map.serialize_entry($wire, value)?;
                    }
                )*
                for (name, value) in &self.extra {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_map($crate::model::visit_model())
            }
        }

        impl $crate::read::Encode for $name {
            fn encode(&self, to: &mut $crate::read::Encoder) {
                $crate::read::ObjectWriter::new(to)
                    $( .field(self.$field.as_ref()) )*
                    $( $(
                        .present(
                            <Self as $crate::read::Field>::SCHEMA.fields().index($foreign_wire).unwrap_or(usize::MAX),
                            self.extra.get($foreign_wire).is_some_and(|value| !value.is_null()),
                        )
                    )* )?
                    .end();
            }
        }

        record! {
            impl $name {
                $( $field = $wire: $type, )*
                $( $( $foreign = $foreign_wire: $crate::read::Anything, )* )?
            }
        }
    };
}

/// The schema of an object, and typed access to its fields in a document: of a model, or of a part
/// of a payload that is no model.
macro_rules! record {
    (
        $(#[$meta:meta])*
        struct $name:ident { $( $field:ident = $wire:literal: $type:ty, )* }
    ) => {
        $(#[$meta])*
        pub(crate) enum $name {}

        record! { impl $name { $( $field = $wire: $type, )* } }
    };

    // An object that has the first `$count` fields of the model `$base` too, and can be seen as
    // one.
    (
        $(#[$meta:meta])*
        struct $name:ident extends $base:ident by $count:ident { $( $field:ident = $wire:literal: $type:ty, )* }
    ) => {
        $(#[$meta])*
        pub(crate) enum $name {}

        record! {
            @view $name, own fields from $count, all {
                $crate::schema::extended::<{ $count + [$( $wire, )*].len() }>(
                    &<$base as $crate::read::Field>::SCHEMA,
                    &[ $( $crate::schema::FieldSchema::new($wire, <$type as $crate::read::Field>::SCHEMA), )* ],
                )
            } { $( $field: $type, )* }
        }

        impl<'a> $crate::read::View<'a, $name> {
            pub(crate) fn base(self) -> $crate::read::View<'a, $base> {
                $crate::read::View::new(self.document, self.object)
            }
        }
    };

    (impl $name:ident { $( $field:ident = $wire:literal: $type:ty, )* }) => {
        record! {
            @view $name, own fields from 0, all {
                [ $( $crate::schema::FieldSchema::new($wire, <$type as $crate::read::Field>::SCHEMA), )* ]
            } { $( $field: $type, )* }
        }
    };

    (@view $name:ident, own fields from $first:expr, all { $fields:expr } { $( $field:ident: $type:ty, )* }) => {
        impl $crate::read::Field for $name {
            const SCHEMA: $crate::schema::Schema =
                $crate::schema::Schema::Object(const { &$crate::schema::Fields::new(const { &$fields }) });
            type View<'a> = $crate::read::View<'a, Self>;

            fn view(
                document: &$crate::read::Document,
                value: $crate::read::Value,
            ) -> Option<$crate::read::View<'_, Self>> {
                match value {
                    $crate::read::Value::Object(object) => Some($crate::read::View::new(document, object)),
                    _ => None,
                }
            }
        }

        impl $crate::read::Record for $name {}

        const _: () = {
            #[expect(non_camel_case_types, reason = "named as the fields are")]
            enum Index { $( $field, )* }

            #[allow(dead_code, clippy::wrong_self_convention, reason = "named as the fields are, of which not every one is looked at")]
            impl<'a> $crate::read::View<'a, $name> {
                $(
                    pub(crate) fn $field(self) -> Option<<$type as $crate::read::Field>::View<'a>> {
                        self.get::<$type>($first + Index::$field as usize)
                    }
                )*
            }
        };
    };
}

/// An open enum of the API. `listed`: whether the API lists its values; then another value is
/// reported, and the TypeScript type is a union. Other spellings of a value follow after `|`.
macro_rules! api_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident ($listed:ident) {
            $( $(#[doc = $variant_doc:literal])* $variant:ident = $wire:literal $(| $alias:literal)*, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant, )*
        }

        impl $crate::model::open::sealed::Sealed for $name {}

        impl $crate::model::Known for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$( Self::$variant, )*];
            const TEXTS: &'static [&'static str] = &[$( $wire, )*];
            const ALIASES: &'static [(&'static str, usize)] = &[$( $( ($alias, Self::$variant as usize), )* )*];
            const LISTED: bool = api_enum!(@listed $listed);

            fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $wire, )*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str($crate::model::Known::as_str(*self))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                $crate::model::Known::as_str(*self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::UnknownValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                <Self as $crate::model::Known>::from_text(text).ok_or($crate::model::UnknownValueError(stringify!($name)))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::model::Known::as_str(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'_, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        api_enum!(@typescript $listed $(#[doc = $doc])* $name $( $wire )*);
    };

    (@listed listed) => { true };
    (@listed free) => { false };

    (@typescript listed $(#[doc = $doc:literal])* $name:ident $( $wire:literal )*) => {
        #[cfg(feature = "js")]
        const _: () = {
            #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
            const TYPE: &'static str = concat!(
                "/**\n", $( " *", $doc, "\n", )* " */\n",
                "export type ", stringify!($name), " =", $( "\n    | \"", $wire, "\"", )* "\n    | (string & {});\n",
            );
        };
    };
    (@typescript free $(#[doc = $doc:literal])* $name:ident $( $wire:literal )*) => {};
}
