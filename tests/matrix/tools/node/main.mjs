import init, { validateChat } from 'conversation-chat';

init().then(() => console.log(validateChat({ held: 'yes' }).issues[0].message));
