//! Texts of which the newest that was reported holds.

/// By which a text is newer than another one: when its payload was asked for, else received; then
/// when it was received.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Stamp {
    pub(super) order: f64,
    pub(super) received_at: f64,
}

/// The newest text that was reported. Of two texts of the same age the greater one holds, so that
/// the order in which they were received does not matter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Latest {
    pub(super) value: Option<Box<str>>,
    pub(super) stamp: Stamp,
}

impl Default for Latest {
    fn default() -> Self {
        Self {
            value: None,
            stamp: Stamp {
                order: f64::NEG_INFINITY,
                received_at: f64::NEG_INFINITY,
            },
        }
    }
}

impl Latest {
    /// Takes a text, if it is newer; gives whether the text is another one now. It is copied only
    /// then.
    pub(super) fn set(&mut self, text: Option<&str>, stamp: Stamp) -> bool {
        let Some(text) = text else { return false };
        let is_newer = if stamp == self.stamp {
            self.value.as_deref().is_none_or(|own| text > own)
        } else {
            stamp > self.stamp
        };
        if !is_newer {
            return false;
        }
        self.stamp = stamp;
        let is_new = self.value.as_deref() != Some(text);
        if is_new {
            self.value = Some(text.into());
        }
        is_new
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.value.as_deref()
    }
}
