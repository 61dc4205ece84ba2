//! One interval of a communication, with the evidence for its start and its end.

use super::ranges::Range;
use crate::{
    model::{ConnectionState, IntervalKind as Kind},
    wire::report::Report,
};

/// Where a start or an end comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Evidence {
    /// When the report that gives it was received; NaN of a communication on its own.
    pub(crate) received_at: f64,
    /// When that report was asked for; NaN of a notification.
    pub(crate) asked_at: f64,
    pub(crate) field: EvidenceField,
}

/// The field that gives a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EvidenceField {
    /// No field has a moment: it counts from receipt.
    Receipt,
    Segments,
    StartHoldTime,
    ParkTime,
    StartAlertingTime,
    StartTime,
    ConnectedTime,
    DisconnectedTime,
    AfterCallWork,
    Wrapup,
    /// The limit of after-call work.
    Limit,
}

impl EvidenceField {
    pub(crate) const ALL: [Self; 11] = [
        Self::Receipt,
        Self::Segments,
        Self::StartHoldTime,
        Self::ParkTime,
        Self::StartAlertingTime,
        Self::StartTime,
        Self::ConnectedTime,
        Self::DisconnectedTime,
        Self::AfterCallWork,
        Self::Wrapup,
        Self::Limit,
    ];

    pub(crate) const fn as_str(self) -> Option<&'static str> {
        Some(match self {
            Self::Receipt => return None,
            Self::Segments => "segments",
            Self::StartHoldTime => "startHoldTime",
            Self::ParkTime => "parkTime",
            Self::StartAlertingTime => "startAlertingTime",
            Self::StartTime => "startTime",
            Self::ConnectedTime => "connectedTime",
            Self::DisconnectedTime => "disconnectedTime",
            Self::AfterCallWork => "afterCallWork",
            Self::Wrapup => "wrapup",
            Self::Limit => "wrapupTimeoutMs",
        })
    }
}

impl Evidence {
    pub(crate) fn of(report: &Report, field: EvidenceField) -> Self {
        Self {
            received_at: report.receipt.received_at.unwrap_or(f64::NAN),
            asked_at: report.receipt.asked_at.unwrap_or(f64::NAN),
            field,
        }
    }

    pub(crate) const NONE: Self = Self {
        received_at: f64::NAN,
        asked_at: f64::NAN,
        field: EvidenceField::Receipt,
    };
}

/// Which rule ended an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndRule {
    /// A segment has its end, or it goes on.
    Segment,
    /// A reported moment.
    Moment,
    /// An interval that excludes it began.
    Next,
    /// A report says that it does not go on.
    Denial,
    /// The communication ended.
    End,
}

impl EndRule {
    pub(crate) const ALL: [Self; 5] = [
        Self::Segment,
        Self::Moment,
        Self::Next,
        Self::Denial,
        Self::End,
    ];
}

/// The end of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct End {
    pub(crate) at: f64,
    pub(crate) rule: EndRule,
    /// Whether it is exact, and does not count from receipt.
    pub(crate) exact: bool,
    pub(crate) evidence: Evidence,
}

/// One interval of a communication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DerivedInterval {
    pub(crate) kind: Kind,
    pub(crate) start: f64,
    /// Whether its start is a reported moment.
    pub(crate) exact: bool,
    pub(crate) start_evidence: Evidence,
    /// `None` while it goes on.
    pub(crate) end: Option<End>,
    /// Whether a segment reports it.
    pub(crate) segment: bool,
    /// Whether a segment reports its end, which nothing then changes.
    pub(crate) closed: bool,
    /// Of an alert: whether it came after the connection.
    pub(crate) again: bool,
    /// Of a park: whether a report said that it was parked.
    pub(crate) heard: bool,
    /// Whether nothing reports what it began with.
    pub(crate) guess: bool,
    /// Of an alert that came after a park: the `parkTime`.
    pub(crate) park: Option<f64>,
    /// Of a hold: the `parkTime` of the report that gives its start. It began after the return from
    /// that park.
    pub(crate) after_park: Option<f64>,
    /// The first receipt of a report of it.
    pub(crate) first: f64,
    /// The interval surely went on at this moment: the greatest `from` of the reports that assert
    /// it.
    pub(crate) asserted: f64,
}

impl DerivedInterval {
    pub(crate) fn new(kind: Kind, start: f64, report: &Report, field: EvidenceField) -> Self {
        Self {
            kind,
            start,
            exact: field != EvidenceField::Receipt,
            start_evidence: Evidence::of(report, field),
            end: None,
            segment: false,
            closed: false,
            again: false,
            heard: false,
            guess: false,
            park: None,
            after_park: None,
            first: report.received_at(),
            asserted: report.from,
        }
    }

    /// Talk that was settled. `evidence` gives that for a boundary.
    pub(crate) fn of_talk(range: Range, evidence: impl Fn(f64) -> Evidence) -> Self {
        let end = (!range.is_open()).then_some(End {
            at: range.end,
            rule: EndRule::Segment,
            exact: true,
            evidence: evidence(range.end),
        });
        Self {
            end,
            start_evidence: evidence(range.start),
            closed: true,
            exact: true,
            ..Self::new(
                Kind::Talk,
                range.start,
                &Report::default(),
                EvidenceField::Receipt,
            )
        }
    }

    /// Whether it comes before the first connection.
    pub(crate) fn is_first(&self) -> bool {
        match self.kind {
            Kind::Alert => !self.again,
            Kind::Contacting | Kind::Dialing => true,
            _ => false,
        }
    }

    /// Whether it interrupts talk.
    pub(crate) fn interrupts(&self) -> bool {
        matches!(self.kind, Kind::Hold | Kind::Park) || (self.kind == Kind::Alert && self.again)
    }

    pub(crate) fn end_at(&self) -> Option<f64> {
        self.end.map(|end| end.at)
    }

    /// The end, infinite while it goes on.
    pub(crate) fn until(&self) -> f64 {
        self.end.map_or(f64::INFINITY, |end| end.at)
    }
}

/// The state of a communication in which an interval of a kind goes on.
pub(crate) const fn state_of(kind: Kind) -> Option<ConnectionState> {
    match kind {
        Kind::Alert => Some(ConnectionState::Alerting),
        Kind::Contacting => Some(ConnectionState::Contacting),
        Kind::Dialing => Some(ConnectionState::Dialing),
        Kind::Park => Some(ConnectionState::Parked),
        _ => None,
    }
}
