//! JSON text -> a tree of values, without what counts as absent. Models are made of it, after the
//! text was checked.

use serde_json::{Map, Number, Value};

use super::{Failed, JsonText, Source as _, unescape::unescape};
use crate::{
    read::{reader::MOST_ITEMS, source::parse_number},
    schema::{JsonKind, Schema},
};

impl JsonText<'_> {
    /// The value that comes next; `None` if it is absent, by the same rules as in the reader. Where
    /// no schema is given, or any value is welcome, it is kept as it is.
    pub(crate) fn tree(&mut self, schema: Option<&Schema>) -> Result<Option<Value>, Failed> {
        let schema = schema.filter(|schema| schema.kind().is_some());
        let found = self.peek_kind()?;
        if schema
            .and_then(Schema::kind)
            .is_some_and(|wanted| wanted != found)
        {
            self.skip()?;
            return Ok(None);
        }
        Ok(Some(match found {
            JsonKind::String => {
                self.skip_string()?;
                Value::String(self.unescaped())
            }
            JsonKind::Number => {
                self.skip_number()?;
                let raw = self.skipped();
                if schema.is_some() && parse_number(raw).is_infinite() {
                    return Ok(None);
                }
                Value::Number(number_value(raw))
            }
            JsonKind::Boolean => Value::Bool(self.flag()?),
            JsonKind::List => Value::Array(self.list(schema)?),
            JsonKind::Object => Value::Object(self.object(schema)?),
            _ => {
                self.skip_null()?;
                Value::Null
            }
        }))
    }

    /// The string that was skipped last.
    fn unescaped(&self) -> String {
        let text = String::from_utf8(unescape(self.skipped_bytes()));
        debug_assert!(
            text.is_ok(),
            "the text was UTF-8, and its escapes are right"
        );
        text.unwrap_or_default()
    }

    fn list(&mut self, schema: Option<&Schema>) -> Result<Vec<Value>, Failed> {
        let element = match schema {
            Some(Schema::List(element)) => Some(*element),
            _ => None,
        };
        let most = element.map_or(u32::MAX, |_| MOST_ITEMS);
        let mut index = 0_u32;
        let mut list = Vec::new();
        self.open()?;
        while self.next_item()? {
            if index < most {
                list.extend(self.tree(element)?);
            } else {
                self.skip()?;
            }
            index = index.saturating_add(1);
        }
        Ok(list)
    }

    fn object(&mut self, schema: Option<&Schema>) -> Result<Map<String, Value>, Failed> {
        let inner = |key: &str| Some(&schema?.fields().get(schema?.fields().index(key)?)?.schema);
        let mut object = Map::new();
        self.open()?;
        while self.next_key()? {
            let key = self.unescaped();
            // The last of duplicate keys counts.
            match self.tree(inner(&key))? {
                Some(value) => object.insert(key, value),
                None => object.remove(&key),
            };
        }
        Ok(object)
    }
}

/// A number of an unknown field: exact where `serde_json` can be, the largest double where none is
/// large enough.
fn number_value(raw: &str) -> Number {
    let integer = raw
        .parse::<u64>()
        .map(Number::from)
        .or_else(|_| raw.parse::<i64>().map(Number::from));
    integer.unwrap_or_else(|_| {
        let double = parse_number(raw).clamp(f64::MIN, f64::MAX);
        Number::from_f64(double).unwrap_or_else(|| 0.into())
    })
}
