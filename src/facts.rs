//! Model -> the numbers that timing needs: no text, every moment in epoch milliseconds.

use crate::{
    AfterCallWork, AfterCallWorkState, Communication, ConnectionState, ConversationChat, Integer, SpanKind,
    lane::Interval,
    outline::{Moment, View},
};

/// What is known of the timing of one communication.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    pub(crate) state: Option<ConnectionState>,
    pub(crate) segments: Vec<Piece>,
    /// Holds that are over, though no segment tells of them: remembered from events.
    pub(crate) ended_holds: Vec<Interval>,
    pub(crate) held: bool,
    pub(crate) start_hold: Option<f64>,
    pub(crate) start_alerting: Option<f64>,
    pub(crate) connected: Option<f64>,
    pub(crate) disconnected: Option<f64>,
    pub(crate) after_call_work: Work,
    pub(crate) wrapup_end: Option<f64>,
    pub(crate) wrapup_ms: Option<f64>,
    pub(crate) alert_limit_ms: Option<f64>,
    pub(crate) after_call_work_limit_ms: Option<f64>,
    /// Whether being connected, where no segments tell more, is talk: a queue or a flow does not talk.
    pub(crate) talks: bool,
}

/// A segment. Those without a start tell nothing and are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) kind: Option<SpanKind>,
    pub(crate) start: f64,
    pub(crate) end: Option<f64>,
}

/// After-call work, as the communication itself tells of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Work {
    pub(crate) start: Option<f64>,
    pub(crate) end: Option<f64>,
    pub(crate) pending: bool,
}

impl Work {
    pub(crate) fn interval(self) -> Option<Interval> {
        let running = self.pending.then_some(f64::INFINITY);
        Some(Interval::new(self.start?, self.end.or(running)?))
    }
}

impl From<View<'_, AfterCallWork>> for Work {
    fn from(work: View<'_, AfterCallWork>) -> Self {
        let end = ms(work.end_time());
        let pending = work.state().is_some_and(|state| state.known == Some(AfterCallWorkState::Pending));
        Self { start: ms(work.start_time()), end, pending: pending && end.is_none() }
    }
}

macro_rules! has_timing_fields {
    ($($model:ident),*) => { $(
        impl From<View<'_, $model>> for Facts {
            fn from(model: View<'_, $model>) -> Self {
                let mut segments = Vec::new();
                for (_, segment) in model.segments().into_iter().flatten() {
                    if let Some(start) = ms(segment.start_time()) {
                        segments.push(Piece { kind: SpanKind::of(segment), start, end: ms(segment.end_time()) });
                    }
                }
                let wrapup = model.wrapup();
                let alert_limit = model.queue_media_settings().and_then(|settings| settings.alerting_timeout_seconds());
                Self {
                    state: model.state().and_then(|state| state.known),
                    segments,
                    ended_holds: Vec::new(),
                    held: model.held() == Some(true),
                    start_hold: ms(model.start_hold_time()),
                    start_alerting: ms(model.start_alerting_time()),
                    connected: ms(model.connected_time()),
                    disconnected: ms(model.disconnected_time()),
                    after_call_work: model.after_call_work().map(Work::from).unwrap_or_default(),
                    wrapup_end: wrapup.and_then(|wrapup| ms(wrapup.end_time())),
                    wrapup_ms: wrapup.and_then(|wrapup| wrapup.duration_seconds()?.milliseconds()),
                    alert_limit_ms: alert_limit.and_then(Integer::milliseconds),
                    after_call_work_limit_ms: None,
                    talks: true,
                }
            }
        }
    )* };
}

has_timing_fields!(Communication, ConversationChat);

/// Epoch milliseconds, if the moment is there and not malformed.
pub(crate) fn ms(moment: Option<Moment>) -> Option<f64> {
    moment?.ms()
}

impl Facts {
    pub(crate) fn is_ended(&self) -> bool {
        self.disconnected.is_some() || self.state.is_some_and(ConnectionState::is_ended)
    }

    /// When the communication ends: infinite while it is live. Of one that has ended nobody knows when, it is the latest
    /// moment that is known of it.
    pub(crate) fn end(&self) -> f64 {
        if !self.is_ended() {
            return f64::INFINITY;
        }
        let counted = self.segments.iter().filter(|segment| segment.kind.is_some());
        let segments = counted.flat_map(|segment| {
            let wrapup = segment.kind == Some(SpanKind::AfterCallWork);
            [Some(segment.start), segment.end.filter(|_| !wrapup)]
        });
        let moments = [self.start_alerting, self.connected, self.start_hold, self.after_call_work.start];
        let latest = moments.into_iter().chain(segments).flatten().fold(f64::NEG_INFINITY, f64::max);
        self.disconnected.unwrap_or(latest)
    }

    /// When the hold that goes on began.
    pub(crate) fn current_hold(&self) -> Option<f64> {
        let open_holds = self.segments.iter().filter(|segment| segment.is_open(SpanKind::Hold));
        let open_hold = || open_holds.map(|segment| segment.start).reduce(f64::max);
        self.start_hold.or_else(open_hold).filter(|_| self.held && !self.is_ended())
    }

    /// The wrap-up as its own duration tells: it has no beginning, so it is placed before its end, else after the
    /// communication, else at 0.
    pub(crate) fn wrapup(&self, end: f64) -> Option<Interval> {
        let duration = self.wrapup_ms?;
        let after = if end.is_finite() { end } else { 0.0 };
        let start = self.wrapup_end.map_or(after, |end| end - duration);
        Some(Interval::new(start, start + duration))
    }
}

impl Piece {
    pub(crate) fn is_open(&self, kind: SpanKind) -> bool {
        self.kind == Some(kind) && self.end.is_none()
    }
}
