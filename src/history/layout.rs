//! The analytics layout on the wire: an answer, its conversations, participants and sessions.

use crate::{
    issue::MOST_SEGMENTS,
    model::{Direction, DisconnectType, Id, MetricName, Open, SegmentKind, Timestamp},
    read::{Anything, Field as _},
};

/// How many fields a conversation has.
pub(super) const CONVERSATION_FIELDS: usize = 5;

record! {
    /// The root of a record: an answer of a query or a job, or one conversation.
    struct Root extends AnalyticsConversation by CONVERSATION_FIELDS {
        conversations = "conversations": Vec<AnalyticsConversation>,
        total_hits = "totalHits": Anything,
        aggregations = "aggregations": Anything,
        cursor = "cursor": Anything,
        data_availability_date = "dataAvailabilityDate": Anything,
        user_details = "userDetails": Anything,
        event_body = "eventBody": Anything,
        entities = "entities": Anything,
    }
}

record! {
    struct AnalyticsConversation {
        conversation_id = "conversationId": Id,
        conversation_start = "conversationStart": Timestamp,
        conversation_end = "conversationEnd": Timestamp,
        originating_direction = "originatingDirection": Open<Direction>,
        participants = "participants": Vec<AnalyticsParticipant>,
    }
}

record! {
    struct AnalyticsParticipant {
        participant_id = "participantId": Id,
        purpose = "purpose": Id,
        user_id = "userId": Id,
        sessions = "sessions": Vec<AnalyticsSession>,
    }
}

record! {
    struct AnalyticsSession {
        media_type = "mediaType": Id,
        session_id = "sessionId": Id,
        direction = "direction": Open<Direction>,
        monitored = "monitoredParticipantId": Anything,
        coached = "coachedParticipantId": Anything,
        barged = "bargedParticipantId": Anything,
        metrics = "metrics": Vec<AnalyticsMetric>,
        segments = "segments": Vec<AnalyticsSegment>,
    }
}

record! {
    struct AnalyticsMetric {
        emit_date = "emitDate": Timestamp,
        name = "name": Open<MetricName>,
        value = "value": f64,
    }
}

record! {
    struct AnalyticsSegment {
        disconnect_type = "disconnectType": Open<DisconnectType>,
        queue_id = "queueId": Id,
        segment_end = "segmentEnd": Timestamp,
        segment_start = "segmentStart": Timestamp,
        segment_type = "segmentType": Open<SegmentKind>,
        wrap_up_code = "wrapUpCode": Id,
    }
}

const _: () = assert!(
    Root::SCHEMA.depth() < MOST_SEGMENTS,
    "paths must hold what leads to anything in a list of records"
);
