//! The two macros that define models and their enums, and what every model can do.

use std::{fmt, marker::PhantomData};

use serde::de::{MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::{
    issue::Findings,
    reader::{Field, Reader, SyntaxError},
};

/// What `model!` gives every model.
pub(crate) trait Model {
    /// The fields in the order of the model: a field's place here is its index everywhere else.
    fn fields(&self) -> &'static [Field];

    /// Reads the value that comes next into the field at `index`.
    fn read_field(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), SyntaxError>;

    /// Reports what is wrong with the value of each field, field by field. Nothing, for what is no model of its own.
    fn check_fields(&self, _findings: &mut Findings) {}

    /// The fields that the model does not know, if it keeps them.
    fn other(&mut self) -> Option<&mut Map<String, Value>> {
        None
    }
}

/// How serde reads a model, field by field.
pub(crate) trait ModelFromSerde: Model + Default {
    /// Reads the value that comes next into the field at `index`, from any serde format.
    fn deserialize_field<'de, A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error>;
}

/// A serde visitor that fills a model: known fields by the table, all others into `other`. Strict, as serde is: the
/// first value of the wrong kind is an error. The reader is the lenient way.
pub(crate) fn visit_model<M: ModelFromSerde>() -> impl for<'de> Visitor<'de, Value = M> {
    ModelVisitor(PhantomData)
}

struct ModelVisitor<M>(PhantomData<M>);

impl<'de, M: ModelFromSerde> Visitor<'de> for ModelVisitor<M> {
    type Value = M;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<M, A::Error> {
        let mut model = M::default();
        while let Some(key) = map.next_key::<String>()? {
            match model.fields().iter().position(|field| field.name == key) {
                Some(index) => model.deserialize_field(index, &mut map)?,
                None => {
                    let value = map.next_value()?;
                    model.other().and_then(|other| other.insert(key, value));
                }
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

        impl $crate::models::ModelFromSerde for $name {
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

        readable! {
            $name { $( $field = $wire: $type, )* }
            fn check_fields(&self, findings: &mut $crate::issue::Findings) {
                $(
                    if let Some(value) = &self.$field {
                        findings.field($wire, |findings| $crate::reader::Wire::check(value, findings));
                    }
                )*
            }

            fn other(&mut self) -> Option<&mut serde_json::Map<String, serde_json::Value>> {
                Some(&mut self.other)
            }
        }
    };
}

/// A part of a payload that is read, but is no model of its own: fields that it does not know are passed over.
macro_rules! record {
    (
        $(#[$meta:meta])*
        struct $name:ident { $( $field:ident = $wire:literal: $type:ty, )* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Default)]
        struct $name {
            $( $field: Option<$type>, )*
        }

        readable! { $name { $( $field = $wire: $type, )* } }
    };
}

/// What lets the reader fill a struct.
macro_rules! readable {
    (
        $name:ident { $( $field:ident = $wire:literal: $type:ty, )* }
        $($more:item)*
    ) => {
        impl $crate::models::Model for $name {
            fn fields(&self) -> &'static [$crate::reader::Field] {
                match <Self as $crate::reader::Wire>::SHAPE {
                    $crate::reader::Shape::Object(fields) => fields,
                    _ => &[],
                }
            }

            fn read_field(
                &mut self,
                index: usize,
                reader: &mut $crate::reader::Reader<'_>,
            ) -> Result<(), $crate::reader::SyntaxError> {
                let mut fields = 0..;
                $(
                    if fields.next() == Some(index) {
                        self.$field = $crate::reader::Wire::read(reader)?;
                    }
                )*
                Ok(())
            }

            $($more)*
        }

        impl $crate::reader::Wire for $name {
            const SHAPE: $crate::reader::Shape = $crate::reader::Shape::Object(&[
                $( $crate::reader::Field { name: $wire, shape: <$type as $crate::reader::Wire>::SHAPE }, )*
            ]);

            fn read(
                reader: &mut $crate::reader::Reader<'_>,
            ) -> Result<Option<Self>, $crate::reader::SyntaxError> {
                let mut model = Self::default();
                Ok(reader.fill(&mut model)?.then_some(model))
            }

            fn check(&self, findings: &mut $crate::issue::Findings) {
                $crate::models::Model::check_fields(self, findings);
            }
        }
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
