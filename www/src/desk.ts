// The desk: the roster of the package, what is shown beside it, and what the agent does. No view.

import { type Issue, Roster, type RosterRow, type Span, TickColumn, parseChat, timeline } from 'conversation-chat';

import type { CloudClient } from './cloud/client';
import { CloudTime } from './cloud-time';
import { type Details, detailsOf } from './details';

const LIST = '/api/v2/conversations';
const KEPT_AFTER_END_MS = 15_000;

export type CardState = 'alerting' | 'connected' | 'held' | 'wrapup' | 'ended' | 'other';

export interface Card {
  row: RosterRow;
  details: Details;
  state: CardState;
  /** Where its row is in `columns`. */
  offset: number;
}

export interface Message {
  from: 'customer' | 'agent';
  body: string;
  timestamp: string;
}

export interface Thresholds {
  warnMs: number;
  limitMs: number;
}

export class Desk {
  readonly time: CloudTime;
  readonly roster = new Roster();
  readonly thresholds: Thresholds = { warnMs: 60_000, limitMs: 120_000 };
  cards: Card[] = [];
  columns: Float64Array = new Float64Array();
  chosenId: string | undefined;
  messages: Message[] = [];
  codes: { id: string; name: string }[] = [];
  issues: Issue[] = [];
  notice = '';
  private chosenChat: Parameters<typeof timeline>[0] | undefined;
  private readonly details = new Map<string, Details>();

  constructor(
    private readonly client: CloudClient,
    private readonly changed: () => void,
  ) {
    this.time = new CloudTime(client);
  }

  async begin() {
    await this.time.begin();
    this.client.subscribe((text) => this.receive(text));
    this.receive(await this.client.request('GET', LIST));
    this.codes = JSON.parse(await this.client.request('GET', `${this.pathOf(this.cards[0])}/wrapupcodes`));
    await this.choose(this.cards.find(({ state }) => state === 'held')?.row.communicationId);
  }

  private receive(text: string) {
    const now = this.time.now();
    const changes = this.roster.receive(text, now);
    for (const { communicationId: id } of changes) this.places.set(id, this.places.get(id) ?? this.places.size);
    for (const [id, details] of detailsOf(text)) this.details.set(id, { ...this.details.get(id), ...details });
    const chosen = changes.find(({ communicationId }) => communicationId === this.chosenId);
    if (chosen) {
      this.issues = chosen.issues;
      void this.loadChosen();
    }
    this.refresh();
    this.changed();
  }

  /** All timers, in one call; and no card that is over for long. */
  wake() {
    const now = this.time.now();
    if (this.cards.some(({ row }) => this.isOver(row, now))) this.refresh();
    else this.tick();
  }

  /** Drops what is over, and takes the rows anew: they change only by payloads. */
  private refresh() {
    const now = this.time.now();
    let rows = this.roster.rows(now);
    const over = rows.filter((row) => row.purpose !== 'agent' || this.isOver(row, now));
    for (const { communicationId } of over) this.roster.remove(communicationId);
    if (over.length > 0) rows = this.roster.rows(now);
    const cards = rows.map((row, index) => ({
      row,
      details: this.details.get(row.communicationId) ?? {},
      state: stateOf(row),
      offset: index * TickColumn.width,
    }));
    // In the order in which they came, whatever the order of the roster: nothing moves under the agent's hand.
    this.cards = cards.sort((a, b) => this.place(a) - this.place(b));
    if (!this.chosen) this.chosenId = undefined;
    this.tick();
  }

  private readonly places = new Map<string, number>();

  private place({ row }: Card) {
    return this.places.get(row.communicationId) ?? 0;
  }

  /** The moment that `columns` shows. */
  private drawnAt = 0;

  private readonly endedAt = new Map<string, number>();

  private isOver(row: RosterRow, now: number) {
    if (stateOf(row) !== 'ended') return false;
    const since = this.endedAt.get(row.communicationId) ?? now;
    this.endedAt.set(row.communicationId, since);
    return now - since > KEPT_AFTER_END_MS;
  }

  private tick() {
    this.drawnAt = this.time.now();
    this.columns = this.roster.tick(this.drawnAt);
  }

  column(card: Card, column: number) {
    return this.columns[card.offset + column] ?? NaN;
  }

  get chosen() {
    return this.cards.find(({ row }) => row.communicationId === this.chosenId);
  }

  spans(): Span[] {
    return this.chosenChat ? timeline(this.chosenChat, this.time.now()) : [];
  }

  async choose(id: string | undefined) {
    if (id === this.chosenId) return;
    this.chosenId = id;
    this.messages = [];
    this.issues = [];
    this.chosenChat = undefined;
    this.notice = '';
    this.changed();
    await this.loadChosen();
  }

  /** Reads the chosen chat over REST: only there are segments and the transcript. */
  private async loadChosen() {
    const card = this.chosen;
    if (!card) return;
    const id = card.row.communicationId;
    try {
      const [conversation, messages] = await Promise.all([
        this.client.request('GET', `${LIST}/${card.row.conversationId}`),
        this.client.request('GET', `${LIST}/chats/${card.row.conversationId}/messages`),
      ]);
      if (this.chosenId !== id) return;
      const chats = JSON.parse(conversation).participants.flatMap((participant: { chats?: { id: string }[] }) => participant.chats ?? []);
      const chat = chats.find((each: { id: string }) => each.id === id);
      const parsed = parseChat(JSON.stringify(chat ?? {}));
      this.chosenChat = parsed.chat;
      this.issues = parsed.issues;
      this.messages = JSON.parse(messages).entities;
      this.roster.receive(conversation, this.time.now());
      this.refresh();
    } catch {
      // It is gone from the cloud: what is known stays on the screen.
    }
    this.changed();
  }

  private pathOf(card: Card | undefined) {
    return `${LIST}/chats/${card?.row.conversationId}/participants/${card?.row.participantId}`;
  }

  /** Asks the cloud; what comes of it comes back as an event. */
  async act(card: Card, body: unknown) {
    this.notice = '';
    try {
      await this.client.request('PATCH', this.pathOf(card), body);
    } catch {
      this.notice = 'refused';
    }
    this.changed();
  }

  /** When something on the screen changes next, in milliseconds from now. */
  untilNextChange() {
    // Asked of the moment that is shown: a second that changes between drawing and asking would otherwise stand still.
    const next = this.roster.nextChange(this.drawnAt);
    return next === undefined ? undefined : next - this.time.now();
  }
}

const PLAIN_STATES = new Map<string, CardState>([
  ['alerting', 'alerting'],
  ['connected', 'connected'],
  ['disconnected', 'ended'],
  ['terminated', 'ended'],
]);

function stateOf({ state = '', held, durations }: RosterRow): CardState {
  if (durations.afterCallWork.running) return 'wrapup';
  if (held) return 'held';
  return PLAIN_STATES.get(state) ?? 'other';
}
