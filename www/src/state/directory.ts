// Lists of the organisation: wrap-up codes, replies, presences; and the search for whom to transfer
// to.

import { type Colleague, hasMore, readColleagues, readPresenceDefinitions } from '../wire/agent';
import { type Named, namedEntities } from '../wire/json';
import { readReplies, type Reply } from '../wire/replies';
import { type Request, requests } from '../wire/requests';
import { type Card, legOf } from './cards';
import type { Lookups } from './lookups';
import type { Session } from './session';

export interface Page<T> {
  found: T[];
  more: boolean;
}

const codesKey = ({ row, conversation }: Card) => `codes:${row.queueId ?? conversation.id}`;
const searchKey = (kind: string, words: string) => `search:${kind}:${words}`;

export class Directory {
  constructor(
    private readonly session: Session,
    readonly lookups: Lookups,
  ) {}

  codes(card: Card) {
    return this.lookups.get<Named[]>(codesKey(card));
  }

  wantCodes(card: Card) {
    this.want(codesKey(card), requests.wrapUpCodes(legOf(card)), namedEntities);
  }

  codesAgain(card: Card) {
    this.lookups.again(codesKey(card));
  }

  get replies() {
    return this.lookups.get<Reply[]>('replies');
  }

  wantReplies() {
    this.want('replies', requests.replies(), readReplies);
  }

  get presences() {
    return this.lookups.get<ReturnType<typeof readPresenceDefinitions>>('presences');
  }

  wantPresences() {
    this.want('presences', requests.presenceDefinitions(), readPresenceDefinitions);
  }

  queues(words: string) {
    return this.lookups.get<Page<Named>>(searchKey('queues', words));
  }

  agents(words: string) {
    return this.lookups.get<Page<Colleague>>(searchKey('agents', words));
  }

  /** Searches at the platform, up to a page. */
  search(words: string, page: number) {
    const load = <T>(
      ask: (words: string, page: number) => Request,
      read: (body: unknown) => T[],
      before: T[],
    ) =>
      this.session
        .ask(ask(words, page))
        .then(
          (body): Page<T> => ({ found: [...before, ...read(body)], more: hasMore(body, page) }),
        );
    const queues = this.queues(words).value?.found ?? [];
    const agents = this.agents(words).value?.found ?? [];
    const start = page === 1 ? 'want' : 'renew';
    this.lookups[start](searchKey('queues', words), () =>
      load(requests.queues, namedEntities, queues),
    );
    this.lookups[start](searchKey('agents', words), () =>
      load(requests.agents, readColleagues, agents),
    );
  }

  searchAgain(words: string) {
    this.lookups.again(searchKey('queues', words));
    this.lookups.again(searchKey('agents', words));
  }

  /** A new search sees who is there now. */
  forgetSearches() {
    this.lookups.forget((key) => !key.startsWith('search:'));
  }

  private want<T>(key: string, request: Request, read: (body: unknown) => T) {
    this.lookups.want(key, async () => read(await this.session.ask(request)));
  }
}
