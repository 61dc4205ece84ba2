// What a medium is, and what the desk can do with it. The others are worked on in the platform's
// own client.

import type { RosterRow } from 'conversation-chat';

type Medium = RosterRow['mediaType'];

/** Texts are written here. */
export const hasTexts = (medium: Medium) => medium === 'message';
export const canHold = (medium: Medium) => medium !== 'email';
export const canPark = (medium: Medium) => medium === 'message' || medium === 'email';
