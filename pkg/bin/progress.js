// A progress bar on a terminal.

const EVERY_MS = 200;
const WIDTH = 30;

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

export class Progress {
  #stream;
  #isShown;
  #name = '';
  #size;
  #done = 0;
  #began = 0;
  #drawn = 0;

  constructor(stream, isShown) {
    this.#stream = stream;
    this.#isShown = isShown;
  }

  /** `size` in bytes; `undefined` if nobody knows. */
  begin(name, size) {
    this.#name = name;
    this.#size = size;
    this.#done = 0;
    this.#began = Date.now();
  }

  /** Passes a stream on and counts its bytes. */
  async *count(source) {
    for await (const chunk of source) {
      this.#done += chunk.length;
      this.#draw();
      yield chunk;
    }
  }

  #draw() {
    const now = Date.now();
    if (!this.#isShown || now - this.#drawn < EVERY_MS) return;
    this.#drawn = now;
    const perSecond = (this.#done / Math.max(1, now - this.#began)) * 1000;
    const part = this.#size ? Math.min(1, this.#done / this.#size) : undefined;
    const full = Math.round((part ?? 0) * WIDTH);
    const bar = part === undefined ? '' : `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] `;
    const percent = part === undefined ? '' : `${Math.floor(part * 100)}% `;
    const text = `${bar}${percent}${megabytes(this.#done)}, ${megabytes(perSecond)}/s  ${this.#name}`;
    this.#stream.write(`\r\x1b[2K${text}`);
  }

  /** Takes the bar away. */
  end() {
    if (this.#isShown && this.#drawn > 0) this.#stream.write('\r\x1b[2K');
    this.#drawn = 0;
  }
}
