//! Everything that a roster shows, as text.

use std::fmt::Write as _;

use conversation_chat::{Moment, Roster, RosterRow};

/// Whether an id is only that of its participant.
fn is_provisional(row: &RosterRow) -> bool {
    let participant = row.participant_id();
    participant.is_some_and(|id| row.communication_id().starts_with(id))
}

fn row(row: &RosterRow) -> String {
    let mut text = String::new();
    if !is_provisional(row) {
        writeln!(text, "id: {}", row.communication_id()).unwrap();
    }
    let texts = [
        ("conversation", row.conversation_id()),
        ("participant", row.participant_id()),
        ("media", Some(row.media_type())),
        ("purpose", row.purpose()),
        ("user", row.user_id()),
        ("queue", row.queue_id()),
        ("queue name", row.queue_name()),
        ("direction", row.direction()),
        ("disconnect type", row.disconnect_type()),
        ("state", row.state()),
    ];
    for (name, value) in texts {
        writeln!(text, "{name}: {value:?}").unwrap();
    }
    let moments = [
        ("started", row.started_at()),
        ("connected", row.connected_at()),
        ("ended", row.ended_at()),
    ];
    for (name, value) in moments {
        writeln!(text, "{name}: {value:?}").unwrap();
    }
    let flags = (row.held(), row.parked(), row.is_ended(), row.is_consult());
    writeln!(text, "flags: {flags:?}, {:?}", row.wrapup_required()).unwrap();
    let wrapup = row.wrapup().map(|own| (&own.code, own.provisional));
    writeln!(text, "wrapup: {wrapup:?}").unwrap();
    writeln!(text, "current: {:?}, {:?}", row.current(), row.basis()).unwrap();
    writeln!(text, "messages: {:?}", row.messages()).unwrap();
    for line in format!("{:?}", row.timers()).split("}, ") {
        writeln!(text, "{line}").unwrap();
    }
    text
}

/// What is not saved: names, and the customer's address.
fn names(row: &RosterRow) -> String {
    format!(
        "names: {:?}, {:?}, {:?}\n",
        row.customer_name(),
        row.customer_address(),
        row.wrapup().and_then(|own| own.name.as_ref())
    )
}

/// All rows at a moment, in an order that does not depend on that of arrival.
pub(crate) fn all(roster: &mut Roster, now: f64) -> Vec<String> {
    roster.advance(Moment::new(now).unwrap(), None);
    let mut rows: Vec<_> = roster.rows().map(|own| row(own) + &names(own)).collect();
    rows.sort();
    rows
}

/// The same without what is not saved.
pub(crate) fn saved(roster: &mut Roster, now: f64) -> Vec<String> {
    roster.advance(Moment::new(now).unwrap(), None);
    let mut rows: Vec<_> = roster.rows().map(row).collect();
    rows.sort();
    rows
}

/// Fails with the lines that differ.
#[track_caller]
pub(crate) fn assert_same(one: &[String], other: &[String], what: &str) {
    if one == other {
        return;
    }
    let lonely = |own: &[String], against: &[String]| -> Vec<String> {
        let rows = own.iter().filter(|row| !against.contains(row));
        rows.cloned().collect()
    };
    let (left, right) = (lonely(one, other), lonely(other, one));
    let mut text = String::new();
    for row in right.iter().skip(left.len()) {
        writeln!(text, "more: {row}").unwrap();
    }
    for (index, row) in left.iter().enumerate() {
        let twin = right.get(index).map_or("", |row| row);
        for (mine, its) in row.lines().zip(twin.lines().chain(std::iter::repeat(""))) {
            if mine != its {
                writeln!(text, "  {mine}\n  {its}").unwrap();
            } else if mine.starts_with("id") || mine.starts_with("participant") {
                writeln!(text, "{mine}").unwrap();
            }
        }
    }
    panic!(
        "{what}: {} and {} rows, of which {} and {} differ:\n{text}",
        one.len(),
        other.len(),
        left.len(),
        right.len()
    );
}
