// The platform as the desk knows it, whichever host answers.

import type { FeedOptions } from 'conversation-chat/feed';

import type { Api } from './api';

export interface Cloud {
  readonly api: Api;
  readonly openSocket: NonNullable<FeedOptions['openSocket']> | undefined;
  /** What the top bar says of it. */
  readonly label: string;
  /** Ends the sign-in, where there is one. */
  readonly signOut: (() => void) | undefined;
  /** Whether the platform no longer accepts the sign-in; the desk then offers to sign in again. */
  readonly signIn: (() => Promise<void>) | undefined;
}
