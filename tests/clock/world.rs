//! A simulated cloud, network and local clock, with what a cloud clock promises checked at every
//! step.

use conversation_chat::CloudClock;
use proptest::{
    prop_assert, prop_assert_eq,
    test_runner::{TestCaseError, TestCaseResult},
};

/// What the clock promises to bear: drift, answers kept, slewing, and what rounding of doubles
/// costs in the checks.
pub(crate) const DRIFT: f64 = 499e-6;
pub(crate) const KEPT: u32 = 8;
const SLEW: f64 = 0.1;
const ROUNDING_MS: f64 = 0.01;

/// The time of the cloud at the start.
const EPOCH_MS: f64 = 1_790_000_000_000.0;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// Time passes, in which the clock is read some times. The local clock goes at this rate.
    Wait { ms: f64, rate: f64 },
    /// A question, whose answer is processed some time after it was received. `stale`: the answer
    /// comes from a cache, that old.
    Ask {
        out: f64,
        back: f64,
        late: f64,
        stale: Option<f64>,
    },
    /// The local clock stands still.
    Sleep { ms: f64 },
    /// Somebody sets the local clock.
    Set { by: f64 },
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    sent_at: f64,
    server_time: f64,
    stale: bool,
    received_at: Option<f64>,
    /// When it is received, and when it is processed.
    due: f64,
    processed: f64,
}

/// What the clock cannot know yet: the local clock jumped.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hidden {
    /// The bounds that the clock may believe in until it learns better, and since when.
    low: f64,
    high: f64,
    since: f64,
    answers: u32,
}

pub(crate) struct World {
    pub(crate) clock: CloudClock,
    cloud: f64,
    local: f64,
    rate: f64,
    /// Whether both clocks give whole milliseconds.
    cut: bool,
    pending: Vec<Pending>,
    /// The times that the cloud told.
    answered: Vec<f64>,
    told: Option<(f64, f64)>,
    pub(crate) hidden: Option<Hidden>,
    /// Answers since the last one from a cache, and since the last jump.
    since_stale: u32,
    since_jump: u32,
    /// After how many answers one may come from a cache.
    trusted_after: u32,
    /// Steps of the clock that jumps and cached answers explain, and steps backwards that only
    /// setting ahead explains.
    pub(crate) steps: u32,
    steps_back: u32,
    checks: u32,
    pub(crate) exempt: u32,
}

impl World {
    pub(crate) fn new(cut: bool, local: f64) -> Self {
        Self {
            clock: CloudClock::new(),
            cloud: EPOCH_MS,
            local,
            rate: 1.0,
            cut,
            pending: Vec::new(),
            answered: Vec::new(),
            told: None,
            hidden: None,
            since_stale: KEPT,
            since_jump: 0,
            trusted_after: 1,
            steps: 0,
            steps_back: 0,
            checks: 0,
            exempt: 0,
        }
    }

    fn reading(&self, time: f64) -> f64 {
        if self.cut { time.floor() } else { time }
    }

    pub(crate) fn run(&mut self, step: Step) -> TestCaseResult {
        match step {
            Step::Wait { ms, rate } => {
                self.rate = rate;
                for share in [0.001, 0.009, 0.09, 0.4, 0.5] {
                    self.advance(ms * share)?;
                    self.read()?;
                }
                Ok(())
            }
            Step::Ask {
                out,
                back,
                late,
                stale,
            } => {
                // One answer in eight may come from a cache, but not the first, and not among the
                // eight after a jump.
                let stale = stale
                    .filter(|_| self.since_stale >= KEPT && self.since_jump >= self.trusted_after);
                if stale.is_some() {
                    self.since_stale = 0;
                    self.steps += 1;
                }
                self.pending.push(Pending {
                    sent_at: self.reading(self.local),
                    server_time: self.reading(self.cloud + out - stale.unwrap_or_default()),
                    stale: stale.is_some(),
                    received_at: None,
                    due: self.cloud + out + back,
                    processed: self.cloud + out + back + late,
                });
                Ok(())
            }
            // One thing at a time: no jump among the eight answers after one from a cache.
            Step::Sleep { .. } | Step::Set { .. } if self.since_stale < KEPT => Ok(()),
            Step::Sleep { ms } => {
                self.jump(0)?;
                self.cloud += ms;
                Ok(())
            }
            Step::Set { by } => {
                self.jump(u32::from(by > 0.0))?;
                self.local += by;
                Ok(())
            }
        }
    }

    /// Before the local clock jumps: the questions that are under way get no answer.
    fn jump(&mut self, steps_back: u32) -> TestCaseResult {
        self.pending.clear();
        self.steps += 1;
        self.steps_back += steps_back;
        self.since_jump = 0;
        self.trusted_after = KEPT;
        let (Some(_), Some(offset), Some(uncertainty)) = (
            self.clock.now(self.reading(self.local)),
            self.clock.offset(),
            self.clock.uncertainty(),
        ) else {
            return Ok(());
        };
        self.told = None;
        let low = self
            .hidden
            .map_or(f64::INFINITY, |hidden| hidden.low)
            .min(offset - uncertainty);
        let high = self
            .hidden
            .map_or(f64::NEG_INFINITY, |hidden| hidden.high)
            .max(offset + uncertainty);
        self.hidden = Some(Hidden {
            low,
            high,
            since: self.local,
            answers: 0,
        });
        Ok(())
    }

    /// Time passes; what is received then is received, and processed when it is due.
    pub(crate) fn advance(&mut self, ms: f64) -> TestCaseResult {
        let end = self.cloud + ms;
        loop {
            let due = |pending: &Pending| {
                pending
                    .received_at
                    .map_or(pending.due, |_| pending.processed)
            };
            let next = (0..self.pending.len())
                .filter_map(|index| Some((index, due(self.pending.get(index)?))))
                .filter(|(_, due)| *due <= end)
                .min_by(|a, b| a.1.total_cmp(&b.1));
            let Some((index, due)) = next else { break };
            self.go(due);
            let received_at = self.reading(self.local);
            match self.pending.get_mut(index) {
                Some(pending) if pending.received_at.is_none() => {
                    pending.received_at = Some(received_at)
                }
                _ => {
                    let pending = self.pending.swap_remove(index);
                    self.observe(pending)?;
                }
            }
        }
        self.go(end);
        Ok(())
    }

    fn go(&mut self, cloud: f64) {
        let passed = (cloud - self.cloud).max(0.0);
        self.local += passed * self.rate;
        self.cloud += passed;
    }

    fn observe(&mut self, pending: Pending) -> TestCaseResult {
        let received_at = pending.received_at.unwrap_or(self.local);
        let observed = self
            .clock
            .observe(pending.sent_at, pending.server_time, received_at);
        prop_assert_eq!(observed, Ok(()));
        // Answers may overtake one from a cache.
        let stale_under_way = pending.stale || self.pending.iter().any(|pending| pending.stale);
        // Two answers of one moment count as one.
        let counts = u32::from(!self.answered.contains(&pending.server_time));
        self.answered.push(pending.server_time);
        self.since_stale = if stale_under_way {
            0
        } else {
            self.since_stale + counts
        };
        self.since_jump += counts;
        if let Some(hidden) = &mut self.hidden {
            hidden.answers += counts;
            let drift =
                2.0 * DRIFT * ((self.local - hidden.since).abs() + received_at - pending.sent_at)
                    + 5.0;
            let above = pending.server_time - received_at > hidden.high + drift;
            let below = pending.server_time - pending.sent_at < hidden.low - drift;
            if above || below || hidden.answers > KEPT {
                self.hidden = None;
            }
        }
        self.check()
    }

    /// Reads the clock: it goes forward, at about the rate of the local clock.
    pub(crate) fn read(&mut self) -> TestCaseResult {
        let local = self.reading(self.local);
        let now = self.clock.now(local);
        prop_assert_eq!(now.is_some(), self.clock.offset().is_some());
        let Some(now) = now else { return Ok(()) };
        if let Some((local_before, before)) = self.told.filter(|(before, _)| *before <= local) {
            let (passed, told) = (local - local_before, now - before);
            if told < 0.0 {
                prop_assert!(self.steps_back > 0, "went backwards by {} ms", -told);
                self.steps_back -= 1;
            }
            if (told - passed).abs() > SLEW * passed + ROUNDING_MS {
                prop_assert!(
                    self.steps > 0,
                    "stepped by {} ms in {passed} ms",
                    told - passed
                );
                self.steps -= 1;
            }
        }
        self.told = Some((local, now));
        let offset = self.clock.offset().unwrap_or(f64::NAN);
        prop_assert!((now - local - offset).abs() < ROUNDING_MS);
        self.check()?;
        // An earlier moment may be asked for, and changes nothing.
        if let Some(earlier) = self.clock.now(local - 1000.0) {
            prop_assert!(earlier <= now);
        }
        prop_assert!(self.clock.now(local).is_some_and(|again| again >= now));
        Ok(())
    }

    /// The truth is within the uncertainty of the time that the clock tells at the latest moment.
    fn check(&mut self) -> TestCaseResult {
        self.checks += 1;
        if self.hidden.is_some() {
            self.exempt += 1;
            return Ok(());
        }
        let (Some(offset), Some(uncertainty)) = (self.clock.offset(), self.clock.uncertainty())
        else {
            return Err(TestCaseError::fail("no time after an answer"));
        };
        let off = self.reading(self.local) + offset - self.cloud;
        prop_assert!(
            off.abs() <= uncertainty + ROUNDING_MS,
            "off by {off} ms, uncertainty {uncertainty} ms"
        );
        Ok(())
    }
}
