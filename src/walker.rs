//! Writes `pkg/walk.js`: the walkers that look at a JavaScript value for the reader, from the same tables.
//!
//! Written as source rather than driven by the tables at run time, since a JavaScript engine makes one instruction of
//! `object.state` and a search of `object[name]`; and by a test, so that nothing of it is in the module.

use serde_json::{Value, json};

use crate::{
    ConversationChat, Timeline,
    fields::Fields,
    outline::Seen as _,
    parse_chat,
    shape::{Content, Shape},
};

/// What the walker for timing looks at, at any depth: all that `Facts` do.
const TIMING_FIELDS: [&str; 15] = [
    "state",
    "segments",
    "startTime",
    "endTime",
    "type",
    "held",
    "startHoldTime",
    "startAlertingTime",
    "connectedTime",
    "disconnectedTime",
    "wrapup",
    "durationSeconds",
    "afterCallWork",
    "queueMediaSettings",
    "alertingTimeoutSeconds",
];

const HEADER: &str = "\
// Walkers: they look at the fields of the models, each by its name, and write down what they find (see tape.js).
//
// Written by the test `walker::is_current` of the crate: do not edit. A property may throw when it is read: then its place is
// marked, and the walk goes on behind it. That is why every field is a case to enter at.

import { end, flag, list, number, opens, plain, text, unreadable } from './tape.js';
";

#[test]
fn is_current() {
    let mut walkers = HEADER.to_owned();
    let mut all = Walkers { script: &mut walkers, only: None };
    all.object("chat", ConversationChat::SHAPE.fields());
    let mut timing = Walkers { script: &mut walkers, only: Some(&TIMING_FIELDS) };
    timing.object("timing", ConversationChat::SHAPE.fields());
    walkers += &format!(
        "\n/** The kinds of values of a chat. */\nexport const kinds = {};\n",
        kinds(&ConversationChat::SHAPE)
    );
    walkers += "\n/** By the numbers that src/wasm/host.rs gives them. */\nexport const walkers = [chat, timing];\n";

    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/walk.js");
    let before = std::fs::read_to_string(file).unwrap_or_default();
    if before != walkers {
        std::fs::write(file, &walkers).unwrap_or_default();
    }
    assert!(before == walkers, "pkg/walk.js was out of date and is written anew: look at what changed, and commit it");
}

struct Walkers<'a> {
    script: &'a mut String,
    only: Option<&'a [&'a str]>,
}

impl Walkers<'_> {
    /// Writes the function for an object, after those for the objects within.
    fn object(&mut self, name: &str, fields: &Fields) {
        let mut cases = String::new();
        for (place, field) in fields.all().iter().enumerate() {
            cases += &format!("        case {place}:");
            if self.only.is_none_or(|only| only.contains(&field.name)) {
                let look = self.look(&format!("{name}_{}", field.name), &field.shape);
                let look =
                    look.replace("PLACE", &place.to_string()).replace("VALUE", &format!("object.{}", field.name));
                cases += &format!(" at = {place}; {look};");
            }
            cases += "\n";
        }
        let value = if cases.contains("value =") { "\n  let value;" } else { "" };
        let function = "
function NAME(object) {VALUE
  for (let at = 0; ; at++) {
    try {
      switch (at) {
CASES      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}
";
        *self.script += &function.replace("NAME", name).replace("VALUE", value).replace("CASES", &cases);
    }

    /// The call that looks at a VALUE, and writes it down behind its PLACE.
    fn look(&mut self, name: &str, shape: &Shape) -> String {
        match shape {
            Shape::Flag => "flag(PLACE, VALUE)".to_owned(),
            Shape::Number | Shape::Integer => "number(PLACE, VALUE)".to_owned(),
            Shape::Text(Content::Any) => "plain(PLACE, VALUE)".to_owned(),
            Shape::Text(_) => "text(PLACE, VALUE)".to_owned(),
            Shape::List(Shape::Object(fields)) => {
                self.object(name, fields);
                format!("list(PLACE, VALUE, {name})")
            }
            Shape::List(_) => "list(PLACE, VALUE)".to_owned(),
            Shape::Object(fields) => {
                self.object(name, fields);
                format!("if (opens(PLACE, (value = VALUE))) {name}(value)")
            }
        }
    }
}

/// The kinds of values as `typeof` names them, in lists and objects as they are.
fn kinds(shape: &Shape) -> String {
    match shape {
        Shape::Flag => "'boolean'".to_owned(),
        Shape::Number | Shape::Integer => "'number'".to_owned(),
        Shape::Text(_) => "'string'".to_owned(),
        Shape::List(element) => format!("[{}]", kinds(element)),
        Shape::Object(fields) => {
            let fields = fields.all().iter().map(|field| format!("{}: {}", field.name, kinds(&field.shape)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Timelines of chats of which only some fields are left, at any depth.
fn timelines(keep: impl Fn(&str) -> bool) -> Vec<Timeline> {
    fn prune(value: &mut Value, keep: &impl Fn(&str) -> bool) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(|value| prune(value, keep)),
            Value::Object(fields) => {
                fields.retain(|name, _| keep(name));
                fields.values_mut().for_each(|value| prune(value, keep));
            }
            _ => {}
        }
    }

    let ended = json!({
        "state": "disconnected",
        "startAlertingTime": "2021-01-20T09:00:00Z", "connectedTime": "2021-01-20T09:00:05Z", "disconnectedTime": "2021-01-20T09:10:00Z",
        "wrapup": {"durationSeconds": 30, "endTime": "2021-01-20T09:11:00Z"},
    });
    let working = json!({
        "state": "terminated",
        "segments": [
            {"type": "Interact", "startTime": "2021-01-20T09:00:05Z", "endTime": "2021-01-20T09:10:00Z"},
            {"type": "Hold", "startTime": "2021-01-20T09:10:00Z"},
        ],
        "afterCallWork": {"state": "pending", "startTime": "2021-01-20T09:10:01Z"},
    });
    let held = json!({
        "state": "connected", "held": true, "connectedTime": "2021-01-20T09:00:05Z", "startHoldTime": "2021-01-20T09:05:00Z",
        "queueMediaSettings": {"alertingTimeoutSeconds": 20},
    });
    let chats = [ended, working, held].into_iter().map(|mut chat| {
        prune(&mut chat, &keep);
        let chat = parse_chat(chat.to_string()).expect("JSON is JSON").chat;
        Timeline::from(&chat)
    });
    chats.collect()
}

#[test]
fn timing_looks_at_its_fields_and_at_no_other() {
    let all = timelines(|_| true);
    assert_eq!(timelines(|name| TIMING_FIELDS.contains(&name)), all);
    for without in TIMING_FIELDS {
        assert_ne!(timelines(|name| name != without), all, "`{without}` is not looked at");
    }
}
