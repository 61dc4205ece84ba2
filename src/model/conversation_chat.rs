use super::{
    AfterCallWork, HttpUrl, Id, JourneyContext, Open, QueueMediaSettings, Segment, Timestamp, Uuid,
    Wrapup,
};

model! {
    /// One communication (one leg) of one participant in a conversation: the chat of the customer,
    /// or of the agent.
    ///
    /// All fields are optional; `null` on the wire means absent. Moments are ISO-8601 texts. A
    /// participant may hold several communications: never assume `chats[0]`.
    ///
    /// ```
    /// use conversation_chat::{ConnectionState, ConversationChat};
    ///
    /// let chat: ConversationChat = serde_json::from_str(r#"{"state": "connected", "held": true, "mood": "good"}"#)?;
    /// assert_eq!(chat.state.unwrap(), ConnectionState::Connected);
    /// assert_eq!(chat.extra["mood"], "good");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ConversationChat {
        /// The state of the communication.
        #[cfg_attr(feature = "js", tsify(type = "ConnectionState"))]
        state = "state": Open<ConnectionState>,
        /// The state it began in. Absent from payloads recorded before 2022.
        #[cfg_attr(feature = "js", tsify(type = "ConnectionState"))]
        initial_state = "initialState": Open<ConnectionState>,
        /// The unique id of this communication.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        id = "id": Id,
        /// The room of the chat.
        room_id = "roomId": String,
        /// The unique id of the recording. Not in notifications.
        recording_id = "recordingId": String,
        /// The time line of the participant's chat, cut into activities. Not in notifications;
        /// often empty for chats, even after they end.
        segments = "segments": Vec<Segment>,
        /// True while held: the other side hears nothing from this one.
        held = "held": bool,
        /// Which side began it. Not in notifications.
        #[cfg_attr(feature = "js", tsify(type = "Direction"))]
        direction = "direction": Open<Direction>,
        /// What ended it; absent until it ends.
        #[cfg_attr(feature = "js", tsify(type = "DisconnectType"))]
        disconnect_type = "disconnectType": Open<DisconnectType>,
        /// When it was put on hold, in the cloud clock, if it is on hold now.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        start_hold_time = "startHoldTime": Timestamp,
        /// When it first began to alert, in the cloud clock. Not in notifications.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        start_alerting_time = "startAlertingTime": Timestamp,
        /// When it connected, in the cloud clock. May differ by some milliseconds from the start of
        /// its segment.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        connected_time = "connectedTime": Timestamp,
        /// When it ended, in the *provider* clock; absent until it ends.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        disconnected_time = "disconnectedTime": Timestamp,
        /// The source provider, such as `PureCloud Webchat v2`.
        provider = "provider": String,
        /// The script to show to the agent: a UUID.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        script_id = "scriptId": Uuid,
        /// The matching leg on the other side.
        peer_id = "peerId": String,
        /// The avatar image of the customer: an absolute http(s) URL. Check it before you show it.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        avatar_image_url = "avatarImageUrl": HttpUrl,
        /// The web journey that led here.
        journey_context = "journeyContext": JourneyContext,
        /// The agent's wrap-up; absent until there is one.
        wrapup = "wrapup": Wrapup,
        /// After-call work (ACW): `{}` occurs.
        after_call_work = "afterCallWork": AfterCallWork,
        /// Whether after-call work is required. Only where agents request it.
        after_call_work_required = "afterCallWorkRequired": bool,
        /// The alerting settings of the queue. Absent from payloads recorded before 2023.
        queue_media_settings = "queueMediaSettings": QueueMediaSettings,
        /// When it was parked, in the cloud clock; not reset when it comes back. Messages and
        /// emails only.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        park_time = "parkTime": Timestamp,
        /// When it will come back from being parked, in the cloud clock. Messages only.
        #[cfg_attr(feature = "js", tsify(type = "string"))]
        resume_time = "resumeTime": Timestamp,
    }
    foreign {
        participants = "participants",
        event_body = "eventBody",
        entities = "entities",
        sessions = "sessions",
        session_id = "sessionId",
    }
}

api_enum! {
    /// The state of a communication. Open: values that are not listed are kept.
    ///
    /// ```
    /// use conversation_chat::{ConnectionState, Known};
    ///
    /// assert_eq!(ConnectionState::from_text("CONNECTED"), Some(ConnectionState::Connected));
    /// ```
    pub enum ConnectionState (listed) {
        /// Ringing at the agent's desk.
        Alerting = "alerting",
        /// Calling the other side.
        Dialing = "dialing",
        /// Contacting the other side, before dialing.
        Contacting = "contacting",
        /// Offered, not yet alerting.
        Offering = "offering",
        /// Under way, on hold or not.
        Connected = "connected",
        /// Ended.
        Disconnected = "disconnected",
        /// Ended, and no longer among the live conversations of the platform.
        Terminated = "terminated",
        /// Nothing has happened yet.
        None = "none",
        /// Being converted (faxes).
        Converting = "converting",
        /// Being uploaded (faxes).
        Uploading = "uploading",
        /// Being transmitted (faxes and emails).
        Transmitting = "transmitting",
        /// Due later (callbacks).
        Scheduled = "scheduled",
        /// Set aside by the agent (emails and messages).
        Parked = "parked",
    }
}

impl ConnectionState {
    /// Whether the communication is over.
    ///
    /// ```
    /// assert!(conversation_chat::ConnectionState::Terminated.is_ended());
    /// ```
    #[must_use]
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Disconnected | Self::Terminated)
    }

    /// Whether the communication goes on: neither over, nor not yet anything.
    ///
    /// ```
    /// assert!(conversation_chat::ConnectionState::Alerting.is_live());
    /// assert!(!conversation_chat::ConnectionState::None.is_live());
    /// ```
    #[must_use]
    pub const fn is_live(self) -> bool {
        !self.is_ended() && !matches!(self, Self::None)
    }
}

api_enum! {
    /// Which side began a communication. Open: values that are not listed are kept as they were.
    ///
    /// ```
    /// use conversation_chat::{Direction, Known};
    ///
    /// assert_eq!(Direction::from_text("Inbound"), Some(Direction::Inbound));
    /// ```
    pub enum Direction (listed) {
        /// The customer began it.
        Inbound = "inbound",
        /// The contact center began it.
        Outbound = "outbound",
    }
}

api_enum! {
    /// What ended a communication: the union of what the REST model and the event topics list.
    /// Open: values that are not listed are kept as they were.
    ///
    /// ```
    /// use conversation_chat::{DisconnectType, Known};
    ///
    /// assert_eq!(DisconnectType::from_text("TRANSFER_NOANSWER"), Some(DisconnectType::TransferNoanswer));
    /// assert_eq!(DisconnectType::from_text("noAnswerTransfer"), Some(DisconnectType::TransferNoanswer));
    /// ```
    pub enum DisconnectType (listed) {
        /// The other side of the connection ended it.
        Endpoint = "endpoint",
        /// The endpoint does not want to be disturbed (spelling of events).
        EndpointDnd = "endpoint.dnd" | "dndEndpoint",
        /// The endpoint does not want to be disturbed.
        EndpointDonotdisturb = "endpoint.donotdisturb",
        /// This side ended it.
        Client = "client",
        /// The platform ended it.
        System = "system",
        /// It took too long.
        Timeout = "timeout",
        /// Transferred.
        Transfer = "transfer",
        /// Became part of a conference.
        TransferConference = "transfer.conference" | "conferenceTransfer",
        /// Transferred after consultation.
        TransferConsult = "transfer.consult" | "consultTransfer",
        /// Transferred because of do-not-disturb.
        TransferDonotdisturb = "transfer.donotdisturb",
        /// Transferred because of do-not-disturb (spelling of events).
        TransferDnd = "transfer.dnd" | "dndTransfer",
        /// Forwarded.
        TransferForward = "transfer.forward" | "forwardTransfer",
        /// The agent did not answer: it went on to another.
        TransferNoanswer = "transfer.noanswer" | "noAnswerTransfer",
        /// The agent was not available.
        TransferNotavailable = "transfer.notavailable" | "notAvailableTransfer",
        /// The transport failed.
        TransportFailure = "transport.failure",
        /// An error.
        Error = "error",
        /// The leg on the other side ended.
        Peer = "peer",
        /// Something else.
        Other = "other",
        /// Spam.
        Spam = "spam",
        /// The address cannot be called.
        Uncallable = "uncallable",
        /// Nobody said anything for too long.
        Inactivity = "inactivity",
        /// The session expired.
        SessionExpired = "session.expired",
        /// A supervisor has replaced the agent.
        Takeover = "takeover",
    }
}
