// The lab: the inspector, clocks, scenarios of the simulated cloud, and a large list.

import init from 'conversation-chat';
import { scenarios } from 'conversation-chat/testing';
import { html, render } from 'lit';
import { ArrowLeft } from 'lucide';

import '../styles/index.css';
import '../styles/lab.css';
import { icon } from '../views/icon';
import './clocks';
import './history';
import './inspector';
import './supervisor';
import { texts } from './texts';

const VIEWS = ['inspector', 'clocks', 'scenarios', 'supervisor', 'history'] as const;
const place = document.querySelector<HTMLElement>('#app')!;

await init();
show();
addEventListener('hashchange', show);

function show() {
  const view = VIEWS.find((each) => location.hash === `#${each}`) ?? 'inspector';
  document.title = `${texts.title}: ${texts.views[view]}`;
  const contents = {
    inspector: () => html`<lab-inspector></lab-inspector>`,
    clocks: () => html`<lab-clocks></lab-clocks>`,
    scenarios: scenarioList,
    supervisor: () => html`<lab-supervisor></lab-supervisor>`,
    history: () => html`<lab-history></lab-history>`,
  };
  render(
    html`
      <div class="lab">
        <header class="top">
          <a class="button quiet" href="index.html">${icon(ArrowLeft)}<span class="wide">${texts.desk}</span></a>
          <h1>${texts.title}</h1>
          <nav aria-label=${texts.title}>${VIEWS.map((each) => tab(each, each === view))}</nav>
        </header>
        <main>${contents[view]()}</main>
      </div>
    `,
    place,
  );
  // On a narrow page the tabs scroll.
  const open = place.querySelector('[aria-current="page"]');
  open?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function tab(view: (typeof VIEWS)[number], isOpen: boolean) {
  return html`<a class="tab" href=${`#${view}`} aria-current=${isOpen ? 'page' : 'false'}>${texts.views[view]}</a>`;
}

function scenarioList() {
  return html`
    <div class="page">
      <p>${texts.scenarios.intro}</p>
      <ul class="scenarios">
        ${scenarios.map(
          ({ name, description }) => html`
          <li><a class="reply" href=${`index.html?scenario=${name}`}><b>${name}</b><span class="small soft">${description}</span></a></li>
        `,
        )}
      </ul>
    </div>
  `;
}
