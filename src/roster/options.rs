//! Whose communications get a row.

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
    /// Only those of this user; those of anybody, if not said.
    pub user_id: Option<String>,
    /// Only those of participants of these purposes, in any letter case; of all purposes, if not
    /// said.
    pub purposes: Option<Vec<String>>,
}

impl RosterOptions {
    /// Whether a communication of such a participant gets a row.
    pub(super) fn are_for(&self, purpose: Option<&str>, user_id: Option<&str>) -> bool {
        let is_wanted = |wanted: &Vec<String>| {
            purpose.is_some_and(|purpose| {
                wanted
                    .iter()
                    .any(|wanted| wanted.eq_ignore_ascii_case(purpose))
            })
        };
        self.user_id
            .as_deref()
            .is_none_or(|wanted| user_id == Some(wanted))
            && self.purposes.as_ref().is_none_or(is_wanted)
    }
}
