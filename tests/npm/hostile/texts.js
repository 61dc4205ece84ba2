// Texts of all kinds and sizes.

import { START, iso, t } from '../contract/tools.js';

const TEXTS = [
  '',
  ' ',
  '\0',
  '{',
  '[',
  '"',
  '-',
  '1e',
  '{"a":}',
  '[1,]',
  'nul',
  '\ufeff',
  '\ufeff\ufeff{}',
  '{"id":"\\ud800"}',
  '{"id":"\\u12"}',
  '1e999',
  '-1e999',
  '{"wrapup":{"durationSeconds":1e-400}}',
  '[[[',
  '{"a":'.repeat(600),
  '['.repeat(100_000),
  '{"participants":[{"chats":[{"id":"x","segments":[{}]}]}]}',
  '{"participants":{}}',
  '{"eventBody":[]}',
  '{"entities":[null,5,{"participants":[null,{"chats":[null,5,{}]}]}]}',
  '{"topicName":"v2.users.x.conversations.chats","eventBody":{"participants":[{"id":"\\u0000","state":"x"},{"state":5,"id":5}]}}',
];

export function texts(api, { test, same, survives, isSound, isTrue }) {
  test('no text traps, however it is cut', () => {
    const roster = new api.Roster();
    for (const text of TEXTS) {
      survives(() => api.parseChat(text));
      for (const call of ['receive', 'sync']) {
        survives(() => roster[call](text, START));
        for (let cut = 0; cut < Math.min(text.length, 40); cut++)
          survives(() => roster[call](text.slice(0, cut), START));
      }
    }
    roster.advance(START);
    roster.free();
    isSound();
  });

  test('50 MB of text are read, or refused, and the module goes on', () => {
    const notes = 'x'.repeat(50_000_000);
    same(api.parseChat(`{"wrapup":{"notes":"${notes}"}}`).valid, true);
    survives(() => api.parseChat(`"${notes}`));
    const { issues } = api.parseChat(`{"segments":[${'{},'.repeat(1_000_000)}{}]}`);
    same(issues.length, 100_001);
    same(api.parseChat(`{"wrapup":{"notes":"${'ä'.repeat(10_000_000)}"}}`).valid, true);
    const roster = new api.Roster();
    same(
      roster.receive(`{"id":"big","state":"connected","wrapup":{"notes":"${notes}"}}`, START)
        .length,
      1,
    );
    survives(() => roster.receive(`{"id":"${notes}`, START));
    same(roster.rows.length, 1);
    roster.free();
    isSound();
  });

  test('numbers out stay right after the memory grew', () => {
    const roster = new api.Roster();
    roster.receive({ id: 'a', state: 'connected', connectedTime: iso(0) }, START);
    const before = roster.rows;
    api.parseChat(JSON.stringify({ wrapup: { notes: 'x'.repeat(9_000_000) } }));
    roster.receive(
      {
        id: 'b',
        state: 'connected',
        connectedTime: iso(5000),
        filler: 'y'.repeat(9_000_000),
      },
      t(5000),
    );
    isTrue(roster.rows[0] === before[0]);
    same(
      roster.rows.map(({ timers }) => timers.talk.since),
      [0, 5000].map(t),
    );
    roster.free();
  });
}
