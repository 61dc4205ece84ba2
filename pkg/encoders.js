// The encoders: each reads the fields of one model by their names, and writes their values for the
// module (see encoder.js). Written by `cargo xtask codegen`: do not edit.
//
// A property may throw when it is read: then that is noted, and the next field is read; that is why
// every field is a case of a `switch`. `at` is negative while a value is written: what is thrown
// then is not thrown by a property.

import { end, flag, list, number, opens, plain, present, text, unreadable } from './encoder.js';

function chat_segments(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.startTime; at = -1; text(0, value);
        case 1: at = 1; value = object.endTime; at = -1; text(1, value);
        case 2: at = 2; value = object.type; at = -1; text(2, value);
        case 3: at = 3; value = object.howEnded; at = -1; plain(3, value);
        case 4: at = 4; value = object.disconnectType; at = -1; text(4, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat_journeyContext_customer(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.id; at = -1; plain(0, value);
        case 1: at = 1; value = object.idType; at = -1; plain(1, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat_journeyContext_customerSession(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.id; at = -1; plain(0, value);
        case 1: at = 1; value = object.type; at = -1; plain(1, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat_journeyContext_triggeringAction_actionMap(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.id; at = -1; plain(0, value);
        case 1: at = 1; value = object.version; at = -1; number(1, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat_journeyContext_triggeringAction(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.id; at = -1; plain(0, value);
        case 1: at = 1; value = object.actionMap; at = -1; if (opens(1, value)) chat_journeyContext_triggeringAction_actionMap(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat_journeyContext(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.customer; at = -1; if (opens(0, value)) chat_journeyContext_customer(value);
        case 1: at = 1; value = object.customerSession; at = -1; if (opens(1, value)) chat_journeyContext_customerSession(value);
        case 2: at = 2; value = object.triggeringAction; at = -1; if (opens(2, value)) chat_journeyContext_triggeringAction(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat_wrapup(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.code; at = -1; text(0, value);
        case 1: at = 1; value = object.name; at = -1; text(1, value);
        case 2: at = 2; value = object.notes; at = -1; plain(2, value);
        case 3: at = 3; value = object.tags; at = -1; list(3, value);
        case 4: at = 4; value = object.durationSeconds; at = -1; number(4, value);
        case 5: at = 5; value = object.endTime; at = -1; text(5, value);
        case 6: at = 6; value = object.provisional; at = -1; flag(6, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat_afterCallWork(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.startTime; at = -1; text(0, value);
        case 1: at = 1; value = object.endTime; at = -1; text(1, value);
        case 2: at = 2; value = object.state; at = -1; text(2, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat_queueMediaSettings(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.alertingTimeoutSeconds; at = -1; number(0, value);
        case 1: at = 1; value = object.autoAnswerAlertToneSeconds; at = -1; number(1, value);
        case 2: at = 2; value = object.manualAnswerAlertToneSeconds; at = -1; number(2, value);
        case 3: at = 3; value = object.enableAutoAnswer; at = -1; flag(3, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function chat(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.state; at = -1; text(0, value);
        case 1: at = 1; value = object.initialState; at = -1; text(1, value);
        case 2: at = 2; value = object.id; at = -1; text(2, value);
        case 3: at = 3; value = object.roomId; at = -1; plain(3, value);
        case 4: at = 4; value = object.recordingId; at = -1; plain(4, value);
        case 5: at = 5; value = object.segments; at = -1; list(5, value, chat_segments);
        case 6: at = 6; value = object.held; at = -1; flag(6, value);
        case 7: at = 7; value = object.direction; at = -1; text(7, value);
        case 8: at = 8; value = object.disconnectType; at = -1; text(8, value);
        case 9: at = 9; value = object.startHoldTime; at = -1; text(9, value);
        case 10: at = 10; value = object.startAlertingTime; at = -1; text(10, value);
        case 11: at = 11; value = object.connectedTime; at = -1; text(11, value);
        case 12: at = 12; value = object.disconnectedTime; at = -1; text(12, value);
        case 13: at = 13; value = object.provider; at = -1; plain(13, value);
        case 14: at = 14; value = object.scriptId; at = -1; text(14, value);
        case 15: at = 15; value = object.peerId; at = -1; plain(15, value);
        case 16: at = 16; value = object.avatarImageUrl; at = -1; text(16, value);
        case 17: at = 17; value = object.journeyContext; at = -1; if (opens(17, value)) chat_journeyContext(value);
        case 18: at = 18; value = object.wrapup; at = -1; if (opens(18, value)) chat_wrapup(value);
        case 19: at = 19; value = object.afterCallWork; at = -1; if (opens(19, value)) chat_afterCallWork(value);
        case 20: at = 20; value = object.afterCallWorkRequired; at = -1; flag(20, value);
        case 21: at = 21; value = object.queueMediaSettings; at = -1; if (opens(21, value)) chat_queueMediaSettings(value);
        case 22: at = 22; value = object.parkTime; at = -1; text(22, value);
        case 23: at = 23; value = object.resumeTime; at = -1; text(23, value);
        case 24: at = 24; value = object.participants; at = -1; present(24, value);
        case 25: at = 25; value = object.eventBody; at = -1; present(25, value);
        case 26: at = 26; value = object.entities; at = -1; present(26, value);
        case 27: at = 27; value = object.sessions; at = -1; present(27, value);
        case 28: at = 28; value = object.sessionId; at = -1; present(28, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

/** Writes a chat. */
export const encodeChat = chat;

function conversation_participants_user(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.id; at = -1; text(0, value);
        case 1: at = 1; value = object.name; at = -1; text(1, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function conversation_participants_chats_messages_messageMetadata(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.type; at = -1; text(0, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function conversation_participants_chats_messages(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.messageId; at = -1; text(0, value);
        case 1: at = 1; value = object.messageTime; at = -1; text(1, value);
        case 2: at = 2; value = object.messageStatus; at = -1; text(2, value);
        case 3: at = 3; value = object.messageMetadata; at = -1; if (opens(3, value)) conversation_participants_chats_messages_messageMetadata(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function conversation_participants_chats_fromAddress(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.name; at = -1; text(0, value);
        case 1: at = 1; value = object.addressNormalized; at = -1; text(1, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function conversation_participants_chats(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.state; at = -1; text(0, value);
        case 1: at = 1; value = object.initialState; at = -1; text(1, value);
        case 2: at = 2; value = object.id; at = -1; text(2, value);
        case 3: at = 3; value = object.roomId; at = -1; plain(3, value);
        case 4: at = 4; value = object.recordingId; at = -1; plain(4, value);
        case 5: at = 5; value = object.segments; at = -1; list(5, value, chat_segments);
        case 6: at = 6; value = object.held; at = -1; flag(6, value);
        case 7: at = 7; value = object.direction; at = -1; text(7, value);
        case 8: at = 8; value = object.disconnectType; at = -1; text(8, value);
        case 9: at = 9; value = object.startHoldTime; at = -1; text(9, value);
        case 10: at = 10; value = object.startAlertingTime; at = -1; text(10, value);
        case 11: at = 11; value = object.connectedTime; at = -1; text(11, value);
        case 12: at = 12; value = object.disconnectedTime; at = -1; text(12, value);
        case 13: at = 13; value = object.provider; at = -1; plain(13, value);
        case 14: at = 14; value = object.scriptId; at = -1; text(14, value);
        case 15: at = 15; value = object.peerId; at = -1; plain(15, value);
        case 16: at = 16; value = object.avatarImageUrl; at = -1; text(16, value);
        case 17: at = 17; value = object.journeyContext; at = -1; if (opens(17, value)) chat_journeyContext(value);
        case 18: at = 18; value = object.wrapup; at = -1; if (opens(18, value)) chat_wrapup(value);
        case 19: at = 19; value = object.afterCallWork; at = -1; if (opens(19, value)) chat_afterCallWork(value);
        case 20: at = 20; value = object.afterCallWorkRequired; at = -1; flag(20, value);
        case 21: at = 21; value = object.queueMediaSettings; at = -1; if (opens(21, value)) chat_queueMediaSettings(value);
        case 22: at = 22; value = object.parkTime; at = -1; text(22, value);
        case 23: at = 23; value = object.resumeTime; at = -1; text(23, value);
        case 24: at = 24; value = object.participants; at = -1; present(24, value);
        case 25: at = 25; value = object.eventBody; at = -1; present(25, value);
        case 26: at = 26; value = object.entities; at = -1; present(26, value);
        case 27: at = 27; value = object.sessions; at = -1; present(27, value);
        case 28: at = 28; value = object.sessionId; at = -1; present(28, value);
        case 29: at = 29; value = object.messages; at = -1; list(29, value, conversation_participants_chats_messages);
        case 30: at = 30; value = object.messageId; at = -1; text(30, value);
        case 31: at = 31; value = object.fromAddress; at = -1; if (opens(31, value)) conversation_participants_chats_fromAddress(value);
        case 32: at = 32; value = object.messageTime; at = -1; text(32, value);
        case 33: at = 33; value = object.messageStatus; at = -1; text(33, value);
        case 34: at = 34; value = object.messageMetadata; at = -1; if (opens(34, value)) conversation_participants_chats_messages_messageMetadata(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function conversation_participants(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.id; at = -1; text(0, value);
        case 1: at = 1; value = object.purpose; at = -1; text(1, value);
        case 2: at = 2; value = object.name; at = -1; text(2, value);
        case 3: at = 3; value = object.address; at = -1; text(3, value);
        case 4: at = 4; value = object.ani; at = -1; text(4, value);
        case 5: at = 5; value = object.userId; at = -1; text(5, value);
        case 6: at = 6; value = object.user; at = -1; if (opens(6, value)) conversation_participants_user(value);
        case 7: at = 7; value = object.queueId; at = -1; text(7, value);
        case 8: at = 8; value = object.queue; at = -1; if (opens(8, value)) conversation_participants_user(value);
        case 9: at = 9; value = object.queueName; at = -1; text(9, value);
        case 10: at = 10; value = object.wrapupRequired; at = -1; flag(10, value);
        case 11: at = 11; value = object.consultParticipantId; at = -1; present(11, value);
        case 12: at = 12; value = object.monitoredParticipantId; at = -1; present(12, value);
        case 13: at = 13; value = object.coachedParticipantId; at = -1; present(13, value);
        case 14: at = 14; value = object.bargedParticipantId; at = -1; present(14, value);
        case 15: at = 15; value = object.screenMonitoredParticipantId; at = -1; present(15, value);
        case 16: at = 16; value = object.alertingTimeoutMs; at = -1; number(16, value);
        case 17: at = 17; value = object.wrapupTimeoutMs; at = -1; number(17, value);
        case 18: at = 18; value = object.chats; at = -1; list(18, value, conversation_participants_chats);
        case 19: at = 19; value = object.messages; at = -1; list(19, value, conversation_participants_chats);
        case 20: at = 20; value = object.calls; at = -1; list(20, value, conversation_participants_chats);
        case 21: at = 21; value = object.callbacks; at = -1; list(21, value, conversation_participants_chats);
        case 22: at = 22; value = object.emails; at = -1; list(22, value, conversation_participants_chats);
        case 23: at = 23; value = object.cobrowsesessions; at = -1; list(23, value, conversation_participants_chats);
        case 24: at = 24; value = object.screenshares; at = -1; list(24, value, conversation_participants_chats);
        case 25: at = 25; value = object.socialExpressions; at = -1; list(25, value, conversation_participants_chats);
        case 26: at = 26; value = object.videos; at = -1; list(26, value, conversation_participants_chats);
        case 27: at = 27; value = object.internalMessages; at = -1; list(27, value, conversation_participants_chats);
        case 28: at = 28; value = object.screenMonitorings; at = -1; list(28, value, conversation_participants_chats);
        case 29: at = 29; value = object.state; at = -1; text(29, value);
        case 30: at = 30; value = object.initialState; at = -1; text(30, value);
        case 31: at = 31; value = object.held; at = -1; flag(31, value);
        case 32: at = 32; value = object.direction; at = -1; text(32, value);
        case 33: at = 33; value = object.disconnectType; at = -1; text(33, value);
        case 34: at = 34; value = object.startTime; at = -1; text(34, value);
        case 35: at = 35; value = object.startHoldTime; at = -1; text(35, value);
        case 36: at = 36; value = object.startAlertingTime; at = -1; text(36, value);
        case 37: at = 37; value = object.connectedTime; at = -1; text(37, value);
        case 38: at = 38; value = object.endTime; at = -1; text(38, value);
        case 39: at = 39; value = object.parkTime; at = -1; text(39, value);
        case 40: at = 40; value = object.resumeTime; at = -1; text(40, value);
        case 41: at = 41; value = object.startAcwTime; at = -1; text(41, value);
        case 42: at = 42; value = object.endAcwTime; at = -1; text(42, value);
        case 43: at = 43; value = object.wrapup; at = -1; if (opens(43, value)) chat_wrapup(value);
        case 44: at = 44; value = object.wrapupSkipped; at = -1; flag(44, value);
        case 45: at = 45; value = object.queueMediaSettings; at = -1; if (opens(45, value)) chat_queueMediaSettings(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function conversation(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.id; at = -1; text(0, value);
        case 1: at = 1; value = object.selfUri; at = -1; text(1, value);
        case 2: at = 2; value = object.inactivityTimeout; at = -1; text(2, value);
        case 3: at = 3; value = object.participants; at = -1; list(3, value, conversation_participants);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

/** Writes a conversation of a list without a page around it. */
export const encodeConversation = conversation;

function payload_eventBody_eventBody_eventBody_metadata(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.CorrelationId; at = -1; text(0, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function payload_eventBody_eventBody_eventBody(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.topicName; at = -1; text(0, value);
        case 1: at = 1; value = object.topic; at = -1; text(1, value);
        case 2: at = 2; value = object.eventBody; at = -1; if (opens(2, value)) conversation(value);
        case 3: at = 3; value = object.data; at = -1; if (opens(3, value)) conversation(value);
        case 4: at = 4; value = object.entities; at = -1; list(4, value, conversation);
        case 5: at = 5; value = object.id; at = -1; text(5, value);
        case 6: at = 6; value = object.selfUri; at = -1; text(6, value);
        case 7: at = 7; value = object.inactivityTimeout; at = -1; text(7, value);
        case 8: at = 8; value = object.participants; at = -1; list(8, value, conversation_participants);
        case 9: at = 9; value = object.metadata; at = -1; if (opens(9, value)) payload_eventBody_eventBody_eventBody_metadata(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function payload_eventBody_eventBody(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.topicName; at = -1; text(0, value);
        case 1: at = 1; value = object.topic; at = -1; text(1, value);
        case 2: at = 2; value = object.eventBody; at = -1; if (opens(2, value)) payload_eventBody_eventBody_eventBody(value);
        case 3: at = 3; value = object.data; at = -1; if (opens(3, value)) payload_eventBody_eventBody_eventBody(value);
        case 4: at = 4; value = object.entities; at = -1; list(4, value, conversation);
        case 5: at = 5; value = object.id; at = -1; text(5, value);
        case 6: at = 6; value = object.selfUri; at = -1; text(6, value);
        case 7: at = 7; value = object.inactivityTimeout; at = -1; text(7, value);
        case 8: at = 8; value = object.participants; at = -1; list(8, value, conversation_participants);
        case 9: at = 9; value = object.metadata; at = -1; if (opens(9, value)) payload_eventBody_eventBody_eventBody_metadata(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function payload_eventBody(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.topicName; at = -1; text(0, value);
        case 1: at = 1; value = object.topic; at = -1; text(1, value);
        case 2: at = 2; value = object.eventBody; at = -1; if (opens(2, value)) payload_eventBody_eventBody(value);
        case 3: at = 3; value = object.data; at = -1; if (opens(3, value)) payload_eventBody_eventBody(value);
        case 4: at = 4; value = object.entities; at = -1; list(4, value, conversation);
        case 5: at = 5; value = object.id; at = -1; text(5, value);
        case 6: at = 6; value = object.selfUri; at = -1; text(6, value);
        case 7: at = 7; value = object.inactivityTimeout; at = -1; text(7, value);
        case 8: at = 8; value = object.participants; at = -1; list(8, value, conversation_participants);
        case 9: at = 9; value = object.metadata; at = -1; if (opens(9, value)) payload_eventBody_eventBody_eventBody_metadata(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function payload(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.state; at = -1; text(0, value);
        case 1: at = 1; value = object.initialState; at = -1; text(1, value);
        case 2: at = 2; value = object.id; at = -1; text(2, value);
        case 3: at = 3; value = object.roomId; at = -1; plain(3, value);
        case 4: at = 4; value = object.recordingId; at = -1; plain(4, value);
        case 5: at = 5; value = object.segments; at = -1; list(5, value, chat_segments);
        case 6: at = 6; value = object.held; at = -1; flag(6, value);
        case 7: at = 7; value = object.direction; at = -1; text(7, value);
        case 8: at = 8; value = object.disconnectType; at = -1; text(8, value);
        case 9: at = 9; value = object.startHoldTime; at = -1; text(9, value);
        case 10: at = 10; value = object.startAlertingTime; at = -1; text(10, value);
        case 11: at = 11; value = object.connectedTime; at = -1; text(11, value);
        case 12: at = 12; value = object.disconnectedTime; at = -1; text(12, value);
        case 13: at = 13; value = object.provider; at = -1; plain(13, value);
        case 14: at = 14; value = object.scriptId; at = -1; text(14, value);
        case 15: at = 15; value = object.peerId; at = -1; plain(15, value);
        case 16: at = 16; value = object.avatarImageUrl; at = -1; text(16, value);
        case 17: at = 17; value = object.journeyContext; at = -1; if (opens(17, value)) chat_journeyContext(value);
        case 18: at = 18; value = object.wrapup; at = -1; if (opens(18, value)) chat_wrapup(value);
        case 19: at = 19; value = object.afterCallWork; at = -1; if (opens(19, value)) chat_afterCallWork(value);
        case 20: at = 20; value = object.afterCallWorkRequired; at = -1; flag(20, value);
        case 21: at = 21; value = object.queueMediaSettings; at = -1; if (opens(21, value)) chat_queueMediaSettings(value);
        case 22: at = 22; value = object.parkTime; at = -1; text(22, value);
        case 23: at = 23; value = object.resumeTime; at = -1; text(23, value);
        case 24: at = 24; value = object.participants; at = -1; list(24, value, conversation_participants);
        case 25: at = 25; value = object.eventBody; at = -1; if (opens(25, value)) payload_eventBody(value);
        case 26: at = 26; value = object.entities; at = -1; list(26, value, conversation);
        case 27: at = 27; value = object.sessions; at = -1; present(27, value);
        case 28: at = 28; value = object.sessionId; at = -1; present(28, value);
        case 29: at = 29; value = object.data; at = -1; if (opens(29, value)) payload_eventBody(value);
        case 30: at = 30; value = object.topicName; at = -1; text(30, value);
        case 31: at = 31; value = object.topic; at = -1; text(31, value);
        case 32: at = 32; value = object.selfUri; at = -1; text(32, value);
        case 33: at = 33; value = object.inactivityTimeout; at = -1; text(33, value);
        case 34: at = 34; value = object.total; at = -1; number(34, value);
        case 35: at = 35; value = object.pageNumber; at = -1; number(35, value);
        case 36: at = 36; value = object.pageCount; at = -1; number(36, value);
        case 37: at = 37; value = object.nextUri; at = -1; present(37, value);
        case 38: at = 38; value = object.purpose; at = -1; text(38, value);
        case 39: at = 39; value = object.metadata; at = -1; if (opens(39, value)) payload_eventBody_eventBody_eventBody_metadata(value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

/** Writes a payload. */
export const encodePayload = payload;

function history_participants_sessions_metrics(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.emitDate; at = -1; text(0, value);
        case 1: at = 1; value = object.name; at = -1; text(1, value);
        case 2: at = 2; value = object.value; at = -1; number(2, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function history_participants_sessions_segments(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.disconnectType; at = -1; text(0, value);
        case 1: at = 1; value = object.queueId; at = -1; text(1, value);
        case 2: at = 2; value = object.segmentEnd; at = -1; text(2, value);
        case 3: at = 3; value = object.segmentStart; at = -1; text(3, value);
        case 4: at = 4; value = object.segmentType; at = -1; text(4, value);
        case 5: at = 5; value = object.wrapUpCode; at = -1; text(5, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function history_participants_sessions(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.mediaType; at = -1; text(0, value);
        case 1: at = 1; value = object.sessionId; at = -1; text(1, value);
        case 2: at = 2; value = object.direction; at = -1; text(2, value);
        case 3: at = 3; value = object.monitoredParticipantId; at = -1; present(3, value);
        case 4: at = 4; value = object.coachedParticipantId; at = -1; present(4, value);
        case 5: at = 5; value = object.bargedParticipantId; at = -1; present(5, value);
        case 6: at = 6; value = object.metrics; at = -1; list(6, value, history_participants_sessions_metrics);
        case 7: at = 7; value = object.segments; at = -1; list(7, value, history_participants_sessions_segments);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function history_participants(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.participantId; at = -1; text(0, value);
        case 1: at = 1; value = object.purpose; at = -1; text(1, value);
        case 2: at = 2; value = object.userId; at = -1; text(2, value);
        case 3: at = 3; value = object.sessions; at = -1; list(3, value, history_participants_sessions);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function history_conversations(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.conversationId; at = -1; text(0, value);
        case 1: at = 1; value = object.conversationStart; at = -1; text(1, value);
        case 2: at = 2; value = object.conversationEnd; at = -1; text(2, value);
        case 3: at = 3; value = object.originatingDirection; at = -1; text(3, value);
        case 4: at = 4; value = object.participants; at = -1; list(4, value, history_participants);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function history(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.conversationId; at = -1; text(0, value);
        case 1: at = 1; value = object.conversationStart; at = -1; text(1, value);
        case 2: at = 2; value = object.conversationEnd; at = -1; text(2, value);
        case 3: at = 3; value = object.originatingDirection; at = -1; text(3, value);
        case 4: at = 4; value = object.participants; at = -1; list(4, value, history_participants);
        case 5: at = 5; value = object.conversations; at = -1; list(5, value, history_conversations);
        case 6: at = 6; value = object.totalHits; at = -1; present(6, value);
        case 7: at = 7; value = object.aggregations; at = -1; present(7, value);
        case 8: at = 8; value = object.cursor; at = -1; present(8, value);
        case 9: at = 9; value = object.dataAvailabilityDate; at = -1; present(9, value);
        case 10: at = 10; value = object.userDetails; at = -1; present(10, value);
        case 11: at = 11; value = object.eventBody; at = -1; present(11, value);
        case 12: at = 12; value = object.entities; at = -1; present(12, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

/** Writes an answer of the analytics API, or one of its records. */
export const encodeHistory = history;

/** Writes a record of a list of them. */
export const encodeRecord = history_conversations;

function timing_segments(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.startTime; at = -1; text(0, value);
        case 1: at = 1; value = object.endTime; at = -1; text(1, value);
        case 2: at = 2; value = object.type; at = -1; text(2, value);
        case 3:
        case 4:
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function timing_wrapup(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0:
        case 1:
        case 2:
        case 3:
        case 4: at = 4; value = object.durationSeconds; at = -1; number(4, value);
        case 5: at = 5; value = object.endTime; at = -1; text(5, value);
        case 6: at = 6; value = object.provisional; at = -1; flag(6, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function timing_afterCallWork(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.startTime; at = -1; text(0, value);
        case 1: at = 1; value = object.endTime; at = -1; text(1, value);
        case 2: at = 2; value = object.state; at = -1; text(2, value);
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function timing_queueMediaSettings(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.alertingTimeoutSeconds; at = -1; number(0, value);
        case 1:
        case 2:
        case 3:
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

function timing(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; value = object.state; at = -1; text(0, value);
        case 1: at = 1; value = object.initialState; at = -1; text(1, value);
        case 2:
        case 3:
        case 4:
        case 5: at = 5; value = object.segments; at = -1; list(5, value, timing_segments);
        case 6: at = 6; value = object.held; at = -1; flag(6, value);
        case 7:
        case 8:
        case 9: at = 9; value = object.startHoldTime; at = -1; text(9, value);
        case 10: at = 10; value = object.startAlertingTime; at = -1; text(10, value);
        case 11: at = 11; value = object.connectedTime; at = -1; text(11, value);
        case 12: at = 12; value = object.disconnectedTime; at = -1; text(12, value);
        case 13:
        case 14:
        case 15:
        case 16:
        case 17:
        case 18: at = 18; value = object.wrapup; at = -1; if (opens(18, value)) timing_wrapup(value);
        case 19: at = 19; value = object.afterCallWork; at = -1; if (opens(19, value)) timing_afterCallWork(value);
        case 20:
        case 21: at = 21; value = object.queueMediaSettings; at = -1; if (opens(21, value)) timing_queueMediaSettings(value);
        case 22: at = 22; value = object.parkTime; at = -1; text(22, value);
        case 23: at = 23; value = object.resumeTime; at = -1; text(23, value);
        case 24:
        case 25:
        case 26:
        case 27:
        case 28:
        case 29: at = 29; value = object.purpose; at = -1; text(29, value);
        case 30: at = 30; value = object.startTime; at = -1; text(30, value);
        case 31: at = 31; value = object.endTime; at = -1; text(31, value);
        case 32: at = 32; value = object.startAcwTime; at = -1; text(32, value);
        case 33: at = 33; value = object.endAcwTime; at = -1; text(33, value);
        case 34: at = 34; value = object.wrapupSkipped; at = -1; flag(34, value);
        case 35: at = 35; value = object.alertingTimeoutMs; at = -1; number(35, value);
        case 36: at = 36; value = object.wrapupTimeoutMs; at = -1; number(36, value);
        case 37: at = 37; value = object.monitoredParticipantId; at = -1; present(37, value);
        case 38: at = 38; value = object.coachedParticipantId; at = -1; present(38, value);
        case 39: at = 39; value = object.bargedParticipantId; at = -1; present(39, value);
        case 40: at = 40; value = object.screenMonitoredParticipantId; at = -1; present(40, value);
        case 41:
        case 42:
        case 43:
        case 44:
        case 45:
        case 46:
        case 47:
        case 48:
        case 49:
        case 50:
        case 51:
        case 52:
        case 53:
        case 54:
        case 55:
        case 56:
        case 57:
      }
      at = -1;
      return end();
    } catch (error) {
      if (at < 0) throw error;
      unreadable(at);
    }
  }
}

/** Writes what timing reads of a communication. */
export const encodeCommunication = timing;
