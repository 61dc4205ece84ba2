// One application of this folder, named by the query of the address.

import init, * as api from 'conversation-chat';

import { eventOf } from './payload.js';

const APPS = {
  angular: () => import('./angular.js'),
  element: () => import('./element.js'),
  lit: () => import('./lit.js'),
  proxies: () => import('./proxies.js'),
  react: () => import('./react.jsx'),
  'react-feed': () => import('./react-feed.jsx'),
  'react-hooks': () => import('./react-hooks.jsx'),
  svelte: () => import('./svelte.js'),
  vue: () => import('./vue.js'),
  'vue-composables': () => import('./vue-composables.js'),
  rendering: () => import('./rendering.js'),
};

/** How far the clock of the cloud is ahead of the page's; `undefined` while it is not known. */
let aheadMs = 0;

await init();
const desk = {
  api,
  /** Every roster that was connected. */
  rosters: [],
  /** How often a component was rendered, by the name of its customer. */
  renders: {},
  /** How often the clock was asked. */
  asked: 0,
  now() {
    desk.asked++;
    return aheadMs === undefined ? undefined : Date.now() + aheadMs;
  },
  setAhead: (ms) => {
    aheadMs = ms;
  },
  connect(roster) {
    desk.rosters.push(roster);
    for (const [name, chat] of Object.entries(desk.chats))
      roster.receive(eventOf(name, chat), Date.now());
    return () => {};
  },
  /** Tells the latest roster about a chat. */
  tell(name, chat) {
    desk.chats[name] = chat;
    desk.rosters.at(-1).receive(eventOf(name, chat), Date.now());
  },
  /** What is known when a roster is connected. */
  chats: window.chats,
};
window.desk = desk;
const { mount } = await APPS[new URLSearchParams(location.search).get('app')]();
await mount(document.querySelector('#root'), desk);
document.title = 'mounted';
