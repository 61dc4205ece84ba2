//! How each type of a roster is saved.

use super::{
    codec::{Codec, Saved},
    conversation::{Conversation, Queued, RosterMessage},
    lists::CompleteList,
    row::{Happenings, RosterRow},
    threshold::{Reached, Threshold},
};
use crate::{
    model::{ConnectionState, IntervalKind as Kind, Known as _},
    read::WireMoment,
    time::{
        Inexact, TimerName,
        base::{Base, Sum},
        history::History,
        interval::{DerivedInterval, End, EndRule, Evidence, EvidenceField},
    },
    wire::{
        media,
        report::{Listening, Report, ReportedState, SegmentReport},
        texts::Texts,
    },
};

fn state(codec: &mut Codec, state: &mut ReportedState) {
    let known = ConnectionState::ALL
        .iter()
        .copied()
        .map(ReportedState::Known);
    let states: Vec<_> = [ReportedState::Absent, ReportedState::Unknown]
        .into_iter()
        .chain(known)
        .collect();
    codec.one_of(state, &states);
}

fn option_flag(codec: &mut Codec, flag: &mut Option<bool>) {
    codec.one_of(flag, &[None, Some(false), Some(true)]);
}

impl Saved for SegmentReport {
    fn save(&mut self, codec: &mut Codec) {
        let [alert, contacting, dialing, talk, hold, park, work] = Kind::ALL.map(Some);
        let kinds = [None, alert, contacting, dialing, talk, hold, park, work];
        codec.one_of(&mut self.kind, &kinds);
        codec.number(&mut self.start);
        codec.option(&mut self.end);
    }
}

impl Saved for Report {
    fn save(&mut self, codec: &mut Codec) {
        codec.option(&mut self.receipt.received_at);
        codec.option(&mut self.receipt.asked_at);
        codec.bits(&mut self.receipt.mark);
        codec.number(&mut self.from);
        state(codec, &mut self.state);
        state(codec, &mut self.initial);
        for flag in [
            &mut self.ended,
            &mut self.absent,
            &mut self.flat,
            &mut self.work.pending,
            &mut self.work.over,
        ] {
            codec.flag(flag);
        }
        option_flag(codec, &mut self.held);
        self.place = codec.count(self.place, u32::MAX);
        let is_malformed = self.connected == Some(WireMoment::Malformed);
        let is_malformed = codec.count(u32::from(is_malformed), 2) == 1;
        let mut connected = crate::wire::report::ms(self.connected);
        for moment in [
            &mut connected,
            &mut self.hold,
            &mut self.park,
            &mut self.resume,
            &mut self.alerting,
            &mut self.disconnected,
            &mut self.begun,
            &mut self.work.start,
            &mut self.work.end,
            &mut self.work.wrapup_ms,
            &mut self.work.wrapup_end,
            &mut self.alert_limit,
            &mut self.work_limit,
            &mut self.latest,
        ] {
            codec.option(moment);
        }
        self.connected = if is_malformed {
            Some(WireMoment::Malformed)
        } else {
            connected.map(WireMoment::At)
        };
        codec.one_of(
            &mut self.listening,
            &[Listening::Unknown, Listening::Yes, Listening::No],
        );
        let mut segments = std::mem::take(&mut self.segments).into_vec();
        codec.list(&mut segments);
        self.segments = segments.into_boxed_slice();
        codec.shared(&mut self.texts);
    }
}

impl Saved for Evidence {
    fn save(&mut self, codec: &mut Codec) {
        for moment in [&mut self.received_at, &mut self.asked_at] {
            let mut option = Some(*moment).filter(|moment| !moment.is_nan());
            codec.option(&mut option);
            *moment = option.unwrap_or(f64::NAN);
        }
        codec.one_of(&mut self.field, &EvidenceField::ALL);
    }
}

impl Saved for DerivedInterval {
    fn save(&mut self, codec: &mut Codec) {
        codec.one_of(&mut self.kind, &Kind::ALL);
        codec.number(&mut self.start);
        self.start_evidence.save(codec);
        let mut end = self.end.unwrap_or_default();
        let has_end = codec.count(u32::from(self.end.is_some()), 2) == 1;
        if has_end {
            codec.number(&mut end.at);
            codec.one_of(&mut end.rule, &EndRule::ALL);
            codec.flag(&mut end.exact);
            end.evidence.save(codec);
        }
        self.end = has_end.then_some(end);
        for flag in [
            &mut self.exact,
            &mut self.segment,
            &mut self.closed,
            &mut self.again,
            &mut self.heard,
            &mut self.guess,
        ] {
            codec.flag(flag);
        }
        codec.option(&mut self.park);
        codec.option(&mut self.after_park);
        codec.number(&mut self.first);
        codec.number(&mut self.asserted);
    }
}

impl Saved for Sum {
    fn save(&mut self, codec: &mut Codec) {
        codec.one_of(&mut self.kind, &Kind::ALL);
        codec.number(&mut self.ms);
        self.count = codec.count(self.count, u32::MAX);
    }
}

fn base(codec: &mut Codec, base: &mut Base) {
    codec.number(&mut base.line);
    codec.number(&mut base.as_of);
    codec.list(&mut base.heads);
    codec.list(&mut base.tail);
    codec.list(&mut base.before);
    codec.list(&mut base.copies);
    codec.flag(&mut base.by_segments);
    let bits = base.inexact.bits();
    let (mut low, mut high) = (bits & 0xffff_ffff, bits >> 32);
    codec.bits(&mut low);
    codec.bits(&mut high);
    base.inexact = Inexact::from_bits(low | (high << 32));
}

impl Saved for Texts {
    fn save(&mut self, codec: &mut Codec) {
        for text in &mut self.named {
            codec.text(text);
        }
        for media in [&mut self.media, &mut self.presumed_media] {
            let mut name = media.map(Into::into);
            codec.text(&mut name);
            *media = name.and_then(|name| media::by_name(&name));
        }
        let is_there = codec.count(u32::from(self.wrapup.is_some()), 2) == 1;
        let mut own = self.wrapup.take().unwrap_or_default();
        if is_there {
            // Its name may say what the conversation was about.
            codec.text(&mut own.code);
            option_flag(codec, &mut own.provisional);
        }
        self.wrapup = is_there.then_some(own);
        option_flag(codec, &mut self.wrapup_required);
        option_flag(codec, &mut self.is_consult);
    }
}

impl Saved for Reached {
    fn save(&mut self, codec: &mut Codec) {
        let Threshold { timer, after_ms } = &mut self.threshold;
        codec.one_of(timer, &TimerName::ALL);
        codec.number(after_ms);
        codec.number(&mut self.at);
    }
}

/// A row, without what is personal.
pub(super) fn row(codec: &mut Codec, row: &mut RosterRow) {
    let mut id = Some(std::mem::take(&mut row.communication_id));
    codec.text(&mut id);
    row.communication_id = id.unwrap_or_default();
    codec.flag(&mut row.is_provisional);
    codec.flag(&mut row.is_unconfirmed);
    codec.forget_shared();
    codec.number(&mut row.begun_from);
    codec.list(&mut row.reached);
    let is_removed = codec.count(u32::from(row.removed.is_some()), 2) == 1;
    let mut happenings = row.removed.take().unwrap_or(Happenings {
        live: None,
        works: false,
    });
    if is_removed {
        codec.flag(&mut happenings.works);
        let lives = codec.count(u32::from(happenings.live.is_some()), 2) == 1;
        let mut live = happenings.live.unwrap_or_default();
        if lives {
            state(codec, &mut live.0);
            for flag in [&mut live.1, &mut live.2, &mut live.3] {
                codec.flag(flag);
            }
        }
        happenings.live = lives.then_some(live);
    }
    row.removed = is_removed.then_some(happenings);
    let History { floor, reports, .. } = &mut row.history;
    base(codec, floor);
    codec.list(reports);
}

impl Saved for u64 {
    fn save(&mut self, codec: &mut Codec) {
        codec.bits(self);
    }
}

impl Saved for CompleteList {
    fn save(&mut self, codec: &mut Codec) {
        codec.option(&mut self.receipt.received_at);
        codec.option(&mut self.receipt.asked_at);
        let mut name = self.media.map(Into::into);
        codec.text(&mut name);
        self.media = name.and_then(|name| media::by_name(&name));
        codec.list(&mut self.listed.ids);
        codec.list(&mut self.listed.participants);
        codec.list(&mut self.unknown);
    }
}

impl Saved for RosterMessage {
    fn save(&mut self, codec: &mut Codec) {
        codec.text(&mut self.id);
        codec.number(&mut self.at);
        codec.flag(&mut self.inbound);
        codec.flag(&mut self.failed);
    }
}

impl Saved for Queued {
    fn save(&mut self, codec: &mut Codec) {
        let mut id = Some(std::mem::take(&mut self.id));
        codec.text(&mut id);
        self.id = id.unwrap_or_default();
        codec.text(&mut self.queue_id);
        codec.number(&mut self.start);
        codec.option(&mut self.end);
        codec.number(&mut self.ended_by);
    }
}

impl Saved for Conversation {
    fn save(&mut self, codec: &mut Codec) {
        codec.list(&mut self.messages);
        codec.option(&mut self.inactive_at);
        codec.number(&mut self.inactive_seen);
        codec.list(&mut self.queued);
    }
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            kind: Kind::Alert,
            ms: 0.0,
            count: 0,
        }
    }
}

impl Default for End {
    fn default() -> Self {
        Self {
            at: 0.0,
            rule: EndRule::End,
            exact: false,
            evidence: Evidence::NONE,
        }
    }
}

impl Default for Evidence {
    fn default() -> Self {
        Self::NONE
    }
}

impl Default for DerivedInterval {
    fn default() -> Self {
        Self::new(Kind::Alert, 0.0, &Report::default(), EvidenceField::Receipt)
    }
}

impl Default for SegmentReport {
    fn default() -> Self {
        Self {
            kind: None,
            start: 0.0,
            end: None,
        }
    }
}

impl Default for Reached {
    fn default() -> Self {
        Self {
            threshold: Threshold {
                timer: TimerName::Hold,
                after_ms: 0.0,
            },
            at: 0.0,
        }
    }
}
