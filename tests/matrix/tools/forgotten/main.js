import { validateChat } from 'conversation-chat';

try {
  document.title = validateChat({ held: 'yes' }).issues[0].message;
} catch (error) {
  document.title = error.message;
}
