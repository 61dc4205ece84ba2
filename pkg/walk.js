// Walkers: they look at the fields of the models, each by its name, and write down what they find (see tape.js).
//
// Written by the test `walker::is_current` of the crate: do not edit. A property may throw when it is read: then its place is
// marked, and the walk goes on behind it. That is why every field is a case to enter at.

import { end, flag, list, number, opens, plain, text, unreadable } from './tape.js';

function chat_segments(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; text(0, object.startTime);
        case 1: at = 1; text(1, object.endTime);
        case 2: at = 2; text(2, object.type);
        case 3: at = 3; plain(3, object.howEnded);
        case 4: at = 4; text(4, object.disconnectType);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat_journeyContext_customer(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; plain(0, object.id);
        case 1: at = 1; plain(1, object.idType);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat_journeyContext_customerSession(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; plain(0, object.id);
        case 1: at = 1; plain(1, object.type);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat_journeyContext_triggeringAction_actionMap(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; plain(0, object.id);
        case 1: at = 1; number(1, object.version);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat_journeyContext_triggeringAction(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; plain(0, object.id);
        case 1: at = 1; if (opens(1, (value = object.actionMap))) chat_journeyContext_triggeringAction_actionMap(value);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat_journeyContext(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; if (opens(0, (value = object.customer))) chat_journeyContext_customer(value);
        case 1: at = 1; if (opens(1, (value = object.customerSession))) chat_journeyContext_customerSession(value);
        case 2: at = 2; if (opens(2, (value = object.triggeringAction))) chat_journeyContext_triggeringAction(value);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat_wrapup(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; plain(0, object.code);
        case 1: at = 1; plain(1, object.name);
        case 2: at = 2; plain(2, object.notes);
        case 3: at = 3; list(3, object.tags);
        case 4: at = 4; number(4, object.durationSeconds);
        case 5: at = 5; text(5, object.endTime);
        case 6: at = 6; flag(6, object.provisional);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat_afterCallWork(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; text(0, object.startTime);
        case 1: at = 1; text(1, object.endTime);
        case 2: at = 2; text(2, object.state);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat_queueMediaSettings(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; number(0, object.alertingTimeoutSeconds);
        case 1: at = 1; number(1, object.autoAnswerAlertToneSeconds);
        case 2: at = 2; number(2, object.manualAnswerAlertToneSeconds);
        case 3: at = 3; flag(3, object.enableAutoAnswer);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function chat(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; text(0, object.state);
        case 1: at = 1; text(1, object.initialState);
        case 2: at = 2; text(2, object.id);
        case 3: at = 3; plain(3, object.roomId);
        case 4: at = 4; plain(4, object.recordingId);
        case 5: at = 5; list(5, object.segments, chat_segments);
        case 6: at = 6; flag(6, object.held);
        case 7: at = 7; text(7, object.direction);
        case 8: at = 8; text(8, object.disconnectType);
        case 9: at = 9; text(9, object.startHoldTime);
        case 10: at = 10; text(10, object.startAlertingTime);
        case 11: at = 11; text(11, object.connectedTime);
        case 12: at = 12; text(12, object.disconnectedTime);
        case 13: at = 13; plain(13, object.provider);
        case 14: at = 14; text(14, object.scriptId);
        case 15: at = 15; plain(15, object.peerId);
        case 16: at = 16; text(16, object.avatarImageUrl);
        case 17: at = 17; if (opens(17, (value = object.journeyContext))) chat_journeyContext(value);
        case 18: at = 18; if (opens(18, (value = object.wrapup))) chat_wrapup(value);
        case 19: at = 19; if (opens(19, (value = object.afterCallWork))) chat_afterCallWork(value);
        case 20: at = 20; flag(20, object.afterCallWorkRequired);
        case 21: at = 21; if (opens(21, (value = object.queueMediaSettings))) chat_queueMediaSettings(value);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function timing_segments(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; text(0, object.startTime);
        case 1: at = 1; text(1, object.endTime);
        case 2: at = 2; text(2, object.type);
        case 3:
        case 4:
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function timing_wrapup(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0:
        case 1:
        case 2:
        case 3:
        case 4: at = 4; number(4, object.durationSeconds);
        case 5: at = 5; text(5, object.endTime);
        case 6:
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function timing_afterCallWork(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; text(0, object.startTime);
        case 1: at = 1; text(1, object.endTime);
        case 2: at = 2; text(2, object.state);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function timing_queueMediaSettings(object) {
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; number(0, object.alertingTimeoutSeconds);
        case 1:
        case 2:
        case 3:
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

function timing(object) {
  let value;
  for (let at = 0; ; at++) {
    try {
      switch (at) {
        case 0: at = 0; text(0, object.state);
        case 1:
        case 2:
        case 3:
        case 4:
        case 5: at = 5; list(5, object.segments, timing_segments);
        case 6: at = 6; flag(6, object.held);
        case 7:
        case 8:
        case 9: at = 9; text(9, object.startHoldTime);
        case 10: at = 10; text(10, object.startAlertingTime);
        case 11: at = 11; text(11, object.connectedTime);
        case 12: at = 12; text(12, object.disconnectedTime);
        case 13:
        case 14:
        case 15:
        case 16:
        case 17:
        case 18: at = 18; if (opens(18, (value = object.wrapup))) timing_wrapup(value);
        case 19: at = 19; if (opens(19, (value = object.afterCallWork))) timing_afterCallWork(value);
        case 20:
        case 21: at = 21; if (opens(21, (value = object.queueMediaSettings))) timing_queueMediaSettings(value);
      }
      return end();
    } catch {
      unreadable(at);
    }
  }
}

/** The kinds of values of a chat. */
export const kinds = { state: 'string', initialState: 'string', id: 'string', roomId: 'string', recordingId: 'string', segments: [{ startTime: 'string', endTime: 'string', type: 'string', howEnded: 'string', disconnectType: 'string' }], held: 'boolean', direction: 'string', disconnectType: 'string', startHoldTime: 'string', startAlertingTime: 'string', connectedTime: 'string', disconnectedTime: 'string', provider: 'string', scriptId: 'string', peerId: 'string', avatarImageUrl: 'string', journeyContext: { customer: { id: 'string', idType: 'string' }, customerSession: { id: 'string', type: 'string' }, triggeringAction: { id: 'string', actionMap: { id: 'string', version: 'number' } } }, wrapup: { code: 'string', name: 'string', notes: 'string', tags: ['string'], durationSeconds: 'number', endTime: 'string', provisional: 'boolean' }, afterCallWork: { startTime: 'string', endTime: 'string', state: 'string' }, afterCallWorkRequired: 'boolean', queueMediaSettings: { alertingTimeoutSeconds: 'number', autoAnswerAlertToneSeconds: 'number', manualAnswerAlertToneSeconds: 'number', enableAutoAnswer: 'boolean' } };

/** By the numbers that src/wasm/host.rs gives them. */
export const walkers = [chat, timing];
