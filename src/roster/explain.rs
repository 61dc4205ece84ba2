//! Why a row shows what it shows: which report gave the start and the end of each interval.

use serde::{Deserialize, Serialize};

use super::Roster;
use crate::{
    model::IntervalKind,
    time::interval::{Evidence as Source, EvidenceField},
};

/// Where a start or an end comes from.
///
/// ```
/// use conversation_chat::{Moment, Roster};
///
/// let mut roster = Roster::new();
/// let at = Moment::new(1_788_249_600_000.0).unwrap();
/// roster.receive(r#"{"id": "x", "connectedTime": "2026-09-01T07:59:58Z"}"#, at, None)?;
/// let talk = &roster.explain("x").unwrap().intervals[0];
/// assert_eq!((talk.start.reported, talk.start.field.as_deref()), (true, Some("connectedTime")));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Evidence {
    /// Whether a report has the moment; otherwise it is inferred, and counts from receipt.
    pub reported: bool,
    /// When the report was received, in epoch milliseconds in the cloud clock.
    pub received_at: f64,
    /// When it was asked for, if it is an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub asked_at: Option<f64>,
    /// The field that has the moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub field: Option<String>,
}

/// One interval, with the evidence for it.
///
/// ```
/// assert!(conversation_chat::Roster::new().explain("x").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct ExplainedInterval {
    /// What was going on.
    pub kind: IntervalKind,
    /// When it began, in epoch milliseconds in the cloud clock.
    pub start_ms: f64,
    /// When it ended; absent while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub end_ms: Option<f64>,
    /// Why it begins there.
    pub start: Evidence,
    /// Why it ends there; absent while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub end: Option<Evidence>,
}

/// Why a row shows what it shows.
///
/// ```
/// let explanation = conversation_chat::Explanation::default();
/// assert!(explanation.intervals.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Explanation {
    /// The intervals, by start, then by kind. Those that were folded into sums long ago are left
    /// out.
    pub intervals: Vec<ExplainedInterval>,
}

impl From<Source> for Evidence {
    fn from(source: Source) -> Self {
        Self {
            reported: source.field != EvidenceField::Receipt,
            received_at: source.received_at,
            asked_at: Some(source.asked_at).filter(|at| !at.is_nan()),
            field: source.field.as_str().map(Into::into),
        }
    }
}

impl Roster {
    /// Which reports gave the start and the end of each interval of a row, and what is inferred;
    /// `None` if there is no such row.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().explain("x").is_none());
    /// ```
    #[must_use]
    pub fn explain(&self, communication_id: &str) -> Option<Explanation> {
        let row = self.get(communication_id)?;
        let now = self.latest.unwrap_or(f64::NEG_INFINITY);
        let (derivation, boundaries) = row.boundaries(now);
        let mut intervals = Vec::new();
        for kind in IntervalKind::ALL {
            let evidence = |at: f64| {
                let known = |is_own: bool| {
                    let mut all = boundaries.iter();
                    all.find(|(other, moment, _)| *moment == at && (!is_own || *other == kind))
                };
                let source = known(true).or_else(|| known(false));
                Evidence::from(source.map_or(Source::NONE, |(_, _, source)| *source))
            };
            for range in derivation.set(kind) {
                intervals.push(ExplainedInterval {
                    kind,
                    start_ms: range.start,
                    end_ms: (!range.is_open()).then_some(range.end),
                    start: evidence(range.start),
                    end: (!range.is_open()).then(|| evidence(range.end)),
                });
            }
        }
        let intervals = crate::sort::sorted(intervals, |one: &ExplainedInterval, other| {
            one.start_ms.total_cmp(&other.start_ms)
        });
        Some(Explanation { intervals })
    }
}
