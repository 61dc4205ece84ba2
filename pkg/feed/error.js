/** What the feed refuses, or was refused. `code` is stable. */
export class FeedError extends Error {
  name = 'FeedError';

  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
