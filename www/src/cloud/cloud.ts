// The platform as the desk knows it, whichever host answers.

import type { FeedSocket } from 'conversation-chat/feed';

import type { Api } from './api';

export interface Cloud {
  readonly api: Api;
  readonly openSocket: ((uri: string) => FeedSocket) | undefined;
  /** Whether it is still the same one when the page is loaded anew. */
  readonly lasting: boolean;
  /** What the top bar says of it. */
  readonly label: string;
  /** Ends the sign-in, where there is one. */
  readonly signOut: (() => void) | undefined;
  /** Signs in again, where the platform no longer accepts the sign-in. */
  readonly signIn: (() => Promise<void>) | undefined;
}
