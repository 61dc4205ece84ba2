// Examples for the inspector: the fixtures that the package is tested with, good and bad.

import checks from '../../../tests/fixtures/checks.json';

export interface Example {
  group: string;
  name: string;
  text: string;
}

const payloads = import.meta.glob<string>('../../../tests/fixtures/payloads/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const titles: Record<string, string> = {
  'chat-live': 'Live chat, on hold',
  'chat-ended': 'Ended chat, wrapped up',
  'chat-2016': 'Chat of 2016, with the spellings of then',
  'event-nested': 'Notification, nested layout',
  'event-flat': 'Notification, flat layout',
  conversation: 'Conversation over REST',
  list: 'List over REST',
  heartbeat: 'Heartbeat',
  'socket-closing': 'End of a socket',
};

export const realPayloads = Object.entries(titles).flatMap(([file, name]): Example[] => {
  const found = Object.entries(payloads).find(([path]) => path.endsWith(`/${file}.json`))?.[1];
  return found === undefined ? [] : [{ group: '', name, text: found }];
});

/** One example for each case of each code, by code. */
export const checkExamples = checks
  .filter(({ name }) => name.includes(':'))
  .map(({ name, chat }): Example => {
    const [group = '', title = ''] = name.split(/: (.*)/);
    return { group, name: title, text: JSON.stringify(chat, null, 2) };
  });
