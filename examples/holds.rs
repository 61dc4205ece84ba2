//! Reads events of the platform from standard input, one a line, and prints how long each
//! communication of an agent was on hold.
//!
//! `cargo run --example holds < events.jsonl`

use std::{error::Error, io};

use conversation_chat::{Moment, Roster, RosterOptions, format_clock};

fn main() -> Result<(), Box<dyn Error>> {
    let mut roster = Roster::with_options(RosterOptions {
        purposes: Some(vec!["agent".into()]),
        ..RosterOptions::default()
    });
    let mut latest = None;
    for line in io::stdin().lines() {
        // Each line: when it was received, in epoch milliseconds; a space; the event.
        let line = line?;
        let (received_at, event) = line.split_once(' ').ok_or("a line without a moment")?;
        let at = Moment::new(received_at.parse()?).ok_or("a moment that is not finite")?;
        latest = Some(at);
        for change in roster.receive(event, at, None)? {
            for issue in change.issues {
                eprintln!("{}: {issue}", change.communication_id);
            }
        }
    }
    let Some(now) = latest else { return Ok(()) };
    for row in roster.rows() {
        let hold = row.timers().hold.elapsed(now);
        println!("{} {}", row.communication_id(), format_clock(hold));
    }
    Ok(())
}
