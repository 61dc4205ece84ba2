use super::{Open, Timestamp};

model! {
    /// After-call work (ACW): what the agent does for a communication after it ended. `{}` occurs.
    ///
    /// ```
    /// use conversation_chat::{AfterCallWork, AfterCallWorkState};
    ///
    /// let work: AfterCallWork = serde_json::from_str(r#"{"state": "PENDING"}"#)?;
    /// assert_eq!(work.state.unwrap(), AfterCallWorkState::Pending);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AfterCallWork {
        /// When it began, in the cloud clock.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        start_time = "startTime": Timestamp,
        /// When it ended, in the cloud clock; absent until then.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        end_time = "endTime": Timestamp,
        /// Its state.
        #[cfg_attr(feature = "js", tsify(type = "AfterCallWorkState"))]
        state = "state": Open<AfterCallWorkState>,
    }
}

api_enum! {
    /// The state of after-call work. Open: values that are not listed are kept.
    ///
    /// ```
    /// use conversation_chat::{AfterCallWorkState, Known};
    ///
    /// assert_eq!(AfterCallWorkState::from_text("pending"), Some(AfterCallWorkState::Pending));
    /// ```
    pub enum AfterCallWorkState (listed) {
        /// The platform does not know.
        Unknown = "unknown",
        /// There is none for this communication.
        NotApplicable = "notApplicable",
        /// The agent skipped it.
        Skipped = "skipped",
        /// Under way.
        Pending = "pending",
        /// Done.
        Complete = "complete",
    }
}
