// The time of the cloud, from a monotonic local clock; and what a PC clock would say.

import { CloudClock } from 'conversation-chat';

import type { CloudClient } from './cloud/client';

/** A monotonic local clock in milliseconds: nobody can set it. */
const local = () => performance.now();

const FIRST_SAMPLES = 3;
const COMPARE_EVERY_MS = 60_000;

export class CloudTime {
  private readonly clock = new CloudClock();
  /** By how much somebody set the PC clock wrong, for show. */
  skewMs = 0;

  constructor(private readonly client: CloudClient) {}

  async begin() {
    for (let sample = 0; sample < FIRST_SAMPLES; sample++) await this.compare();
    setInterval(() => void this.compare(), COMPARE_EVERY_MS);
    // After sleep a monotonic clock may have stood still.
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.compare();
    });
  }

  private async compare() {
    const sentAt = local();
    const answer = await this.client.request('GET', '/api/v2/date');
    this.clock.observe(sentAt, answer, local());
  }

  now() {
    return this.clock.now(local());
  }

  /** The PC clock, wrong as it may be: what naive timers subtract from. */
  pcNow() {
    return Date.now() + this.skewMs;
  }

  get offsetMs() {
    return this.clock.offset === undefined ? undefined : this.now() - this.pcNow();
  }

  get uncertainty() {
    return this.clock.uncertainty;
  }
}
