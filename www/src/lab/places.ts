// Where paths are in a JSON text: one walk finds all of them.

import { visit } from 'jsonc-parser';

export interface Place {
  from: number;
  to: number;
}

type Path = readonly (string | number)[];

const keyOf = (path: Path) => JSON.stringify(path);

/** The place of each path, or of the nearest thing around it that is there. */
export function placesOf(content: string, paths: readonly Path[]): Place[] {
  const wanted = new Set(
    paths.flatMap((path) => path.map((_, length) => keyOf(path.slice(0, length + 1)))),
  );
  const found = new Map<string, Place>();
  const open: (string | undefined)[] = [];
  const path: (string | number)[] = [];
  let property: string | undefined;
  const containers: ('object' | 'array')[] = [];

  const enter = () => {
    if (containers.at(-1) === 'array') path.push((path.pop() as number) + 1);
    else if (containers.at(-1) === 'object') path[path.length - 1] = property ?? '';
    return wanted.has(keyOf(path)) ? keyOf(path) : undefined;
  };
  const begin = (kind: 'object' | 'array', offset: number) => {
    const key = enter();
    open.push(key);
    if (key !== undefined) found.set(key, { from: offset, to: offset + 1 });
    containers.push(kind);
    path.push(kind === 'array' ? -1 : '');
  };
  const end = (offset: number, length: number) => {
    path.pop();
    containers.pop();
    const place = found.get(open.pop() ?? '');
    if (place) place.to = offset + length;
  };
  visit(content, {
    onObjectBegin: (offset) => begin('object', offset),
    onArrayBegin: (offset) => begin('array', offset),
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty: (name) => {
      property = name;
    },
    onLiteralValue: (_, offset, length) => {
      const key = enter();
      if (key !== undefined) found.set(key, { from: offset, to: offset + length });
    },
  });
  const root: Place = { from: 0, to: Math.min(1, content.length) };
  return paths.map((each) => {
    for (let length = each.length; length > 0; length--) {
      const place = found.get(keyOf(each.slice(0, length)));
      if (place) return place;
    }
    return root;
  });
}
