use super::Integer;

model! {
    /// The web journey that led to a chat.
    ///
    /// ```
    /// let context = conversation_chat::JourneyContext::default();
    /// assert!(context.customer.is_none());
    /// ```
    pub struct JourneyContext {
        /// The customer. The API requires it.
        customer = "customer": JourneyCustomer,
        /// The customer's visit to the web site.
        customer_session = "customerSession": JourneyCustomerSession,
        /// The action that offered the chat.
        triggering_action = "triggeringAction": JourneyAction,
    }
}

model! {
    /// The customer of a web journey.
    ///
    /// ```
    /// let customer: conversation_chat::JourneyCustomer = serde_json::from_str(r#"{"idType": "cookie"}"#)?;
    /// assert_eq!(customer.id_type.as_deref(), Some("cookie"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct JourneyCustomer {
        /// The id of the customer, of the kind that `idType` says. The API requires it.
        id = "id": String,
        /// What kind of id it is, such as `cookie`. The API requires it.
        id_type = "idType": String,
    }
}

model! {
    /// One visit of a customer to the web site.
    ///
    /// ```
    /// let session: conversation_chat::JourneyCustomerSession = serde_json::from_str(r#"{"type": "web"}"#)?;
    /// assert_eq!(session.kind.as_deref(), Some("web"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct JourneyCustomerSession {
        /// The id of the session. The API requires it.
        id = "id": String,
        /// The kind of session, such as `web`. The API requires it.
        kind = "type": String,
    }
}

model! {
    /// The action of the platform that offered the chat.
    ///
    /// ```
    /// let action = conversation_chat::JourneyAction::default();
    /// assert!(action.action_map.is_none());
    /// ```
    pub struct JourneyAction {
        /// The id of the action. The API requires it.
        id = "id": String,
        /// The action map that it belongs to. The API requires it.
        action_map = "actionMap": JourneyActionMap,
    }
}

model! {
    /// The action map that an action belongs to.
    ///
    /// ```
    /// let map: conversation_chat::JourneyActionMap = serde_json::from_str(r#"{"version": 3}"#)?;
    /// assert_eq!(map.version.and_then(|version| version.get()), Some(3));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct JourneyActionMap {
        /// The id of the action map. The API requires it.
        id = "id": String,
        /// The version of the action map: an integer. The API requires it.
        #[cfg_attr(feature = "js", tsify(type = "number"))]
        version = "version": Integer,
    }
}
