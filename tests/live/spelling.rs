//! The same facts in other words: dates, values of enums, the order of fields, white space, unknown
//! fields.

use serde_json::Value;

use super::wire::{Fields, Pen, put};

impl Pen<'_> {
    /// A value of an enum, as the platform writes it now or wrote it before.
    pub(crate) fn word(&mut self, word: &str) -> String {
        if self.random.chance(20) {
            word.to_ascii_uppercase().replace('.', "_")
        } else {
            word.to_owned()
        }
    }

    pub(crate) fn put_date(&mut self, fields: &mut Fields, name: &str, ms: Option<i64>) {
        match ms {
            Some(ms) => put(fields, name, self.date(ms)),
            None if self.random.chance(20) => put(fields, name, Value::Null),
            None => {}
        }
    }

    pub(crate) fn date(&mut self, ms: i64) -> String {
        let minutes = self.random.pick(&[0, 0, 0, 0, 120, -330]);
        let (zone, hours) = match minutes {
            0 => (self.random.pick(&["Z", "Z", "+0000", "+00:00"]), 0),
            120 => ("+02:00", 120),
            _ => ("-0530", minutes),
        };
        let local = chrono::DateTime::from_timestamp_millis(ms + hours * 60_000)
            .expect("it is a moment of this century");
        let fraction = if ms % 1000 == 0 && self.random.chance(50) {
            ""
        } else {
            "%.3f"
        };
        format!(
            "{}{zone}",
            local.format(&format!("%Y-%m-%dT%H:%M:%S{fraction}"))
        )
    }

    pub(crate) fn text(&mut self, value: &Value) -> String {
        let mut text = String::new();
        let spaced = self.random.chance(20);
        self.write(value, spaced, &mut text);
        text
    }

    fn write(&mut self, value: &Value, spaced: bool, text: &mut String) {
        let space = |random: &mut super::random::Random| {
            if spaced {
                random.pick(&["", " ", "\n\t", "  "])
            } else {
                ""
            }
        };
        match value {
            Value::Object(fields) => {
                let mut fields: Vec<_> = fields.iter().collect();
                self.random.shuffle(&mut fields);
                text.push('{');
                for (index, (name, value)) in fields.into_iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    let [before, after] = [space(self.random), space(self.random)];
                    text.push_str(&format!("{comma}{before}{name:?}{after}:"));
                    self.write(value, spaced, text);
                }
                text.push('}');
            }
            Value::Array(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    text.push_str(space(self.random));
                    self.write(item, spaced, text);
                }
                text.push(']');
            }
            scalar => text.push_str(&scalar.to_string()),
        }
    }
}
