//! What the cloud publishes, and what a network makes of it until it arrives.

use super::{
    random::Random,
    truth::{Conversation, Kind, Leg, Medium, World},
    wire::{Layout, Pen},
};

/// Something that arrives at the desk.
pub(crate) struct Packet {
    pub(crate) at: i64,
    /// When it was asked for, if it is an answer and that is told.
    pub(crate) asked: Option<i64>,
    /// Whether it is the list of all that is live.
    pub(crate) sync: bool,
    /// The moment whose truth it tells.
    pub(crate) seen: i64,
    /// Which conversations it carries.
    pub(crate) carries: Vec<usize>,
    pub(crate) layout: Layout,
    /// Whether it leaves fields out.
    pub(crate) sparse: bool,
    pub(crate) text: String,
    /// Whether everything that has begun was told again with it and right before it.
    pub(crate) heals: bool,
}

/// A notification or an answer that the cloud is ready to send.
#[derive(Clone)]
pub(crate) struct Letter {
    pub(crate) seen: i64,
    pub(crate) conversation: usize,
    pub(crate) layout: Layout,
    pub(crate) sparse: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Topics {
    pub(crate) nested: bool,
    pub(crate) flat: bool,
}

impl Topics {
    pub(crate) const ALL: [Self; 3] = [
        Self {
            nested: true,
            flat: false,
        },
        Self {
            nested: true,
            flat: true,
        },
        Self {
            nested: false,
            flat: true,
        },
    ];
}

pub(crate) struct Cloud<'w> {
    pub(crate) world: &'w World,
    pub(crate) topics: Topics,
    /// How much later the clock of segments is, in ms.
    pub(crate) skew: i64,
}

impl Cloud<'_> {
    /// All notifications, in the order of what they tell; some tell nothing new and leave fields
    /// out.
    pub(crate) fn notifications(&self, random: &mut Random, sparse: bool) -> Vec<Letter> {
        let mut letters = Vec::new();
        for (index, conversation) in self.world.conversations.iter().enumerate() {
            let mut publish = |seen, sparse| {
                let nested = [Layout::NestedEvent]
                    .into_iter()
                    .filter(|_| self.topics.nested);
                let flat = media(conversation, seen)
                    .into_iter()
                    .filter(|_| self.topics.flat)
                    .map(Layout::FlatEvent);
                letters.extend(nested.chain(flat).map(|layout| Letter {
                    seen,
                    conversation: index,
                    layout,
                    sparse,
                }));
            };
            for seen in conversation.moments() {
                publish(seen, false);
                if sparse && random.chance(20) {
                    let again = seen + random.between(1, 5000);
                    publish(again, true);
                }
            }
        }
        letters.sort_by_key(|letter| (letter.seen, letter.sparse));
        letters
    }

    pub(crate) fn packet(&self, random: &mut Random, letter: &Letter, at: i64) -> Packet {
        let conversation = &self.world.conversations[letter.conversation];
        let mut pen = Pen {
            random,
            skew: self.skew,
            sparse: letter.sparse,
        };
        let body = pen.conversation(conversation, letter.layout, letter.seen);
        let payload = pen.payload(body, letter.layout);
        let text = pen.text(&payload);
        Packet {
            at,
            asked: None,
            sync: false,
            seen: letter.seen,
            carries: vec![letter.conversation],
            layout: letter.layout,
            sparse: letter.sparse,
            text,
            heals: false,
        }
    }

    /// The answer to a request about one conversation, about a page of them, or about all that are
    /// live.
    pub(crate) fn answer(
        &self,
        random: &mut Random,
        asked: i64,
        seen: i64,
        at: i64,
    ) -> Option<Packet> {
        if random.chance(20) {
            return Some(self.complete(random, asked, seen, at, Layout::Rest));
        }
        let begun = self.begun(seen);
        if begun.is_empty() {
            return None;
        }
        let index = random.pick(&begun);
        let flat = media(&self.world.conversations[index], seen);
        let medium = random.pick(&flat);
        let layout = random.pick(&[Layout::Rest, Layout::RestBare, Layout::RestFlat(medium)]);
        if self.topics.nested || layout.flat().is_some() || random.chance(30) {
            let letter = Letter {
                seen,
                conversation: index,
                layout,
                sparse: false,
            };
            let mut packet = self.packet(random, &letter, at);
            packet.asked = Some(asked);
            if random.chance(20) {
                let mut pen = Pen {
                    random,
                    skew: self.skew,
                    sparse: false,
                };
                let body = pen.conversation(&self.world.conversations[index], layout, seen);
                let page = pen.page(vec![body]);
                packet.text = pen.text(&page);
            }
            return Some(packet);
        }
        None
    }

    /// The list of all that is live.
    pub(crate) fn complete(
        &self,
        random: &mut Random,
        asked: i64,
        seen: i64,
        at: i64,
        layout: Layout,
    ) -> Packet {
        let mut live = self.begun(seen);
        live.retain(|index| self.world.conversations[*index].done() > seen);
        let mut pen = Pen {
            random,
            skew: self.skew,
            sparse: false,
        };
        let bodies = live
            .iter()
            .map(|index| pen.conversation(&self.world.conversations[*index], layout, seen))
            .collect();
        let list = pen.list(bodies);
        let text = pen.text(&list);
        Packet {
            at,
            asked: Some(asked),
            sync: true,
            seen,
            carries: live,
            layout,
            sparse: false,
            text,
            heals: false,
        }
    }

    /// What comes in the order in which it was told, within `delay` ms, with answers as old as that
    /// in between.
    pub(crate) fn good(&self, random: &mut Random, delay: i64) -> Vec<Packet> {
        let mut packets = Vec::new();
        let (mut last, mut seen_before) = (0, 0);
        for letter in self.notifications(random, true) {
            // Nothing gives the order of two notifications that come in the same millisecond.
            let earliest = last + i64::from(letter.seen > seen_before);
            last = (letter.seen + random.between(0, delay)).max(earliest);
            seen_before = letter.seen;
            packets.push(self.packet(random, &letter, last));
            if random.chance(2) {
                let mut pen = Pen {
                    random,
                    skew: 0,
                    sparse: false,
                };
                let noise = pen.noise();
                let text = pen.text(&noise);
                packets.push(Packet {
                    carries: Vec::new(),
                    text,
                    ..self.packet(random, &letter, last)
                });
            }
            if random.chance(10) {
                let seen = letter.seen + random.between(0, 2000);
                let asked = seen - random.between(0, 200);
                // Older than events that came first, but none that it knows of is still on its way.
                let at = seen + delay + random.between(0, 300);
                packets.extend(self.answer(random, asked, seen, at));
            }
        }
        packets.sort_by_key(|packet| packet.at);
        packets
    }

    /// What comes at once, and some of it again up to 9 s later, where it can be told that it is
    /// old.
    pub(crate) fn copied(&self, random: &mut Random) -> Vec<Packet> {
        let mut packets = self.good(random, 0);
        for letter in self.notifications(random, false) {
            let at = letter.seen + random.between(1, 9_000);
            if random.chance(30) && self.shows_its_age(&letter, at) {
                packets.push(self.packet(random, &letter, at));
            }
        }
        packets.sort_by_key(|packet| packet.at);
        packets
    }

    fn shows_its_age(&self, letter: &Letter, now: i64) -> bool {
        let conversation = &self.world.conversations[letter.conversation];
        letter
            .layout
            .shows(conversation, letter.seen)
            .into_iter()
            .all(|index| {
                let (leg, then) = (&conversation.legs[index], letter.seen);
                if leg.moments().all(|moment| moment <= then || now < moment) || leg.has_ended(then)
                {
                    return true;
                }
                let connected = leg.connected(then).is_some();
                tells_which(leg, letter)
                    && (leg.has_ended(now)
                        || match leg.step(then).kind {
                            Kind::Hold | Kind::Park => true,
                            Kind::Alert => !connected && leg.connected(now).is_some(),
                            _ => false,
                        })
            })
    }

    /// What comes lost, doubled, late and in any order, with answers in between and now and then a
    /// complete one.
    ///
    /// `returns`: a participant may have several legs, so what does not tell of which it is cannot
    /// be told from news and is always lost.
    pub(crate) fn bad(&self, random: &mut Random, lost: i64, returns: bool) -> Vec<Packet> {
        let mut letters = self.notifications(random, false);
        letters.retain(|letter| {
            let conversation = &self.world.conversations[letter.conversation];
            let shown = letter.layout.shows(conversation, letter.seen);
            !returns
                || shown
                    .into_iter()
                    .all(|leg| tells_which(&conversation.legs[leg], letter))
        });
        let (first, last) = (letters[0].seen, letters[letters.len() - 1].seen);
        let mut heals = Vec::new();
        let mut moment = first;
        while moment < last + 40_000 {
            moment += random.between(20_000, 200_000);
            heals.push(moment);
        }
        // Nothing comes while a complete answer is on its way: what then comes cannot be told from
        // news.
        let quiet = |at: i64| {
            heals
                .iter()
                .find(|asked| (**asked..=**asked + 100).contains(&at))
                .map_or(at, |asked| asked + 101)
        };
        let mut packets = Vec::new();
        for letter in &letters {
            for copy in 0..2 {
                let comes = if copy == 0 {
                    !random.chance(lost)
                } else {
                    random.chance(25)
                };
                let late = if random.chance(25) { 30_000 } else { 300 };
                let at =
                    quiet(letter.seen + random.between(0, late) + copy * random.between(0, 20_000));
                if comes {
                    packets.push(self.packet(random, letter, at));
                }
            }
            if random.chance(5) {
                let seen = letter.seen + random.between(0, 2000);
                let at = quiet(seen + random.between(0, 3000));
                let asked = seen - random.between(0, 3000);
                packets.extend(self.answer(random, asked, seen, at));
            }
        }
        for asked in &heals {
            packets.extend(self.heal(random, *asked));
        }
        packets.sort_by_key(|packet| packet.at);
        packets
    }

    fn heal(&self, random: &mut Random, asked: i64) -> Vec<Packet> {
        let (seen, at) = (asked + 50, asked + 100);
        let mut packets = vec![self.complete(random, asked, seen, at, Layout::Rest)];
        for conversation in self.begun(seen) {
            let letter = Letter {
                seen,
                conversation,
                layout: Layout::Rest,
                sparse: false,
            };
            packets.push(Packet {
                asked: Some(asked),
                ..self.packet(random, &letter, at)
            });
        }
        random.shuffle(&mut packets);
        packets.last_mut().expect("there is the list").heals = true;
        packets
    }

    fn begun(&self, seen: i64) -> Vec<usize> {
        (0..self.world.conversations.len())
            .filter(|index| self.world.conversations[*index].start() <= seen)
            .collect()
    }
}

/// Whether it tells of a leg which one of its participant it is: flat payloads before the answer
/// may have no moment at all.
fn tells_which(leg: &Leg, letter: &Letter) -> bool {
    let alerted = leg.first(Kind::Alert, letter.seen).is_some() && leg.medium != Medium::Chat;
    letter.layout.flat().is_none()
        || alerted
        || leg.connected(letter.seen).is_some()
        || leg.has_ended(letter.seen)
}

/// The media that a conversation has had by then.
fn media(conversation: &Conversation, seen: i64) -> Vec<Medium> {
    let has = |medium: &Medium| {
        conversation
            .legs
            .iter()
            .any(|leg| leg.medium == *medium && leg.start() <= seen)
    };
    Medium::ALL.into_iter().filter(has).collect()
}
