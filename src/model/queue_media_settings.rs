use super::Integer;

model! {
    /// The alerting settings of the queue that a communication came through.
    ///
    /// ```
    /// let settings: conversation_chat::QueueMediaSettings = serde_json::from_str(r#"{"alertingTimeoutSeconds": 30}"#)?;
    /// assert_eq!(settings.alerting_timeout_seconds.and_then(|seconds| seconds.get()), Some(30));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct QueueMediaSettings {
        /// How long it alerts before the agent counts as not responding, in whole seconds.
        #[cfg_attr(feature = "js", tsify(type = "number"))]
        alerting_timeout_seconds = "alertingTimeoutSeconds": Integer,
        /// How long the tone plays where the platform answers, in seconds.
        auto_answer_alert_tone_seconds = "autoAnswerAlertToneSeconds": f64,
        /// How long the tone plays where the agent answers, in seconds.
        manual_answer_alert_tone_seconds = "manualAnswerAlertToneSeconds": f64,
        /// Whether the platform answers for the agent.
        enable_auto_answer = "enableAutoAnswer": bool,
    }
}
