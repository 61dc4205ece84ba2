//! What a roster knows of one communication, and by which names.

use crate::{ConnectionState, Open, Timeline, facts::Facts, payload::Owner};

/// What a roster knows of one communication.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) communication_id: Box<str>,
    /// Whether that is only the id of its participant.
    pub(crate) provisional: bool,
    pub(crate) conversation_id: Option<Box<str>>,
    pub(crate) participant_id: Option<Box<str>>,
    pub(crate) purpose: Option<Box<str>>,
    pub(crate) user_id: Option<Box<str>>,
    pub(crate) media: &'static str,
    pub(crate) state: Option<Open<ConnectionState>>,
    pub(crate) facts: Facts,
    pub(crate) timeline: Timeline,
}

impl Row {
    /// What the row is known by.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Box<str>> {
        [Some(self.communication_id.clone()), self.owner_key()].into_iter().flatten()
    }

    pub(crate) fn owner_key(&self) -> Option<Box<str>> {
        Some(key(self.media, self.participant_id.as_deref()?))
    }

    /// Takes over what is told of the owner: what is not told stays. Gives the former participant if that has changed.
    pub(crate) fn learn(&mut self, owner: &Owner<'_>) -> Option<Option<Box<str>>> {
        replace(&mut self.conversation_id, owner.conversation_id);
        replace(&mut self.purpose, owner.purpose);
        replace(&mut self.user_id, owner.user_id);
        replace(&mut self.participant_id, owner.id)
    }
}

/// Replaces `old` by `new`, if that tells anything else; gives what was there.
fn replace(old: &mut Option<Box<str>>, new: Option<&str>) -> Option<Option<Box<str>>> {
    let changed = new.is_some() && new != old.as_deref();
    changed.then(|| std::mem::replace(old, new.map(Into::into)))
}

/// Medium and participant as one key, that no id can be.
pub(crate) fn key(media: &str, participant: &str) -> Box<str> {
    [media, "\0", participant].concat().into()
}

/// Whether to be connected is to talk. A customer is connected while waiting, and a queue or a flow never talks; of them only segments
/// tell.
pub(crate) fn talks(purpose: Option<&str>) -> bool {
    purpose.is_none_or(|purpose| matches!(purpose, "agent" | "user"))
}
