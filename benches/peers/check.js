// The peers' checks of a chat, made from one description of its shape: kinds, timestamps by form,
// URLs. Rules across fields are ours alone.

import Ajv from 'ajv';
import { type } from 'arktype';
import * as v from 'valibot';
import * as z from 'zod';

export const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;
export const URL_HTTP = /^https?:\/\/[^\s/]+/i;

/**
 * s string, b boolean, n number from 0, i integer from 0, t timestamp, u URL, [x] list, {..}
 * object.
 */
const SHAPE = {
  state: 's',
  initialState: 's',
  id: 's',
  roomId: 's',
  recordingId: 's',
  segments: [{ startTime: 't', endTime: 't', type: 's', howEnded: 's', disconnectType: 's' }],
  held: 'b',
  direction: 's',
  disconnectType: 's',
  startHoldTime: 't',
  startAlertingTime: 't',
  connectedTime: 't',
  disconnectedTime: 't',
  provider: 's',
  scriptId: 's',
  peerId: 's',
  avatarImageUrl: 'u',
  journeyContext: {
    customer: { id: 's', idType: 's' },
    customerSession: { id: 's', type: 's' },
    triggeringAction: { id: 's', actionMap: { id: 's', version: 'i' } },
  },
  wrapup: {
    code: 's',
    name: 's',
    notes: 's',
    tags: ['s'],
    durationSeconds: 'i',
    endTime: 't',
    provisional: 'b',
  },
  afterCallWork: { startTime: 't', endTime: 't', state: 's' },
  afterCallWorkRequired: 'b',
  queueMediaSettings: {
    alertingTimeoutSeconds: 'i',
    autoAnswerAlertToneSeconds: 'n',
    manualAnswerAlertToneSeconds: 'n',
    enableAutoAnswer: 'b',
  },
  parkTime: 't',
  resumeTime: 't',
};

/** Builds a schema from the description, with what a library has for each kind. */
function build(shape, library) {
  if (typeof shape === 'string') return library[shape];
  if (Array.isArray(shape)) return library.list(build(shape[0], library));
  return library.object(Object.entries(shape).map(([name, part]) => [name, build(part, library)]));
}

const nullish = (schema) => v.nullish(schema);
const zodSchema = build(SHAPE, {
  s: z.string(),
  b: z.boolean(),
  n: z.number().min(0),
  i: z.number().int().min(0),
  t: z.string().regex(TIMESTAMP),
  u: z.string().regex(URL_HTTP),
  list: (element) => z.array(element),
  object: (fields) =>
    z.looseObject(Object.fromEntries(fields.map(([name, schema]) => [name, schema.nullish()]))),
});
const valibotSchema = build(SHAPE, {
  s: v.string(),
  b: v.boolean(),
  n: v.pipe(v.number(), v.minValue(0)),
  i: v.pipe(v.number(), v.integer(), v.minValue(0)),
  t: v.pipe(v.string(), v.regex(TIMESTAMP)),
  u: v.pipe(v.string(), v.regex(URL_HTTP)),
  list: (element) => v.array(element),
  object: (fields) =>
    v.looseObject(Object.fromEntries(fields.map(([name, schema]) => [name, nullish(schema)]))),
});
const arkSchema = build(SHAPE, {
  s: type('string'),
  b: type('boolean'),
  n: type('number >= 0'),
  i: type('number.integer >= 0'),
  t: type(TIMESTAMP),
  u: type(URL_HTTP),
  list: (element) => element.array(),
  object: (fields) =>
    type(Object.fromEntries(fields.map(([name, schema]) => [`${name}?`, schema.or('null')]))),
});
const ajvSchema = build(SHAPE, {
  s: { type: 'string', nullable: true },
  b: { type: 'boolean', nullable: true },
  n: { type: 'number', minimum: 0, nullable: true },
  i: { type: 'integer', minimum: 0, nullable: true },
  t: { type: 'string', pattern: TIMESTAMP.source, nullable: true },
  u: { type: 'string', pattern: '^[hH][tT][tT][pP][sS]?:\\/\\/[^\\s/]+', nullable: true },
  list: (items) => ({ type: 'array', items, nullable: true }),
  object: (fields) => ({ type: 'object', properties: Object.fromEntries(fields), nullable: true }),
});

/** What a careful person would write by hand. */
function byHand(shape, value, path, issues) {
  if (value === undefined || value === null) return;
  if (typeof shape === 'string') {
    const ok =
      shape === 's'
        ? typeof value === 'string'
        : shape === 't'
          ? typeof value === 'string' && TIMESTAMP.test(value)
          : shape === 'b'
            ? typeof value === 'boolean'
            : shape === 'u'
              ? typeof value === 'string' && URL_HTTP.test(value)
              : typeof value === 'number' &&
                value >= 0 &&
                (shape === 'n' || Number.isInteger(value));
    if (!ok) issues.push({ path: [...path], message: `expected ${shape}` });
  } else if (Array.isArray(shape)) {
    if (!Array.isArray(value)) issues.push({ path: [...path], message: 'expected an array' });
    else
      for (let index = 0; index < value.length; index++) {
        path.push(index);
        byHand(shape[0], value[index], path, issues);
        path.pop();
      }
  } else if (typeof value !== 'object' || Array.isArray(value))
    issues.push({ path: [...path], message: 'expected an object' });
  else
    for (const name in shape) {
      path.push(name);
      byHand(shape[name], value[name], path, issues);
      path.pop();
    }
}

/**
 * Whether a chat is valid, by each peer. `ajv` and `arktype` generate code: under a strict
 * Content-Security-Policy they cannot, or fall back.
 */
export function peerChecks() {
  const ajv = new Ajv({ allErrors: true }).compile(ajvSchema);
  return {
    arktype: (chat) => !(arkSchema(chat) instanceof type.errors),
    zod: (chat) => zodSchema.safeParse(chat).success,
    valibot: (chat) => v.safeParse(valibotSchema, chat).success,
    ajv: (chat) => ajv(chat),
    'by hand': (chat) => {
      const issues = [];
      byHand(SHAPE, chat, [], issues);
      return issues.length === 0;
    },
  };
}
