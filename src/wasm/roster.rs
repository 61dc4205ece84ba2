//! The roster, as JavaScript sees it.

use js_sys::{RangeError, SyntaxError as JsSyntaxError};
use wasm_bindgen::prelude::*;

use super::{
    finite,
    host::{append_change, copy_numbers, issues_value, to_value, with_outline, with_text},
};
use crate::{Change, RosterChange};

/// The live communications of a desk: fed with whatever the platform sends, it knows how long everything took.
///
/// Notifications carry no segments, so it remembers holds from one to the next; a payload with segments replaces what was guessed. Duplicates
/// and late payloads do no harm. A communication that has ended stays until it is removed.
///
/// Call `free()` when done with it (or declare it with `using`); if that is forgotten, the garbage collector does it some day.
///
/// @example
/// const roster = new Roster();
/// socket.onmessage = ({ data }) => roster.receive(data, clock.now(performance.now()));
#[wasm_bindgen(js_name = Roster)]
#[derive(Default)]
pub struct JsRoster {
    roster: crate::Roster,
    columns: Vec<f64>,
    /// The `Float64Array` of the last tick.
    answer: JsValue,
}

#[wasm_bindgen(js_class = Roster)]
impl JsRoster {
    /// An empty roster.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a payload of the platform that came at `at` (epoch milliseconds in the cloud clock): a notification in the nested or the flat layout, a
    /// conversation, a list of them, or a single chat. Tells of every communication in it what changed and what is wrong. Payloads
    /// without communications (heartbeats and the like), duplicates and late ones change nothing and give `[]`. Bytes are faster than a
    /// string, which must become bytes first: give them where you have them.
    ///
    /// Throws a `SyntaxError` with line and column if the text is not JSON, a `TypeError` if it is neither string nor bytes, a
    /// `RangeError` if `at` is not finite. Then nothing has changed.
    ///
    /// @example
    /// const list = await fetch(`${api}/api/v2/conversations/chats`, { headers });
    /// roster.receive(new Uint8Array(await list.arrayBuffer()), now);
    #[wasm_bindgen(unchecked_return_type = "RosterChange[]")]
    pub fn receive(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] json: &JsValue,
        at: f64,
    ) -> Result<JsValue, JsValue> {
        if !at.is_finite() {
            return Err(RangeError::new("expected `at` to be a finite number of epoch milliseconds").into());
        }
        let changes = with_text(json, |json| {
            let received = with_outline(|outline| self.roster.receive_with(outline, json, at));
            received.map_err(|error| JsSyntaxError::new(&error.to_string()).into())
        })?;
        let list = js_sys::Array::new();
        for RosterChange { communication_id, change, issues } in &changes {
            append_change(&list, communication_id, *change == Change::Added, issues_value(issues));
        }
        Ok(list.into())
    }

    /// All communications at `now` (epoch milliseconds in the cloud clock). Removing one moves the last into its place; otherwise the order stays.
    ///
    /// Throws a `RangeError` if `now` is not finite.
    #[wasm_bindgen(unchecked_return_type = "RosterRow[]")]
    pub fn rows(&self, now: f64) -> Result<JsValue, JsValue> {
        Ok(to_value(&self.roster.rows(finite(now)?)))
    }

    /// The timers of all rows at `now` (epoch milliseconds in the cloud clock), in the order of `rows`: `TickColumn.width` numbers a row, which
    /// `TickColumn` names. One call a frame is enough for all. The array is the same from call to call while the number of rows
    /// stays, and is written anew by each.
    ///
    /// Throws a `RangeError` if `now` is not finite.
    ///
    /// @example
    /// const columns = roster.tick(now);
    /// const talk = columns[index * TickColumn.width + TickColumn.talk];
    #[wasm_bindgen(unchecked_return_type = "Float64Array")]
    pub fn tick(&mut self, now: f64) -> Result<JsValue, JsValue> {
        self.roster.tick(finite(now)?, &mut self.columns);
        self.answer = copy_numbers(&self.answer, self.columns.as_ptr(), self.columns.len());
        Ok(self.answer.clone())
    }

    /// When the next displayed second changes after `now`, both in epoch milliseconds in the cloud clock: until then a page may sleep. `undefined` if
    /// nothing runs.
    ///
    /// Throws a `RangeError` if `now` is not finite.
    #[wasm_bindgen(js_name = nextChange)]
    pub fn next_change(&self, now: f64) -> Result<Option<f64>, JsValue> {
        Ok(self.roster.next_change(finite(now)?))
    }

    /// Forgets a communication; `false` if it was not there.
    pub fn remove(
        &mut self,
        #[wasm_bindgen(js_name = communicationId, unchecked_param_type = "string")] communication_id: &JsValue,
    ) -> bool {
        communication_id.as_string().is_some_and(|id| self.roster.remove(&id))
    }

    /// How many communications there are.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> usize {
        self.roster.len()
    }
}
