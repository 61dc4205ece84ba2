// The simulated cloud, apart from the page: it has a clock of its own, and speaks in texts only.

import type { Answer, Question } from './client';
import { route } from './routes';
import { Shift } from './shift';

/** The cloud's clock is not the page's. */
const AHEAD_MS = 137_402;

const send = (answer: Answer) => postMessage(answer);
const shift = new Shift(
  () => Date.now() + AHEAD_MS,
  (event) => send({ event }),
);

onmessage = ({ data }: MessageEvent<Question>) => {
  // Some way to the cloud and back.
  setTimeout(() => send({ id: data.id, ...route(shift, data) }), 20 + Math.random() * 60);
};

shift.begin();
setInterval(() => shift.advance(), 250);
