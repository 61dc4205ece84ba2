//! JSON text -> a tree of values, as far as it counts: what models are made of, once the text was checked.

use serde_json::{Map, Value};

use super::{
    Failed, JsonText, Kind, MOST_ITEMS, Shape, Source as _,
    json_text::{exact_number, number_value, unescape},
};

impl JsonText<'_> {
    /// The value that comes next; `None` if it is absent, by the same rules as in [`Reader::value`](super::Reader::value). Where no
    /// shape is given, the value is kept as it is.
    pub(crate) fn tree(&mut self, shape: Option<&Shape>) -> Result<Option<Value>, Failed> {
        let found = self.kind()?;
        if shape.is_some_and(|shape| shape.kind() != found) {
            self.skip()?;
            return Ok(None);
        }
        Ok(Some(match found {
            Kind::String => {
                self.pass_string()?;
                Value::String(self.unescaped())
            }
            Kind::Number => {
                self.pass_number()?;
                let raw = self.passed();
                if shape.is_some() && exact_number(raw).is_infinite() {
                    return Ok(None);
                }
                Value::Number(number_value(raw))
            }
            Kind::Boolean => Value::Bool(self.flag()?),
            Kind::List => Value::Array(self.list(shape)?),
            Kind::Object => Value::Object(self.object(shape)?),
            _ => {
                self.null()?;
                Value::Null
            }
        }))
    }

    /// The string that was passed last.
    fn unescaped(&self) -> String {
        // It was UTF-8, and its escapes are right.
        String::from_utf8(unescape(self.passed_bytes())).unwrap_or_default()
    }

    fn list(&mut self, shape: Option<&Shape>) -> Result<Vec<Value>, Failed> {
        let element = match shape {
            Some(Shape::List(element)) => Some(*element),
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

    fn object(&mut self, shape: Option<&Shape>) -> Result<Map<String, Value>, Failed> {
        let inner = |key: &str| Some(&shape?.fields().get(shape?.fields().place(key)?)?.shape);
        let mut object = Map::new();
        self.open()?;
        while self.next_key()? {
            let key = self.unescaped();
            // Of duplicate keys the last wins.
            match self.tree(inner(&key))? {
                Some(value) => object.insert(key, value),
                None => object.remove(&key),
            };
        }
        Ok(object)
    }
}
