// Reading JSON of any shape: a value of the wrong kind reads as absent.

export type Wire = Record<string, unknown>;

export const record = (value: unknown): Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : {};
export const list = (value: unknown): Wire[] => (Array.isArray(value) ? value.map(record) : []);
export const text = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
export const amount = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
export const moment = (value: unknown) => {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
};

/** The value at a path of a payload. */
export const at = (payload: unknown, path: readonly (string | number)[]) =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    payload,
  );

/** A JSON text, `undefined` where it is none. */
export function parsed(content: string | null): unknown {
  try {
    return content ? JSON.parse(content) : undefined;
  } catch {
    return undefined;
  }
}

export interface Named {
  id: string;
  name: string;
}

/** The entities or results of a list that have an id; without a name the id is the name. */
export const namedEntities = (body: unknown): Named[] =>
  list(Array.isArray(body) ? body : (record(body)['entities'] ?? record(body)['results'])).flatMap(
    ({ id, name }) => {
      const known = text(id);
      return known ? [{ id: known, name: text(name) ?? known }] : [];
    },
  );
