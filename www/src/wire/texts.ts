// The texts of a conversation, what is attached to them, and who types.

import { type Wire, amount, list, moment, record, text } from './json';

export interface Attachment {
  /** As the platform calls it: `Image`, `File`, `QuickReply`, `Location`, ... */
  kind: string;
  name: string | undefined;
  /** An address of `https`. */
  url: string | undefined;
}

export interface Content {
  text: string | undefined;
  attachments: Attachment[];
  /** As the platform calls it: `Text`, `Structured`, ... */
  type: string | undefined;
}

/** The messages of an answer of `messages/bulk`, by id. */
export const readTexts = (body: unknown): Map<string, Content> =>
  new Map(
    list(record(body)['entities'] ?? body).flatMap((message): [string, Content][] => {
      const id = text(message['id']);
      return id ? [[id, readContent(message)]] : [];
    }),
  );

function readContent(message: Wire): Content {
  const normalized = record(message['normalizedMessage']);
  const { content, type } = normalized;
  const attachments = [
    ...list(content).map(attachmentOf),
    ...[...list(message['media']), ...list(message['stickers'])].map((media) =>
      attachmentOf({ contentType: 'File', media }),
    ),
  ];
  const known = text(message['textBody']) ?? text(normalized['text']);
  return {
    text: known,
    attachments: attachments.filter(({ kind, name }) => kind !== 'Text' || name !== known),
    type: text(type),
  };
}

/**
 * `{ contentType, [a name of the type]: { ... } }`: whatever the type, the object in it has a name
 * and an address under one of a few names.
 */
function attachmentOf(item: Wire): Attachment {
  const detail = Object.values(item)
    .map(record)
    .find((value) => Object.keys(value).length > 0);
  const { filename, title, text: words, name, address, url, mediaType } = detail ?? {};
  const known = text(url);
  return {
    kind: text(mediaType) ?? text(item['contentType']) ?? '',
    name: [filename, title, words, name, address].map(text).find(Boolean),
    url: known && URL.canParse(known) && known.startsWith('https:') ? known : undefined,
  };
}

export interface Typing {
  conversationId: string;
  /** When the customer typed. */
  at: number | undefined;
  /** For how long it holds, in milliseconds. */
  forMs: number;
}

/** How long a customer types where no duration is given, and the longest duration, in milliseconds. */
const TYPING_MS = 5_000;
const MOST_TYPING_MS = 30_000;

/** A notification that a customer types. */
export function readTyping(payload: unknown): Typing | undefined {
  const { conversationId, normalizedMessage } = record(record(payload)['eventBody']);
  const { channel, direction, events } = record(normalizedMessage);
  const id = text(conversationId);
  const typing = list(events).find(({ eventType }) => eventType === 'Typing')?.['typing'];
  if (!id || typing === undefined || text(direction)?.toLowerCase() !== 'inbound') return undefined;
  return {
    conversationId: id,
    at: moment(record(channel)['time']),
    forMs: Math.min(amount(record(typing)['duration']) ?? TYPING_MS, MOST_TYPING_MS),
  };
}
