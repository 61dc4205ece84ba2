import { validateChat } from 'conversation-chat';

export default defineEventHandler(() => validateChat({ held: 'yes' }).issues[0].message);
