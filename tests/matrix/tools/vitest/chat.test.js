import init, { parseChat, validateChat } from 'conversation-chat';
import { expect, test } from 'vitest';

test('a chat is checked', async () => {
  await init();
  expect(validateChat({ held: 'yes' }).issues[0].message).toBe(
    'expected a boolean, found a string',
  );
});

test('a chat is read from bytes', async () => {
  await init();
  const bytes = Uint8Array.from('{"held":"yes"}', (letter) => letter.charCodeAt(0));
  expect(parseChat(bytes).issues[0].message).toBe('expected a boolean, found a string');
});
