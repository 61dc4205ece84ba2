import { validateChat } from 'conversation-chat';

export default {
  fetch: () => new Response(validateChat({ held: 'yes' }).issues[0].message),
};
