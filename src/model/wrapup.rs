use super::{Id, Integer, Timestamp};

model! {
    /// The agent's wrap-up of a communication.
    ///
    /// ```
    /// let wrapup: conversation_chat::Wrapup = serde_json::from_str(r#"{"durationSeconds": 39}"#)?;
    /// assert_eq!(wrapup.duration_seconds.and_then(|seconds| seconds.get()), Some(39));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Wrapup {
        /// The id of the wrap-up code.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        code = "code": Id,
        /// The name of the wrap-up code.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        name = "name": Id,
        /// The notes of the agent. Personal data.
        notes = "notes": String,
        /// The agent's tags.
        tags = "tags": Vec<String>,
        /// How long it took, in whole seconds: rounded by the platform (39 for 38.954 s).
        #[cfg_attr(feature = "js", tsify(type = "number"))]
        duration_seconds = "durationSeconds": Integer,
        /// When it was done, in the cloud clock; absent until then.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        end_time = "endTime": Timestamp,
        /// Whether it may still change.
        provisional = "provisional": bool,
    }
}
