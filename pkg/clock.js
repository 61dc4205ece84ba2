// `CloudClock`: the time of the cloud, from a local clock. The computation is in the module.

import { ClockCore, parseTimestamp } from './conversation_chat_bg.js';
import { bring } from './host.js';
import { hide, release, reveal } from './internals.js';
import { checkStack } from './stack.js';

const NAME = 'CloudClock';

const NO_TIMESTAMP = 'expected a timestamp, or an answer with one as its `currentDate`';

function checkLocal(moment, name) {
  if (typeof moment !== 'number' || !Number.isFinite(moment))
    throw new RangeError(`expected \`${name}\` to be a finite number of milliseconds`);
}

/**
 * The epoch milliseconds of the time of a server: a number, a timestamp, a `Date`, or the answer of
 * `GET /api/v2/date` as text or object.
 */
function serverMoment(said) {
  if (typeof said === 'number') {
    checkLocal(said, 'serverTime');
    return said;
  }
  if (typeof said === 'string') {
    checkStack();
    const moment = parseTimestamp(bring(said));
    return Number.isNaN(moment) ? answerMoment(parseAnswer(said)) : moment;
  }
  if (Object.prototype.toString.call(said) === '[object Date]')
    return Date.prototype.getTime.call(said);
  return answerMoment(said);
}

function parseAnswer(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answerMoment(answer) {
  const date = answer?.currentDate;
  if (Object.prototype.toString.call(date) === '[object Date]')
    return Date.prototype.getTime.call(date);
  if (typeof date !== 'string') return NaN;
  checkStack();
  return parseTimestamp(bring(date));
}

function coreOf(clock) {
  const { core } = reveal(clock, NAME);
  checkStack();
  return core;
}

export class CloudClock {
  constructor() {
    checkStack();
    hide(this, NAME, { core: new ClockCore() });
  }

  observe(sentAt, serverTime, receivedAt) {
    checkLocal(sentAt, 'sentAt');
    checkLocal(receivedAt, 'receivedAt');
    const moment = serverMoment(serverTime);
    const core = coreOf(this);
    if (Number.isNaN(moment)) throw new RangeError(NO_TIMESTAMP);
    const refused = core.observe(sentAt, moment, receivedAt);
    if (refused !== undefined) throw new RangeError(refused);
  }

  now(local) {
    checkLocal(local, 'local');
    return coreOf(this).now(local);
  }

  get offset() {
    return coreOf(this).offset();
  }

  get uncertainty() {
    return coreOf(this).uncertainty();
  }

  free() {
    release(this);
  }
}

if (Symbol.dispose) CloudClock.prototype[Symbol.dispose] = CloudClock.prototype.free;
