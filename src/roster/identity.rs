//! Which communication a report of the flat layout is of, which names only the participant: a
//! function of all reports of that participant.
//!
//! Reports with an id are the communications of that id. The others are assigned one after the
//! other, in order of receipt, each to the communication whose moments match best; one that matches
//! none begins another communication of the participant.

use super::row::RosterRow;
use crate::{
    time::{
        SAME_MS,
        truth::{CONNECTED, rank},
    },
    wire::report::{OLDEST_MS, Report, ms},
};

/// How surely a report is of a communication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    /// Nothing contradicts it.
    Possible,
    /// The communication goes on, and the report may be later than its start.
    Likely,
    /// They share a moment.
    Sure,
}

/// What is known of the moments of one communication.
#[derive(Clone, Debug, Default)]
pub(super) struct Moments {
    /// The connections, in order; later ones are resumptions after a park.
    connected: Vec<f64>,
    /// When it first alerted.
    alert: Option<f64>,
    /// `startTime` of its participant.
    begun: Option<f64>,
    parks: Vec<f64>,
    disconnected: Option<f64>,
    /// The end: a moment, else the first receipt of it.
    ended: Option<f64>,
    /// The first receipt.
    first: f64,
}

impl Moments {
    pub(super) fn new<'a>(reports: impl Iterator<Item = &'a Report>) -> Self {
        let mut moments = Self {
            first: f64::INFINITY,
            ..Self::default()
        };
        for report in reports {
            moments.add(report);
        }
        moments
    }

    pub(super) fn add(&mut self, report: &Report) {
        if report.absent {
            return;
        }
        self.first = self.first.min(report.received_at());
        insert(&mut self.connected, ms(report.connected));
        insert(&mut self.parks, report.park);
        let least = |known: &mut Option<f64>, moment: Option<f64>| {
            *known = known.iter().copied().chain(moment).reduce(f64::min);
        };
        let segments = report.segments.iter();
        let alert = segments
            .filter(|segment| segment.kind == Some(crate::model::IntervalKind::Alert))
            .map(|segment| segment.start);
        least(
            &mut self.alert,
            report.alerting.into_iter().chain(alert).reduce(f64::min),
        );
        least(&mut self.begun, report.begun);
        least(&mut self.disconnected, report.disconnected);
        if report.ended {
            let end = report.disconnected.unwrap_or(report.received_at());
            least(&mut self.ended, Some(end));
        }
    }

    /// When it began, as far as a moment says it.
    pub(super) fn start(&self) -> Option<f64> {
        self.alert.or(self.connected.first().copied())
    }

    /// The first moment or receipt of it, but for the participant's `startTime`.
    pub(super) fn first_known(&self) -> f64 {
        self.start().unwrap_or(self.first).min(self.first)
    }

    /// The end, if it has ended.
    pub(super) fn end(&self) -> Option<f64> {
        self.disconnected.or(self.ended)
    }

    fn is_connected_at(&self, moment: f64) -> bool {
        self.connected.iter().any(|own| is_same(*own, moment))
    }

    /// How surely a report is of this communication; `None` if a moment contradicts it.
    fn matches(&self, report: &Report) -> Option<Match> {
        let same_end = self
            .disconnected
            .zip(report.disconnected)
            .map(|(own, reported)| is_same(own, reported));
        if let Some(connected) = ms(report.connected) {
            if !self.connected.is_empty() {
                return self.matches_connection(report, connected);
            }
            if self.ended.is_some() {
                // It ended before any report said that it connected.
                return same_end.filter(|same| *same).map(|_| Match::Sure);
            }
            let begun_later = self.alert.is_some_and(|start| start > connected + SAME_MS);
            // An alert before the connection is the one that was answered.
            let answered = report
                .alerting
                .filter(|start| *start <= connected + SAME_MS);
            let answered_another = self
                .alert
                .zip(answered)
                .is_some_and(|(own, reported)| !is_same(own, reported));
            return (!begun_later && !answered_another).then_some(Match::Likely);
        }
        let start = report.alerting.or(report.begun);
        if let Some(reported) = start {
            let own = [self.alert, self.begun];
            let is_own = own.into_iter().flatten().any(|own| is_same(own, reported));
            if is_own {
                return self.lives_at(report).then_some(Match::Sure);
            }
            // What alerted after it connected, and was not parked, is another one.
            let connected_before = self
                .connected
                .first()
                .is_some_and(|own| own + SAME_MS < reported);
            let was_parked = report.park.is_some() || !self.parks.is_empty();
            if connected_before && !was_parked {
                return None;
            }
            if report.alerting.is_some() && self.alert.is_some() && !connected_before {
                return None;
            }
        }
        if let Some(same) = same_end {
            return same.then_some(Match::Sure);
        }
        if let Some(end) = report.disconnected {
            let begun_later = self.start().is_some_and(|start| start > end + SAME_MS);
            let level = if self.ended.is_none() && self.connected.is_empty() {
                Match::Likely
            } else {
                Match::Possible
            };
            return (!begun_later).then_some(level);
        }
        // A report from before the connection comes soon after it, or belongs to another one.
        let connected = self.connected.first().copied().unwrap_or(f64::INFINITY);
        let is_early = rank(report).is_some_and(|rank| rank < CONNECTED) && report.park.is_none();
        if is_early && self.parks.is_empty() && report.received_at() - connected > OLDEST_MS {
            return None;
        }
        if self.end().is_none_or(|end| report.order() <= end) {
            return Some(Match::Likely);
        }
        self.lives_at(report).then_some(Match::Possible)
    }

    fn matches_connection(&self, report: &Report, connected: f64) -> Option<Match> {
        if self.is_connected_at(connected) {
            return Some(Match::Sure);
        }
        // A later connection resumes what was parked before it.
        let first = self.connected.first().copied()?;
        let lives = self.ended.is_none_or(|ended| connected <= ended);
        let (from, to) = if connected > first {
            (first, connected)
        } else {
            (connected, first)
        };
        let mut parks = self.parks.iter().copied().chain(report.park);
        let was_parked = parks.any(|park| park >= from - SAME_MS && park < to);
        (was_parked && lives).then_some(Match::Likely)
    }

    fn fit(&self, report: &Report) -> Fit {
        let start = self.first_known();
        let has_begun = start <= report.received_at();
        let end = self.end().unwrap_or(f64::INFINITY);
        (has_begun, -end, start)
    }

    /// Whether a report may be of it though it has ended: one that lives may be a late one.
    fn lives_at(&self, report: &Report) -> bool {
        report.ended
            || self
                .end()
                .is_none_or(|ended| report.received_at() - ended <= OLDEST_MS)
    }
}

/// Whether a later report is a copy of another one, and not of another communication in the same
/// payload.
fn is_copy(report: &Report, later: &Report) -> bool {
    let is_beside = report.receipt == later.receipt && report.place != later.place;
    !is_beside && later.is_copy_of(report)
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME_MS
}

fn insert(moments: &mut Vec<f64>, moment: Option<f64>) {
    let Some(moment) = moment else { return };
    let place = moments.partition_point(|own| *own < moment);
    if moments.get(place) != Some(&moment) {
        moments.insert(place, moment);
    }
}

/// By which of equals is chosen: one that has begun, then the one that ends first, then the one that
/// began last.
type Fit = (bool, f64, f64);

/// A communication of a participant, and the reports of the flat layout that were assigned to it.
pub(super) struct Cluster {
    pub(super) moments: Moments,
    /// Its place among the rows of the participant that are given by their id or were folded;
    /// `None` if the cluster begins with a report of the flat layout.
    pub(super) row: Option<usize>,
    /// Places of the assigned reports.
    pub(super) flats: Vec<usize>,
    most_place: u32,
}

/// Assigns the reports of the flat layout, which are in order of receipt, to the rows of the
/// participant.
pub(super) fn assign(rows: &[&RosterRow], flats: &[&Report]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let folded = &row.history.floor.heads;
        if row.is_provisional && folded.is_empty() {
            continue;
        }
        let own = row.history.reports.iter().filter(|report| !report.flat);
        clusters.push(Cluster {
            moments: Moments::new(folded.iter().chain(own)),
            row: Some(place),
            flats: Vec::new(),
            most_place: 0,
        });
    }
    for (place, report) in flats.iter().enumerate() {
        // A copy is of the communication that the first one is of.
        let copied = |cluster: &Cluster| {
            let row = cluster.row.and_then(|row| rows.get(row));
            let folded = row.into_iter().flat_map(|row| &row.history.floor.copies);
            let own = cluster.flats.iter().rev();
            let mut own = own.filter_map(|own| flats.get(*own).copied()).chain(folded);
            own.any(|other| is_copy(other, report))
        };
        if let Some(cluster) = clusters.iter_mut().find(|cluster| copied(cluster)) {
            cluster.flats.push(place);
            continue;
        }
        let mut best: Option<(Match, Fit, usize)> = None;
        for (index, cluster) in clusters.iter().enumerate() {
            let Some(level) = cluster.moments.matches(report) else {
                continue;
            };
            // Two reports of one payload are of two communications.
            let is_beside = |place: &usize| {
                flats.get(*place).is_some_and(|other| {
                    other.receipt == report.receipt && other.place != report.place
                })
            };
            if report.place + cluster.most_place > 0 && cluster.flats.iter().any(is_beside) {
                continue;
            }
            let fit = cluster.moments.fit(report);
            if best.is_none_or(|(known, best, _)| (level, fit) > (known, best)) {
                best = Some((level, fit, index));
            }
        }
        let index = best.map_or(clusters.len(), |(_, _, index)| index);
        if best.is_none() {
            clusters.push(Cluster {
                moments: Moments {
                    first: f64::INFINITY,
                    ..Moments::default()
                },
                row: None,
                flats: Vec::new(),
                most_place: 0,
            });
        }
        if let Some(cluster) = clusters.get_mut(index) {
            cluster.moments.add(report);
            cluster.most_place = cluster.most_place.max(report.place);
            cluster.flats.push(place);
        }
    }
    clusters
}
