// When to draw: with one moment for what is drawn and for when it changes next.

/** The longest wait of a timer of the platform, in milliseconds: more is taken for none. */
const MOST_WAIT_MS = 2_147_483_647;

/** How long to wait for a clock that does not know the time yet, in milliseconds. */
const CLOCK_WAIT_MS = 250;

/**
 * Timeouts are of whole milliseconds, cut: rounded up, or it is drawn just before the change, and
 * once more at it.
 */
const waitMs = (ms) => Math.min(Math.max(Math.ceil(ms), 0), MOST_WAIT_MS);

export function startRendering({ roster, now, render, stepMs }) {
  let timeout;
  let stopped = false;
  let rendering = false;
  /** Whether something changed while it was drawn. */
  let changed = false;

  function draw() {
    changed = rendering;
    if (stopped || rendering) return;
    clearTimeout(timeout);
    const moment = now();
    if (moment === undefined) {
      timeout = setTimeout(draw, CLOCK_WAIT_MS);
      return;
    }
    rendering = true;
    let next;
    try {
      next = roster.advance(moment, stepMs);
      render(roster.rows, moment);
    } finally {
      rendering = false;
      if (changed && !stopped) timeout = setTimeout(draw, 0);
      else if (next !== undefined && !stopped)
        timeout = setTimeout(draw, waitMs(next - (now() ?? moment)));
    }
  }

  const unsubscribe = roster.subscribe(draw);
  draw();
  return () => {
    stopped = true;
    clearTimeout(timeout);
    unsubscribe();
  };
}
