import * as api from 'conversation-chat';
import {readFileSync} from 'node:fs';
const now = Date.parse('2021-01-20T09:26:34Z');
const chat = { id: 'x', state: 'connected', held: 'no', connectedTime: '2021-01-20T09:25:34Z',
  journeyContext: { customer: { id: 'a', idType: 'cookie' }, triggeringAction: { id: 't', actionMap: { id: 'm', version: 1.5 } } },
  segments: [{ startTime: 5, type: 'Interact' }], wrapup: { tags: [1], durationSeconds: 5 }, afterCallWork: {}, avatarImageUrl: 'https://example.com/' };
const conv = { id: 'c', participants: [{ id: 'p', purpose: 'agent', chats: [chat] }] };
const deepText = `{"mood":${'['.repeat(500)}${']'.repeat(500)}, "id":"a","state":"connected"}`;
const j = JSON.stringify(conv);
const uses = {
  validate: () => JSON.stringify(api.validateChat(chat)), parse: () => JSON.stringify(api.parseChat(JSON.stringify(chat))),
  timeline: () => JSON.stringify(api.timeline(chat, now)), stop: () => JSON.stringify(api.stopwatches(chat)),
  receiveObj: () => { const r = new api.Roster(); const c= JSON.stringify([r.receive(conv, now), r.rows, r.nextChange(now), r.save()]); r.free(); return c; },
  receiveText: () => { const r = new api.Roster(); const c= JSON.stringify([r.receive(j, now), r.rows, r.nextChange(now), r.save()]); r.free(); return c; },
  deepText: () => { const r = new api.Roster(); const c= JSON.stringify([r.receive(deepText, now), r.rows, r.nextChange(now), r.save()]); r.free(); return c; },
};
const payloads = ['rest-nested-voice-2025','rest-nested-list-chat','rest-flat-calls-list'].map(n=>readFileSync(new URL(`./fixtures/published/${n}.json`,import.meta.url),'utf8'));
for (const p of payloads) uses[p.slice(0,10)+p.length] = () => { const r = new api.Roster(); r.receive(p, now); const s=r.save(); api.Roster.restore(s, now).free(); r.free(); return s; };
// frame size
let warm = Number(process.argv[2] ?? 0);
for (const [n,u] of Object.entries(uses)) { for (let i=0;i<warm;i++) u(); }
for (const [n,u] of Object.entries(uses)) {
  const right = u();
  let step=0, first, lastWrong=-1, wrongKinds=new Set(), oks=0;
  const go = () => { try { go(); } catch (e) { if (!(e instanceof RangeError)) throw e; }
    const k = step++; if (oks>200) return;
    try { const a=u(); if (a!==right) { lastWrong=k; wrongKinds.add('WRONG'); oks=0 } else oks++; } catch (e) { lastWrong=k; oks=0; wrongKinds.add(e.message.slice(0,80)); } };
  go();
  console.log(n, 'steps needed', lastWrong+1, [...wrongKinds].join(' | '));
}
let c=0; const f=()=>{ try { f(); } catch (e) {} c++; }; f(); console.log('total steps in stack', c, '=> bytes/step', (984*1024/c).toFixed(0));
