// The platform's REST calls, as far as a minimal desktop needs them.

import type { Question } from './client';
import type { SimulatedChat } from './chat';
import { conversation, wrapupCodes } from './payloads';
import type { Shift } from './shift';

type Result = { status: number; text: string };

const ok = (body: unknown): Result => ({ status: 200, text: JSON.stringify(body) });
const refused = (status: number, message: string): Result => ({ status, text: JSON.stringify({ status, message }) });

export function route(shift: Shift, { method, path, body }: Question): Result {
  const [, , , ...parts] = path.split('/');
  const [area, second, third, , participantId, last] = parts;
  if (method === 'GET' && area === 'date') return ok({ currentDate: new Date(shift.now()).toISOString() });
  if (area !== 'conversations') return refused(404, 'not found');

  if (method === 'GET' && second === undefined) {
    const entities = shift.chats.map((chat) => conversation(chat));
    return ok({ entities, pageSize: 25, pageNumber: 1, total: entities.length });
  }
  const chat = shift.chats.find(({ id }) => id === (second === 'chats' ? third : second));
  if (!chat) return refused(404, 'conversation not found');
  if (method === 'GET' && second !== 'chats') return ok(conversation(chat));
  if (method === 'GET' && parts[3] === 'messages') return ok({ entities: chat.messages });
  if (method === 'GET' && last === 'wrapupcodes') return ok(wrapupCodes);
  if (method === 'PATCH' && participantId === chat.participantId) return patch(shift, chat, body);
  return refused(404, 'not found');
}

interface Patch {
  held?: boolean;
  state?: string;
  wrapup?: { code: string; notes?: string; tags?: string[] };
  wrapupSkipped?: boolean;
}

function patch(shift: Shift, chat: SimulatedChat, body: unknown): Result {
  const { held, state, wrapup, wrapupSkipped } = (body ?? {}) as Patch;
  const now = shift.now();
  if (state === 'connected' && chat.state === 'alerting') shift.answer(chat);
  else if (state === 'disconnected' && chat.isLive) chat.end(now, 'client');
  else if (held === true && chat.state === 'connected') chat.hold(now);
  else if (held === false && chat.state === 'connected') shift.workOn(chat);
  else if (wrapup && chat.inWrapup) chat.wrapUp(now, wrapup);
  else if (wrapupSkipped && chat.inWrapup) chat.skipWrapup(now);
  else return refused(409, 'not possible in this state');
  shift.tell(chat);
  return ok({});
}
