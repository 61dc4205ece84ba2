// A believable shift: chats come, wait, are answered or not, are held while the agent works elsewhere, end, and are wrapped up.

import { ALERT_LIMIT_MS, type Customer, SimulatedChat, WRAPUP_LIMIT_MS } from './chat';
import { flatEvent, heartbeat, nestedEvent } from './payloads';

const avatar = new URL('../avatar.svg', self.location.href).href;

const CUSTOMERS: Customer[] = [
  { name: 'Ada Lindqvist', avatar, page: '/orders/20871', lines: ['Hi, my parcel should have been here yesterday.', 'It says "in transit" since Monday.', 'Could it arrive before Friday?'] },
  { name: 'Marek Novák', page: '/returns', lines: ['I would like to return a jacket.', 'It is a size too small.', 'Do I need the box?'] },
  { name: 'Chiamaka Obi', page: '/checkout', avatar: 'javascript:alert(1)', lines: ['The checkout refuses my card.', 'The bank says everything is fine.', 'It is the third time today.'] },
  { name: 'Jun Watanabe', page: '/products/headphones', lines: ['Are these headphones in stock?', 'In black, please.', 'Great, thank you!'] },
  { name: 'Lucía Fernández', page: '/account', lines: ['I cannot log in any more.', 'The link in the mail has expired.', 'Now it works, thanks.'] },
  { name: 'Tom Baker', page: '/invoices', lines: ['I need a copy of my invoice.', 'From March, I think.', 'Could you send it by mail?'] },
];

const HEARTBEAT_MS = 30_000;
const MOST_LIVE = 5;
const KEPT_MS = 20_000;

export class Shift {
  chats: SimulatedChat[] = [];
  private nextArrival = 0;
  private nextHeartbeat = 0;
  private came = 0;

  constructor(
    readonly now: () => number,
    private readonly send: (event: string) => void,
  ) {}

  /** The shift goes on for a while already: some chats have a past. */
  begin() {
    const now = this.now();
    const wrapped = this.arrive(now - 400_000);
    wrapped.connect(now - 391_000);
    wrapped.hold(now - 300_000);
    wrapped.resume(now - 262_500);
    wrapped.end(now - 12_000, 'client');

    const held = this.arrive(now - 338_000);
    held.connect(now - 330_000);
    held.say('agent', now - 325_000, 'Hello Marek, happy to help. Which order is it?');
    held.hold(now - 240_000);
    held.resume(now - 171_000);
    held.say('customer', now - 168_000);
    held.hold(now - 74_000);

    const talking = this.arrive(now - 85_000);
    talking.connect(now - 74_000);
    talking.say('agent', now - 70_000, 'Hello Chiamaka, I am sorry to hear that. Let me have a look.');
    talking.say('customer', now - 61_000);

    this.arrive(now - 6_000);
    this.nextArrival = now + 45_000;
    this.nextHeartbeat = now + HEARTBEAT_MS;
  }

  /** Lets happen what is due. */
  advance() {
    const now = this.now();
    for (const chat of this.chats) this.advanceChat(chat, now);
    this.chats = this.chats.filter((chat) => chat.isLive || chat.inWrapup || chat.age(now) < KEPT_MS);
    if (now >= this.nextArrival) {
      this.nextArrival = now + 25_000 + Math.random() * 30_000;
      if (this.chats.filter(({ isLive }) => isLive).length < MOST_LIVE) this.tell(this.arrive(now));
    }
    if (now >= this.nextHeartbeat) {
      this.nextHeartbeat = now + HEARTBEAT_MS;
      this.send(heartbeat());
    }
  }

  private advanceChat(chat: SimulatedChat, now: number) {
    if (chat.state === 'alerting' && chat.age(now) >= ALERT_LIMIT_MS) {
      chat.end(now, 'transfer.noanswer');
      this.tell(chat);
    } else if (chat.inWrapup && chat.age(now) >= WRAPUP_LIMIT_MS) {
      chat.wrapUp(now, { code: 'ININ-WRAP-UP-TIMEOUT' });
      this.tell(chat);
    } else if (chat.state === 'connected' && !chat.held && Math.random() < 0.006) {
      chat.say('customer', now);
      this.tell(chat);
    } else if (chat.state === 'connected' && chat.held && chat.age(now) > 240_000 && Math.random() < 0.002) {
      // The customer has had enough, or a colleague takes over.
      chat.end(now, Math.random() < 0.5 ? 'peer' : 'transfer');
      this.tell(chat);
    }
  }

  answer(chat: SimulatedChat) {
    chat.connect(this.now());
    this.workOn(chat);
  }

  /** The agent works on one chat: the others are on hold meanwhile, as the platform does for chats. */
  workOn(chat: SimulatedChat) {
    const now = this.now();
    chat.resume(now);
    for (const other of this.chats) {
      if (other === chat || other.state !== 'connected' || other.held) continue;
      other.hold(now);
      this.tell(other);
    }
  }

  /** Notifies of a chat, in both layouts. */
  tell(chat: SimulatedChat) {
    this.send(nestedEvent(chat));
    this.send(flatEvent(chat));
  }

  private arrive(now: number) {
    const customer = CUSTOMERS[this.came++ % CUSTOMERS.length] as Customer;
    const chat = new SimulatedChat(customer, now, 8_000 + Math.random() * 40_000);
    this.chats.push(chat);
    return chat;
  }
}
