import { validateChat } from 'conversation-chat';

export function load() {
  return { message: validateChat({ held: 'yes' }).issues[0].message };
}
