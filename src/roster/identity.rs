//! Which communication is meant: by its id; where only the participant is named, by medium,
//! participant and its own moments.

use super::{
    facts::Facts,
    observation::{MOST_AGE_MS, Observation},
    row::RosterRow,
};

/// Two tellings of one moment differ by less than this, in milliseconds.
const SAME_MOMENT_MS: f64 = 100.0;

/// How surely a row is the one that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// Nothing speaks against it.
    Possible,
    /// Its moments allow it: it goes on, and what is told came after it began.
    Likely,
    /// One of its own moments is told.
    Sure,
}

impl Match {
    /// From the surest on.
    pub(super) const ALL: [Self; 3] = [Self::Sure, Self::Likely, Self::Possible];
}

/// Whether the media of a row and of a payload may be the same.
pub(super) fn same_media(row: &RosterRow, told: Option<&str>) -> bool {
    !row.is_media_told || told.is_none_or(|told| told == row.media)
}

/// Whether what is told of a participant may be told of this communication of it; `None` if a
/// moment contradicts.
pub(super) fn matches(facts: &Facts, told: &Observation<'_>) -> Option<Match> {
    let ended = facts.ended;
    let ended_at = ended.filter(|ended| ended.told).map(|ended| ended.at);
    let same_end = ended_at
        .zip(told.disconnected)
        .map(|(own, told)| is_same(own, told));
    if let Some(connected) = told.connected {
        if let Some(own) = facts.connected.filter(|own| own.told) {
            return is_same(own.at, connected).then_some(Match::Sure);
        }
        if ended.is_some() {
            // It ended before anybody told that it connected.
            return same_end.filter(|same| *same).map(|_| Match::Sure);
        }
        let begun_later = start_of(facts).is_some_and(|start| start > connected + SAME_MOMENT_MS);
        // An alert before the connection is the one that was answered; one after it is of what was
        // parked.
        let answered = told
            .alerting
            .filter(|start| *start <= connected + SAME_MOMENT_MS);
        let answered_another = alert_of(facts)
            .zip(answered)
            .is_some_and(|(own, told)| !is_same(own, told));
        return (!begun_later && !answered_another).then_some(Match::Likely);
    }
    if let Some((own, start)) = start_of(facts).zip(told.alerting.or(told.begun)) {
        return is_same(own, start).then_some(Match::Sure);
    }
    // What alerted after it connected, and was not parked, is another one.
    let connected_before = |start: f64| {
        facts
            .connected
            .is_some_and(|own| own.at + SAME_MOMENT_MS < start)
    };
    if told.park.is_none() && told.alerting.or(told.begun).is_some_and(connected_before) {
        return None;
    }
    if let Some(same) = same_end {
        return same.then_some(Match::Sure);
    }
    if let Some(end) = told.disconnected {
        if ended.is_some() {
            return Some(Match::Possible);
        }
        let begun_later = start_of(facts).is_some_and(|start| start > end + SAME_MOMENT_MS);
        let match_ = if facts.connected.is_none() {
            Match::Likely
        } else {
            Match::Possible
        };
        return (!begun_later).then_some(match_);
    }
    match ended {
        // A live one is another one, if its own moment is later; or, without one, if no copy comes
        // that late.
        Some(ended) if !told.is_ended => {
            let start = told.alerting.or(told.begun);
            let is_copy =
                start.map_or(told.at - ended.at <= MOST_AGE_MS, |start| start <= ended.at);
            is_copy.then_some(Match::Possible)
        }
        Some(_) => Some(Match::Possible),
        None => Some(Match::Likely),
    }
}

/// When it began, if that was told.
fn start_of(facts: &Facts) -> Option<f64> {
    alert_of(facts).or(facts.begun)
}

/// When it first alerted, if that was told.
fn alert_of(facts: &Facts) -> Option<f64> {
    facts
        .alerts
        .iter()
        .find(|alert| alert.told)
        .map(|alert| alert.start)
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME_MOMENT_MS
}
