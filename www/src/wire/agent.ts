// Presences: the agent's own, those of the organisation, those of colleagues.

import { list, namedEntities, record, text } from './json';

/** Which of the organisation's presences an answer or a notification reports. */
export const presenceOf = (body: unknown) => text(record(record(body)['presenceDefinition'])['id']);

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
