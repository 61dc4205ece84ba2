//! Saved rosters as numbers and texts: one function for each type, which writes or reads.

use std::sync::Arc;

use crate::wire::texts::Texts;

/// Numbers and texts that are written, or that are read one after the other.
pub(super) struct Codec {
    numbers: Vec<f64>,
    texts: Vec<String>,
    /// Where it reads; `None` while it writes.
    reads: Option<(usize, usize)>,
    /// Whether what it reads is not what was written.
    is_damaged: bool,
    /// What several reports of one row have, each written once.
    shared: Vec<Arc<Texts>>,
}

/// A type that can be saved. To read a value, a `Default` one is made and then filled.
pub(super) trait Saved: Default {
    fn save(&mut self, codec: &mut Codec);
}

impl Codec {
    pub(super) const fn writer() -> Self {
        Self {
            numbers: Vec::new(),
            texts: Vec::new(),
            reads: None,
            is_damaged: false,
            shared: Vec::new(),
        }
    }

    pub(super) const fn reader(numbers: Vec<f64>, texts: Vec<String>) -> Self {
        Self {
            numbers,
            texts,
            reads: Some((0, 0)),
            is_damaged: false,
            shared: Vec::new(),
        }
    }

    pub(super) const fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    pub(super) fn written(self) -> (Vec<f64>, Vec<String>) {
        (self.numbers, self.texts)
    }

    /// Whether all that was written was read, and nothing was wrong with it.
    pub(super) fn is_whole(&self) -> bool {
        let end = (self.numbers.len(), self.texts.len());
        !self.is_damaged && self.reads == Some(end)
    }

    /// A number that may be infinite, but is one.
    pub(super) fn number(&mut self, number: &mut f64) {
        let Some((at, texts)) = self.reads else {
            // JSON has no infinity.
            self.numbers.push(number.clamp(f64::MIN, f64::MAX));
            return;
        };
        self.reads = Some((at + 1, texts));
        match self.numbers.get(at) {
            Some(read) if !read.is_nan() => {
                *number = match *read {
                    f64::MAX => f64::INFINITY,
                    f64::MIN => f64::NEG_INFINITY,
                    read => read,
                };
            }
            _ => self.is_damaged = true,
        }
    }

    /// A number that may be absent.
    pub(super) fn option(&mut self, number: &mut Option<f64>) {
        let Some((at, texts)) = self.reads else {
            self.numbers.push(number.unwrap_or(f64::NAN));
            return;
        };
        self.reads = Some((at + 1, texts));
        match self.numbers.get(at) {
            Some(read) => *number = Some(*read).filter(|read| !read.is_nan()),
            None => self.is_damaged = true,
        }
    }

    /// A whole number of at least 0 and less than `most`.
    pub(super) fn count(&mut self, count: u32, most: u32) -> u32 {
        let mut number = f64::from(count);
        self.number(&mut number);
        let is_valid = number >= 0.0 && number < f64::from(most) && number.fract() == 0.0;
        self.is_damaged |= !is_valid;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "just checked"
        )]
        if is_valid { number as u32 } else { 0 }
    }

    /// A number of up to 53 bits.
    pub(super) fn bits(&mut self, bits: &mut u64) {
        #[expect(clippy::cast_precision_loss, reason = "they have at most 53 bits")]
        let mut number = *bits as f64;
        self.number(&mut number);
        let is_valid = (0.0..9_007_199_254_740_992.0).contains(&number);
        self.is_damaged |= !is_valid;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "just checked"
        )]
        if is_valid {
            *bits = number as u64;
        }
    }

    pub(super) fn flag(&mut self, flag: &mut bool) {
        *flag = self.count(u32::from(*flag), 2) == 1;
    }

    /// One of `values`.
    pub(super) fn one_of<T: Copy + PartialEq>(&mut self, value: &mut T, values: &[T]) {
        let place = values.iter().position(|other| other == value);
        let place = place
            .and_then(|place| u32::try_from(place).ok())
            .unwrap_or(0);
        let most = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let place = self.count(place, most);
        if let Some(read) = values.get(place as usize) {
            *value = *read;
        }
    }

    pub(super) fn text(&mut self, text: &mut Option<Box<str>>) {
        let is_there = self.count(u32::from(text.is_some()), 2) == 1;
        let Some((at, place)) = self.reads else {
            self.texts.extend(text.as_deref().map(String::from));
            return;
        };
        *text = None;
        if is_there {
            self.reads = Some((at, place + 1));
            *text = self.texts.get(place).map(|text| (**text).into());
            self.is_damaged |= text.is_none();
        }
    }

    /// What is shared from here on is that of another row.
    pub(super) fn forget_shared(&mut self) {
        self.shared.clear();
    }

    /// Texts that several reports may share: 0 if there are none, 1 if they are written here, else
    /// their place among those before, plus 2.
    pub(super) fn shared(&mut self, texts: &mut Option<Arc<Texts>>) {
        let same = |texts: &Arc<Texts>| {
            let mut known = self.shared.iter();
            let place = known.position(|known| Arc::ptr_eq(known, texts));
            place
                .and_then(|place| u32::try_from(place + 2).ok())
                .unwrap_or(1)
        };
        let place = self.count(texts.as_ref().map_or(0, same), u32::MAX);
        if self.reads.is_none() && place != 1 {
            return;
        }
        *texts = match place {
            0 => None,
            1 => {
                let mut own = texts.as_deref().cloned().unwrap_or_default();
                own.save(self);
                let own = texts.take().unwrap_or_else(|| Arc::new(own));
                self.shared.push(Arc::clone(&own));
                Some(own)
            }
            place => self.shared.get(place as usize - 2).cloned(),
        };
        self.is_damaged |= place > 1 && texts.is_none();
    }

    pub(super) fn list<T: Saved>(&mut self, list: &mut Vec<T>) {
        let length = self.count(u32::try_from(list.len()).unwrap_or(u32::MAX), u32::MAX);
        if self.reads.is_some() {
            list.clear();
            for _ in 0..length {
                if self.is_damaged {
                    return;
                }
                let mut item = T::default();
                item.save(self);
                list.push(item);
            }
        } else {
            for item in list {
                item.save(self);
            }
        }
    }
}
