// The platform as the desk knows it, whichever host answers.

import type { FeedSocket } from 'conversation-chat/feed';

import type { Api } from './api';

export interface Cloud {
  readonly api: Api;
  readonly openSocket: ((uri: string) => FeedSocket) | undefined;
  /** Whether it is still the same one when the page is loaded anew. */
  readonly lasting: boolean;
  /** Its name on the screen. */
  readonly label: string;
  /** The address of the platform's own client. */
  readonly app: string | undefined;
  /** Ends the sign-in in every tab, where there is one. */
  readonly signOut: (() => Promise<void>) | undefined;
  /** Signs in again, where the platform no longer accepts the sign-in. */
  readonly signIn: (() => Promise<void>) | undefined;
  /** Calls `listener` when another tab signs out; gives how to stop. */
  onSignedOut(listener: () => void): () => void;
}
