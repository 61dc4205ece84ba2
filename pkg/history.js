// Analytics records: their sessions, and the platform's metrics beside ours.

import { bytesOf } from './arguments.js';
import { parsed } from './check.js';
import {
  comparisonsOf,
  readRecord,
  sessionIssues,
  sessionNumbers,
  sessionNumbersLength,
} from './conversation_chat_bg.js';
import { encodeListWith, encodeWith } from './encoder.js';
import { encodeHistory, encodeRecord } from './encoders.js';
import { MEDIA, TIMERS } from './generated.js';
import { numbersAt, roomFor } from './host.js';
import { encodeSession } from './session.js';
import { checkStack } from './stack.js';
import { NUMBERS_EACH, stopwatchesOfNumbers } from './timing.js';

/** How many numbers come of a session before those of its stopwatches, and of it in all. */
const FIRST = 10;
const COUNT = FIRST + TIMERS.length * NUMBERS_EACH;

export function readHistory(given) {
  checkStack();
  const text = typeof given === 'string' ? given : bytesOf(given);
  const value = text === undefined ? given : parsed(text);
  const isList = Array.isArray(value);
  // The answer to a query that found nothing.
  if (isObject(value) && !isList && Object.keys(value).length === 0) return [];
  const length = isList
    ? encodeListWith(value, encodeRecord, roomFor)
    : encodeWith(value, encodeHistory, roomFor);
  const refused = readRecord(length);
  if (refused !== undefined) throw new TypeError(refused);
  const numbers = numbersAt(sessionNumbers(), sessionNumbersLength());
  const issues = [];
  for (let at = 0; at < numbers.length; at += COUNT)
    issues.push(numbers[at + 9] > 0 ? sessionIssues(issues.length) : []);
  // Getters of the record may call back: so its fields are read last.
  return issues.map((own, index) =>
    session(value, isList, numbers.slice(index * COUNT, (index + 1) * COUNT), own),
  );
}

const isObject = (value) => typeof value === 'object' && value !== null;

/** A text of an object; `undefined` if it is none. */
function text(object, name) {
  const value = object?.[name];
  return typeof value === 'string' ? value : undefined;
}

function session(root, isList, numbers, issues) {
  const conversations = isList ? root : root.conversations;
  const conversation = numbers[0] < 0 ? root : conversations[numbers[0]];
  const participant = conversation.participants[numbers[1]];
  const own = participant.sessions[numbers[2]];
  const made = {
    conversationId: text(conversation, 'conversationId'),
    sessionId: text(own, 'sessionId'),
    participantId: text(participant, 'participantId'),
    purpose: text(participant, 'purpose'),
    userId: text(participant, 'userId'),
    queueId: text(own.segments?.[numbers[4]], 'queueId'),
    mediaType: MEDIA[numbers[3]] ?? text(own, 'mediaType'),
    direction: text(own, 'direction') ?? text(conversation, 'originatingDirection'),
    wrapupCode: text(own.segments?.[numbers[5]], 'wrapUpCode'),
    startedAt: moment(numbers[6]),
    endedAt: moment(numbers[7]),
    conversationEndedAt: moment(numbers[8]),
  };
  for (const name of Object.keys(made)) if (made[name] === undefined) delete made[name];
  made.timers = stopwatchesOfNumbers(numbers.slice(FIRST));
  made.issues = issues;
  made.record = own;
  return made;
}

const moment = (number) => (Number.isNaN(number) ? undefined : number);

export function compareMetrics(given) {
  checkStack();
  const compared = isObject(given) ? comparisonsOf(encodeSession(given)) : undefined;
  if (compared === undefined)
    throw new TypeError(
      'expected a session of an analytics record: pass one that `readHistory` gave, or one of a participant',
    );
  return compared;
}
