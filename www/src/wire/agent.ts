// The agent: routing status, presence, and those of colleagues.

import { list, moment, namedEntities, record, text } from './json';

export interface RoutingStatus {
  status: string;
  since: number | undefined;
}

export const readRoutingStatus = (body: unknown): RoutingStatus | undefined => {
  const { status, startTime } = record(record(body)['routingStatus'] ?? body);
  const known = text(status);
  return known ? { status: known, since: moment(startTime) } : undefined;
};

export interface Presence {
  definitionId: string;
  systemPresence: string;
  since: number | undefined;
}

export function readPresence(body: unknown): Presence | undefined {
  const { presenceDefinition, modifiedDate } = record(body);
  const { id, systemPresence } = record(presenceDefinition);
  const known = text(id);
  return known
    ? {
        definitionId: known,
        systemPresence: text(systemPresence) ?? '',
        since: moment(modifiedDate),
      }
    : undefined;
}

export interface PresenceDefinition {
  id: string;
  systemPresence: string;
  label: string;
}

/** The presences that an agent may choose, with the organisation's own names. */
export const readPresenceDefinitions = (body: unknown): PresenceDefinition[] =>
  list(record(body)['entities'] ?? body).flatMap(
    ({ id, systemPresence, languageLabels, deactivated }) => {
      const known = text(id);
      const system = text(systemPresence) ?? '';
      const labels = record(languageLabels);
      const language = navigator.language.replace('-', '_');
      const label =
        text(labels[language]) ??
        text(labels[language.split('_')[0]!]) ??
        text(labels['en_US']) ??
        text(labels['en']) ??
        Object.values(labels).map(text).find(Boolean) ??
        system;
      return known && deactivated !== true ? [{ id: known, systemPresence: system, label }] : [];
    },
  );

export interface Colleague {
  id: string;
  name: string;
  presence: string | undefined;
  routingStatus: string | undefined;
}

export const readColleagues = (body: unknown): Colleague[] => {
  const all = new Map(
    list(record(body)['results'] ?? record(body)['entities']).map((user) => [user['id'], user]),
  );
  return namedEntities(body).map(({ id, name }) => {
    const { presence, routingStatus } = all.get(id) ?? {};
    return {
      id,
      name,
      presence: text(record(record(presence)['presenceDefinition'])['systemPresence']),
      routingStatus: text(record(routingStatus)['status']),
    };
  });
};

/** Whether a list has more pages than those up to `page`. */
export const hasMore = (body: unknown, page: number) => {
  const { pageCount, total, pageSize } = record(body);
  const pages =
    typeof pageCount === 'number' ? pageCount : Math.ceil(Number(total) / Number(pageSize));
  return pages > page;
};
