use crate::{AfterCallWork, ConnectionState, Open, QueueMediaSettings, Segment, Timestamp, Wrapup};

model! {
    /// What timing needs of a communication of any media: a chat, message, call, callback or email has these fields.
    ///
    /// Every field may be absent or `null`.
    ///
    /// ```
    /// use conversation_chat::{Communication, ConversationChat};
    ///
    /// let call: Communication = serde_json::from_str(r#"{"held": true, "startHoldTime": "2021-01-20T09:25:34.532Z"}"#)?;
    /// assert_eq!(call.held, Some(true));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Communication {
        /// Where the communication stands now.
        #[cfg_attr(feature = "js", tsify(type = "ConnectionState | null | undefined"))]
        state = "state": Open<ConnectionState>,
        /// The time line, cut into activities.
        #[cfg_attr(feature = "js", tsify(type = "readonly Segment[] | null | undefined"))]
        segments = "segments": Vec<Segment>,
        /// True while held.
        #[cfg_attr(feature = "js", tsify(type = "boolean | null | undefined"))]
        held = "held": bool,
        /// When it was put on hold, in the cloud clock, if it is on hold now.
        #[cfg_attr(feature = "js", tsify(type = "string | null | undefined"))]
        start_hold_time = "startHoldTime": Timestamp,
        /// When it first began to alert, in the cloud clock.
        #[cfg_attr(feature = "js", tsify(type = "string | null | undefined"))]
        start_alerting_time = "startAlertingTime": Timestamp,
        /// When it connected, in the cloud clock.
        #[cfg_attr(feature = "js", tsify(type = "string | null | undefined"))]
        connected_time = "connectedTime": Timestamp,
        /// When it ended, in the provider clock; absent until it ends.
        #[cfg_attr(feature = "js", tsify(type = "string | null | undefined"))]
        disconnected_time = "disconnectedTime": Timestamp,
        /// The agent's wrap-up.
        #[cfg_attr(feature = "js", tsify(type = "Wrapup | null | undefined"))]
        wrapup = "wrapup": Wrapup,
        /// After-call work.
        #[cfg_attr(feature = "js", tsify(type = "AfterCallWork | null | undefined"))]
        after_call_work = "afterCallWork": AfterCallWork,
        /// The alerting settings of the queue.
        #[cfg_attr(feature = "js", tsify(type = "QueueMediaSettings | null | undefined"))]
        queue_media_settings = "queueMediaSettings": QueueMediaSettings,
    }
}
