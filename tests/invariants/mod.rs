//! What must hold for any input: asked by the fuzzer of what it makes up, and by the tests of what
//! it once found worth keeping.

pub(crate) mod rows;

use conversation_chat::{
    ConversationChat, Durations, IntervalKind, Moment, PathSegment, Roster, RosterOptions,
    Stopwatch, Stopwatches, SyncError, Timer, TimerName, durations, parse_chat, stopwatches,
    timeline,
};
use serde_json::Value;

/// One chat: reading it never panics, its issues have paths that exist, all ways of reading it
/// agree, writing and reading again is identity, and its durations are the sums of its intervals.
pub(crate) fn chat(data: &[u8]) {
    let Ok(parsed) = parse_chat(data) else {
        return;
    };
    if let Ok(json) = serde_json::from_slice::<Value>(data) {
        for issue in &parsed.issues {
            let parent = issue
                .path
                .split_last()
                .map_or(&[][..], |(_, parent)| parent);
            let found = parent
                .iter()
                .try_fold(&json, |value, segment| match segment {
                    PathSegment::Field(name) => value.get(&**name),
                    PathSegment::Index(index) => value.get(*index as usize),
                });
            assert!(found.is_some(), "no place for {issue}");
        }
    }
    let written = serde_json::to_string(&parsed.chat).expect("a chat can be written");
    let again = parse_chat(&written).expect("what was written can be read");
    assert_eq!(again.chat, parsed.chat);
    // Text and encoded value: the encoders in JavaScript write the same.
    assert_eq!(again.issues, parsed.chat.check());
    let by_serde: ConversationChat = serde_json::from_str(&written).expect("serde reads it too");
    assert_eq!(by_serde, parsed.chat);

    for now in [0.0, 1.6e12].map(|ms| Moment::new(ms).expect("it is finite")) {
        let (durations, intervals) = (durations(&parsed.chat, now), timeline(&parsed.chat, now));
        let watches = stopwatches(&parsed.chat);
        let kinds = [
            IntervalKind::Alert,
            IntervalKind::Contacting,
            IntervalKind::Dialing,
            IntervalKind::Talk,
            IntervalKind::Hold,
            IntervalKind::Park,
            IntervalKind::AfterCallWork,
        ];
        let [parts @ .., handle] = timers(&durations);
        for (kind, timer) in kinds.into_iter().zip(parts) {
            let of_kind = || intervals.iter().filter(|span| span.kind == kind);
            let sum: f64 = of_kind().map(|span| span.end_ms - span.start_ms).sum();
            assert!(timer.ms >= 0.0);
            assert!(
                (sum - timer.ms).abs() <= 1.0,
                "{kind:?}: {sum} is not {}",
                timer.ms
            );
            assert_eq!(of_kind().count(), timer.count as usize);
            assert_eq!(of_kind().any(|span| span.running), timer.running);
        }
        assert_eq!(handle.ms, watches.handle.elapsed(now));
        are_sound(&watches, now);
    }
}

/// What holds for the stopwatches of any communication.
fn are_sound(watches: &Stopwatches, now: Moment) {
    for watch in TimerName::ALL
        .into_iter()
        .filter_map(|name| watches.get(name))
    {
        let Stopwatch {
            ms,
            since,
            until,
            count,
            ..
        } = watch;
        assert!(
            ms >= 0.0
                && ms.is_finite()
                && since.is_none_or(f64::is_finite)
                && until.is_none_or(f64::is_finite)
        );
        assert!(
            count > 0 || (ms == 0.0 && since.is_none()),
            "what never began took no time: {watch:?}"
        );
        assert_eq!(
            watch.elapsed(now),
            ms + since.map_or(0.0, |since| (now.epoch_ms() - since).max(0.0))
        );
    }
    let Stopwatches {
        contacting,
        dialing,
        talk,
        hold,
        after_call_work,
        handle,
        current_hold,
        ..
    } = *watches;
    let parts = [contacting, dialing, talk, hold, after_call_work];
    assert!(
        parts.iter().filter(|part| part.since.is_some()).count() <= 1,
        "one part of handle runs: {watches:?}"
    );
    let sum: f64 = parts.iter().map(|part| part.elapsed(now)).sum();
    assert!(
        (sum - handle.elapsed(now)).abs() <= 1.0,
        "{sum} is not {handle:?}"
    );
    if let Some(current) = current_hold {
        assert!(
            hold.since.is_some() && current.elapsed(now) <= hold.elapsed(now),
            "{current:?} in {hold:?}"
        );
    }
}

/// A sequence of payloads, one a line: the roster never panics, refuses what is no JSON without
/// harm, and stays consistent. What comes bare says the same in a page, and what was saved goes on
/// as before.
pub(crate) fn roster(data: &[u8]) {
    let moment = |ms: f64| Moment::new(ms).expect("it is finite");
    let mut roster = Roster::new();
    let mut at = 1.6e12;
    for (number, line) in data.split(|byte| *byte == b'\n').enumerate() {
        at += 1000.0;
        if line.first() == Some(&b'[') {
            let page = [br#"{"entities":"#, line, b"}"].concat();
            let rows = |text: &[u8]| {
                let mut roster = Roster::new();
                roster.receive(text, moment(at), None).ok()?;
                Some(roster.rows().cloned().collect::<Vec<_>>())
            };
            let [bare, paged] = [line, &page].map(rows);
            // Either may be no JSON where the other is: one level too deep, or a list with more
            // behind it.
            assert!(bare == paged || bare.is_none() || paged.is_none());
        }
        let (before, now) = (roster.len(), moment(at));
        let asked_at = (number % 3 == 0).then(|| moment(at - 2000.0));
        let received = if number % 7 == 6 {
            roster.sync(line, now, asked_at)
        } else {
            roster.receive(line, now, asked_at).map_err(SyncError::from)
        };
        match received {
            Ok(changes) => assert!(roster.len() <= before + changes.len()),
            Err(_) => assert_eq!(roster.len(), before),
        }
        for row in roster.rows() {
            are_sound(row.timers(), now);
            assert_eq!(roster.get(row.communication_id()), Some(row));
            assert!(!(row.is_ended() && (row.held() || row.parked())));
        }
    }
    in_any_order(data);
    let now = moment(at);
    let restored = Roster::restore(&roster.save(), now, RosterOptions::default())
        .expect("what was saved can be restored");
    let watches = |roster: &Roster| {
        roster
            .rows()
            .map(|row| Stopwatches::clone(row.timers()))
            .collect::<Vec<_>>()
    };
    for (mut before, after) in watches(&roster).into_iter().zip(watches(&restored)) {
        (before.response, before.inactivity) = (None, None);
        assert_eq!(before, after);
    }
    assert_eq!(restored.len(), roster.len());
    if let Some(next) = roster.advance(now, None) {
        assert!(next > now);
    }
    let ids: Vec<_> = roster
        .rows()
        .map(|row| row.communication_id().to_owned())
        .collect();
    for id in ids {
        assert!(roster.remove(&id), "{id}");
    }
    assert!(roster.is_empty());
}

/// The payloads of `roster`, each with its own moments, give the same rows in the reversed order, and
/// with a reload after each of them.
fn in_any_order(data: &[u8]) {
    /// More lines may have more lists of all that is live than are remembered.
    const MOST_LINES: usize = 20;
    let moment = |ms: f64| Moment::new(ms).expect("it is finite");
    let lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
    if lines.len() > MOST_LINES {
        return;
    }
    let at = |number: usize| 1.6e12 + 1000.0 * (number + 1) as f64;
    let give = |roster: &mut Roster, number: usize| {
        let asked_at = number
            .is_multiple_of(3)
            .then(|| moment(at(number) - 2000.0));
        let (line, now) = (lines[number], moment(at(number)));
        // What is no JSON, or no list, changes nothing.
        if number % 7 == 6 {
            roster.sync(line, now, asked_at).ok();
        } else {
            roster.receive(line, now, asked_at).ok();
        }
    };
    let (mut whole, mut reversed, mut reloaded) = (Roster::new(), Roster::new(), Roster::new());
    let last = at(lines.len());
    for number in 0..lines.len() {
        give(&mut whole, number);
        give(&mut reversed, lines.len() - 1 - number);
        give(&mut reloaded, number);
        reloaded = Roster::restore(&reloaded.save(), moment(last), RosterOptions::default())
            .expect("what was saved can be restored");
    }
    let shown = rows::saved(&mut whole, last);
    rows::assert_same(&shown, &rows::saved(&mut reloaded, last), "reloaded");
    let shown = rows::all(&mut whole, last);
    rows::assert_same(&shown, &rows::all(&mut reversed, last), "reversed");
}

/// The timers of each kind, and handle.
pub(crate) fn timers(durations: &Durations) -> [Timer; 8] {
    let Durations {
        alert,
        contacting,
        dialing,
        talk,
        hold,
        park,
        after_call_work,
        handle,
        ..
    } = *durations;
    [
        alert,
        contacting,
        dialing,
        talk,
        hold,
        park,
        after_call_work,
        handle,
    ]
}
