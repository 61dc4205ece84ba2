// One simulated chat: its state, and its segments as the platform writes them.

export interface SimulatedSegment {
  startTime: string;
  endTime?: string;
  type: string;
  howEnded?: string;
  disconnectType?: string;
}

export interface Customer {
  name: string;
  avatar?: string;
  page: string;
  lines: string[];
}

export interface Message {
  from: 'customer' | 'agent';
  body: string;
  timestamp: string;
}

export const ALERT_LIMIT_MS = 30_000;
export const WRAPUP_LIMIT_MS = 60_000;

const iso = (ms: number) => new Date(ms).toISOString();
const id = () => crypto.randomUUID();

export class SimulatedChat {
  readonly id = id();
  readonly chatId = id();
  readonly customerChatId = id();
  readonly participantId = id();
  readonly customerParticipantId = id();
  readonly scriptId = id();
  readonly actionId = id();
  readonly queuedAt: number;
  readonly messages: Message[] = [];
  readonly segments: SimulatedSegment[] = [];
  state: 'alerting' | 'connected' | 'disconnected' = 'alerting';
  held = false;
  startHoldTime: string | undefined;
  connectedTime: string | undefined;
  disconnectedTime: string | undefined;
  disconnectType: string | undefined;
  afterCallWork: { startTime?: string; endTime?: string; state?: string } = {};
  wrapup: Record<string, unknown> | undefined;
  private stateSince: number;

  constructor(
    readonly customer: Customer,
    now: number,
    waited: number,
  ) {
    this.queuedAt = now - waited;
    this.stateSince = now;
    this.segments.push({ startTime: iso(now), type: 'Alert' });
    this.say('customer', now);
  }

  get isLive() {
    return this.state !== 'disconnected';
  }

  get inWrapup() {
    return this.afterCallWork.state === 'pending';
  }

  /** How long it is in its state. */
  age(now: number) {
    return now - this.stateSince;
  }

  say(from: Message['from'], now: number, body = this.customer.lines[this.messages.length % this.customer.lines.length] ?? '') {
    this.messages.push({ from, body, timestamp: iso(now) });
  }

  connect(now: number) {
    this.state = 'connected';
    // Two clocks: the leg connects a little after its segment begins.
    this.connectedTime = iso(now + 7);
    this.next(now, 'Interact');
  }

  hold(now: number) {
    if (this.held) return;
    this.held = true;
    this.startHoldTime = iso(now + 23);
    this.next(now, 'Hold');
  }

  resume(now: number) {
    if (!this.held) return;
    this.held = false;
    this.startHoldTime = undefined;
    this.next(now, 'Interact');
  }

  end(now: number, disconnectType: string) {
    const talked = this.state === 'connected';
    this.state = 'disconnected';
    this.held = false;
    this.startHoldTime = undefined;
    this.disconnectedTime = iso(now);
    this.disconnectType = disconnectType;
    this.close(now, 'Disconnect');
    if (talked) {
      this.afterCallWork = { startTime: iso(now), state: 'pending' };
      this.segments.push({ startTime: iso(now), type: 'Wrapup' });
    }
    this.stateSince = now;
  }

  wrapUp(now: number, { code, notes, tags }: { code: string; notes?: string; tags?: string[] }) {
    const seconds = Math.round(this.age(now) / 1000);
    this.wrapup = { code, name: code, notes: notes ?? '', tags: tags ?? [], durationSeconds: seconds, endTime: iso(now), provisional: false };
    this.finish(now, 'complete');
  }

  skipWrapup(now: number) {
    this.finish(now, 'skipped');
  }

  private finish(now: number, state: string) {
    this.afterCallWork = { ...this.afterCallWork, endTime: iso(now), state };
    this.close(now);
    this.stateSince = now;
  }

  private next(now: number, type: string) {
    this.close(now, type);
    this.segments.push({ startTime: iso(now), type });
    this.stateSince = now;
  }

  private close(now: number, howEnded?: string) {
    const open = this.segments.at(-1);
    if (!open || open.endTime) return;
    open.endTime = iso(now);
    if (howEnded) open.howEnded = howEnded;
    if (howEnded === 'Disconnect' && this.disconnectType) open.disconnectType = this.disconnectType;
  }
}
