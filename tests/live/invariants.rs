//! What holds of every roster at every moment, whatever the network does.

use std::collections::{HashMap, HashSet};

use conversation_chat::{RosterRow, Stopwatch};

use super::{
    follower::{Follower, moment},
    truth::{Conversation, Kind, Leg},
};

/// What must not be undone.
#[derive(Default)]
pub(super) struct Memory {
    ended: HashSet<String>,
    holds: HashMap<String, u32>,
}

/// Asks everything of every row.
pub(super) fn check(desk: &mut Follower<'_>, memory: &mut Memory, now: i64) {
    let Follower {
        world,
        roster,
        seen,
        skew,
        ..
    } = desk;
    if let Some(next) = roster.advance(moment(now), None) {
        assert!(
            next.epoch_ms() > now as f64,
            "the next change of {now} is {}",
            next.epoch_ms()
        );
    }
    for row in roster.rows() {
        formulas(row, now);
        let participant = row.participant_id().expect("all payloads tell it");
        let place = world
            .conversations
            .iter()
            .position(|one| Some(one.id.as_str()) == row.conversation_id());
        let place = place.expect("it is one of the world");
        let conversation = &world.conversations[place];
        let Some(leg) = conversation
            .legs
            .iter()
            .position(|leg| leg.id == row.communication_id())
        else {
            // Its id is not known yet; but its participant has had such a leg.
            let own = |leg: &&Leg| conversation.participants[leg.participant].id == participant;
            let begun = conversation
                .legs
                .iter()
                .filter(own)
                .filter(|leg| leg.medium.name() == row.media_type());
            assert!(
                begun.clone().any(|leg| leg.start() <= now),
                "no such leg: {row:?}"
            );
            if row.is_ended() {
                assert!(
                    begun.clone().any(|leg| leg.has_ended(now)),
                    "none has ended: {row:?}"
                );
            }
            continue;
        };
        // What was told of the participant may be kept in a row of its own, until an answer tells
        // that they are one.
        let is_id = |row: &RosterRow| {
            conversation
                .legs
                .iter()
                .any(|leg| leg.id == row.communication_id())
        };
        let is_double =
            |other: &RosterRow| other.participant_id() == row.participant_id() && !is_id(other);
        let end_told = seen
            .get(&(place, leg))
            .is_some_and(|seen| conversation.legs[leg].has_ended(*seen))
            && !roster.rows().any(is_double);
        bounds(conversation, leg, row, end_told, now, *skew);
        let id = row.communication_id();
        if row.is_ended() {
            memory.ended.insert(id.to_owned());
        } else {
            assert!(!memory.ended.contains(id), "it revived: {row:?}");
        }
        let count = row.timers().hold.count;
        let known = memory.holds.insert(id.to_owned(), count).unwrap_or(0);
        assert!(known <= count, "{known} holds became {count}: {row:?}");
    }
}

/// What stopwatches are, by themselves and together.
fn formulas(row: &RosterRow, now: i64) {
    let timers = row.timers();
    let at = moment(now);
    let time = |watch: &Stopwatch| {
        let elapsed = watch.elapsed(at);
        let formula = watch.ms
            + watch
                .since
                .map_or(0.0, |since| (now as f64 - since).max(0.0));
        assert_eq!(elapsed, formula, "{row:?}");
        assert!(watch.ms >= 0.0 && elapsed >= 0.0, "negative: {row:?}");
        elapsed
    };
    let parts = [
        &timers.contacting,
        &timers.dialing,
        &timers.talk,
        &timers.hold,
        &timers.after_call_work,
    ];
    let sum: f64 = parts.iter().map(|part| time(part)).sum();
    let running = parts.iter().filter(|part| part.since.is_some()).count();
    assert!(running <= 1, "{running} parts run: {row:?}");
    if row
        .purpose()
        .is_some_and(|purpose| purpose.eq_ignore_ascii_case("agent"))
        && time(&timers.handle) > 0.0
    {
        assert_eq!(time(&timers.handle), sum, "handle is not the sum: {row:?}");
        assert_eq!(timers.handle.since.is_some(), running == 1, "{row:?}");
    }
    time(&timers.alert);
    time(&timers.park);
    assert!(
        !(row.held() && timers.talk.since.is_some()),
        "it talks while held: {row:?}"
    );
    assert!(
        !(row.parked() && parts.iter().any(|part| part.since.is_some())),
        "it works while parked: {row:?}"
    );
    assert_eq!(
        row.held() && !row.is_ended(),
        timers.current_hold.is_some(),
        "{row:?}"
    );
    if let Some(current) = &timers.current_hold {
        assert!(
            time(current) <= time(&timers.hold),
            "the current hold is longer than all: {row:?}"
        );
    }
    if row.is_ended() {
        let live = [
            &timers.alert,
            &timers.contacting,
            &timers.dialing,
            &timers.talk,
            &timers.hold,
            &timers.park,
        ];
        assert!(
            live.iter().all(|watch| watch.since.is_none()),
            "it runs after its end: {row:?}"
        );
    }
}

/// What a row must not exceed, by the truth.
fn bounds(
    conversation: &Conversation,
    index: usize,
    row: &RosterRow,
    end_told: bool,
    now: i64,
    slack: i64,
) {
    let leg = &conversation.legs[index];
    let timers = row.timers();
    let at = moment(now);
    assert!(leg.start() <= now, "it has not begun: {row:?}");
    assert!(
        !row.is_ended() || leg.has_ended(now),
        "it has not ended: {row:?}"
    );
    // An end that only a list told counts from then.
    let end = if row.is_ended() && end_told {
        leg.end
    } else {
        now
    };
    let most = |name: &str, shown: f64, since: Option<i64>, until: i64| {
        let most = since.map_or(0, |since| (until - since).max(0) + slack);
        assert!(
            shown <= most as f64,
            "{name} is {shown}, more than {most}: at {now}, {row:?}"
        );
    };
    let live = [
        &timers.alert,
        &timers.contacting,
        &timers.dialing,
        &timers.talk,
        &timers.hold,
        &timers.park,
    ];
    let sum: f64 = live.iter().map(|watch| watch.elapsed(at)).sum();
    most("all", sum, Some(leg.start()), end);
    most(
        "talk",
        timers.talk.elapsed(at),
        leg.connected(now).filter(|_| conversation.handles(index)),
        end,
    );
    if conversation.handles(index) {
        most(
            "hold",
            timers.hold.elapsed(at),
            leg.first(Kind::Hold, now),
            end,
        );
        most(
            "park",
            timers.park.elapsed(at),
            leg.first(Kind::Park, now),
            end,
        );
        most(
            "alert",
            timers.alert.elapsed(at),
            leg.first(Kind::Alert, now),
            end,
        );
        let limit = conversation.participants[leg.participant].acw_limit;
        let work = leg.acw.map(|acw| acw.start).filter(|start| *start <= now);
        let until = limit
            .zip(work)
            .map_or(now, |(limit, start)| now.min(start + limit));
        most(
            "after-call work",
            timers.after_call_work.elapsed(at),
            work,
            until,
        );
        let holds = leg
            .steps
            .iter()
            .filter(|step| step.kind == Kind::Hold && step.start <= now)
            .count();
        assert!(
            timers.hold.count as usize <= holds,
            "it was on hold {holds} times only: {row:?}"
        );
    }
}
