const { default: init, validateChat } = require('conversation-chat');

test('a chat is checked', async () => {
  await init();
  expect(validateChat({ held: 'yes' }).issues[0].message).toBe('expected a boolean, found a string');
});
