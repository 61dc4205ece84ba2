//! The media: how a row names each, and how topics, addresses and participants do.

/// One medium.
struct Medium {
    /// As a row names it.
    name: &'static str,
    /// As participants name the list of its communications, and in any letter case topics and
    /// addresses.
    field: &'static str,
}

const MEDIA: [Medium; 11] = [
    Medium {
        name: "chat",
        field: "chats",
    },
    Medium {
        name: "message",
        field: "messages",
    },
    Medium {
        name: "call",
        field: "calls",
    },
    Medium {
        name: "callback",
        field: "callbacks",
    },
    Medium {
        name: "email",
        field: "emails",
    },
    Medium {
        name: "cobrowse",
        field: "cobrowsesessions",
    },
    Medium {
        name: "screenshare",
        field: "screenshares",
    },
    Medium {
        name: "socialExpression",
        field: "socialExpressions",
    },
    Medium {
        name: "video",
        field: "videos",
    },
    Medium {
        name: "internalMessage",
        field: "internalMessages",
    },
    Medium {
        name: "screenMonitoring",
        field: "screenMonitorings",
    },
];

/// The fields that lead to communications in a payload.
#[cfg(any(feature = "js-all", feature = "internals"))]
pub(crate) fn path_names() -> impl Iterator<Item = &'static str> {
    let around = ["eventBody", "data", "entities", "participants"];
    around
        .into_iter()
        .chain(MEDIA.iter().map(|medium| medium.field))
}

/// The medium in a row if no payload says it.
pub(crate) const UNKNOWN: &str = "unknown";

/// Whether communications of a medium can have talk. Screen monitoring, screen shares and cobrowse
/// sessions come beside a conversation that is counted already.
pub(crate) fn has_talk(media: &str) -> bool {
    !matches!(media, "screenMonitoring" | "screenshare" | "cobrowse")
}

/// The names of all media.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    MEDIA.iter().map(|medium| medium.name).chain([UNKNOWN])
}

/// The number of a medium among [`names`].
#[cfg(feature = "js-all")]
pub(crate) fn number(name: &str) -> Option<u32> {
    (0..)
        .zip(names())
        .find(|(_, known)| *known == name)
        .map(|(number, _)| number)
}

/// The medium that a row names `name`.
pub(crate) fn by_name(name: &str) -> Option<&'static str> {
    names().find(|known| *known == name)
}

/// The medium that an analytics record names so, in any letter case: there a call is `voice`.
pub(crate) fn of_analytics(name: &str) -> Option<&'static str> {
    let name = if is_same(name, "voice") { "call" } else { name };
    MEDIA
        .iter()
        .find(|medium| is_same(medium.name, name))
        .map(|medium| medium.name)
}

fn by_field(field: &str) -> Option<&'static str> {
    MEDIA
        .iter()
        .find(|medium| is_same(medium.field, field))
        .map(|medium| medium.name)
}

/// Whether two words are the same, whatever their letter case. A function of its own: the module
/// has it once.
#[inline(never)]
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Conversations, of one medium in the flat layout, of all in the nested one.
    Conversations(Option<&'static str>),
    /// Nothing that has communications.
    Other,
}

impl Topic {
    /// `v2.users.{id}.conversations[.{media}]`, `v2.routing.queues.{id}.conversations[.{media}]`.
    pub(crate) fn of(topic: &str) -> Self {
        let mut words = topic.split('.');
        let mut next = || words.next().unwrap_or_default();
        let is_known = is_same(next(), "v2")
            && match next() {
                users if is_same(users, "users") => true,
                routing => is_same(routing, "routing") && is_same(next(), "queues"),
            };
        let (_id, conversations) = (next(), next());
        if !is_known || !is_same(conversations, "conversations") {
            return Self::Other;
        }
        match (words.next(), words.next()) {
            (None, _) => Self::Conversations(None),
            (Some(field), None) => {
                by_field(field).map_or(Self::Other, |medium| Self::Conversations(Some(medium)))
            }
            _ => Self::Other,
        }
    }
}

/// The medium that an address of the API names: `/api/v2/conversations/messages/{id}`, with or
/// without a host and a query.
pub(crate) fn of_uri(uri: &str) -> Option<&'static str> {
    let path = uri.split(['?', '#']).next()?;
    let mut parts = path
        .split('/')
        .skip_while(|part| !is_same(part, "conversations"));
    parts.next()?;
    by_field(parts.next()?)
}

/// Whether an address of the API is one of conversations.
pub(crate) fn is_of_conversations(uri: &str) -> bool {
    uri.split(['?', '#'])
        .next()
        .is_some_and(|path| path.split('/').any(|part| is_same(part, "conversations")))
}

/// Whether an address is one of the API, `/api/v2/...`, and of something else than conversations. An
/// empty text, or another address, names nothing.
pub(crate) fn is_of_something_else(uri: &str) -> bool {
    let is_of_api = uri.split('/').any(|part| is_same(part, "v2"));
    is_of_api && !is_of_conversations(uri)
}

#[cfg(test)]
mod tests {
    use super::{Topic, is_of_something_else, of_uri};

    #[test]
    fn addresses_of_something_else() {
        for (uri, expected) in [
            ("/api/v2/users", true),
            (
                "https://api.mypurecloud.com/api/v2/routing/queues?a=/conversations",
                true,
            ),
            ("/api/v2/conversations", false),
            ("/api/v2/conversations/chats?pageSize=25", false),
            ("", false),
            ("é", false),
        ] {
            assert_eq!(is_of_something_else(uri), expected, "{uri}");
        }
    }

    #[test]
    fn topics() {
        for (topic, expected) in [
            ("v2.users.u.conversations", Topic::Conversations(None)),
            (
                "v2.users.u.conversations.chats",
                Topic::Conversations(Some("chat")),
            ),
            (
                "v2.routing.queues.q.conversations",
                Topic::Conversations(None),
            ),
            (
                "v2.routing.queues.q.conversations.socialexpressions",
                Topic::Conversations(Some("socialExpression")),
            ),
            ("v2.users.u.conversations.faxes", Topic::Other),
            ("v2.users.u.conversationsummary", Topic::Other),
            ("v2.conversations.chats.c.members", Topic::Other),
            ("v2.users.u.conversations.chats.more", Topic::Other),
            ("channel.metadata", Topic::Other),
            ("", Topic::Other),
        ] {
            assert_eq!(Topic::of(topic), expected, "{topic}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(
            of_uri("/api/v2/conversations/messages/c-1"),
            Some("message")
        );
        assert_eq!(
            of_uri("https://api.mypurecloud.de/api/v2/conversations/calls?pageSize=1"),
            Some("call")
        );
        assert_eq!(of_uri("/api/v2/conversations/c-1"), None);
        assert_eq!(of_uri("/api/v2/users/messages"), None);
    }
}
