// Showing durations: the rules are those of the crate, which reads the same fixture.

export function formats(api, fixtures, { test, same, isTrue }) {
  test('durations are shown as the crate shows them', () => {
    isTrue(fixtures.formats.length > 30);
    for (const { ms, clock, iso } of fixtures.formats) {
      same([api.formatClock(Number(ms)), api.formatIsoDuration(Number(ms))], [clock, iso], ms);
    }
  });

  test('what is no number is no duration', () => {
    for (const value of [
      undefined,
      null,
      '5000',
      5000n,
      new Date(5000),
      [5000],
      { valueOf: () => 5000 },
      true,
      Symbol('s'),
      () => 5,
    ]) {
      same(
        [api.formatClock(value), api.formatIsoDuration(value)],
        ['0:00', 'PT0S'],
        Object.prototype.toString.call(value),
      );
    }
  });
}
