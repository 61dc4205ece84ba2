// What a page pays before the first answer: this package, and what people would otherwise pick.

import { formatDuration, intervalToDuration, parseISO } from 'date-fns';
import * as z from 'zod';

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/);
const schema = z.looseObject({
  state: z.string().nullish(),
  held: z.boolean().nullish(),
  startHoldTime: time.nullish(),
  connectedTime: time.nullish(),
  segments: z
    .array(z.looseObject({ startTime: time, endTime: time.nullish(), type: z.string() }))
    .nullish(),
});

export function firstAnswer(chat) {
  const { success } = schema.safeParse(chat);
  return [
    success,
    formatDuration(
      intervalToDuration({ start: parseISO(chat.startHoldTime), end: 1_611_135_122_023 }),
    ),
  ];
}

globalThis.firstAnswer = firstAnswer;
