//! The metrics of an analytics session that one session alone decides.

api_enum! {
    /// A metric of an analytics session that the session alone decides, in milliseconds. All others
    /// (`tWait`, `tAcd`, `tAnswered`, ...) need other participants or settings of the queue.
    ///
    /// ```
    /// use conversation_chat::{Known, MetricName};
    ///
    /// assert_eq!(MetricName::from_text("tHandle"), Some(MetricName::Handle));
    /// assert_eq!(MetricName::from_text("tWait"), None);
    /// ```
    pub enum MetricName (free) {
        /// Time in alert.
        Alert = "tAlert",
        /// Time in contacting.
        Contacting = "tContacting",
        /// Time in dialing.
        Dialing = "tDialing",
        /// All talk.
        TalkComplete = "tTalkComplete",
        /// All holds.
        HeldComplete = "tHeldComplete",
        /// All time parked.
        ParkComplete = "tParkComplete",
        /// After-call work.
        AfterCallWork = "tAcw",
        /// Talk, holds, after-call work, contacting and dialing.
        Handle = "tHandle",
        /// One piece of talk.
        Talk = "tTalk",
        /// One hold.
        Held = "tHeld",
        /// One time parked.
        Park = "tPark",
    }
}
