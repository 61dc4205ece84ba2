// Icons of one set, as SVG in the page.

import { html } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import type { IconNode } from 'lucide';

const drawn = new WeakMap<IconNode, string>();

/** An icon beside a text that says the same. */
export function icon(node: IconNode) {
  let shapes = drawn.get(node);
  if (shapes === undefined) {
    shapes = node
      .map(
        ([tag, attributes]) =>
          `<${tag} ${Object.entries(attributes)
            .map(([name, value]) => `${name}="${value}"`)
            .join(' ')}/>`,
      )
      .join('');
    drawn.set(node, shapes);
  }
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${unsafeSVG(shapes)}</svg>`;
}
