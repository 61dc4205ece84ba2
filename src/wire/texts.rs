//! What one payload says of one communication beside the time: whose it is, names, the wrap-up.

use super::items::PayloadItem;
use crate::{
    model::{EnumView, Wrapup},
    read::View,
};

/// A wrap-up as a row shows it: no notes.
///
/// ```
/// use conversation_chat::{Moment, Roster};
///
/// let mut roster = Roster::new();
/// let chat = r#"{"id": "x", "state": "connected", "wrapup": {"code": "w", "name": "Solved", "provisional": true}}"#;
/// roster.receive(chat, Moment::new(1_788_249_600_000.0).unwrap(), None)?;
/// let wrapup = roster.get("x").unwrap().wrapup().unwrap();
/// assert_eq!((wrapup.name.as_deref(), wrapup.provisional), (Some("Solved"), Some(true)));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, PartialOrd)]
#[non_exhaustive]
pub struct RowWrapup {
    /// The id of the wrap-up code.
    pub code: Option<Box<str>>,
    /// The name of the wrap-up code.
    pub name: Option<Box<str>>,
    /// Whether it may still change.
    pub provisional: Option<bool>,
}

/// The names of [`Texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextName {
    ConversationId,
    ParticipantId,
    UserId,
    Purpose,
    QueueId,
    QueueName,
    Direction,
    DisconnectType,
    /// A state that is no known one.
    UnknownState,
}

const NAMED: usize = TextName::UnknownState as usize + 1;

/// The texts of a report; or those of a row, which are the texts of its newest reports.
#[derive(Clone, Debug, Default, PartialEq, PartialOrd)]
pub(crate) struct Texts {
    /// In the order of [`TextName`].
    pub(crate) named: [Option<Box<str>>; NAMED],
    pub(crate) media: Option<&'static str>,
    /// The medium of an object on its own, until a payload says what it is.
    pub(crate) presumed_media: Option<&'static str>,
    pub(crate) wrapup: Option<RowWrapup>,
    pub(crate) wrapup_required: Option<bool>,
    pub(crate) is_consult: Option<bool>,
}

/// The texts of a report that is not made yet, as the payload has them.
pub(crate) struct TextsView<'a> {
    named: [Option<&'a str>; NAMED],
    media: Option<&'static str>,
    presumed_media: Option<&'static str>,
    wrapup: Option<View<'a, Wrapup>>,
    wrapup_required: Option<bool>,
    is_consult: Option<bool>,
}

impl<'a> TextsView<'a> {
    /// What a payload says of a communication.
    pub(crate) fn of(item: &PayloadItem<'a>) -> Self {
        let (chat, whose) = (item.chat, &item.participant);
        let unknown = chat.state().filter(|state| state.known.is_none());
        Self {
            named: [
                whose.conversation_id,
                whose.id,
                whose.user_id,
                whose.purpose,
                whose.queue_id,
                whose.queue_name,
                whose.direction,
                chat.disconnect_type().map(EnumView::text),
                unknown.map(EnumView::text),
            ],
            media: item.media.filter(|_| whose.id.is_some()),
            presumed_media: item.media.filter(|_| whose.id.is_none()),
            wrapup: chat.wrapup().or(whose.wrapup),
            wrapup_required: whose.wrapup_required,
            is_consult: whose.is_consult.then_some(true),
        }
    }

    /// Whether `texts` are the same: what is equal is kept once.
    pub(crate) fn is(&self, texts: &Texts) -> bool {
        let is_same_wrapup = match (self.wrapup, &texts.wrapup) {
            (None, None) => true,
            (Some(own), Some(other)) => {
                own.code() == other.code.as_deref()
                    && own.name() == other.name.as_deref()
                    && own.provisional() == other.provisional
            }
            _ => false,
        };
        let mut named = self.named.iter().zip(&texts.named);
        is_same_wrapup
            && named.all(|(own, other)| *own == other.as_deref())
            && (self.media, self.presumed_media) == (texts.media, texts.presumed_media)
            && self.wrapup_required == texts.wrapup_required
            && self.is_consult == texts.is_consult
    }

    pub(crate) fn to_texts(&self) -> Texts {
        Texts {
            named: self.named.map(|text| text.map(Into::into)),
            media: self.media,
            presumed_media: self.presumed_media,
            wrapup: self.wrapup.map(|wrapup| RowWrapup {
                code: wrapup.code().map(Into::into),
                name: wrapup.name().map(Into::into),
                provisional: wrapup.provisional(),
            }),
            wrapup_required: self.wrapup_required,
            is_consult: self.is_consult,
        }
    }
}

impl Texts {
    /// How many values there are.
    pub(crate) const COUNT: usize = NAMED + 5;

    pub(crate) fn get(&self, name: TextName) -> Option<&str> {
        self.named.get(name as usize)?.as_deref()
    }

    /// Whether the value at a place of all values is there.
    pub(crate) fn has(&self, place: usize) -> bool {
        if let Some(text) = self.named.get(place) {
            return text.is_some();
        }
        match place - NAMED {
            0 => self.media.is_some(),
            1 => self.presumed_media.is_some(),
            2 => self.wrapup.is_some(),
            3 => self.wrapup_required.is_some(),
            _ => self.is_consult.is_some(),
        }
    }

    /// Whether no value of older texts is missing.
    pub(crate) fn has_all_of(&self, older: &Self) -> bool {
        (0..Self::COUNT).all(|place| self.has(place) || !older.has(place))
    }

    /// Takes what is missing from older texts.
    pub(crate) fn complete(&mut self, older: &Self) {
        for (own, older) in self.named.iter_mut().zip(&older.named) {
            if own.is_none() {
                own.clone_from(older);
            }
        }
        self.media = self.media.or(older.media);
        self.presumed_media = self.presumed_media.or(older.presumed_media);
        if self.wrapup.is_none() {
            self.wrapup.clone_from(&older.wrapup);
        }
        self.wrapup_required = self.wrapup_required.or(older.wrapup_required);
        self.is_consult = self.is_consult.or(older.is_consult);
    }
}
