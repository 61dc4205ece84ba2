//! The roster, as numbers and texts from which `pkg/roster.js` makes frozen rows.

use wasm_bindgen::prelude::*;

use super::{
    host::{PLATFORM, syntax_error, to_value, with_document, with_input},
    stopwatch_numbers,
};
use crate::{
    issue::PathSegment,
    model::Moment,
    read::{
        Failed,
        encoded::Encoded,
        json::{Json, JsonText},
    },
    roster::{
        ChangeKind, News, Roster, RosterChange, RosterOptions, RosterRow, Threshold, ThresholdId,
        VERSION, not_a_list,
    },
    time::TimerName,
    wire::{envelope::Payload, media::path_names},
};

/// Bits of the flags of a change: it has issues; its communication had another id.
const HAS_ISSUES: u8 = 1;
const IS_RENAMED: u8 = 2;

#[wasm_bindgen(js_name = RosterCore, skip_typescript)]
#[derive(Default)]
pub struct RosterCore {
    roster: Roster,
    /// The numbers of the last result of variable length.
    numbers: Vec<f64>,
    /// The changes of the last payload.
    changes: Vec<RosterChange>,
    /// The reason why the last payload is not a list of conversations.
    refusal: Option<String>,
}

#[wasm_bindgen(js_class = RosterCore)]
impl RosterCore {
    #[wasm_bindgen(constructor)]
    pub fn new(user_id: Option<String>, purposes: Option<Vec<String>>) -> Self {
        Self {
            roster: Roster::with_options(RosterOptions { user_id, purposes }),
            ..Self::default()
        }
    }

    /// Restores the roster from saved numbers and texts at `at`. Returns the reason if that is not
    /// possible.
    pub fn restore(
        &mut self,
        version: f64,
        numbers: Vec<f64>,
        texts: Vec<String>,
        at: f64,
        user_id: Option<String>,
        purposes: Option<Vec<String>>,
    ) -> Option<String> {
        let at = Moment::new(at)?;
        let options = RosterOptions { user_id, purposes };
        match Roster::restore_version(version, numbers, texts, at, options) {
            Ok(roster) => {
                self.roster = roster;
                None
            }
            Err(error) => Some(error.message().to_owned()),
        }
    }

    /// Reads the payload whose text is the first `length` bytes of the input; `asked_at` is NaN if
    /// it is unknown. The changes are in the numbers. Returns the reason if the text is not JSON;
    /// then the output is its place.
    #[wasm_bindgen(js_name = receiveText)]
    pub fn receive_text(
        &mut self,
        length: usize,
        is_utf8: bool,
        at: f64,
        asked_at: f64,
        is_complete: bool,
    ) -> Option<String> {
        let at = Moment::new(at)?;
        let times = (at, Moment::new(asked_at));
        let received = with_input(length, |bytes| {
            with_document(|document| {
                let json = Json {
                    bytes,
                    is_utf8,
                    platform: PLATFORM,
                };
                let payload =
                    JsonText::read_all(json, |source| Payload::read(source, document, PLATFORM))?;
                Ok(self
                    .roster
                    .receive_payload(&payload, document, times, is_complete))
            })
        });
        match received {
            Ok(changes) => {
                self.put(changes);
                None
            }
            Err(error) => Some(syntax_error(&error)),
        }
    }

    /// Reads the payload that is encoded in the first `length` bytes of the input.
    #[wasm_bindgen(js_name = receiveEncoded)]
    pub fn receive_encoded(&mut self, length: usize, at: f64, asked_at: f64, is_complete: bool) {
        let Some(at) = Moment::new(at) else { return };
        let times = (at, Moment::new(asked_at));
        let changes = with_input(length, |bytes| {
            with_document(|document| {
                let payload = Payload::read(&mut Encoded::new(bytes), document, PLATFORM)?;
                Ok::<_, Failed>(
                    self.roster
                        .receive_payload(&payload, document, times, is_complete),
                )
            })
        });
        debug_assert!(
            changes.is_ok(),
            "an encoded value has no syntax to be wrong"
        );
        self.put(changes.unwrap_or(Ok(Vec::new())));
    }

    /// For each change: the number of its row, its kind, its flags, and the count of segments of
    /// its path; then each segment: an index, or `-1 - n` for the name at place `n` of all names.
    fn put(&mut self, changes: Result<Vec<RosterChange>, &'static str>) {
        self.numbers.clear();
        self.refusal = None;
        let changes = changes.unwrap_or_else(|found| {
            let [before, after] = not_a_list();
            self.refusal = Some([before, found, after].concat());
            Vec::new()
        });
        for change in &changes {
            let flags = [
                (HAS_ISSUES, !change.issues.is_empty()),
                (IS_RENAMED, change.former_id.is_some()),
            ];
            let flags: u8 = flags
                .iter()
                .filter(|(_, is_set)| *is_set)
                .map(|(flag, _)| flag)
                .sum();
            self.numbers.push(
                self.roster
                    .serial(&change.communication_id)
                    .map_or(-1.0, f64::from),
            );
            self.numbers.push(f64::from(change_number(change.kind)));
            self.numbers.push(f64::from(flags));
            self.numbers.push(f64::from(
                u32::try_from(change.path.len()).unwrap_or(u32::MAX),
            ));
            self.numbers.extend(change.path.iter().map(path_number));
        }
        self.changes = changes;
    }

    /// The reason why the last payload is not a list of conversations, if one was expected.
    pub fn refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    /// The issues of one change of the last payload.
    #[wasm_bindgen(js_name = issuesOf)]
    pub fn issues_of(&self, change: usize) -> JsValue {
        self.changes
            .get(change)
            .map_or(JsValue::UNDEFINED, |change| to_value(&change.issues))
    }

    /// The id of the communication of one change of the last payload.
    #[wasm_bindgen(js_name = idOf)]
    pub fn id_of(&self, change: usize) -> Option<String> {
        self.changes
            .get(change)
            .map(|change| change.communication_id.clone())
    }

    /// The address of the numbers, and their count.
    #[wasm_bindgen(js_name = numbersAddress)]
    pub fn numbers_address(&self) -> *const f64 {
        self.numbers.as_ptr()
    }

    #[wasm_bindgen(js_name = numbersLength)]
    pub fn numbers_length(&self) -> usize {
        self.numbers.len()
    }

    /// Writes the rows that changed since the last call to the numbers. For each: its number; 0 if
    /// it is gone, else 1, the numbers of its stopwatches, those of `ROW_NUMBERS`, and of each of
    /// its messages, if they are new, the moment and whether the customer sent it. Returns as JSON
    /// the texts of those rows whose texts are new, in the order of `ROW_TEXTS`, and the ids of the
    /// messages of those whose messages are new; an empty text if nothing of that is new.
    #[wasm_bindgen(js_name = takeChanged)]
    pub fn take_changed(&mut self) -> String {
        self.numbers.clear();
        let changed = self.roster.take_changed();
        let (mut texts, mut ids) = (Vec::new(), Vec::new());
        for (serial, news) in changed {
            self.numbers.push(f64::from(serial));
            let shown = self.roster.by_serial(serial).zip(news);
            self.numbers.push(f64::from(u8::from(shown.is_some())));
            let Some((row, news)) = shown else { continue };
            self.numbers.extend(stopwatch_numbers(row.timers()));
            if news.texts {
                texts.push(row.texts());
            }
            if !news.messages {
                self.numbers.extend(row_numbers(row, news, None));
                continue;
            }
            let messages = row.messages().iter();
            let own: Vec<_> = messages.filter(|message| message.id.is_some()).collect();
            self.numbers.extend(row_numbers(row, news, Some(own.len())));
            for message in &own {
                let inbound = f64::from(u8::from(message.inbound));
                self.numbers.extend([message.at, inbound]);
            }
            let own = own.into_iter().filter_map(|message| message.id.as_deref());
            ids.push(own.collect::<Vec<_>>());
        }
        if texts.is_empty() && ids.is_empty() {
            return String::new();
        }
        serde_json::to_string(&(texts, ids)).unwrap_or_default()
    }

    pub fn advance(&mut self, now: f64, step_ms: f64) -> Option<f64> {
        self.roster
            .advance(Moment::new(now)?, Some(step_ms))
            .map(Moment::epoch_ms)
    }

    /// Writes the thresholds that were reached until `now` to the numbers: for each its number and
    /// that of the row. Returns the count of numbers.
    pub fn due(&mut self, now: f64) -> usize {
        self.numbers.clear();
        let Some(now) = Moment::new(now) else {
            return 0;
        };
        for (ThresholdId(threshold), id) in self.roster.due(now) {
            if let Some(serial) = self.roster.serial(&id) {
                self.numbers
                    .extend([f64::from(threshold), f64::from(serial)]);
            }
        }
        self.numbers.len()
    }

    #[wasm_bindgen(js_name = addThreshold)]
    pub fn add_threshold(&mut self, timer: usize, after_ms: f64) -> Option<u32> {
        let timer = TimerName::ALL.get(timer).copied()?;
        let ThresholdId(id) = self.roster.add_threshold(Threshold { timer, after_ms });
        Some(id)
    }

    #[wasm_bindgen(js_name = removeThreshold)]
    pub fn remove_threshold(&mut self, id: u32) {
        self.roster.remove_threshold(ThresholdId(id));
    }

    pub fn remove(&mut self, communication_id: &str) -> bool {
        self.roster.remove(communication_id)
    }

    /// Why a row shows what it shows; `undefined` if there is no such row.
    pub fn explain(&self, communication_id: &str) -> JsValue {
        let explanation = self.roster.explain(communication_id);
        explanation.map_or(JsValue::UNDEFINED, |explanation| to_value(&explanation))
    }

    /// Writes the saved numbers to the numbers, and returns the saved texts as JSON.
    pub fn save(&mut self) -> String {
        let (numbers, texts) = self.roster.save_parts();
        self.numbers = numbers;
        serde_json::to_string(&texts).unwrap_or_default()
    }

    /// The version of what is saved.
    pub fn version() -> u32 {
        VERSION
    }
}

/// The numbers of a row that follow those of its stopwatches; NaN if absent. The last two are 1 if
/// its texts are new, and the count of its messages if they are new.
fn row_numbers(row: &RosterRow, news: News, messages: Option<usize>) -> [f64; 12] {
    let flag = |flag: bool| f64::from(u8::from(flag));
    let option = |flag: Option<bool>| flag.map_or(f64::NAN, |flag| f64::from(u8::from(flag)));
    let moment = |moment: Option<f64>| moment.unwrap_or(f64::NAN);
    let current = row.current().map_or(f64::NAN, |name| f64::from(name as u8));
    [
        f64::from(row.basis() as u8),
        flag(row.held()),
        flag(row.parked()),
        current,
        moment(row.started_at()),
        moment(row.connected_at()),
        moment(row.ended_at()),
        option(row.wrapup_required()),
        flag(row.is_consult()),
        option(row.wrapup().and_then(|wrapup| wrapup.provisional)),
        flag(news.texts),
        messages
            .and_then(|count| u32::try_from(count).ok())
            .map_or(f64::NAN, f64::from),
    ]
}

const fn change_number(kind: ChangeKind) -> u8 {
    match kind {
        ChangeKind::Added => 0,
        ChangeKind::Updated => 1,
        ChangeKind::Ended => 2,
        ChangeKind::Removed => 3,
    }
}

fn path_number(segment: &PathSegment) -> f64 {
    match segment {
        PathSegment::Index(index) => f64::from(*index),
        PathSegment::Field(name) => {
            let place = path_names()
                .position(|known| known == &**name)
                .and_then(|place| u32::try_from(place).ok());
            debug_assert!(place.is_some(), "`{name}` leads to communications");
            -1.0 - place.map_or(0.0, f64::from)
        }
    }
}
