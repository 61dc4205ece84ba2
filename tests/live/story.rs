//! Random histories, as agents, customers and queues make them.

use super::{
    random::Random,
    truth::{Acw, Conversation, Kind, Leg, Medium, Participant, Role, START, Step, Text, World},
};

/// What may happen.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) conversations: usize,
    /// Whether a participant may have two live legs of one medium: the flat layout shows only one
    /// of them.
    pub(crate) overlaps: bool,
    /// Whether an agent may come back as the same participant, with a leg of its own.
    pub(crate) returns: bool,
    /// Whether states without a timer follow `connected`.
    pub(crate) others: bool,
    /// Whether the end of some after-call work is told without its moment.
    pub(crate) untold_ends: bool,
}

pub(crate) fn world(random: &mut Random, style: Style) -> World {
    let conversations = (0..style.conversations)
        .map(|index| Author::new(random, style, index).write())
        .collect();
    World { conversations }
}

struct Author<'r> {
    random: &'r mut Random,
    style: Style,
    medium: Medium,
    conversation: Conversation,
}

impl<'r> Author<'r> {
    fn new(random: &'r mut Random, style: Style, index: usize) -> Self {
        let medium = random.pick(&Medium::ALL);
        let conversation = Conversation {
            id: format!("c{index}"),
            participants: Vec::new(),
            legs: Vec::new(),
            texts: Vec::new(),
        };
        Self {
            random,
            style,
            medium,
            conversation,
        }
    }

    fn write(mut self) -> Conversation {
        let start = START + self.random.between(0, 600_000);
        let customer = self.participant(Role::Customer);
        let mut steps = vec![step(Kind::Talk, start)];
        if self.medium == Medium::Callback {
            steps = vec![
                step(Kind::Other("scheduled"), start),
                step(Kind::Talk, start + self.random.between(1000, 9000)),
            ];
        }
        let customer = self.leg(customer, self.medium, steps, i64::MAX, "endpoint");
        let mut now = start + self.random.between(20, 3000);
        if self.random.chance(40) {
            let flow = self.participant(Role::Flow);
            let end = now + self.random.between(100, 9000);
            self.leg(
                flow,
                self.medium,
                vec![step(Kind::Talk, now)],
                end,
                "transfer",
            );
            now = end + self.random.between(1, 40);
        }
        let last = self.rounds(now);
        let customer = &mut self.conversation.legs[customer];
        // Whoever is called back may give up, but not before the call was due.
        customer.end = last.max(customer.steps[customer.steps.len() - 1].start + 1);
        self.texts();
        // A participant tells of one work, and its moment tells of which leg: no other one ends
        // within a second of it.
        let ends: Vec<_> = self
            .conversation
            .legs
            .iter()
            .map(|leg| (leg.participant, leg.end))
            .collect();
        for leg in &mut self.conversation.legs {
            let near = ends
                .iter()
                .filter(|end| end.0 == leg.participant && (end.1 - leg.end).abs() < 1000);
            leg.acw = leg.acw.filter(|_| near.count() == 1);
            // The next one takes its place there.
            let (participant, end) = (leg.participant, leg.end);
            if let Some(acw) = &mut leg.acw {
                let next = |other: &(usize, i64)| {
                    other.0 == participant && end < other.1 && other.1 <= acw.end
                };
                acw.at_participant &= !ends.iter().any(next);
            }
        }
        self.conversation.legs.sort_by_key(Leg::start);
        self.conversation
    }

    /// Lets agents work, one after the other; the moment when it is over.
    fn rounds(&mut self, mut now: i64) -> i64 {
        let mut queue = Some(self.queue(now));
        let mut last = now;
        for _ in 0..self.random.between(1, 6) {
            now += self.random.between(20, 2500);
            let agent = self.agent(now);
            let answered = self.work(agent, now);
            let leg = self.conversation.legs.last().expect("it has just begun");
            let (connected, end) = (leg.connected(i64::MAX), leg.end);
            last = last.max(end);
            now = end;
            if let Some(connected) = connected.filter(|_| answered) {
                if let Some(queue) = queue.take() {
                    self.conversation.legs[queue].end = connected;
                }
                if self.random.chance(15) {
                    last = last.max(self.listen(connected, end));
                }
                // The next agent alerts while this one still talks.
                now = self.random.between(connected.max(end - 3000), end);
            }
            if queue.is_none() && self.random.chance(30) {
                queue = Some(self.queue(now));
            }
        }
        if let Some(queue) = queue {
            self.conversation.legs[queue].end = last.max(now) + 5;
            last = last.max(now) + 5;
        }
        last + self.random.between(0, 50)
    }

    fn queue(&mut self, now: i64) -> usize {
        let queue = self.participant(Role::Queue);
        self.leg(
            queue,
            self.medium,
            vec![step(Kind::Talk, now)],
            i64::MAX,
            "transfer",
        )
    }

    /// An agent for the next leg: again one that was there, or a new one.
    fn agent(&mut self, now: i64) -> usize {
        let overlaps = self.style.overlaps && self.random.chance(30);
        let agents: Vec<_> = (0..self.conversation.participants.len())
            .filter(|index| self.conversation.participants[*index].role == Role::Agent)
            .filter(|index| {
                // Chats that alert, and calls that dial, tell no moment in the flat layout: soon
                // after an end, that may be a copy.
                let pause = if self.medium.parks() { 0 } else { 11_000 };
                let is_free = |leg: &Leg| leg.participant != *index || leg.done() + pause < now;
                overlaps || self.conversation.legs.iter().all(is_free)
            })
            .collect();
        if self.style.returns && !agents.is_empty() && self.random.chance(50) {
            return self.random.pick(&agents);
        }
        self.participant(Role::Agent)
    }

    /// One leg of an agent; whether it was answered. A call may follow a callback.
    fn work(&mut self, agent: usize, now: i64) -> bool {
        let outbound = self.medium == Medium::Call && self.random.chance(30);
        let mut steps = Vec::new();
        let mut end = now;
        if outbound {
            for kind in [Kind::Contacting, Kind::Dialing] {
                steps.push(step(kind, end));
                end += self.random.between(200, 4000);
            }
        } else {
            steps.push(step(Kind::Alert, end));
            end += self.random.between(300, 12_000);
        }
        if self.random.chance(25) {
            let why = self
                .random
                .pick(&["transfer.noanswer", "system", "client", "timeout"]);
            self.leg(agent, self.medium, steps, end, why);
            return false;
        }
        end = self.talk(self.medium, &mut steps, end);
        let why = self.random.pick(&[
            "client",
            "peer",
            "endpoint",
            "transfer",
            "transport.failure",
        ]);
        let leg = self.leg(agent, self.medium, steps, end, why);
        if outbound {
            self.conversation.legs[leg].direction = "outbound";
        }
        self.conversation.legs[leg].acw = self.acw(agent, end);
        if self.medium == Medium::Callback && self.random.chance(60) {
            self.call_back(agent, leg);
        }
        true
    }

    fn call_back(&mut self, agent: usize, callback: usize) {
        let Leg { end, .. } = self.conversation.legs[callback];
        let connected = self.conversation.legs[callback]
            .connected(i64::MAX)
            .expect("it was answered");
        let start = self.random.between(connected, end);
        let mut steps = vec![
            step(Kind::Dialing, start),
            step(Kind::Talk, start + self.random.between(500, 3000)),
        ];
        let talks = steps[1].start;
        let hangs_up = talks + self.random.between(100, 20_000);
        if self.random.chance(50) {
            steps.push(step(
                Kind::Hold,
                self.random.between(talks + 60, talks + 99),
            ));
        }
        let leg = self.leg(agent, Medium::Call, steps, hangs_up, "peer");
        self.conversation.legs[leg].direction = "outbound";
        // The leg that the round looks at stays the last one.
        self.conversation.legs.swap(callback, leg);
    }

    /// Talk, holds and parkings; when they end.
    fn talk(&mut self, medium: Medium, steps: &mut Vec<Step>, mut now: i64) -> i64 {
        let many = if self.random.chance(10) { 40 } else { 7 };
        steps.push(step(Kind::Talk, now));
        now += self.stretch();
        for _ in 0..self.random.between(0, many) {
            let parks = medium.parks() && self.random.chance(30);
            if parks {
                let resume = Some(now + self.random.between(1000, 600_000))
                    .filter(|_| self.random.chance(60));
                steps.push(Step {
                    kind: Kind::Park,
                    start: now,
                    resume,
                });
            } else if self.style.others && self.random.chance(10) {
                steps.push(step(
                    Kind::Other(
                        self.random
                            .pick(&["transmitting", "converting", "pondering"]),
                    ),
                    now,
                ));
            } else {
                steps.push(step(Kind::Hold, now));
            }
            now += self.stretch();
            if self.random.chance(10) {
                return now;
            }
            if parks && self.random.chance(50) {
                steps.push(step(Kind::Alert, now));
                now += self.stretch();
            }
            steps.push(step(Kind::Talk, now));
            now += self.stretch();
        }
        now
    }

    /// How long something takes: often less than a notification is delayed.
    fn stretch(&mut self) -> i64 {
        if self.random.chance(35) {
            self.random.between(60, 900)
        } else {
            self.random.between(1000, 60_000)
        }
    }

    fn acw(&mut self, agent: usize, start: i64) -> Option<Acw> {
        let skipped = self.random.chance(20);
        let mut length = if skipped {
            0
        } else {
            self.random.between(500, 40_000)
        };
        if let Some(limit) = self.conversation.participants[agent].acw_limit {
            length = length.min(limit);
        }
        let acw = Acw {
            start,
            end: start + length,
            skipped,
            end_told: !self.style.untold_ends || self.random.chance(85),
            at_participant: self.random.chance(40),
        };
        Some(acw).filter(|_| self.random.chance(75))
    }

    fn listen(&mut self, connected: i64, end: i64) -> i64 {
        let field = self.random.pick(&[
            "monitoredParticipantId",
            "coachedParticipantId",
            "bargedParticipantId",
            "screenMonitoredParticipantId",
        ]);
        let supervisor = self.participant(Role::Supervisor(field));
        let start = self.random.between(connected, end);
        let stops = start + self.random.between(10, 20_000);
        self.leg(
            supervisor,
            self.medium,
            vec![step(Kind::Talk, start)],
            stops,
            "client",
        );
        stops
    }

    /// What customer and agents write to each other in messages.
    fn texts(&mut self) {
        if self.medium != Medium::Message {
            return;
        }
        let mut texts = Vec::new();
        for leg in &self.conversation.legs {
            let role = self.conversation.participants[leg.participant].role;
            let Some(connected) = leg
                .connected(i64::MAX)
                .filter(|_| matches!(role, Role::Customer | Role::Agent))
            else {
                continue;
            };
            for _ in 0..self.random.between(0, 5) {
                texts.push((
                    leg.id.clone(),
                    self.random.between(connected, (leg.end - 1).max(connected)),
                ));
            }
        }
        texts.sort_by_key(|(_, at)| *at);
        texts.dedup_by_key(|(_, at)| *at);
        self.conversation.legs.sort_by_key(Leg::start);
        let legs = &self.conversation.legs;
        let place = |id: &str| {
            legs.iter()
                .position(|leg| leg.id == id)
                .expect("it is one of them")
        };
        self.conversation.texts = texts
            .iter()
            .map(|(id, at)| Text {
                leg: place(id),
                at: *at,
            })
            .collect();
    }

    fn participant(&mut self, role: Role) -> usize {
        let index = self.conversation.participants.len();
        let works = matches!(role, Role::Agent | Role::Supervisor(_));
        let user = works.then(|| format!("u{}", self.random.between(1, 4)));
        let queue = Some("q1".to_owned()).filter(|_| matches!(role, Role::Agent | Role::Queue));
        let alert_limit = Some(self.random.between(8, 30) * 1000).filter(|_| works);
        let acw_limit =
            Some(self.random.between(5, 30) * 1000).filter(|_| works && self.random.chance(50));
        let id = format!("{}-p{index}", self.conversation.id);
        self.conversation.participants.push(Participant {
            id,
            role,
            user,
            queue,
            alert_limit,
            acw_limit,
        });
        index
    }

    fn leg(
        &mut self,
        participant: usize,
        medium: Medium,
        steps: Vec<Step>,
        end: i64,
        why: &'static str,
    ) -> usize {
        let index = self.conversation.legs.len();
        let id = format!("{}-k{index}", self.conversation.id);
        let direction = if medium == Medium::Callback {
            "outbound"
        } else {
            "inbound"
        };
        self.conversation.legs.push(Leg {
            id,
            participant,
            medium,
            direction,
            steps,
            end,
            disconnect_type: why,
            acw: None,
        });
        index
    }
}

fn step(kind: Kind, start: i64) -> Step {
    Step {
        kind,
        start,
        resume: None,
    }
}
