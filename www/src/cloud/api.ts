// One way to ask the platform, whichever host answers: the answer's JSON, or an `ApiError`.

import { ApiError, kindOf } from '../errors';
import { parsed, record, text } from '../wire/json';
import type { Request } from '../wire/requests';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** What the feed and the desk ask through. */
export type Api = (
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
) => Promise<Answer>;

/** Nothing that an agent waits for may take longer, in milliseconds. */
const PATIENCE_MS = 15_000;

export async function ask(api: Api, { method, path, body }: Request): Promise<unknown> {
  let answer: Answer;
  try {
    answer = await api(method, path, body, AbortSignal.timeout(PATIENCE_MS));
  } catch (error) {
    const timedOut =
      error instanceof DOMException &&
      (error.name === 'TimeoutError' || error.name === 'AbortError');
    throw new ApiError(timedOut ? 'timed-out' : 'unreachable', undefined, String(error));
  }
  const content = parsed(answer.text);
  if (answer.status >= 200 && answer.status < 300) return content;
  const seconds = Number(answer.headers['retry-after']);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
  throw new ApiError(
    kindOf(answer.status),
    answer.status,
    text(record(content)['message']) ?? '',
    retryAfterMs,
  );
}

/** Asks the API of a platform with a token. */
export const fetchApi =
  (origin: string, token: () => string | undefined): Api =>
  async (method, path, body, signal) => {
    const response = await fetch(origin + path, {
      method,
      headers: {
        authorization: `Bearer ${token() ?? ''}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    };
  };
