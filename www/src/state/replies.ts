// The texts of canned responses, as an agent sends them.

import type { Reply } from '../wire/replies';
import type { Card } from './cards';
import type { Directory } from './directory';

/** The replies that words find by name or text. */
export function findReplies(directory: Directory, query: string): readonly Reply[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (directory.replies.value ?? []).filter(({ name, body }) =>
    words.every((word) => `${name} ${body}`.toLowerCase().includes(word)),
  );
}

/**
 * The text of a reply to a customer. Substitutions are names, or attributes of the customer; an
 * unknown one stays for the agent to see.
 */
export function replyText({ body, defaults }: Reply, card: Card, agentName: string) {
  const { attributes } = card.conversation.facts.value;
  const known = new Map([...attributes, ['CUSTOMER_NAME', card.name], ['AGENT_NAME', agentName]]);
  return body.replace(
    /\{\{\s*([^{}]+?)\s*\}\}/g,
    (whole, name: string) => known.get(name) ?? defaults.get(name) ?? whole,
  );
}
