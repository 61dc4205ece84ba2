//! Rows by a name: by their id, their participant or their conversation.

use super::{conversation::Conversation, row::Serial};

/// The rows, the conversation or the participant with one name.
#[derive(Debug, Default)]
pub(super) struct Named {
    name: Box<str>,
    pub(super) serials: Vec<Serial>,
    /// Of a conversation: what its communications share.
    pub(super) conversation: Option<Box<Conversation>>,
    /// Of a participant: when the latest answer was asked for that lists its communications by id.
    pub(super) listed_at: Option<f64>,
}

/// In the order of the names, so that no names that a payload has make it slow. Boxed, so that an
/// insertion moves a pointer for each later name. A tree would bring 7 KB of code.
#[derive(Debug, Default)]
#[expect(clippy::vec_box, reason = "an insertion moves the boxes")]
pub(super) struct Index(Vec<Box<Named>>);

impl Index {
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|named| (*named.name).cmp(name))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Named> {
        self.0.get(self.place(name).ok()?).map(|named| &**named)
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Named> {
        let place = self.place(name).ok()?;
        self.0.get_mut(place).map(|named| &mut **named)
    }

    /// The entry of a name; it is added if there was none.
    pub(super) fn named(&mut self, name: &str) -> Option<&mut Named> {
        let place = self.place(name).unwrap_or_else(|place| {
            let named = Named {
                name: name.into(),
                ..Named::default()
            };
            self.0.insert(place, Box::new(named));
            place
        });
        self.0.get_mut(place).map(|named| &mut **named)
    }

    /// The entries with their names, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Named)> {
        self.0.iter().map(|named| (&*named.name, &**named))
    }

    pub(super) fn remove(&mut self, name: &str) {
        if let Ok(place) = self.place(name) {
            self.0.remove(place);
        }
    }

    /// Gives a row a name.
    pub(super) fn add(&mut self, name: &str, serial: Serial) {
        if let Some(named) = self.named(name) {
            named.serials.push(serial);
        }
    }

    /// Takes a name from a row. The entry goes with its last row, unless it is that of a
    /// conversation: then `true` is returned.
    pub(super) fn take(&mut self, name: &str, serial: Serial) -> bool {
        let Some(named) = self.get_mut(name) else {
            return false;
        };
        named.serials.retain(|other| *other != serial);
        if !named.serials.is_empty() {
            return false;
        }
        if named.conversation.is_some() {
            return true;
        }
        self.remove(name);
        false
    }
}
