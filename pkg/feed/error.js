/** What the feed refuses, or was refused. `code` is stable. */
export class FeedError extends Error {
  name = 'FeedError';

  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
