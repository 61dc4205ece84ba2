//! Whose communications get a row.

use super::row::RosterRow;
use crate::wire::participant::handles;

/// Whose communications get a row.
///
/// ```
/// use conversation_chat::RosterOptions;
///
/// let options = RosterOptions { user_id: Some("u".into()), ..RosterOptions::default() };
/// assert!(options.purposes.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterOptions {
    /// Only this user's own: of participants of the purpose `agent` or `user`, or of an unknown one.
    /// Those of anybody, if `None`.
    pub user_id: Option<String>,
    /// Only those of participants of these purposes, in any letter case; of all purposes, if not
    /// said.
    pub purposes: Option<Vec<String>>,
}

impl RosterOptions {
    fn wants_purpose(&self, purpose: Option<&str>) -> bool {
        let is_any = |wanted: &Vec<String>| {
            purpose.is_some_and(|purpose| {
                wanted
                    .iter()
                    .any(|wanted| wanted.eq_ignore_ascii_case(purpose))
            })
        };
        match &self.purposes {
            Some(wanted) => is_any(wanted),
            // A voicemail or a monitored session of the user is none of their own.
            None => self.user_id.is_none() || handles(purpose),
        }
    }

    /// Whether a participant of this purpose may ever get a row: what is a customer or a queue stays
    /// one, what is an agent may turn out to be another one.
    pub(super) fn may_want(&self, purpose: Option<&str>) -> bool {
        handles(purpose) || self.wants_purpose(purpose)
    }

    /// Whether a communication gets a row.
    pub(super) fn want(&self, row: &RosterRow) -> bool {
        self.user_id
            .as_deref()
            .is_none_or(|wanted| row.user_id() == Some(wanted))
            && self.wants_purpose(row.purpose())
    }
}
