//! The two macros that define models and their enums, and what every model can do.

use std::{fmt, marker::PhantomData};

use serde::de::{MapAccess, Visitor};
use serde_json::Value;

use crate::outline::Seen;

/// How serde reads a model, field by field.
pub(crate) trait Model: Seen + Default {
    /// Reads the value that comes next into the field at `index`, from any serde format.
    fn deserialize_field<'de, A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error>;

    /// Keeps a field that the model does not know.
    fn keep_other(&mut self, name: String, value: Value);
}

/// A serde visitor that fills a model: known fields by the table, all others into `other`. Strict, as serde is: the
/// first value of the wrong kind is an error. The reader is the lenient way.
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
            match M::SHAPE.fields().place(&key) {
                Some(index) => model.deserialize_field(index, &mut map)?,
                None => model.keep_other(key, map.next_value()?),
            }
        }
        Ok(model)
    }
}

macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $field:ident = $wire:literal: $type:ty, )*
        }
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
            pub other: serde_json::Map<String, serde_json::Value>,
        }

        impl $crate::models::Model for $name {
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

            fn keep_other(&mut self, name: String, value: serde_json::Value) {
                self.other.insert(name, value);
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
                for (name, value) in &self.other {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_map($crate::models::visit_model())
            }
        }

        impl $crate::reader::WriteTape for $name {
            fn write(&self, to: &mut $crate::reader::Recording) {
                $crate::reader::WriteObject::new(to)$( .field(self.$field.as_ref()) )*.end();
            }
        }

        seen! { $name { $( $field = $wire: $type, )* } }
    };
}

/// A part of a payload that is seen, but is no model of its own.
macro_rules! record {
    (
        $(#[$meta:meta])*
        struct $name:ident { $( $field:ident = $wire:literal: $type:ty, )* }
    ) => {
        $(#[$meta])*
        enum $name {}

        seen! { $name { $( $field = $wire: $type, )* } }
    };
}

/// The table of the fields, and what is seen of them in an outline.
macro_rules! seen {
    ($name:ident { $( $field:ident = $wire:literal: $type:ty, )* }) => {
        impl $crate::outline::Seen for $name {
            const SHAPE: $crate::reader::Shape = $crate::reader::Shape::Object(
                const {
                    &$crate::fields::Fields::new(const {
                        &[ $( $crate::fields::Field::new($wire, <$type as $crate::outline::Seen>::SHAPE), )* ]
                    })
                },
            );
            type Seen<'a> = $crate::outline::View<'a, Self>;

            fn seen(
                outline: &$crate::outline::Outline,
                cell: $crate::cell::Cell,
            ) -> Option<$crate::outline::View<'_, Self>> {
                match cell {
                    $crate::cell::Cell::Block(block) => Some(outline.view(block)),
                    _ => None,
                }
            }
        }

        impl $crate::outline::Record for $name {}

        const _: () = {
            #[expect(non_camel_case_types, reason = "named as the fields are")]
            enum Place { $( $field, )* }

            #[allow(dead_code, reason = "not every field is looked at")]
            impl<'a> $crate::outline::View<'a, $name> {
                $(
                    pub(crate) fn $field(self) -> Option<<$type as $crate::outline::Seen>::Seen<'a>> {
                        self.get::<$type>(Place::$field as usize)
                    }
                )*
            }
        };
    };
}

/// An enum whose values the API lists. Other values are kept and reported.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $variant_doc:literal])* $variant:ident = $wire:literal, )* }
    ) => {
        known_values! {
            $(#[doc = $doc])*
            pub enum $name { $( $(#[doc = $variant_doc])* $variant = $wire, )* }
            listed: true
        }

        #[cfg(feature = "js")]
        const _: () = {
            #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
            const TYPE: &'static str = concat!(
                "/**\n", $( " *", $doc, "\n", )* " */\n",
                "export type ", stringify!($name), " =", $( "\n    | \"", $wire, "\"", )* "\n    | (string & {});\n",
            );
        };
    };
}

/// The enum, and what is known of it.
macro_rules! known_values {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $variant_doc:literal])* $variant:ident = $wire:literal, )* }
        listed: $listed:literal
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant, )*
        }

        impl $crate::models::Known for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$( Self::$variant, )*];
            const TEXTS: &'static [&'static str] = &[$( $wire, )*];
            const LISTED: bool = $listed;

            fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $wire, )*
                }
            }
        }
    };
}
