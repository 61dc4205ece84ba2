//! What payloads tell of a conversation at a moment, in the nested and in the flat layout.

use serde_json::{Map, Value, json};

use super::{
    random::Random,
    truth::{Conversation, Kind, Leg, Medium, Participant, Role},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    NestedEvent,
    FlatEvent(Medium),
    /// REST nested, with segments.
    Rest,
    /// REST nested, with `segments: []`.
    RestBare,
    RestFlat(Medium),
}

impl Layout {
    pub(crate) fn is_rest(self) -> bool {
        !matches!(self, Self::NestedEvent | Self::FlatEvent(_))
    }

    pub(crate) fn flat(self) -> Option<Medium> {
        match self {
            Self::FlatEvent(medium) | Self::RestFlat(medium) => Some(medium),
            _ => None,
        }
    }

    /// The legs that a payload of a moment tells of.
    pub(crate) fn shows(self, conversation: &Conversation, now: i64) -> Vec<usize> {
        let begun =
            (0..conversation.legs.len()).filter(|leg| conversation.legs[*leg].start() <= now);
        let Some(medium) = self.flat() else {
            return begun.collect();
        };
        begun
            .filter(|leg| {
                conversation.latest(conversation.legs[*leg].participant, medium, now) == Some(*leg)
            })
            .collect()
    }
}

/// How a payload is written.
pub(crate) struct Pen<'r> {
    pub(crate) random: &'r mut Random,
    /// How much later segments begin and end than the timestamps say, in ms: two clocks.
    pub(crate) skew: i64,
    /// Whether fields are left out that nothing has happened to.
    pub(crate) sparse: bool,
}

pub(crate) type Fields = Map<String, Value>;

impl Pen<'_> {
    /// A conversation, as the body of a notification or an answer.
    pub(crate) fn conversation(
        &mut self,
        conversation: &Conversation,
        layout: Layout,
        now: i64,
    ) -> Value {
        let mut participants = Vec::new();
        for (index, participant) in conversation.participants.iter().enumerate() {
            let legs = || {
                conversation
                    .legs
                    .iter()
                    .filter(|leg| leg.participant == index && leg.start() <= now)
            };
            if let Some(medium) = layout.flat() {
                if let Some(leg) = conversation.latest(index, medium, now) {
                    participants.push(self.flat(
                        conversation,
                        &conversation.legs[leg],
                        layout,
                        now,
                    ));
                } else if participant.role == Role::Flow {
                    participants.push(json!({"purpose": "ivr", "state": "terminated"}));
                }
            } else if legs().next().is_some() {
                participants.push(self.nested(conversation, index, layout, now));
            }
        }
        let mut fields = Fields::new();
        put(&mut fields, "id", &conversation.id);
        put(&mut fields, "participants", participants);
        put(&mut fields, "recordingState", self.word("none"));
        if let Some(timeout) = conversation.inactivity(now) {
            put(&mut fields, "inactivityTimeout", self.date(timeout));
        }
        if layout.is_rest() {
            let media = layout
                .flat()
                .map_or(String::new(), |medium| format!("{}/", medium.plural()));
            put(
                &mut fields,
                "selfUri",
                format!("/api/v2/conversations/{media}{}", conversation.id),
            );
            put(&mut fields, "otherMediaUris", json!([]));
        }
        Value::Object(fields)
    }

    fn nested(
        &mut self,
        conversation: &Conversation,
        index: usize,
        layout: Layout,
        now: i64,
    ) -> Value {
        let participant = &conversation.participants[index];
        let mut fields = self.person(conversation, participant);
        put(&mut fields, "userId", participant.user.as_deref());
        put(&mut fields, "queueId", participant.queue.as_deref());
        let own = || {
            conversation
                .legs
                .iter()
                .filter(|leg| leg.participant == index && leg.start() <= now)
        };
        if let Some(first) = own().next() {
            put(&mut fields, "startTime", self.date(first.start()));
            self.put_date(&mut fields, "connectedTime", first.connected(now));
        }
        // A participant tells of one work: that of its leg that ended last.
        if let Some(work) = own()
            .filter_map(|leg| leg.acw)
            .filter(|acw| acw.start <= now)
            .max_by_key(|acw| acw.start)
        {
            put(&mut fields, "startAcwTime", self.date(work.start));
            let end =
                Some(work.end).filter(|end| *end <= now && (work.end_told || work.at_participant));
            self.put_date(&mut fields, "endAcwTime", end);
        }
        for medium in Medium::ALL {
            let mut legs = Vec::new();
            for leg in own().filter(|leg| leg.medium == medium) {
                legs.push(self.communication(conversation, leg, layout, now));
            }
            if !legs.is_empty() || layout.is_rest() {
                put(&mut fields, &medium.plural(), legs);
            }
        }
        Value::Object(fields)
    }

    /// What both layouts tell of a participant in the same way.
    fn person(&mut self, conversation: &Conversation, participant: &Participant) -> Fields {
        let mut fields = Fields::new();
        put(&mut fields, "id", &participant.id);
        put(
            &mut fields,
            "attributes",
            json!({"state": "connected", "chats": [{"id": "none", "state": "alerting"}]}),
        );
        let purpose = match participant.role {
            Role::Customer => "customer",
            Role::Queue => "acd",
            Role::Flow => self.random.pick(&["ivr", "workflow"]),
            Role::Agent => "agent",
            Role::Supervisor(field) => {
                put(&mut fields, field, format!("{}-p0", conversation.id));
                self.random.pick(&["agent", "user"])
            }
        };
        let purpose = if self.random.chance(20) {
            purpose.to_ascii_uppercase()
        } else {
            purpose.to_owned()
        };
        put(&mut fields, "purpose", purpose);
        if participant.role == Role::Customer {
            put(&mut fields, "name", customer_name(conversation));
            put(&mut fields, "address", customer_address(conversation));
        }
        put(&mut fields, "alertingTimeoutMs", participant.alert_limit);
        put(&mut fields, "wrapupTimeoutMs", participant.acw_limit);
        fields
    }

    fn communication(
        &mut self,
        conversation: &Conversation,
        leg: &Leg,
        layout: Layout,
        now: i64,
    ) -> Value {
        let mut fields = self.timing(leg, layout, now);
        put(&mut fields, "id", &leg.id);
        self.put_date(
            &mut fields,
            "disconnectedTime",
            Some(leg.end).filter(|end| *end <= now),
        );
        if let Some(acw) = leg.acw.filter(|acw| !acw.at_participant) {
            put(
                &mut fields,
                "afterCallWork",
                self.after_call_work(leg, now, acw.end_told),
            );
        }
        if leg.medium == Medium::Message {
            put(&mut fields, "messages", self.texts(conversation, leg, now));
        }
        if layout.is_rest() {
            let segments = if layout == Layout::Rest {
                self.segments(conversation, leg, now)
            } else {
                Vec::new()
            };
            put(&mut fields, "segments", segments);
        }
        Value::Object(fields)
    }

    fn flat(&mut self, conversation: &Conversation, leg: &Leg, layout: Layout, now: i64) -> Value {
        let participant = &conversation.participants[leg.participant];
        let mut fields = self.person(conversation, participant);
        fields.append(&mut self.timing(leg, layout, now));
        put(&mut fields, "state", self.word(leg.state(now)));
        if let Some(user) = &participant.user {
            put(
                &mut fields,
                "user",
                json!({"id": user, "selfUri": format!("/api/v2/users/{user}")}),
            );
        }
        if let Some(queue) = &participant.queue {
            put(&mut fields, "queue", json!({"id": queue}));
        }
        self.put_date(
            &mut fields,
            "endTime",
            Some(leg.end).filter(|end| *end <= now),
        );
        if layout.is_rest() {
            put(&mut fields, "startTime", self.date(leg.start()));
        }
        if let Some(acw) = leg.acw.filter(|acw| acw.start <= now) {
            put(&mut fields, "startAcwTime", self.date(acw.start));
            self.put_date(
                &mut fields,
                "endAcwTime",
                Some(acw.end).filter(|end| *end <= now),
            );
            put(&mut fields, "wrapupSkipped", acw.skipped);
        }
        if leg.medium == Medium::Message {
            put(&mut fields, "messages", self.texts(conversation, leg, now));
        }
        Value::Object(fields)
    }

    /// The fields about time and state that have the same names in both layouts.
    fn timing(&mut self, leg: &Leg, layout: Layout, now: i64) -> Fields {
        let chat_event = leg.medium == Medium::Chat && !layout.is_rest();
        let mut fields = Fields::new();
        let ended = leg.has_ended(now);
        if ended || !self.leaves_out() {
            put(&mut fields, "state", self.word(leg.state(now)));
        }
        let mut held = leg.step(now).kind == Kind::Hold;
        if ended && held {
            held = self.random.chance(30);
        }
        if !self.leaves_out() {
            put(&mut fields, "held", held);
        }
        if !self.leaves_out() {
            self.put_date(
                &mut fields,
                "startHoldTime",
                Some(leg.step(now).start).filter(|_| held),
            );
        }
        if !chat_event {
            put(&mut fields, "direction", self.word(leg.direction));
            self.put_date(
                &mut fields,
                "startAlertingTime",
                leg.first(Kind::Alert, now),
            );
        }
        if layout.flat().is_some() || !self.leaves_out() {
            self.put_date(&mut fields, "connectedTime", leg.connected(now));
        }
        if ended {
            put(
                &mut fields,
                "disconnectType",
                self.word(leg.disconnect_type),
            );
        }
        if leg.medium.parks() {
            let parked = leg
                .past(now)
                .filter(|(step, _)| step.kind == Kind::Park)
                .last();
            self.put_date(&mut fields, "parkTime", parked.map(|(step, _)| step.start));
            let resume = leg.step(now).resume.filter(|_| !ended);
            self.put_date(&mut fields, "resumeTime", resume);
        }
        put(&mut fields, "provider", "PureCloud");
        fields
    }

    fn after_call_work(&mut self, leg: &Leg, now: i64, end_told: bool) -> Value {
        let Some(acw) = leg.acw.filter(|acw| acw.start <= now) else {
            return json!({});
        };
        let ended = acw.end <= now;
        let state = if acw.skipped {
            "skipped"
        } else if ended {
            "complete"
        } else {
            "pending"
        };
        let mut fields = Fields::new();
        put(&mut fields, "state", self.word(state));
        put(&mut fields, "startTime", self.date(acw.start));
        self.put_date(
            &mut fields,
            "endTime",
            Some(acw.end).filter(|_| ended && end_told),
        );
        Value::Object(fields)
    }

    fn texts(&mut self, conversation: &Conversation, leg: &Leg, now: i64) -> Vec<Value> {
        let own = conversation
            .texts
            .iter()
            .filter(|text| conversation.legs[text.leg].id == leg.id && text.at <= now);
        let mut texts: Vec<_> = own
            .map(|text| {
                json!({"messageId": format!("m{}", text.at), "messageTime": self.date(text.at), "messageStatus": "delivery-success"})
            })
            .collect();
        // Who types or has read says nothing.
        if self.random.chance(20) {
            let kind = self.random.pick(&["Event", "Receipt", "EVENT"]);
            texts.push(json!({"messageId": "e", "messageTime": self.date(now), "messageStatus": "received", "messageMetadata": {"type": kind}}));
        }
        texts
    }

    fn segments(&mut self, conversation: &Conversation, leg: &Leg, now: i64) -> Vec<Value> {
        if leg
            .steps
            .iter()
            .any(|step| matches!(step.kind, Kind::Other(_)))
        {
            return Vec::new();
        }
        let role = conversation.participants[leg.participant].role;
        let mut segments = Vec::new();
        let last = leg.past(now).count() - 1;
        for (index, (step, end)) in leg.past(now).enumerate() {
            let kind = match (step.kind, role) {
                (Kind::Talk, Role::Supervisor(_)) => self.random.pick(&["Interact", "Monitoring"]),
                (Kind::Talk, Role::Flow) => "IVR",
                (Kind::Talk | Kind::Other(_), _) => "Interact",
                (Kind::Alert, _) => "Alert",
                (Kind::Contacting, _) => "Contacting",
                (Kind::Dialing, _) => self.random.pick(&["Dial", "Dialing"]),
                (Kind::Hold, _) => "Hold",
                (Kind::Park, _) => "Parked",
            };
            let mut fields = Fields::new();
            put(&mut fields, "type", kind);
            put(&mut fields, "startTime", self.date(step.start + self.skew));
            // The last one may stay open after the end.
            let end =
                end.filter(|_| !(index == last && leg.acw.is_none() && self.random.chance(20)));
            self.put_date(&mut fields, "endTime", end.map(|end| end + self.skew));
            put(&mut fields, "howEnded", "Disconnect");
            segments.push(Value::Object(fields));
        }
        if let Some(acw) = leg.acw.filter(|acw| acw.start <= now && !acw.skipped) {
            let mut fields = Fields::new();
            put(&mut fields, "type", "Wrapup");
            put(&mut fields, "startTime", self.date(acw.start));
            self.put_date(
                &mut fields,
                "endTime",
                Some(acw.end).filter(|end| *end <= now),
            );
            segments.push(Value::Object(fields));
        }
        segments
    }

    fn leaves_out(&mut self) -> bool {
        self.sparse && self.random.chance(40)
    }
}

pub(crate) fn customer_name(conversation: &Conversation) -> String {
    format!("customer of {}", conversation.id)
}

pub(crate) fn customer_address(conversation: &Conversation) -> String {
    format!("tel:+1555{}", conversation.start() % 10_000)
}

pub(crate) fn put(fields: &mut Fields, name: &str, value: impl serde::Serialize) {
    let value = serde_json::to_value(value).expect("it can be written");
    fields.insert(name.to_owned(), value);
}
