//! Model -> issues. [`CHECKS`] lists everything that is checked; a rule is one small function, named after its code.

use crate::{
    AfterCallWorkState, ConnectionState, ConversationChat, Issue, IssueCode, Segment, SegmentKind, Severity,
    facts::ms,
    findings::Findings,
    outline::{Moment, Seen as _, View},
    sort::sorted,
};

type Chat<'a> = View<'a, ConversationChat>;

/// Two clocks disagree by some milliseconds, up to a second: that is no finding.
const TOLERANCE_MS: f64 = 1000.0;

/// One kind of finding: when it is reported and where.
///
/// ```
/// use conversation_chat::{CHECKS, IssueCode};
///
/// let uuid = CHECKS.iter().find(|check| check.code == IssueCode::Uuid).unwrap();
/// assert_eq!((uuid.path, uuid.when), ("`scriptId`", "not a UUID"));
/// ```
#[derive(Debug)]
pub struct Check {
    /// The code of the findings.
    pub code: IssueCode,
    /// How bad they are.
    pub severity: Severity,
    /// When they are reported.
    pub when: &'static str,
    /// Where they are reported.
    pub path: &'static str,
    rule: Rule,
}

#[derive(Debug)]
enum Rule {
    /// Found by the reader, in one value.
    Reading,
    /// Found by looking at the whole chat.
    Chat(fn(Chat<'_>, &mut Findings)),
}

use IssueCode as Code;
use Severity::{Error, Warning};

/// Everything that is checked: the table of README, in its order.
///
/// ```
/// assert_eq!(conversation_chat::CHECKS.len(), 13);
/// ```
#[rustfmt::skip]
pub const CHECKS: &[Check] = &[
    Check { code: Code::Type, severity: Error, rule: Rule::Reading, path: "the value; `[]` for the chat itself",
        when: "a value of the wrong JSON kind" },
    Check { code: Code::Timestamp, severity: Error, rule: Rule::Reading, path: "the field",
        when: "not a date, `T`, time with seconds, optional fraction of up to 9 digits and zone; or no such date" },
    Check { code: Code::Number, severity: Error, rule: Rule::Reading, path: "the field",
        when: "negative, not an integer where one is due, or too large for a double" },
    Check { code: Code::Uri, severity: Error, rule: Rule::Reading, path: "`avatarImageUrl`",
        when: "not an absolute http(s) URL" },
    Check { code: Code::Missing, severity: Error, rule: Rule::Chat(missing_start), path: "`segments`, i, `startTime`",
        when: "a segment without `startTime`" },
    Check { code: Code::Order, severity: Error, rule: Rule::Chat(order), path: "the moment that should be later",
        when: "a moment more than 1 s before one that it must follow: alerting, connected, disconnected; connected, hold \
               start; start and end of a segment or of after-call work" },
    Check { code: Code::Missing, severity: Warning, rule: Rule::Chat(missing), path: "where it should be",
        when: "a field that the API requires in `journeyContext`" },
    Check { code: Code::UnknownValue, severity: Warning, rule: Rule::Reading, path: "the field",
        when: "an enum value that is not known (`type` and `howEnded` of a segment are free)" },
    Check { code: Code::Uuid, severity: Warning, rule: Rule::Reading, path: "`scriptId`",
        when: "not a UUID" },
    Check { code: Code::Hold, severity: Warning, rule: Rule::Chat(hold), path: "`held`; or `startHoldTime`",
        when: "`held` with neither `startHoldTime` nor an open hold segment; or `startHoldTime` while not held" },
    Check { code: Code::State, severity: Warning, rule: Rule::Chat(state), path: "`disconnectedTime` or `disconnectType`",
        when: "an ended state without `disconnectedTime`; or a live state with `disconnectedTime` or with `disconnectType`" },
    Check { code: Code::Segments, severity: Warning, rule: Rule::Chat(segments), path: "`segments`, i",
        when: "a segment that overlaps an earlier one by more than 1 s; or is open though the chat has ended" },
    Check { code: Code::AfterCallWork, severity: Warning, rule: Rule::Chat(after_call_work), path: "`afterCallWork`, `endTime`",
        when: "after-call work that is pending with an end; or complete without one" },
];

/// Everything that is wrong with a chat: what the reader found in its values, and where its fields contradict each other.
pub(crate) fn judge(chat: Chat<'_>, mut findings: Findings) -> Vec<Issue> {
    check(chat, &mut findings);
    findings.finish(&ConversationChat::SHAPE)
}

/// Reports where the fields of a chat contradict each other.
pub(crate) fn check(chat: Chat<'_>, findings: &mut Findings) {
    for check in CHECKS {
        if let Rule::Chat(rule) = check.rule {
            rule(chat, findings);
        }
    }
}

fn missing_start(chat: Chat<'_>, findings: &mut Findings) {
    each_segment(chat, findings, |segment, findings| {
        if segment.start_time().is_none() {
            findings.field("startTime", |findings| {
                findings.report(Code::Missing, "expected `startTime`: every segment has one");
            });
        }
    });
}

fn missing(chat: Chat<'_>, findings: &mut Findings) {
    let Some(context) = chat.journey_context() else {
        return;
    };
    let mut require = |path: &[&'static str], present: bool| {
        if !present {
            let name = path.last().copied().unwrap_or_default();
            let steps = ["journeyContext"].iter().chain(path);
            let message = ["expected `", name, "`: the API requires it"].concat();
            findings.at(steps, |findings| findings.report_as(Warning, Code::Missing, message));
        }
    };
    require(&["customer"], context.customer().is_some());
    if let Some(customer) = context.customer() {
        require(&["customer", "id"], customer.id().is_some());
        require(&["customer", "idType"], customer.id_type().is_some());
    }
    if let Some(session) = context.customer_session() {
        require(&["customerSession", "id"], session.id().is_some());
        require(&["customerSession", "type"], session.kind().is_some());
    }
    if let Some(action) = context.triggering_action() {
        require(&["triggeringAction", "id"], action.id().is_some());
        require(&["triggeringAction", "actionMap"], action.action_map().is_some());
        if let Some(map) = action.action_map() {
            require(&["triggeringAction", "actionMap", "id"], map.id().is_some());
            require(&["triggeringAction", "actionMap", "version"], map.version().is_some());
        }
    }
}

fn order(chat: Chat<'_>, findings: &mut Findings) {
    let alerting = ("startAlertingTime", chat.start_alerting_time());
    let connected = ("connectedTime", chat.connected_time());
    let disconnected = ("disconnectedTime", chat.disconnected_time());
    let hold = ("startHoldTime", chat.start_hold_time());

    follows(alerting, connected, findings);
    // Where it never connected, it must still end after it began to alert.
    let before_end = if connected.1.is_some() { connected } else { alerting };
    follows(before_end, disconnected, findings);
    follows(connected, hold, findings);
    each_segment(chat, findings, |segment, findings| {
        follows(("startTime", segment.start_time()), ("endTime", segment.end_time()), findings);
    });
    if let Some(work) = chat.after_call_work() {
        findings.field("afterCallWork", |findings| {
            follows(("startTime", work.start_time()), ("endTime", work.end_time()), findings);
        });
    }
}

type Named = (&'static str, Option<Moment>);

fn follows(earlier: Named, later: Named, findings: &mut Findings) {
    let (Some(first), Some(second)) = (ms(earlier.1), ms(later.1)) else {
        return;
    };
    if first - second > TOLERANCE_MS {
        findings.field(later.0, |findings| {
            findings.report(Code::Order, ["expected `", later.0, "` not to be before `", earlier.0, "`"].concat());
        });
    }
}

fn hold(chat: Chat<'_>, findings: &mut Findings) {
    let held = chat.held() == Some(true);
    let known_start = chat.start_hold_time().is_some();
    let open_hold =
        || chat.segments().into_iter().flatten().any(|(_, segment)| is(segment, SegmentKind::Hold) && is_open(segment));
    if held && !known_start && !open_hold() {
        findings.field("held", |findings| {
            findings.report(Code::Hold, "expected `startHoldTime` or an open hold segment while `held`");
        });
    }
    if known_start && !held {
        findings.field("startHoldTime", |findings| {
            findings.report(Code::Hold, "expected no `startHoldTime` while not `held`");
        });
    }
}

fn state(chat: Chat<'_>, findings: &mut Findings) {
    let Some(state) = chat.state().and_then(|state| state.known) else {
        return;
    };
    if state.is_ended() && chat.disconnected_time().is_none() {
        findings.field("disconnectedTime", |findings| {
            findings.report(Code::State, "expected `disconnectedTime`, since `state` is an ended one");
        });
    }
    if state.is_live() && chat.disconnected_time().is_some() {
        findings.field("disconnectedTime", |findings| {
            findings.report(Code::State, "expected no `disconnectedTime`, since `state` is a live one");
        });
    }
    if state.is_live() && chat.disconnect_type().is_some() {
        findings.field("disconnectType", |findings| {
            findings.report(Code::State, "expected no `disconnectType`, since `state` is a live one");
        });
    }
}

fn segments(chat: Chat<'_>, findings: &mut Findings) {
    let Some(segments) = chat.segments() else {
        return;
    };
    let starts = segments.filter_map(|(index, segment)| Some((ms(segment.start_time())?, index, segment)));
    let by_start = sorted(starts.collect(), |a, b| a.0.total_cmp(&b.0));
    let mut latest_end = f64::NEG_INFINITY;
    for (start, index, segment) in by_start {
        let end = ms(segment.end_time()).unwrap_or(f64::INFINITY);
        if latest_end.min(end) - start > TOLERANCE_MS {
            findings.at_segment(index, |findings| {
                findings.report(Code::Segments, "expected the segment not to overlap an earlier one");
            });
        }
        latest_end = latest_end.max(end);
    }

    let ended_state = chat.state().and_then(|state| state.known).is_some_and(ConnectionState::is_ended);
    if ended_state || chat.disconnected_time().is_some() {
        let pending = acw_is(chat, AfterCallWorkState::Pending);
        each_segment(chat, findings, |segment, findings| {
            // After-call work comes after the end, so while it is pending its segment is rightly open.
            if is_open(segment) && !(pending && is(segment, SegmentKind::Wrapup)) {
                findings.report(Code::Segments, "expected an end of the segment, since the chat has ended");
            }
        });
    }
}

fn after_call_work(chat: Chat<'_>, findings: &mut Findings) {
    let has_end = chat.after_call_work().is_some_and(|work| work.end_time().is_some());
    let message = if has_end && acw_is(chat, AfterCallWorkState::Pending) {
        "expected no `endTime` while after-call work is pending"
    } else if !has_end && acw_is(chat, AfterCallWorkState::Complete) {
        "expected `endTime`, since after-call work is complete"
    } else {
        return;
    };
    findings.at(&["afterCallWork", "endTime"], |findings| findings.report(Code::AfterCallWork, message));
}

fn acw_is(chat: Chat<'_>, state: AfterCallWorkState) -> bool {
    chat.after_call_work().and_then(|work| work.state()?.known) == Some(state)
}

fn is(segment: View<'_, Segment>, kind: SegmentKind) -> bool {
    segment.kind().and_then(|seen| seen.known) == Some(kind)
}

fn is_open(segment: View<'_, Segment>) -> bool {
    segment.end_time().is_none()
}

fn each_segment(chat: Chat<'_>, findings: &mut Findings, look: impl Fn(View<'_, Segment>, &mut Findings)) {
    for (index, segment) in chat.segments().into_iter().flatten() {
        findings.at_segment(index, |findings| look(segment, findings));
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::CHECKS;

    #[test]
    fn the_readme_lists_what_is_checked() {
        let mut table = "\n\n| code | severity | when | path |\n|---|---|---|---|\n".to_owned();
        for check in CHECKS {
            let (code, severity) = (check.code.as_str(), check.severity.as_str());
            writeln!(table, "| `{code}` | {severity} | {} | {} |", check.when, check.path).unwrap();
        }
        table.push('\n');
        let readme = std::fs::read_to_string("README.md").unwrap();
        let (_, rest) = readme.split_once("<!-- checks -->").unwrap();
        let (written, _) = rest.split_once("<!-- /checks -->").unwrap();
        assert_eq!(written, table, "put this table into README.md:{table}");
    }
}
