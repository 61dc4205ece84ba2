//! A desk that knows the truth: it gives what arrives to a roster, and compares the roster with the
//! truth.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use conversation_chat::{
    ChangeKind, Issue, IssueCode, Moment, PathSegment, Roster, RosterChange, RosterOptions,
    RosterRow, SyncError,
};
use serde_json::Value;

use super::{
    network::Packet,
    oracle::{expect, waits_since},
    shown::Watch,
    truth::{Medium, Role, World},
    wire::{customer_address, customer_name},
};

/// A leg: its conversation, and its place in there.
pub(super) type LegOf = (usize, usize);

pub(super) struct Follower<'w> {
    pub(super) world: &'w World,
    pub(super) roster: Roster,
    options: RosterOptions,
    /// The conversations whose customers were told since the page was loaded: names are not saved.
    introduced: BTreeSet<usize>,
    /// How late notifications may be, and how much two clocks differ, in ms.
    pub(super) delay: i64,
    pub(super) skew: i64,
    /// Which leg each row is.
    pub(super) names: HashMap<String, LegOf>,
    /// Until when each conversation is known.
    heard: BTreeMap<usize, i64>,
    /// Until when each leg is known.
    pub(super) seen: BTreeMap<LegOf, i64>,
    /// The same, as far as what was said there counts: what came before the first row of a
    /// conversation is not kept.
    said: BTreeMap<LegOf, i64>,
    /// The legs whose ids were told.
    pub(super) identified: BTreeSet<LegOf>,
    pub(super) removed: BTreeSet<LegOf>,
    /// Whether every change is printed.
    traces: bool,
}

pub(super) fn moment(ms: i64) -> Moment {
    Moment::new(ms as f64).expect("it is a moment")
}

impl<'w> Follower<'w> {
    pub(super) fn new(world: &'w World, delay: i64, skew: i64) -> Self {
        Self::with_options(world, RosterOptions::default(), delay, skew)
    }

    pub(super) fn with_options(
        world: &'w World,
        options: RosterOptions,
        delay: i64,
        skew: i64,
    ) -> Self {
        Self {
            world,
            roster: Roster::with_options(options.clone()),
            options,
            introduced: BTreeSet::new(),
            delay,
            skew,
            names: HashMap::new(),
            heard: BTreeMap::new(),
            seen: BTreeMap::new(),
            said: BTreeMap::new(),
            identified: BTreeSet::new(),
            removed: BTreeSet::new(),
            traces: std::env::var_os("LIVE_TRACE").is_some(),
        }
    }

    /// The page is loaded again: what was saved goes on.
    pub(super) fn reload(&mut self, now: i64) {
        let restored = Roster::restore(&self.roster.save(), moment(now), self.options.clone());
        let mut restored = restored.expect("it was saved just now");
        let (asked, anew) = (
            self.roster.advance(moment(now), None),
            restored.advance(moment(now), None),
        );
        assert_eq!(
            asked, anew,
            "what a roster remembers of the next change is what it works out anew"
        );
        self.roster = restored;
        self.introduced.clear();
    }

    /// Whether the options ask for a leg.
    fn wants(&self, (index, leg): LegOf) -> bool {
        let conversation = &self.world.conversations[index];
        let participant = &conversation.participants[conversation.legs[leg].participant];
        let is_of_user = self.options.user_id.is_none() || self.options.user_id == participant.user;
        let is_for = |purpose: &String| match participant.role {
            Role::Agent | Role::Supervisor(_) => purpose == "agent",
            Role::Customer => purpose == "customer",
            Role::Queue | Role::Flow => false,
        };
        is_of_user
            && self
                .options
                .purposes
                .as_ref()
                .is_none_or(|purposes| purposes.iter().any(is_for))
    }

    /// Gives a packet to the roster, and takes note of what it tells.
    pub(super) fn deliver(&mut self, packet: &Packet) -> Vec<RosterChange> {
        let (at, asked) = (moment(packet.at), packet.asked.map(moment));
        let changes = if packet.sync {
            self.roster.sync(&packet.text, at, asked)
        } else {
            self.roster
                .receive(&packet.text, at, asked)
                .map_err(SyncError::from)
        };
        for conversation in &packet.carries {
            let heard = self.heard.entry(*conversation).or_insert(packet.seen);
            *heard = packet.seen.max(*heard);
            for leg in packet
                .layout
                .shows(&self.world.conversations[*conversation], packet.seen)
            {
                let seen = self.seen.entry((*conversation, leg)).or_insert(packet.seen);
                *seen = packet.seen.max(*seen);
                self.said.insert((*conversation, leg), *seen);
                if packet.layout.flat().is_none() {
                    self.identified.insert((*conversation, leg));
                }
                if self.world.conversations[*conversation].legs[leg].participant == 0 {
                    self.introduced.insert(*conversation);
                }
            }
            if !self
                .seen
                .keys()
                .any(|leg| leg.0 == *conversation && self.wants(*leg))
            {
                self.said.retain(|leg, _| leg.0 != *conversation);
            }
        }
        let changes = changes.expect("it is JSON");
        for change in changes.iter().filter(|_| self.traces) {
            eprintln!(
                "at {} seen {} {:?}: {change:?}",
                packet.at, packet.seen, packet.layout
            );
        }
        changes
    }

    /// Follows which row is which leg: a change names the place of its communication in the
    /// payload.
    pub(super) fn follow(&mut self, packet: &Packet, changes: &[RosterChange]) {
        let payload: Value = serde_json::from_str(&packet.text).expect("it is JSON");
        assert!(
            !packet.carries.is_empty() || changes.is_empty() || packet.sync,
            "{changes:?} by {}",
            packet.text
        );
        for change in changes {
            // `held` may come without its moment where fields are left out; and no list of states
            // is complete.
            let excused = |issue: &Issue| match issue.code {
                IssueCode::Hold => packet.sparse,
                // Some after-call work ends at no moment that is told.
                IssueCode::AfterCallWork => issue.path.len() == 2,
                code => code == IssueCode::UnknownValue && issue.path == ["state".into()],
            };
            assert!(
                change.issues.iter().all(excused),
                "{:?} in {}",
                change.issues,
                packet.text
            );
            if change.path.is_empty() {
                let leg = self.names[&change.communication_id];
                assert!(
                    packet.sync && matches!(change.kind, ChangeKind::Ended),
                    "{change:?}"
                );
                assert!(
                    self.world.conversations[leg.0].legs[leg.1].has_ended(packet.seen),
                    "{change:?}"
                );
                continue;
            }
            let leg = self.leg_at(packet, &payload, change);
            if let Some(former) = &change.former_id {
                assert_eq!(self.names.remove(former), Some(leg), "{change:?}");
            }
            if let Some(known) = self.names.insert(change.communication_id.clone(), leg) {
                assert_eq!(
                    known, leg,
                    "a row became another leg: {change:?} in {}",
                    packet.text
                );
            }
        }
    }

    fn leg_at(&self, packet: &Packet, payload: &Value, change: &RosterChange) -> LegOf {
        let found = change
            .path
            .iter()
            .try_fold(payload, |value, step| match step {
                PathSegment::Field(name) => value.get(name.as_ref()),
                PathSegment::Index(index) => {
                    value.get(usize::try_from(*index).expect("it is short"))
                }
            });
        let id = found
            .and_then(|found| found.get("id"))
            .and_then(Value::as_str);
        let id = id
            .unwrap_or_else(|| panic!("no communication at {:?} of {}", change.path, packet.text));
        for index in &packet.carries {
            let conversation = &self.world.conversations[*index];
            let leg = match packet.layout.flat() {
                Some(medium) => conversation
                    .participants
                    .iter()
                    .position(|participant| participant.id == id)
                    .and_then(|participant| conversation.latest(participant, medium, packet.seen)),
                None => conversation.legs.iter().position(|leg| leg.id == id),
            };
            if let Some(leg) = leg {
                return (*index, leg);
            }
        }
        panic!("{id} is in no conversation of {}", packet.text)
    }

    /// Everything was told again: the rows are legs by their own ids.
    pub(super) fn is_healed(&mut self, packet: &Packet) {
        self.names.clear();
        for (index, conversation) in self.world.conversations.iter().enumerate() {
            self.heard.insert(index, packet.seen);
            for (place, leg) in conversation
                .legs
                .iter()
                .enumerate()
                .filter(|(_, leg)| leg.start() <= packet.seen)
            {
                self.names.insert(leg.id.clone(), (index, place));
                self.seen.insert((index, place), packet.seen);
                self.said.insert((index, place), packet.seen);
                self.identified.insert((index, place));
            }
        }
    }

    /// Removes rows of legs that nothing more will happen to.
    pub(super) fn remove_some(&mut self, now: i64, chosen: impl Fn(LegOf) -> bool) {
        for (leg, seen) in &self.seen {
            let done = self.world.conversations[leg.0].legs[leg.1].done() <= *seen && *seen <= now;
            if done && chosen(*leg) && self.wants(*leg) && self.removed.insert(*leg) {
                let name = self
                    .names
                    .iter()
                    .find(|(_, known)| *known == leg)
                    .map(|(name, _)| name.clone());
                let name = name.expect("it has a row");
                assert!(self.roster.remove(&name));
                // A provisional id may be given again.
                self.names.remove(&name);
            }
        }
    }

    /// Every row is a leg, every leg that was told has one row, and what it shows is true.
    pub(super) fn compare(&mut self, now: i64) {
        if let Some(next) = self.roster.advance(moment(now), None) {
            assert!(
                next.epoch_ms() > now as f64,
                "the next change of {now} is {}",
                next.epoch_ms()
            );
        }
        let mut rows = BTreeSet::new();
        for row in self.roster.rows() {
            let Some(leg) = self.names.get(row.communication_id()) else {
                panic!("a row that is no leg: {row:?}");
            };
            assert!(
                rows.insert(*leg),
                "two rows of one leg: {}",
                row.communication_id()
            );
            self.compare_row(row, *leg, now);
        }
        let is_shown = |leg: &&LegOf| !self.removed.contains(*leg) && self.wants(**leg);
        let expected: BTreeSet<_> = self.seen.keys().filter(is_shown).copied().collect();
        let names = |legs: Vec<&LegOf>| {
            legs.iter()
                .map(|leg| self.world.conversations[leg.0].legs[leg.1].id.clone())
                .collect::<Vec<_>>()
        };
        let (missing, extra) = (
            expected.difference(&rows).collect(),
            rows.difference(&expected).collect(),
        );
        assert_eq!(
            rows,
            expected,
            "missing {:?}, too many {:?}",
            names(missing),
            names(extra)
        );
    }

    pub(super) fn compare_row(&self, row: &RosterRow, (index, leg_index): LegOf, now: i64) {
        let conversation = &self.world.conversations[index];
        let leg = &conversation.legs[leg_index];
        let participant = &conversation.participants[leg.participant];
        if self.identified.contains(&(index, leg_index)) {
            assert_eq!(row.communication_id(), leg.id);
        }
        assert_eq!(
            row.conversation_id(),
            Some(conversation.id.as_str()),
            "{row:?}"
        );
        assert_eq!(
            row.participant_id(),
            Some(participant.id.as_str()),
            "{row:?}"
        );
        assert_eq!(row.media_type(), leg.medium.name(), "{row:?}");
        assert_eq!(row.user_id(), participant.user.as_deref(), "{row:?}");
        assert_eq!(row.queue_id(), participant.queue.as_deref(), "{row:?}");
        if let Some(direction) = row.direction() {
            assert_eq!(direction, leg.direction, "{row:?}");
        }
        if self.introduced.contains(&index) {
            assert_eq!(
                row.customer_name(),
                Some(customer_name(conversation).as_str()),
                "{row:?}"
            );
            assert_eq!(
                row.customer_address(),
                Some(customer_address(conversation).as_str()),
                "{row:?}"
            );
        }
        let expected = expect(conversation, leg_index, self.seen[&(index, leg_index)], now);
        let blur = self.delay * expected.untold + self.skew * (expected.steps + 1);
        let watch = Watch {
            row,
            expected: &expected,
            now,
            blur,
        };
        watch.state();
        watch.timers(conversation.handles(leg_index));
        let until = row.timers().inactivity.and_then(|watch| watch.until);
        let is_counted = !expected.ended && conversation.handles(leg_index);
        let inactive_at = conversation
            .inactivity(self.heard[&index])
            .filter(|_| is_counted && !expected.parked);
        assert_eq!(
            until,
            inactive_at.map(|at| at as f64),
            "inactivity: {row:?}"
        );
        if leg.medium == Medium::Message && !expected.ended && conversation.handles(leg_index) {
            let since = waits_since(conversation, |text| self.said.get(&(index, text)).copied());
            let shown = row
                .timers()
                .response
                .filter(|response| response.since.is_some())
                .map(|response| response.elapsed(moment(now)));
            assert_eq!(
                shown,
                since.map(|since| (now - since) as f64),
                "response: {row:?}"
            );
        }
    }
}
