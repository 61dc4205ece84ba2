//! Our figures beside the platform's own metrics, and why they differ where that can be known.

use serde::Serialize;

#[cfg(feature = "js-all")]
use super::session::SessionView;
use super::session::{HistorySession, Metric, segment_name};
use crate::{
    model::{IntervalKind as Kind, Known as _, MetricName as Name},
    time::{Stopwatches, Timeline},
    wire::report::{Report, SegmentReport},
};

/// One metric of a session: ours beside the platform's.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MetricComparison {
    /// The name of the metric.
    pub metric: &'static str,
    /// Our figure, in milliseconds; of a session that goes on, the sum of its ended intervals.
    pub ours: f64,
    /// The platform's, in milliseconds: the sum of all that it emitted; 0 if it emitted none though
    /// the session has ended.
    pub platform: f64,
    /// Ours less the platform's, in milliseconds.
    pub difference_ms: f64,
    /// Why they differ, where that can be known; `None` where they are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The metrics that are compared, the kind of time of each, and the metric of its pieces.
const METRICS: [(Name, Option<Kind>, Option<Name>); 8] = [
    (Name::Alert, Some(Kind::Alert), None),
    (Name::Contacting, Some(Kind::Contacting), None),
    (Name::Dialing, Some(Kind::Dialing), None),
    (Name::TalkComplete, Some(Kind::Talk), Some(Name::Talk)),
    (Name::HeldComplete, Some(Kind::Hold), Some(Name::Held)),
    (Name::ParkComplete, Some(Kind::Park), Some(Name::Park)),
    (Name::AfterCallWork, Some(Kind::AfterCallWork), None),
    (Name::Handle, None, None),
];

/// The parts of `tHandle`.
const PARTS: [Name; 5] = [
    Name::TalkComplete,
    Name::HeldComplete,
    Name::AfterCallWork,
    Name::Contacting,
    Name::Dialing,
];

/// Our figures beside the metrics that the record has of a session: `tAlert`, `tContacting`,
/// `tDialing`, `tTalkComplete`, `tHeldComplete`, `tParkComplete`, `tAcw`, `tHandle`. Metrics that
/// other participants or settings of the queue decide (`tWait`, `tAcd`, `tAnswered`, ...) are left
/// out. Empty for a session that does not handle, or without metrics.
///
/// ```
/// use conversation_chat::{compare_metrics, read_history};
///
/// let sessions = read_history(r#"{
///     "conversationId": "c", "conversationEnd": "2024-04-29T17:40:00Z",
///     "participants": [{"purpose": "agent", "sessions": [{
///         "metrics": [{"name": "tTalkComplete", "value": 120000}, {"name": "tHandle", "value": 120000}],
///         "segments": [{"segmentType": "interact", "segmentStart": "2024-04-29T17:38:00Z", "segmentEnd": "2024-04-29T17:40:00Z"}]
///     }]}]
/// }"#)?;
/// let compared = compare_metrics(&sessions[0]);
/// assert_eq!(compared.len(), 2);
/// assert!(compared.iter().all(|metric| metric.difference_ms == 0.0));
/// # Ok::<(), conversation_chat::HistoryError>(())
/// ```
#[must_use]
pub fn compare_metrics(session: &HistorySession) -> Vec<MetricComparison> {
    compare(&session.timeline, &session.metrics)
}

/// The comparisons of a session in a document.
#[cfg(feature = "js-all")]
pub(crate) fn comparisons(session: SessionView<'_>) -> Vec<MetricComparison> {
    compare(&session.timeline(), &session.metrics())
}

fn compare(timeline: &Timeline, metrics: &[Metric]) -> Vec<MetricComparison> {
    if metrics.is_empty() || !timeline.handles() {
        return Vec::new();
    }
    let timers = timeline.stopwatches();
    let work = Work {
        report: timeline.report(),
        metrics,
        timers: &timers,
    };
    let mut compared: Vec<MetricComparison> = Vec::new();
    for (name, kind, pieces) in METRICS {
        let ours = work.ours(kind);
        let Some(platform) = work.platform(name, pieces, ours) else {
            continue;
        };
        let difference_ms = ours - platform;
        let why = if difference_ms == 0.0 {
            None
        } else if let Some(kind) = kind {
            work.why(name, kind, pieces, difference_ms)
        } else {
            work.why_handle(&compared, difference_ms)
        };
        compared.push(MetricComparison {
            metric: name.as_str(),
            ours,
            platform,
            difference_ms,
            why,
        });
    }
    compared
}

const CONTRADICTS: &str = "the platform contradicts itself: ";

/// Milliseconds as text. No formatting of doubles: it is 10 KB of the download.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sums of milliseconds of one session: at most some days, and never negative"
)]
fn digits(ms: f64) -> String {
    (ms.round() as u32).to_string()
}

struct Work<'a> {
    report: &'a Report,
    metrics: &'a [Metric],
    timers: &'a Stopwatches,
}

impl Work<'_> {
    fn ours(&self, kind: Option<Kind>) -> f64 {
        let timers = self.timers;
        match kind {
            Some(Kind::Alert) => timers.alert.ms,
            Some(Kind::Contacting) => timers.contacting.ms,
            Some(Kind::Dialing) => timers.dialing.ms,
            Some(Kind::Talk) => timers.talk.ms,
            Some(Kind::Hold) => timers.hold.ms,
            Some(Kind::Park) => timers.park.ms,
            Some(Kind::AfterCallWork) => timers.after_call_work.ms,
            None => timers.handle.ms,
        }
    }

    fn of(&self, name: Name) -> impl Iterator<Item = &Metric> {
        self.metrics
            .iter()
            .filter(move |metric| metric.name == name)
    }

    fn sum(&self, name: Name) -> Option<f64> {
        self.of(name)
            .map(|metric| metric.value)
            .reduce(|a, b| a + b)
    }

    fn segments(&self, kind: Kind) -> impl Iterator<Item = &SegmentReport> {
        let segments = self.report.segments.iter();
        segments.filter(move |segment| segment.kind == Some(kind))
    }

    /// What the platform emitted. Where it emitted only pieces, their sum; where it emitted nothing
    /// of what we count, though it emitted the handle of the session: 0.
    fn platform(&self, name: Name, pieces: Option<Name>, ours: f64) -> Option<f64> {
        let emitted = self.sum(name).or_else(|| self.sum(pieces?));
        let is_missing = ours > 0.0 && self.sum(Name::Handle).is_some();
        emitted.or_else(|| is_missing.then_some(0.0))
    }

    fn why(&self, name: Name, kind: Kind, pieces: Option<Name>, difference: f64) -> Option<String> {
        let own = name.as_str();
        let segment = segment_name(kind);
        let ours = self.ours(Some(kind));
        let emitted = self.sum(name).or_else(|| self.sum(pieces?));
        let Some(platform) = emitted else {
            return Some(["the record has no `", own, "`"].concat());
        };
        if let Some(text) = self.copies(name, ours) {
            return Some(text);
        }
        let is_open = self.segments(kind).any(|segment| segment.end.is_none());
        if is_open {
            return Some(["a `", segment, "` segment has no end"].concat());
        }
        if self.segments(kind).next().is_none() {
            return Some(["the record has no `", segment, "` segment"].concat());
        }
        if kind == Kind::AfterCallWork {
            if let Some(text) = self.changed_wrapup(difference) {
                return Some(text);
            }
            if let Some(text) = self.early_work(platform) {
                return Some(text);
            }
            if (platform / 1000.0).fract() == 0.0 && difference.abs() < 1000.0 {
                return Some(["the platform counts `", own, "` in whole seconds"].concat());
            }
        }
        let segments = self.segments(kind);
        let plain: f64 = segments
            .filter_map(|segment| Some((segment.end? - segment.start).max(0.0)))
            .sum();
        if plain != ours && plain == platform {
            return Some(
                [
                    "a `",
                    segment,
                    "` segment overlaps another one: the platform counts that time twice",
                ]
                .concat(),
            );
        }
        let pieces = pieces.and_then(|pieces| Some((pieces.as_str(), self.sum(pieces)?)));
        let has_sum = self.sum(name).is_some();
        if let Some((piece, sum)) = pieces.filter(|(_, sum)| has_sum && *sum == ours) {
            return Some(
                [
                    CONTRADICTS,
                    "the sum of `",
                    piece,
                    "` is ",
                    &digits(sum),
                    ", as ours",
                ]
                .concat(),
            );
        }
        None
    }

    /// The metric was emitted more than once, and without its copies it is ours.
    fn copies(&self, name: Name, ours: f64) -> Option<String> {
        let mut values: Vec<f64> = Vec::new();
        let count = self.of(name).count();
        for metric in self.of(name) {
            if !values.contains(&metric.value) {
                values.push(metric.value);
            }
        }
        let distinct: f64 = values.iter().sum();
        let is_ours = distinct == ours || values.contains(&ours);
        (count > 1 && is_ours).then(|| {
            [
                "`",
                name.as_str(),
                "` was emitted ",
                &count.to_string(),
                " times",
            ]
            .concat()
        })
    }

    /// The wrap-up was changed after its completion: the metric was emitted before the segment ends.
    fn changed_wrapup(&self, difference: f64) -> Option<String> {
        let emitted = self
            .of(Name::AfterCallWork)
            .filter_map(|metric| metric.emitted_at);
        let emitted = emitted.reduce(f64::max)?;
        let ends = self
            .segments(Kind::AfterCallWork)
            .filter_map(|segment| segment.end);
        let early = ends.reduce(f64::max)? - emitted;
        (early > 0.0 && difference > 0.0).then(|| {
            [
                "the wrap-up was changed after its completion: `tAcw` was emitted ",
                &digits(early),
                " ms before its segment ends",
            ]
            .concat()
        })
    }

    /// A wrap-up began before the end of the session: that time is talk.
    fn early_work(&self, platform: f64) -> Option<String> {
        let segments = self.segments(Kind::AfterCallWork);
        let plain: f64 = segments
            .filter_map(|segment| Some((segment.end? - segment.start).max(0.0)))
            .sum();
        let ours = self.timers.after_call_work.ms;
        (plain > ours && (plain - platform).abs() < 1000.0).then(|| {
            "the wrap-up began before the session ended: that time is no after-call work".to_owned()
        })
    }

    fn why_handle(&self, compared: &[MetricComparison], difference: f64) -> Option<String> {
        if let Some(text) = self.copies(Name::Handle, self.timers.handle.ms) {
            return Some(text);
        }
        if self.timers.handle.since.is_some() {
            return Some("the session has not ended".to_owned());
        }
        let parts = compared.iter().filter(|metric| {
            PARTS.iter().any(|part| part.as_str() == metric.metric) && metric.difference_ms != 0.0
        });
        let parts: Vec<_> = parts.collect();
        let of_parts: f64 = parts.iter().map(|part| part.difference_ms).sum();
        if !parts.is_empty() && of_parts == difference {
            let names: Vec<_> = parts
                .iter()
                .map(|part| ["`", part.metric, "`"].concat())
                .collect();
            return Some(["the difference is that of ", &names.join(" and ")].concat());
        }
        let sums = PARTS.iter().map(|part| self.sum(*part).unwrap_or(0.0));
        let sum: f64 = sums.sum();
        let platform = self.sum(Name::Handle)?;
        (sum != platform).then(|| {
            [
                CONTRADICTS,
                "the sum of the parts of `tHandle` is ",
                &digits(sum),
            ]
            .concat()
        })
    }
}
