/** An error of the feed: an invalid argument, or a refused request. `code` is stable. */
export class FeedError extends Error {
  name = 'FeedError';

  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
