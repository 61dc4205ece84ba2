//! Generates the source code that JavaScript needs from the tables of the crate: `cargo xtask
//! codegen` writes it to `pkg/generated.js` and `pkg/encoders.js`, and the table of checks to
//! docs/checking.md.
//!
//! The encoders are generated, and do not follow the tables at run time, because a JavaScript
//! engine compiles `object.state` to one instruction, and `object[name]` to a search. `new
//! Function` at run time would be refused by a strict Content-Security-Policy.

use std::{collections::HashMap, fmt::Write as _};

use crate::{
    check::CHECKS,
    history::{AnalyticsConversation, Root},
    model::ConversationChat,
    read::{Field as _, MOST_ITEMS, encoded::TAGS},
    roster::{ChangeKind, RosterRow},
    schema::{Fields, Schema, TextFormat},
    time::{Basis, Bound, TimerName},
    wire::{
        communication::{FOREIGN, Foreign, communication_schema},
        envelope::payload_schema,
        media::path_names,
        payload::conversation_schema,
    },
};

/// The fields that timing reads of a communication, at any depth.
const TIMING_FIELDS: [&str; 29] = [
    "state",
    "initialState",
    "segments",
    "startTime",
    "endTime",
    "type",
    "held",
    "startHoldTime",
    "startAlertingTime",
    "connectedTime",
    "disconnectedTime",
    "parkTime",
    "resumeTime",
    "wrapup",
    "durationSeconds",
    "provisional",
    "afterCallWork",
    "queueMediaSettings",
    "alertingTimeoutSeconds",
    "purpose",
    "startAcwTime",
    "endAcwTime",
    "wrapupSkipped",
    "alertingTimeoutMs",
    "wrapupTimeoutMs",
    "monitoredParticipantId",
    "coachedParticipantId",
    "bargedParticipantId",
    "screenMonitoredParticipantId",
];

const HEADER: &str = "\
// What this package knows of the module: tags, limits and lists of names. Written by `cargo xtask
// codegen`: do not edit.

";

const ENCODERS_HEADER: &str = "\
// The encoders: each reads the fields of one model by their names, and writes their values for the
// module (see encoder.js). Written by `cargo xtask codegen`: do not edit.
//
// A property may throw when it is read: then that is noted, and the next field is read; that is why
// every field is a case of a `switch`. `at` is negative while a value is written: what is thrown
// then is not thrown by a property.

import { end, flag, list, number, opens, plain, present, text, unreadable } from './encoder.js';
";

/// The whole of `pkg/generated.js`.
#[must_use]
pub fn javascript() -> String {
    let mut script = HEADER.to_owned();
    script += "\n/** What a byte of an encoded value means. */\n";
    for (name, tag) in TAGS {
        let _ = writeln!(script, "export const {name} = {tag};");
    }
    let _ = writeln!(
        script,
        "\n/** How many elements of a list are read. */\nexport const MOST_ITEMS = {MOST_ITEMS};"
    );
    let timers = TimerName::ALL.map(TimerName::as_str);
    constant(
        &mut script,
        "The stopwatches, in the order in which their numbers come.",
        "TIMERS",
        &timers,
    );
    let changes = [
        ChangeKind::Added,
        ChangeKind::Updated,
        ChangeKind::Ended,
        ChangeKind::Removed,
    ]
    .map(ChangeKind::as_str);
    constant(
        &mut script,
        "What happened to a communication, by number.",
        "CHANGES",
        &changes,
    );
    let bases = Basis::ALL.map(Basis::as_str);
    constant(
        &mut script,
        "What durations rest on, by number.",
        "BASES",
        &bases,
    );
    let bounds = Bound::ALL.map(Bound::as_str);
    constant(
        &mut script,
        "The bounds of stopwatches, by number less 1.",
        "BOUNDS",
        &bounds,
    );
    constant(
        &mut script,
        "The texts of a row, in the order in which they come.",
        "ROW_TEXTS",
        &RosterRow::TEXTS,
    );
    constant(
        &mut script,
        "The numbers of a row, in the order in which they come behind those of its stopwatches.",
        "ROW_NUMBERS",
        &RosterRow::NUMBERS,
    );
    constant(
        &mut script,
        "The media, by number.",
        "MEDIA",
        &crate::wire::media::names().collect::<Vec<_>>(),
    );
    foreign(&mut script);
    let names: Vec<_> = path_names().collect();
    constant(
        &mut script,
        "The fields that lead to communications in a payload, by number.",
        "PATH_NAMES",
        &names,
    );

    let _ = writeln!(
        script,
        "\n/** The kinds of values of a chat. */\nexport const kinds = {};",
        kinds(&ConversationChat::SCHEMA)
    );
    script
}

/// The whole of `pkg/encoders.js`.
#[must_use]
pub fn encoders() -> String {
    let mut all = Encoders {
        script: ENCODERS_HEADER.to_owned(),
        only: None,
        written: HashMap::new(),
    };
    all.entry(
        "encodeChat",
        "a chat",
        "chat",
        ConversationChat::SCHEMA.fields(),
    );
    all.entry(
        "encodeConversation",
        "a conversation of a list without a page around it",
        "conversation",
        conversation_schema().fields(),
    );
    all.entry(
        "encodePayload",
        "a payload",
        "payload",
        payload_schema().fields(),
    );
    all.entry(
        "encodeHistory",
        "an answer of the analytics API, or one of its records",
        "history",
        Root::SCHEMA.fields(),
    );
    all.entry(
        "encodeRecord",
        "a record of a list of them",
        "record",
        AnalyticsConversation::SCHEMA.fields(),
    );
    let mut timing = Encoders {
        script: String::new(),
        only: Some(&TIMING_FIELDS),
        written: HashMap::new(),
    };
    timing.entry(
        "encodeCommunication",
        "what timing reads of a communication",
        "timing",
        communication_schema().fields(),
    );
    all.script + &timing.script
}

/// The table of all checks, for docs/checking.md.
#[must_use]
pub fn checks_table() -> String {
    let mut table = "| code | severity | when | path |\n|---|---|---|---|\n".to_owned();
    for check in CHECKS {
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {} |",
            check.code, check.severity, check.when, check.path
        );
    }
    table
}

fn constant(script: &mut String, about: &str, name: &str, values: &[&str]) {
    let values = values
        .iter()
        .map(|value| format!("'{value}'"))
        .collect::<Vec<_>>()
        .join(", ");
    let _ = writeln!(
        script,
        "\n/** {about} */\nexport const {name} = [{values}];"
    );
}

/// The table of objects that are not communications, each with the field by which it is recognised.
fn foreign(script: &mut String) {
    *script += "
/** The fields by which an object is known to be no communication: what it is, and what to do. */
export const FOREIGN = [\n";
    for (name, Foreign { found, advice }) in FOREIGN {
        let _ = writeln!(script, "  [{name:?}, {found:?}, {advice:?}],");
    }
    *script += "];\n";
}

struct Encoders<'a> {
    script: String,
    only: Option<&'a [&'a str]>,
    /// The names of functions by their bodies: one serves all that read the same fields.
    written: HashMap<String, String>,
}

impl Encoders<'_> {
    /// Writes the encoder of a model, which others import as `export`.
    fn entry(&mut self, export: &str, about: &str, name: &str, fields: &Fields) {
        let function = self.object(name, fields);
        let _ = writeln!(
            self.script,
            "\n/** Writes {about}. */\nexport const {export} = {function};"
        );
    }

    /// Writes the function for an object, after those for the objects within, and gives its name.
    fn object(&mut self, name: &str, fields: &Fields) -> String {
        let mut cases = String::new();
        for (index, field) in fields.all().iter().enumerate() {
            let _ = write!(cases, "        case {index}:");
            if self.only.is_none_or(|only| only.contains(&field.name)) {
                let look = self.look(&format!("{name}_{}", field.name), &field.schema);
                let look = look.replace("INDEX", &index.to_string());
                let _ = write!(
                    cases,
                    " at = {index}; value = object.{}; at = -1; {look};",
                    field.name
                );
            }
            cases += "\n";
        }
        let body = format!(
            "(object) {{
  let value;
  for (let at = 0; ; at++) {{
    try {{
      switch (at) {{
{cases}      }}
      at = -1;
      return end();
    }} catch (error) {{
      if (at < 0) throw error;
      unreadable(at);
    }}
  }}
}}
"
        );
        if let Some(written) = self.written.get(&body) {
            return written.clone();
        }
        let _ = write!(self.script, "\nfunction {name}{body}");
        self.written.insert(body, name.to_owned());
        name.to_owned()
    }

    /// The call that writes the value after its INDEX.
    fn look(&mut self, name: &str, schema: &Schema) -> String {
        match schema {
            Schema::Any => "present(INDEX, value)".to_owned(),
            Schema::Flag => "flag(INDEX, value)".to_owned(),
            Schema::Number | Schema::Integer => "number(INDEX, value)".to_owned(),
            Schema::Text(TextFormat::Any) => "plain(INDEX, value)".to_owned(),
            Schema::Text(_) => "text(INDEX, value)".to_owned(),
            Schema::List(Schema::Object(fields)) => {
                format!("list(INDEX, value, {})", self.object(name, fields))
            }
            Schema::List(_) => "list(INDEX, value)".to_owned(),
            Schema::Object(fields) => format!(
                "if (opens(INDEX, value)) {}(value)",
                self.object(name, fields)
            ),
        }
    }
}

/// The kinds of values as `typeof` names them, in lists and objects as they are.
fn kinds(schema: &Schema) -> String {
    match schema {
        Schema::Any => "'any'".to_owned(),
        Schema::Flag => "'boolean'".to_owned(),
        Schema::Number | Schema::Integer => "'number'".to_owned(),
        Schema::Text(_) => "'string'".to_owned(),
        Schema::List(element) => format!("[{}]", kinds(element)),
        Schema::Object(fields) => {
            let known = fields
                .all()
                .iter()
                .filter(|field| field.schema.kind().is_some());
            let fields = known.map(|field| format!("{}: {}", field.name, kinds(&field.schema)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::TIMING_FIELDS;
    use crate::{Communication as _, Timeline, parse_chat};

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
        let parked = json!({
            "state": "parked", "connectedTime": "2021-01-20T09:00:05Z", "parkTime": "2021-01-20T09:05:00Z", "resumeTime": "2021-01-20T10:05:00Z",
        });
        let chats = [ended, working, held, parked].into_iter().map(|mut chat| {
            prune(&mut chat, &keep);
            parse_chat(chat.to_string())
                .expect("JSON is JSON")
                .chat
                .timeline()
        });
        chats.collect()
    }

    #[test]
    fn timing_looks_at_its_fields_and_at_no_other() {
        let all = timelines(|_| true);
        assert_eq!(timelines(|name| TIMING_FIELDS.contains(&name)), all);
        for without in TIMING_FIELDS {
            assert_ne!(
                timelines(|name| name != without),
                all,
                "`{without}` is not looked at"
            );
        }
    }
}
