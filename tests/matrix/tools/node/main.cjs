const { validateChat } = require('conversation-chat');

console.log(validateChat({ held: 'yes' }).issues[0].message);
