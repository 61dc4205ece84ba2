// The text of a payload: CodeMirror with line numbers, highlighting, and the findings at their
// places. In a shadow root, where its styles pass the Content-Security-Policy.

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  HighlightStyle,
  bracketMatching,
  foldGutter,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

import type { Place } from './places';

/** More marks than this help nobody and cost time. */
const MOST_MARKS = 1000;

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--ink)', backgroundColor: 'var(--surface)' },
  '.cm-scroller': {
    fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
    lineHeight: '1.5',
  },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--ink-soft)', border: '0' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--hover) 60%, transparent)',
  },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent) !important',
  },
  // The marks of the package are images in addresses; these are none.
  '.cm-lintRange-error, .cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy 1.5px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-error': { textDecorationColor: 'var(--bad)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--warn)' },
  '.cm-lint-marker': {
    content: '""',
    borderRadius: '50%',
    width: '8px',
    height: '8px',
    margin: '5px 3px',
  },
  '.cm-lint-marker-error': { content: '""', backgroundColor: 'var(--bad)' },
  '.cm-lint-marker-warning': { content: '""', backgroundColor: 'var(--warn)', borderRadius: '2px' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
]);

export interface Mark {
  place: Place;
  severity: 'error' | 'warning';
  message: string;
}

export class DeskEditor extends HTMLElement {
  private view: EditorView | undefined;
  private pending = '';

  connectedCallback() {
    if (this.view) return;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ':host { display: block; min-block-size: 0; } .cm-editor { block-size: 100%; }',
    );
    root.adoptedStyleSheets = [sheet];
    this.view = new EditorView({
      root,
      parent: root as unknown as Element,
      state: EditorState.create({
        doc: this.pending,
        extensions: [
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          drawSelection(),
          bracketMatching(),
          highlightActiveLine(),
          json(),
          syntaxHighlighting(colours),
          theme,
          // Tab leaves the editor: nobody is caught in it.
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({
            'aria-label': this.getAttribute('label') ?? '',
            tabindex: '0',
          }),
          EditorView.updateListener.of(
            ({ docChanged }) => docChanged && this.dispatchEvent(new Event('change')),
          ),
        ],
      }),
    });
  }

  get value() {
    return this.view?.state.doc.toString() ?? this.pending;
  }

  set value(content: string) {
    this.pending = content;
    this.view?.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: content },
      selection: { anchor: 0 },
      scrollIntoView: true,
    });
  }

  mark(marks: readonly Mark[]) {
    if (!this.view) return;
    const { length } = this.view.state.doc;
    const diagnostics = marks.slice(0, MOST_MARKS).map(
      ({ place, severity, message }): Diagnostic => ({
        from: Math.min(place.from, length),
        to: Math.min(place.to, length),
        severity,
        message,
      }),
    );
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** Leads to a place: selected, in the middle, with the focus. */
  go({ from, to }: Place) {
    if (!this.view) return;
    const { length } = this.view.state.doc;
    const selection = { anchor: Math.min(from, length), head: Math.min(to, length) };
    this.view.dispatch({
      selection,
      effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }),
    });
    this.view.focus();
  }

  get selected() {
    const { from = 0, to = 0 } = this.view?.state.selection.main ?? {};
    return this.view?.state.sliceDoc(from, to) ?? '';
  }
}
customElements.define('desk-editor', DeskEditor);
