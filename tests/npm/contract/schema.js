// The Standard Schema.

export function schema(api, fixtures, { test, same, isTrue }) {
  const { validate, version, vendor } = api.conversationChat['~standard'];

  test('it is a Standard Schema, and frozen', () => {
    same([version, vendor, typeof validate], [1, 'conversation-chat', 'function']);
    isTrue(
      Object.isFrozen(api.conversationChat) && Object.isFrozen(api.conversationChat['~standard']),
    );
  });

  test('it gives the value itself if nothing of it counts as absent', () => {
    for (const chat of [
      {},
      { state: 'tomorrow' },
      { mood: null, segments: [{ startTime: '2021-01-20T09:25:34Z', mood: undefined }] },
      fixtures.live,
    ]) {
      const result = validate(chat);
      isTrue(result.value === chat, JSON.stringify(result));
    }
  });

  test('it gives the chat without what is null, and leaves the input as it is', () => {
    const chat = {
      id: 'a',
      state: null,
      held: undefined,
      wrapup: { notes: null, tags: ['x', null], mood: null },
      segments: [{ startTime: '2021-01-20T09:25:34Z', endTime: null }],
      mood: null,
    };
    const before = structuredClone(chat);
    const clean = validate(chat);
    same(clean.issues, undefined);
    same(JSON.parse(JSON.stringify(clean.value)), {
      id: 'a',
      wrapup: { tags: ['x'], mood: null },
      segments: [{ startTime: '2021-01-20T09:25:34Z' }],
      mood: null,
    });
    isTrue(
      !('state' in clean.value) &&
        !('endTime' in clean.value.segments[0]) &&
        !('notes' in clean.value.wrapup),
    );
    same(chat, before);
    isTrue(clean.value !== chat && clean.value.segments !== chat.segments);
  });

  test('it fails on errors alone', () => {
    same(validate({ held: 1, state: 'tomorrow' }), {
      issues: [{ message: 'expected a boolean, found a number', path: ['held'] }],
    });
    same(validate(null), { issues: [{ message: 'expected an object, found null', path: [] }] });
    for (const { name, chat, issues } of fixtures.checks) {
      const errors = issues
        .filter(({ severity }) => severity === 'error')
        .map(({ message, path }) => ({ message, path }));
      const result = validate(chat);
      same(result.issues ?? [], errors, name);
      isTrue(errors.length > 0 || api.validateChat(result.value).valid, name);
    }
  });

  test('what it gives is what parseChat gives', () => {
    for (const { name, chat } of fixtures.checks) {
      const result = validate(chat);
      if (result.issues === undefined)
        same(
          JSON.parse(JSON.stringify(result.value)),
          api.parseChat(JSON.stringify(chat)).chat,
          name,
        );
    }
  });

  test('fields that a class has are given too', () => {
    class Chat {
      get id() {
        return 'a';
      }
      get state() {
        return null;
      }
    }
    same(
      [validate(new Chat()).value.id, validate(Object.create({ id: 'a', state: null })).value.id],
      ['a', 'a'],
    );
  });
}
