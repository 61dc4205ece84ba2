import init, { validateChat } from 'conversation-chat';

init().then(() => postMessage(validateChat({ held: 'yes' }).issues[0].code));
