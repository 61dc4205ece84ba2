// The canned responses of the organisation.

import { list, record, text } from './json';

export interface Reply {
  id: string;
  name: string;
  /** The first library that has it. */
  library: string;
  body: string;
  /** The default values of substitutions. */
  defaults: ReadonlyMap<string, string>;
}

const HTML = 'text/html';
const STANDARD = 'Standard';

/** The canned responses of a query that are texts for a customer. */
export const readReplies = (body: unknown): Reply[] =>
  list(record(record(body)['results'])['entities']).flatMap(
    ({ id, name, libraries, texts, substitutions, responseType }): Reply[] => {
      const known = text(id);
      const content =
        list(texts).find(({ contentType }) => contentType !== HTML) ?? list(texts)[0] ?? {};
      const plain = text(
        content['contentType'] === HTML
          ? plainText(text(content['content']) ?? '')
          : content['content'],
      );
      if (!known || !plain || (text(responseType) ?? STANDARD) !== STANDARD) return [];
      const library = text(list(libraries)[0]?.['name']) ?? '';
      const defaults = list(substitutions).flatMap(
        ({ id: each, defaultValue }): [string, string][] => {
          const value = text(defaultValue);
          return typeof each === 'string' && value ? [[each, value]] : [];
        },
      );
      return [
        { id: known, name: text(name) ?? plain, library, body: plain, defaults: new Map(defaults) },
      ];
    },
  );

/** The text of HTML. */
function plainText(html: string) {
  const lines = html
    .replace(/\s+/g, ' ')
    .replace(/<(script|style)\b.*?<\/\1 ?>/gi, '')
    .replace(/<(br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '');
  // No element is left, only character references.
  return new DOMParser()
    .parseFromString(lines, HTML)
    .body.textContent.replace(/ *\n */g, '\n')
    .trim();
}
