// What a card shows besides the timers. Texts of a payload stay texts.

import { type JourneyContext, validateChat } from 'conversation-chat';

export interface Details {
  name?: string;
  page?: string;
  avatar?: string;
  journey?: JourneyContext;
  waitedMs?: number;
}

interface WireChat {
  id?: string;
  avatarImageUrl?: string;
  journeyContext?: JourneyContext;
}

interface WireParticipant {
  purpose?: string;
  name?: string;
  attributes?: Record<string, string>;
  chats?: WireChat[];
}

/** The details of the agent's chats in a payload of the nested layout. */
export function detailsOf(text: string): [string, Details][] {
  const { entities, eventBody, participants } = JSON.parse(text);
  const conversations: { participants?: WireParticipant[] }[] = entities ?? [eventBody ?? { participants }];
  return conversations.flatMap(({ participants = [] }) => {
    const customer = participants.find(({ purpose }) => purpose === 'customer');
    if (!customer) return [];
    const chats = participants.filter(({ purpose }) => purpose === 'agent').flatMap(({ chats = [] }) => chats);
    return chats.flatMap((chat): [string, Details][] => (chat.id ? [[chat.id, { ...known(customer), ...ofChat(chat) }]] : []));
  });
}

function known({ name, attributes }: WireParticipant): Details {
  return { ...(name && { name }), ...(attributes?.['context.page'] && { page: attributes['context.page'] }) };
}

function ofChat({ avatarImageUrl, journeyContext }: WireChat): Details {
  const avatar = safeAvatar(avatarImageUrl);
  return { ...(avatar && { avatar }), ...(journeyContext && { journey: journeyContext }) };
}

/** An avatar only where the package finds nothing wrong with its address: a `javascript:` one goes nowhere. */
export function safeAvatar(avatarImageUrl: unknown) {
  return typeof avatarImageUrl === 'string' && validateChat({ avatarImageUrl }).valid ? avatarImageUrl : undefined;
}
