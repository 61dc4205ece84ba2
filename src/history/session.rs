//! One session of an analytics record: one communication of one participant, after the fact.

use super::layout::{AnalyticsConversation, AnalyticsParticipant, AnalyticsSession};
use crate::{
    check::{OVERLAP, follows, overlapping},
    issue::{Issue, IssueCode, IssueReport, WorkSegment},
    model::{ConnectionState, Direction, Id, IntervalKind as Kind, MetricName, Open},
    read::{View, WireMoment},
    sort::sorted,
    time::{Communication, Handles, Stopwatches, Timeline, sealed},
    wire::{
        media,
        participant::handles,
        report::{
            Listening, Report, ReportedState, SegmentReport, WorkReport, bound_malformed_ends, ms,
        },
    },
};

/// One session of an analytics record. Only sessions of purpose `agent` and `user` have talk and
/// handle.
///
/// ```
/// use conversation_chat::read_history;
///
/// let sessions = read_history(r#"{
///     "conversationId": "c", "conversationEnd": "2024-04-29T17:40:00Z",
///     "participants": [{"purpose": "agent", "userId": "u", "sessions": [{
///         "sessionId": "s", "mediaType": "voice",
///         "segments": [{"segmentType": "interact", "segmentStart": "2024-04-29T17:38:00Z", "segmentEnd": "2024-04-29T17:40:00Z"}]
///     }]}]
/// }"#)?;
/// assert_eq!(sessions[0].media_type, Some("call".into()));
/// assert_eq!(sessions[0].timers().talk.ms, 120_000.0);
/// # Ok::<(), conversation_chat::HistoryError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct HistorySession {
    /// The conversation.
    pub conversation_id: Option<Id>,
    /// The session: the id of the communication.
    pub session_id: Option<Id>,
    /// The participant.
    pub participant_id: Option<Id>,
    /// What the participant is: `agent`, `user`, `customer`, `acd`, ...
    pub purpose: Option<Id>,
    /// The user, of an agent's session.
    pub user_id: Option<Id>,
    /// The queue of its latest segment that has one.
    pub queue_id: Option<Id>,
    /// The medium, as the rows of a roster name it: an analytics record's `voice` is `call`. A
    /// medium that is not known is named as it came.
    pub media_type: Option<Id>,
    /// The direction of the session, else of the conversation.
    pub direction: Option<Open<Direction>>,
    /// The wrap-up code of its latest segment that has one.
    pub wrapup_code: Option<Id>,
    /// When its first segment began, in epoch milliseconds.
    pub started_at: Option<f64>,
    /// When it ended, after-call work apart, in epoch milliseconds; absent while it goes on.
    pub ended_at: Option<f64>,
    /// When its conversation ended, in epoch milliseconds; absent while it goes on.
    pub conversation_ended_at: Option<f64>,
    /// What is wrong with it. Paths begin at the record.
    pub issues: Vec<Issue>,
    pub(super) timeline: Timeline,
    pub(super) metrics: Vec<Metric>,
}

/// One metric that the platform emitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Metric {
    pub(super) name: MetricName,
    pub(super) value: f64,
    pub(super) emitted_at: Option<f64>,
}

impl HistorySession {
    /// Its stopwatches, with the names and the meaning of those of a live communication.
    ///
    /// ```
    /// use conversation_chat::read_history;
    ///
    /// let record = r#"{"conversationId": "c", "participants": [{"purpose": "agent", "sessions": [{}]}]}"#;
    /// assert_eq!(read_history(record)?[0].timers().handle.ms, 0.0);
    /// # Ok::<(), conversation_chat::HistoryError>(())
    /// ```
    #[must_use]
    pub fn timers(&self) -> Stopwatches {
        self.timeline.stopwatches()
    }
}

impl sealed::Sealed for HistorySession {}

impl Communication for HistorySession {
    fn timeline(&self) -> Timeline {
        self.timeline.clone()
    }
}

/// A session, and what it is part of, as far as that is there.
#[derive(Clone, Copy)]
pub(crate) struct SessionView<'a> {
    pub(super) conversation: Option<View<'a, AnalyticsConversation>>,
    pub(super) participant: Option<View<'a, AnalyticsParticipant>>,
    pub(super) session: View<'a, AnalyticsSession>,
}

impl<'a> SessionView<'a> {
    /// The time of the session.
    pub(crate) fn timeline(self) -> Timeline {
        let report = self.report();
        let medium = self.medium();
        let purpose = self
            .participant
            .and_then(View::<AnalyticsParticipant>::purpose);
        let is_agent = handles(purpose) && medium.is_none_or(media::has_talk);
        let handles = if is_agent { Handles::Yes } else { Handles::No };
        Timeline::new(report, handles)
    }

    /// The medium, if it is known.
    pub(crate) fn medium(self) -> Option<&'static str> {
        self.session.media_type().and_then(media::of_analytics)
    }

    /// When its first segment began.
    pub(crate) fn started_at(self) -> Option<f64> {
        let segments = self.session.segments().into_iter().flatten();
        segments
            .filter_map(|(_, segment)| ms(segment.segment_start()))
            .reduce(f64::min)
    }

    /// When its conversation ended.
    pub(crate) fn conversation_ended_at(self) -> Option<f64> {
        ms(self.conversation?.conversation_end())
    }

    /// The index of the latest segment, in the order of the record, that has what is asked for.
    pub(crate) fn latest_with<T>(
        self,
        get: impl Fn(View<'a, super::layout::AnalyticsSegment>) -> Option<T>,
    ) -> Option<(u32, T)> {
        let segments = self.session.segments().into_iter().flatten();
        segments
            .filter_map(|(index, segment)| Some((index, get(segment)?)))
            .last()
    }

    /// The metrics that the session alone decides. One without a name or a value is none.
    pub(super) fn metrics(self) -> Vec<Metric> {
        let metrics = self.session.metrics().into_iter().flatten();
        metrics
            .filter_map(|(_, metric)| {
                Some(Metric {
                    name: metric.name()?.known?,
                    value: metric.value()?,
                    emitted_at: ms(metric.emit_date()),
                })
            })
            .collect()
    }

    /// What the session says of its time. It has ended if its conversation has, if a segment says
    /// what ended it, or if all of its segments but after-call work have ended.
    fn report(self) -> Report {
        let conversation_end = self.conversation_ended_at();
        let mut segments = Vec::new();
        let (mut malformed, mut open, mut disconnects) = (false, false, false);
        let mut listens_apart = false;
        for (_, segment) in self.session.segments().into_iter().flatten() {
            disconnects |= segment.disconnect_type().is_some();
            let (known, text) = match segment.segment_type() {
                Some(segment_type) => (segment_type.known, segment_type.text()),
                None => (None, ""),
            };
            listens_apart |= is_listening(text);
            let Some(start) = ms(segment.segment_start()) else {
                continue;
            };
            let end = match segment.segment_end() {
                Some(WireMoment::At(end)) => Some(end),
                Some(WireMoment::Malformed) => Some(f64::NAN),
                None => None,
            };
            malformed |= end.is_some_and(f64::is_nan);
            let kind = known.and_then(Kind::of);
            open |= end.is_none() && kind != Some(Kind::AfterCallWork);
            segments.push(SegmentReport { kind, start, end });
        }
        let ended = conversation_end.is_some() || disconnects || !(open || segments.is_empty());
        if malformed {
            bound_malformed_ends(&mut segments, None, ended, conversation_end);
        }
        let disconnected = if ended {
            end_of(&segments, conversation_end)
        } else {
            None
        };
        let is_work = |segment: &SegmentReport| segment.kind == Some(Kind::AfterCallWork);
        let mut pending = false;
        for segment in &mut segments {
            if segment.end.is_none() && is_work(segment) {
                // After-call work ends at the latest with its conversation.
                segment.end = conversation_end;
                pending |= segment.end.is_none();
            }
        }
        // Older records name whom a supervisor listens to, and count that as `interact`.
        let listens = !listens_apart && self.listens_in();
        let mut report = Report {
            state: ReportedState::Known(if ended {
                ConnectionState::Disconnected
            } else {
                ConnectionState::Connected
            }),
            ended,
            disconnected,
            work: WorkReport {
                pending,
                ..WorkReport::default()
            },
            listening: if listens {
                Listening::Yes
            } else {
                Listening::No
            },
            segments: segments.into_boxed_slice(),
            ..Report::default()
        };
        report.settle_times(None);
        report
    }

    fn listens_in(self) -> bool {
        let session = self.session;
        let listened_to = [session.monitored(), session.coached(), session.barged()];
        listened_to.iter().any(Option::is_some)
    }

    /// What is wrong with the session: what the reader found in it, and what its segments
    /// contradict. `found` is all that the reader found; `path` leads to the session.
    pub(super) fn issues(self, found: &[Issue], path: &[WorkSegment]) -> IssueReport {
        let (_, own) = self.session.found(found);
        let mut report = IssueReport::of_part((0, own));
        let Some(segments) = self.session.segments() else {
            return report;
        };
        for segment in path {
            report.enter(*segment);
        }
        report.enter(WorkSegment::Field("segments"));
        for (index, segment) in segments.clone() {
            report.enter(WorkSegment::Index(index));
            if segment.is_absent("segmentStart") {
                report.field("segmentStart", |report| {
                    let message = "expected `segmentStart`: every segment has one";
                    report.add(IssueCode::Missing, message);
                });
            }
            follows(
                ("segmentStart", segment.segment_start()),
                ("segmentEnd", segment.segment_end()),
                &mut report,
            );
            report.leave();
        }
        let spans = segments.filter_map(|(index, segment)| {
            let start = ms(segment.segment_start())?;
            let end = match segment.segment_end() {
                Some(WireMoment::At(end)) => end,
                None if segment.is_absent("segmentEnd") => f64::INFINITY,
                // Nobody knows when it ended, so nothing overlaps it.
                _ => start,
            };
            Some((start, end, index))
        });
        let by_start = sorted(spans.collect(), |a: &(f64, f64, u32), b| {
            a.0.total_cmp(&b.0)
        });
        for index in overlapping(by_start.into_iter()) {
            report.enter(WorkSegment::Index(index));
            report.add(IssueCode::Segments, OVERLAP);
            report.leave();
        }
        report
    }

    pub(super) fn owned(self, issues: Vec<Issue>) -> HistorySession {
        let Self {
            conversation,
            participant,
            session,
        } = self;
        let timeline = self.timeline();
        let report = timeline.report();
        let id = |text: Option<&str>| text.map(Id::new);
        let direction = session
            .direction()
            .or(conversation.and_then(|conversation| conversation.originating_direction()));
        HistorySession {
            conversation_id: id(
                conversation.and_then(|conversation| conversation.conversation_id())
            ),
            session_id: id(session.session_id()),
            participant_id: id(participant.and_then(|participant| participant.participant_id())),
            purpose: id(participant.and_then(|participant| participant.purpose())),
            user_id: id(participant.and_then(|participant| participant.user_id())),
            queue_id: id(self
                .latest_with(|segment| segment.queue_id())
                .map(|(_, id)| id)),
            media_type: session
                .media_type()
                .map(|name| Id::new(self.medium().unwrap_or(name))),
            direction: direction.map(|direction| Open::new(direction.text())),
            wrapup_code: id(self
                .latest_with(|segment| segment.wrap_up_code())
                .map(|(_, code)| code)),
            started_at: self.started_at(),
            ended_at: report.disconnected,
            conversation_ended_at: self.conversation_ended_at(),
            issues,
            metrics: self.metrics(),
            timeline,
        }
    }
}

/// Whether a segment of this type is a supervisor's who listens to another participant.
fn is_listening(segment_type: &str) -> bool {
    ["monitoring", "coaching", "barging", "screenmonitoring"]
        .iter()
        .any(|listening| listening.eq_ignore_ascii_case(segment_type))
}

/// When a session that has ended ended: when the last of its segments did, after-call work apart. A
/// segment that is open ends where after-call work begins, else with the conversation.
fn end_of(segments: &[SegmentReport], conversation_end: Option<f64>) -> Option<f64> {
    let is_work = |segment: &&SegmentReport| segment.kind == Some(Kind::AfterCallWork);
    let work = segments.iter().filter(is_work).map(|segment| segment.start);
    let work = work.reduce(f64::min);
    let mut end = None;
    for segment in segments.iter().filter(|segment| !is_work(segment)) {
        let bound = || {
            work.filter(|work| *work > segment.start)
                .or(conversation_end)
        };
        let own = segment.end.or_else(bound).unwrap_or(segment.start);
        end = Some(own.max(end.unwrap_or(own)));
    }
    end.or(work).or(conversation_end)
}

/// The kinds of segments that a session may be asked for by name.
pub(super) const fn segment_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Alert => "alert",
        Kind::Contacting => "contacting",
        Kind::Dialing => "dialing",
        Kind::Talk => "interact",
        Kind::Hold => "hold",
        Kind::Park => "parked",
        Kind::AfterCallWork => "wrapup",
    }
}
