// What can go wrong between the desk and the platform, as types.

export type FailureKind =
  | 'unreachable'
  | 'timed-out'
  | 'signed-out'
  | 'forbidden'
  | 'gone'
  | 'conflict'
  | 'throttled'
  | 'refused'
  | 'failing';

export class ApiError extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly status: number | undefined,
    message: string,
    /** How long the platform asks to wait, in milliseconds. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return ['unreachable', 'timed-out', 'throttled', 'failing'].includes(this.kind);
  }

  /** Whether it is not known if the platform did what was asked. */
  get isUnknown() {
    return ['unreachable', 'timed-out', 'failing'].includes(this.kind);
  }
}

export function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'gone';
  if (status === 409) return 'conflict';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'failing' : 'refused';
}
