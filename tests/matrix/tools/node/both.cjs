const { Roster } = require('conversation-chat');

import('conversation-chat').then((imported) =>
  console.log(imported.Roster === Roster ? 'one instance' : 'two instances'),
);
