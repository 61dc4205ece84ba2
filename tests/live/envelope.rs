//! What comes around conversations: notifications, lists, pages.

use serde_json::{Value, json};

use super::wire::{Layout, Pen};

impl Pen<'_> {
    /// A payload that carries one conversation.
    pub(crate) fn payload(&mut self, body: Value, layout: Layout) -> Value {
        let owner = self.random.pick(&["users.u1", "routing.queues.q1"]);
        let topic = match layout {
            Layout::NestedEvent => format!("v2.{owner}.conversations"),
            Layout::FlatEvent(medium) => format!("v2.{owner}.conversations.{}", medium.plural()),
            _ => return body,
        };
        let mark = self.random.between(0, i64::MAX - 1).to_string();
        let notification = json!({
            "topicName": topic, "version": "2", "eventBody": body, "metadata": {"CorrelationId": mark},
        });
        match self.random.between(1, 10) {
            1 | 2 => json!({"topic": topic, "data": body}),
            3 => json!({"topic": topic, "data": notification}),
            4 if layout == Layout::NestedEvent => body,
            _ => notification,
        }
    }

    /// A complete list of conversations.
    pub(crate) fn list(&mut self, conversations: Vec<Value>) -> Value {
        if self.random.chance(20) {
            return Value::Array(conversations);
        }
        let total = conversations.len();
        json!({"entities": conversations, "pageSize": total.max(25), "pageNumber": 1, "pageCount": 1, "total": total})
    }

    /// A page of a larger list.
    pub(crate) fn page(&mut self, conversations: Vec<Value>) -> Value {
        let size = conversations.len().max(1);
        json!({
            "entities": conversations, "pageSize": size, "pageNumber": 1, "pageCount": 3, "total": 3 * size,
            "selfUri": "/api/v2/conversations",
        })
    }

    /// A payload that carries no communication.
    pub(crate) fn noise(&mut self) -> Value {
        match self.random.between(1, 5) {
            1 => {
                json!({"topicName": "channel.metadata", "eventBody": {"message": "WebSocket Heartbeat"}})
            }
            2 => json!({"id": "u1", "name": "x", "state": "active", "selfUri": "/api/v2/users/u1"}),
            3 => {
                json!({"id": "m1", "direction": "outbound", "status": "queued", "conversationId": "c0", "selfUri": "/api/v2/conversations/messages/c0/messages/m1"})
            }
            4 => {
                json!({"topicName": "v2.conversations.chats.c0.members", "eventBody": {"conversation": {"id": "c0"}, "member": {"id": "c0-k0", "state": "CONNECTED"}}})
            }
            _ => json!({"topic": "v2.system.socket_closing", "data": {"message": "closing"}}),
        }
    }
}
