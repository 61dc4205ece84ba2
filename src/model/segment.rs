use super::{DisconnectType, Open, Timestamp};

model! {
    /// One activity on the time line of a communication: alerting, talk, a hold, ...
    ///
    /// ```
    /// use conversation_chat::Segment;
    ///
    /// let open: Segment = serde_json::from_str(r#"{"startTime": "2021-01-20T09:25:34.532Z", "type": "Hold"}"#)?;
    /// assert!(open.end_time.is_none());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Segment {
        /// When it began, in the cloud clock. The only field that every segment has.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        start_time = "startTime": Timestamp,
        /// When it ended, in the cloud clock. Absent while it goes on, although the official SDK
        /// types say otherwise.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        end_time = "endTime": Timestamp,
        /// What was going on. A free text; seen: Alert, Interact, Hold, Wrapup, Dial, Contacting,
        /// Scheduled, System, IVR, Delay, in any letter case.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        kind = "type": Open<SegmentKind>,
        /// How it ended. A free text; seen: Interact, Hold, Disconnect. It may be present before
        /// `endTime` is.
        how_ended = "howEnded": String,
        /// What ended the communication, on its last segment.
        #[cfg_attr(feature = "js", tsify(type = "DisconnectType"))]
        disconnect_type = "disconnectType": Open<DisconnectType>,
    }
}

api_enum! {
    /// What goes on in a segment. A free text on the wire, without a published list: these are the
    /// values that were seen.
    ///
    /// ```
    /// use conversation_chat::{Known, SegmentKind};
    ///
    /// assert_eq!(SegmentKind::from_text("interact"), Some(SegmentKind::Interact));
    /// ```
    pub enum SegmentKind (free) {
        /// Alerting at the agent's desk.
        Alert = "Alert",
        /// Talk: interacting with the other side.
        Interact = "Interact",
        /// On hold.
        Hold = "Hold",
        /// After-call work.
        Wrapup = "Wrapup",
        /// Dialing.
        Dial = "Dial",
        /// Dialing, as the analytics API names it.
        Dialing = "Dialing",
        /// Contacting the other side, before dialing.
        Contacting = "Contacting",
        /// Waiting for a scheduled callback.
        Scheduled = "Scheduled",
        /// Work of the platform.
        System = "System",
        /// In a flow.
        Ivr = "IVR",
        /// Waiting.
        Delay = "Delay",
        /// Leaving a message.
        Voicemail = "Voicemail",
        /// Set aside by the agent (emails and messages).
        Parked = "Parked",
    }
}
