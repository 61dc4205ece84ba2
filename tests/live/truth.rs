//! What really happened in a cloud: conversations, their participants, and the legs
//! (communications) of each, in epoch milliseconds.

/// The first moment of every history.
pub(crate) const START: i64 = 1_787_133_600_000;

pub(crate) struct World {
    pub(crate) conversations: Vec<Conversation>,
}

pub(crate) struct Conversation {
    pub(crate) id: String,
    pub(crate) participants: Vec<Participant>,
    /// In the order of their beginnings.
    pub(crate) legs: Vec<Leg>,
    /// Messages of the customer and of agents, in the order of time.
    pub(crate) texts: Vec<Text>,
}

pub(crate) struct Participant {
    pub(crate) id: String,
    pub(crate) role: Role,
    pub(crate) user: Option<String>,
    pub(crate) queue: Option<String>,
    pub(crate) alert_limit: Option<i64>,
    pub(crate) acw_limit: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Customer,
    Queue,
    Flow,
    Agent,
    /// Listens in, by the field that names the participant that is listened to.
    Supervisor(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    Chat,
    Message,
    Call,
    Callback,
    Email,
}

pub(crate) struct Leg {
    pub(crate) id: String,
    pub(crate) participant: usize,
    pub(crate) medium: Medium,
    pub(crate) direction: &'static str,
    /// One after the other, without gaps; the last one lasts until `end`.
    pub(crate) steps: Vec<Step>,
    pub(crate) end: i64,
    pub(crate) disconnect_type: &'static str,
    pub(crate) acw: Option<Acw>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) kind: Kind,
    pub(crate) start: i64,
    /// When a parked leg will come back, if that was said.
    pub(crate) resume: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Alert,
    Contacting,
    Dialing,
    Talk,
    Hold,
    Park,
    /// A state that has no timer.
    Other(&'static str),
}

/// After-call work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Acw {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) skipped: bool,
    /// Whether payloads say when it ended, and not only that.
    pub(crate) end_told: bool,
    /// Whether nested payloads tell of it at the participant only.
    pub(crate) at_participant: bool,
}

pub(crate) struct Text {
    pub(crate) leg: usize,
    pub(crate) at: i64,
}

impl Medium {
    pub(crate) const ALL: [Self; 5] = [
        Self::Chat,
        Self::Message,
        Self::Call,
        Self::Callback,
        Self::Email,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Message => "message",
            Self::Call => "call",
            Self::Callback => "callback",
            Self::Email => "email",
        }
    }

    /// The name of the list in a participant, in topics and in addresses.
    pub(crate) fn plural(self) -> String {
        format!("{}s", self.name())
    }

    pub(crate) fn parks(self) -> bool {
        matches!(self, Self::Message | Self::Email)
    }
}

impl Role {
    /// Whether it talks and handles.
    pub(crate) fn handles(self) -> bool {
        self == Self::Agent
    }
}

impl Leg {
    pub(crate) fn start(&self) -> i64 {
        self.steps[0].start
    }

    pub(crate) fn has_ended(&self, now: i64) -> bool {
        self.end <= now
    }

    /// The step under way at a moment: the last one, once the leg has ended.
    pub(crate) fn step(&self, now: i64) -> Step {
        *self
            .steps
            .iter()
            .rev()
            .find(|step| step.start <= now)
            .expect("it has begun")
    }

    /// The steps that had begun at a moment, each with its end if that is past.
    pub(crate) fn past(&self, now: i64) -> impl Iterator<Item = (Step, Option<i64>)> {
        let ends = self
            .steps
            .iter()
            .skip(1)
            .map(|step| step.start)
            .chain([self.end]);
        self.steps
            .iter()
            .copied()
            .zip(ends)
            .take_while(move |(step, _)| step.start <= now)
            .map(move |(step, end)| (step, Some(end).filter(|end| *end <= now)))
    }

    pub(crate) fn connected(&self, now: i64) -> Option<i64> {
        self.first(Kind::Talk, now)
    }

    /// When a kind of step first began.
    pub(crate) fn first(&self, kind: Kind, now: i64) -> Option<i64> {
        self.past(now)
            .find(|(step, _)| step.kind == kind)
            .map(|(step, _)| step.start)
    }

    pub(crate) fn is(&self, kind: Kind, now: i64) -> bool {
        !self.has_ended(now) && self.step(now).kind == kind
    }

    /// The state that payloads tell.
    pub(crate) fn state(&self, now: i64) -> &'static str {
        if self.has_ended(now) {
            return if self.medium == Medium::Call {
                "terminated"
            } else {
                "disconnected"
            };
        }
        match self.step(now).kind {
            Kind::Alert => "alerting",
            Kind::Contacting => "contacting",
            Kind::Dialing => "dialing",
            Kind::Talk | Kind::Hold => "connected",
            Kind::Park => "parked",
            Kind::Other(state) => state,
        }
    }

    /// Every moment at which something about it changes.
    pub(crate) fn moments(&self) -> impl Iterator<Item = i64> {
        let acw = self.acw.into_iter().map(|acw| acw.end);
        self.steps
            .iter()
            .map(|step| step.start)
            .chain([self.end])
            .chain(acw)
    }

    /// When nothing happens to it any more.
    pub(crate) fn done(&self) -> i64 {
        self.acw.map_or(self.end, |acw| acw.end)
    }
}

impl Conversation {
    /// Every moment at which something changes that payloads tell.
    pub(crate) fn moments(&self) -> Vec<i64> {
        let mut moments: Vec<_> = self
            .legs
            .iter()
            .flat_map(Leg::moments)
            .chain(self.texts.iter().map(|text| text.at))
            .collect();
        moments.sort_unstable();
        moments.dedup();
        moments
    }

    pub(crate) fn start(&self) -> i64 {
        self.legs[0].start()
    }

    pub(crate) fn done(&self) -> i64 {
        self.legs.iter().map(Leg::done).max().expect("it has legs")
    }

    pub(crate) fn handles(&self, leg: usize) -> bool {
        self.participants[self.legs[leg].participant].role.handles()
    }

    /// The leg that the flat layout shows of a participant: the latest one of a medium.
    pub(crate) fn latest(&self, participant: usize, medium: Medium, now: i64) -> Option<usize> {
        self.legs.iter().rposition(|leg| {
            leg.participant == participant && leg.medium == medium && leg.start() <= now
        })
    }

    /// The moment after which a conversation of messages counts as inactive.
    pub(crate) fn inactivity(&self, now: i64) -> Option<i64> {
        self.texts
            .iter()
            .rev()
            .find(|text| text.at <= now)
            .map(|text| text.at + 600_000)
    }
}
