// What a network does to what is sent, and when it does it: chosen at random, repeated by the seed.

import { Random } from './random.js';

const NONE = {
  lose: 0,
  double: 0,
  delayMs: [0, 0],
  reorder: 0,
  mute: false,
  slowMs: [0, 0],
  never: 0,
  unreachable: 0,
  refuse: [],
  refuseSockets: false,
  portal: '',
};
const DOUBLED_MS = [0, 5000];
const OVERTAKEN_MS = [300, 3000];

export class Network {
  faults = { ...NONE };

  constructor({ seed, latencyMs, agenda }) {
    this.random = Random.of(seed, 'network');
    this.latencyMs = latencyMs;
    this.agenda = agenda;
  }

  set(faults) {
    for (const name of Object.keys(faults)) {
      if (!Object.hasOwn(NONE, name))
        throw new RangeError(
          `no fault \`${name}\`: one of ${Object.keys(NONE)
            .map((known) => `\`${known}\``)
            .join(', ')}`,
        );
    }
    Object.assign(this.faults, faults);
    return { ...this.faults };
  }

  clear() {
    this.faults = { ...NONE };
  }

  /** One way of a request or an answer. */
  way() {
    return this.random.between(this.latencyMs);
  }

  slow() {
    return this.random.between(this.faults.slowMs);
  }

  happens(fault) {
    return this.random.chance(this.faults[fault]);
  }

  /** The refusal that a request to `path` gets instead of its answer. */
  refusal(path) {
    return this.faults.refuse.find(
      (refusal) => path.includes(refusal.path ?? '') && this.random.chance(refusal.share),
    );
  }

  /**
   * A way for texts to one receiver: `send(text, again)` hands them over late, in order but for
   * what the faults do. `again` makes another text of the same facts.
   */
  line(receive) {
    const queue = [];
    let last = 0;
    return (text, again) => {
      const { faults } = this;
      if (this.happens('lose')) return;
      const now = this.agenda.now();
      const late = this.way() + this.random.between(faults.delayMs);
      if (this.happens('double')) {
        const copy = this.random.chance(0.5) ? text : again();
        this.agenda.after(late + this.random.between(DOUBLED_MS), () => receive(copy));
      }
      if (this.happens('reorder')) {
        this.agenda.after(late + this.random.between(OVERTAKEN_MS), () => receive(text));
        return;
      }
      last = Math.max(now + late, last);
      queue.push(text);
      this.agenda.after(last - now, () => receive(queue.shift()));
    };
  }
}
