//! The communications of one participant, of which the flat layout names only the participant.

use super::{
    change::{ChangeKind, RosterChange},
    identity::{Cluster, Moments, assign},
    receive::Receiving,
    row::{RosterRow, Serial},
};
use crate::{
    issue::{Issue, PathSegment},
    wire::{items::PayloadItem, media, report::Report},
};

/// A report of the flat layout.
pub(super) struct Flat {
    report: Report,
    media: Option<&'static str>,
    path: Vec<PathSegment>,
    issues: Vec<Issue>,
}

impl Flat {
    pub(super) fn new(report: Report, item: &PayloadItem<'_>) -> Self {
        Self {
            report,
            media: item.media,
            path: item.path.clone(),
            issues: item.issues.clone(),
        }
    }

    /// Which one of the participant's reports in the payload it is.
    pub(super) fn set_place(&mut self, place: usize) {
        self.report.place = u32::try_from(place).unwrap_or(u32::MAX);
    }
}

/// A report of the flat layout and where it is: in a row, or new.
struct Placed<'a> {
    report: &'a Report,
    row: Option<Serial>,
    new: Option<usize>,
}

/// The assignment of the reports in the flat layout to communications.
#[derive(Default)]
struct Plan {
    moves: Vec<(Serial, Target, Report)>,
    new: Vec<(usize, Target)>,
}

/// A row, or one that is still to be made.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Row(Serial),
    New(usize),
}

impl Receiving<'_> {
    /// Assigns the reports of a participant that have no id: those that are known and `new` ones.
    pub(super) fn assign(&mut self, participant: &str, new: Vec<Flat>) {
        let serials = self.roster.store.of_participant(participant);
        let is_plain = |serial: &Serial| {
            let row = self.roster.store.get(*serial);
            row.is_none_or(|row| {
                !row.is_provisional && !row.history.reports.iter().any(|report| report.flat)
            })
        };
        if new.is_empty() && serials.iter().all(is_plain) {
            return;
        }
        // Media apart, unless nothing says the medium.
        let mut kinds: Vec<Option<&'static str>> = Vec::new();
        let rows = serials
            .iter()
            .filter_map(|serial| self.roster.store.get(*serial));
        let known = rows.map(|row| row.facts.media);
        for media in known.chain(new.iter().map(|flat| flat.media)) {
            if !kinds.contains(&media) {
                kinds.push(media);
            }
        }
        if kinds.contains(&None) || kinds.contains(&Some(media::UNKNOWN)) {
            kinds = vec![None];
        }
        let mut rest = new;
        for kind in kinds {
            let (own, others): (Vec<_>, Vec<_>) = rest
                .into_iter()
                .partition(|flat| kind.is_none() || flat.media == kind);
            rest = others;
            let is_own = |serial: &Serial| {
                let row = self.roster.store.get(*serial);
                row.is_some_and(|row| kind.is_none() || row.facts.media == kind)
            };
            let serials: Vec<Serial> = serials.iter().copied().filter(is_own).collect();
            self.assign_media(participant, &serials, own);
        }
        self.update_begun_from(participant);
    }

    fn assign_media(&mut self, participant: &str, serials: &[Serial], new: Vec<Flat>) {
        let plan = self.plan(serials, &new);
        let mut made: Vec<(usize, Serial)> = Vec::new();
        let mut serial_of = |receiving: &mut Self, target: Target, media: Option<&str>| match target
        {
            Target::Row(serial) => serial,
            Target::New(number) => {
                if let Some((_, serial)) = made.iter().find(|(known, _)| *known == number) {
                    return *serial;
                }
                let store = &receiving.roster.store;
                let id = store.free_id(participant, media.unwrap_or(media::UNKNOWN));
                let serial = receiving.add_row(RosterRow::new(id, true));
                made.push((number, serial));
                serial
            }
        };
        let mut losers: Vec<(Serial, Serial)> = Vec::new();
        for (from, target, report) in plan.moves {
            let to = serial_of(self, target, None);
            for serial in [from, to] {
                if let Some(touched) = self.touch(serial) {
                    touched.is_moved = true;
                }
            }
            self.roster.store.update(from, |row| {
                row.history.take(|own| *own == report);
                // One without reports stays known by its participant until it is dropped.
                if row.history.known().next().is_some() {
                    row.refresh_facts();
                }
            });
            self.roster.store.update(to, |row| {
                row.history.add(report);
                row.refresh_facts();
            });
            losers.push((from, to));
        }
        let mut flats: Vec<Option<Flat>> = new.into_iter().map(Some).collect();
        for (place, target) in plan.new {
            let Some(flat) = flats.get_mut(place).and_then(Option::take) else {
                continue;
            };
            let serial = serial_of(self, target, flat.media);
            self.note_reported(serial, &flat.path);
            self.roster.store.update(serial, |row| {
                row.history.add(flat.report);
                row.refresh_facts();
                row.issues = flat.issues;
            });
        }
        let made = made.iter().map(|(_, serial)| *serial);
        let all: Vec<Serial> = serials.iter().copied().chain(made).collect();
        self.drop_empty(participant, &all, &losers);
    }

    /// Works out where each report of the flat layout belongs.
    fn plan(&self, serials: &[Serial], new: &[Flat]) -> Plan {
        let rows: Vec<&RosterRow> = serials
            .iter()
            .filter_map(|serial| self.roster.store.get(*serial))
            .collect();
        let mut placed: Vec<Placed<'_>> = Vec::new();
        for row in &rows {
            let flats = row.history.reports.iter().filter(|report| report.flat);
            placed.extend(flats.map(|report| Placed {
                report,
                row: Some(row.serial),
                new: None,
            }));
        }
        placed.extend(new.iter().enumerate().map(|(place, flat)| Placed {
            report: &flat.report,
            row: None,
            new: Some(place),
        }));
        let placed = crate::sort::sorted(placed, |one: &Placed<'_>, other| {
            one.report.compare(other.report)
        });
        let reports: Vec<&Report> = placed.iter().map(|placed| placed.report).collect();
        let clusters = assign(&rows, &reports);
        let targets = targets(&rows, &clusters, &placed);
        let mut plan = Plan::default();
        for (cluster, target) in clusters.iter().zip(targets) {
            for place in &cluster.flats {
                let Some(placed) = placed.get(*place) else {
                    continue;
                };
                match (placed.row, placed.new) {
                    (Some(row), _) if Target::Row(row) != target => {
                        plan.moves.push((row, target, placed.report.clone()));
                    }
                    (None, Some(new)) => plan.new.push((new, target)),
                    _ => {}
                }
            }
        }
        plan
    }

    /// Takes rows away that were only named by their participant and have no report left. Those
    /// whose reports an answer does not confirm, which lists the communications by their ids, are
    /// not shown.
    fn drop_empty(&mut self, participant: &str, serials: &[Serial], losers: &[(Serial, Serial)]) {
        let listed_at = self.roster.store.listed_at(participant);
        for serial in serials {
            let Some(row) = self.roster.store.get(*serial) else {
                continue;
            };
            if !row.is_provisional {
                continue;
            }
            let last = row.history.originals().filter(|report| !report.absent);
            let last = last.map(Report::received_at).reduce(f64::max);
            if let Some(last) = last {
                let is_unconfirmed = listed_at.is_some_and(|listed_at| last <= listed_at);
                if is_unconfirmed != row.is_unconfirmed {
                    self.touch(*serial);
                    self.roster
                        .store
                        .update(*serial, |row| row.is_unconfirmed = is_unconfirmed);
                }
                continue;
            }
            let successor = losers.iter().filter(|(from, _)| from == serial);
            let successor = successor.map(|(_, to)| *to).find(|to| {
                let is_new = |serial: Serial| {
                    self.touched
                        .iter()
                        .any(|touched| touched.serial == serial && touched.is_new)
                };
                let row = self.roster.store.get(*to);
                is_new(*to) && row.is_some_and(|row| !row.is_provisional)
            });
            match successor {
                Some(successor) => self.rename(*serial, successor),
                None => self.drop_row(*serial),
            }
        }
    }

    /// The communication that was known by its participant only is the one that the payload has
    /// added by its id: its row stays, and gets that id.
    fn rename(&mut self, serial: Serial, successor: Serial) {
        let Some(added) = self.roster.store.delete(successor) else {
            return;
        };
        let own = self
            .touched
            .iter()
            .position(|touched| touched.serial == successor);
        let own = own.map(|place| self.touched.remove(place));
        self.touch(serial);
        let former = self.roster.store.rename(serial, &added.communication_id);
        self.roster.store.update(serial, |row| {
            for report in added.history.reports {
                row.history.add(report);
            }
            row.refresh_facts();
            row.issues = added.issues;
        });
        if let (Some(own), Some(touched)) = (own, self.touch(serial)) {
            touched.take_place_of(own);
        }
        if let Some(touched) = self.touch(serial) {
            touched.former_id = touched.former_id.take().or(former);
        }
    }

    fn drop_row(&mut self, serial: Serial) {
        let was_shown = self
            .roster
            .store
            .get(serial)
            .is_some_and(RosterRow::is_shown);
        self.touched.retain(|touched| touched.serial != serial);
        if let Some(row) = self.roster.store.delete(serial)
            && was_shown
        {
            self.changes.push(RosterChange {
                communication_id: row.communication_id.to_string(),
                former_id: None,
                kind: ChangeKind::Removed,
                path: Vec::new(),
                issues: Vec::new(),
            });
        }
    }

    /// A participant's later communication did not begin at its `startTime`, but at the earliest
    /// where the one before ended.
    fn update_begun_from(&mut self, participant: &str) {
        let serials = self.roster.store.of_participant(participant);
        let is_bounded = |serial: &Serial| {
            let row = self.roster.store.get(*serial);
            row.is_some_and(|row| row.begun_from.is_finite())
        };
        if serials.len() < 2 && !serials.iter().any(is_bounded) {
            return;
        }
        let moments: Vec<(Serial, Moments)> = serials
            .iter()
            .filter_map(|serial| {
                let row = self.roster.store.get(*serial)?;
                Some((*serial, Moments::new(row.history.known())))
            })
            .collect();
        for (serial, own) in &moments {
            let first = own.first_known();
            let earlier = moments.iter().filter(|(other, _)| other != serial);
            let ends = earlier.filter_map(|(_, other)| other.end().filter(|end| *end <= first));
            let begun_from = ends.fold(f64::NEG_INFINITY, f64::max);
            let is_new = self
                .roster
                .store
                .get(*serial)
                .is_some_and(|row| row.begun_from != begun_from);
            if is_new {
                self.touch(*serial);
                if let Some(row) = self.roster.store.get_mut(*serial) {
                    row.begun_from = begun_from;
                    row.history.forget_settled();
                }
            }
        }
    }
}

/// The row of each cluster: its own; else the row that had its first report, if that is known by
/// the participant only; else a new one.
fn targets(rows: &[&RosterRow], clusters: &[Cluster], placed: &[Placed<'_>]) -> Vec<Target> {
    let mut used: Vec<Serial> = Vec::new();
    let mut targets = Vec::new();
    for (number, cluster) in clusters.iter().enumerate() {
        if let Some(row) = cluster.row.and_then(|place| rows.get(place)) {
            targets.push(Target::Row(row.serial));
            continue;
        }
        let had = cluster
            .flats
            .iter()
            .filter_map(|place| placed.get(*place)?.row);
        let is_free = |serial: &Serial| {
            let row = rows.iter().find(|row| row.serial == *serial);
            let is_anonymous =
                row.is_some_and(|row| row.is_provisional && row.history.floor.heads.is_empty());
            is_anonymous && !used.contains(serial)
        };
        match had.into_iter().find(is_free) {
            Some(serial) => {
                used.push(serial);
                targets.push(Target::Row(serial));
            }
            None => targets.push(Target::New(number)),
        }
    }
    targets
}
