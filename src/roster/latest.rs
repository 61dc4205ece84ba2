//! Values of which the newest report that has one holds.

/// By which a value is newer than another one: when its report was asked for, else received; then
/// when it was received.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Stamp {
    pub(super) order: f64,
    pub(super) received_at: f64,
}

impl Stamp {
    const NEVER: Self = Self {
        order: f64::NEG_INFINITY,
        received_at: f64::NEG_INFINITY,
    };
}

/// The newest value that was reported. Of two values of the same age the greater one holds, so that
/// the order in which they were received does not matter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Latest<T> {
    pub(super) value: Option<T>,
    pub(super) stamp: Stamp,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self {
            value: None,
            stamp: Stamp::NEVER,
        }
    }
}

impl<T: PartialOrd> Latest<T> {
    /// Whether a value of this age would hold.
    fn is_newer(&self, value: &impl PartialOrd<T>, stamp: Stamp) -> bool
    where
        T: PartialEq,
    {
        if stamp != self.stamp {
            return stamp > self.stamp;
        }
        self.value.as_ref().is_none_or(|own| *value > *own)
    }

    /// Takes a value, if it is newer; gives whether the value is another one now.
    pub(super) fn set(&mut self, value: Option<T>, stamp: Stamp) -> bool {
        let Some(value) = value.filter(|value| self.is_newer(value, stamp)) else {
            return false;
        };
        let is_new = self.value.as_ref() != Some(&value);
        (self.value, self.stamp) = (Some(value), stamp);
        is_new
    }

    /// Takes what `other` has, if it is newer.
    pub(super) fn merge(&mut self, other: Self) -> bool {
        self.set(other.value, other.stamp)
    }
}

impl Latest<Box<str>> {
    /// The same of a text, which is copied only if it is another one.
    pub(super) fn set_text(&mut self, text: Option<&str>, stamp: Stamp) -> bool {
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
