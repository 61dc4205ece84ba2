// The top bar: the agent's status with its own timer, the connection, what reaches the agent, who
// is signed in.

import { html, nothing } from 'lit';
import {
  ChevronDown,
  FileText,
  Keyboard,
  LogOut,
  Settings,
  Volume2,
  VolumeX,
  WifiOff,
} from 'lucide';

import { messages } from '../messages';
import { NOT_RESPONDING, OFF_QUEUE, ON_QUEUE } from '../state/agent';
import { allowNotifications } from '../attention/notifications';
import { initials } from './avatar';
import { clock } from './clock';
import { icon } from './icon';
import { closeMenu, openMenu } from './menu';
import { View } from './view';

const TONES: Record<string, string> = {
  IDLE: 'tone-good',
  INTERACTING: 'tone-good',
  COMMUNICATING: 'tone-good',
  NOT_RESPONDING: 'tone-bad',
};

class DeskTopBar extends View {
  protected override render() {
    const { settings, me, session, agent, cloud } = this.desk;
    const sound = settings.sound.value;
    const status = agent.status.value;
    const since = agent.since.value;
    const task = agent.tasks.of('status');
    const stopwatch = since === undefined ? undefined : { ms: 0, since, count: 1 };
    const label = this.label();
    return html`
      <button class="status-button ${TONES[status ?? ''] ?? ''}" aria-haspopup="menu" aria-busy=${task?.state === 'running'}
        @click=${(event: Event) => openMenu(event, 'status-menu')}>
        <span class="dot"></span><span class="visually-hidden">${messages.status.label}: </span><span class="cut">${label}</span><span
          aria-hidden="true">${clock(session, stopwatch, { label: messages.status.label })}</span>${icon(ChevronDown)}
      </button>
      <div id="status-menu" class="menu" popover role="menu" aria-label=${messages.status.label}>
        ${this.statusItem(ON_QUEUE)}
        ${this.presences().map(({ id, label: name }) => this.presenceItem(id, name))}
        ${this.presences().length === 0 ? this.statusItem(OFF_QUEUE) : nothing}
        ${this.presenceProblem()}
      </div>
      ${
        status === NOT_RESPONDING
          ? html`<button class="button" @click=${() => this.setStatus(ON_QUEUE)}>${messages.roster.backOnQueue}</button>`
          : nothing
      }
      ${
        task?.state === 'refused'
          ? html`<span class="tone-bad small refused" role="status">${messages.refused(task.name, task.reason ?? '', label)}</span>`
          : nothing
      }
      ${
        task?.state === 'waiting'
          ? html`<span class="small" role="status">${messages.busy(task.name)}</span>`
          : nothing
      }
      <span class="grow"></span>
      <span class="cloud small" data-cloud>${cloud.label}</span>
      ${this.connection()}
      <a class="button quiet wide" href="lab.html">${messages.top.lab}</a>
      <button class="button quiet icon-only" aria-label=${messages.top.sound} aria-pressed=${sound} title=${messages.top.sound} data-quiet
        @click=${() => settings.set('sound', !sound)}>${icon(sound ? Volume2 : VolumeX)}</button>
      <button class="button quiet icon-only wide" aria-label=${messages.top.shortcuts} title=${`${messages.top.shortcuts} (?)`}
        @click=${() => this.show('keys')}>${icon(Keyboard)}</button>
      <button class="avatar user" aria-haspopup="menu" @click=${(event: Event) => openMenu(event, 'user-menu')}><span
        class="visually-hidden">${messages.top.user(me.name)}</span><span aria-hidden="true">${initials(me.name)}</span></button>
      <div id="user-menu" class="menu" popover role="menu" aria-label=${messages.top.user(me.name)}>
        <button role="menuitemcheckbox" class="item" aria-checked=${settings.notifications.value}
          @click=${() => this.toggleNotifications()}>${icon(Settings)}${messages.top.notifications}: ${settings.notifications.value ? 'on' : 'off'}</button>
        <button role="menuitem" class="item" @click=${() => this.show('keys')}>${icon(Keyboard)}${messages.top.shortcuts}</button>
        <button role="menuitem" class="item" @click=${() => this.show('unsent')}>${icon(FileText)}${messages.unsent.title}</button>
        <a role="menuitem" class="item" href="lab.html">${messages.top.lab}</a>
        ${
          cloud.signOut
            ? html`<button role="menuitem" class="item" @click=${() => this.show('sign-out')}>${icon(LogOut)}${messages.top.signOut}</button>`
            : nothing
        }
      </div>
    `;
  }

  /** Off queue the presence says more: lunch, a meeting, in the organisation's own words. */
  private label() {
    const { agent, directory } = this.desk;
    const status = agent.status.value;
    if (!status) return messages.status.unknown;
    const presence =
      status === OFF_QUEUE
        ? directory.presences.value?.find(({ id }) => id === agent.presenceId.value)
        : undefined;
    return presence?.label ?? messages.status.names[status] ?? status;
  }

  /** The presences that take the agent off queue. */
  private presences() {
    const all = this.desk.directory.presences.value ?? [];
    return all.filter(
      ({ systemPresence }) => !/^on.?queue$|^offline$|^idle$/i.test(systemPresence),
    );
  }

  private presenceProblem() {
    const { presences, lookups } = this.desk.directory;
    if (presences.state !== 'failed') return nothing;
    return html`<p class="small refused">${messages.status.failed(presences.reason)}</p>
      <button role="menuitem" class="item" @click=${() => lookups.again('presences')}>${messages.actions.again}</button>`;
  }

  private presenceItem(id: string, label: string) {
    const choose = () => {
      closeMenu('status-menu');
      void this.desk.agent.setPresence(id);
    };
    return html`<button role="menuitem" class="item" data-presence=${id} @click=${choose}><span class="dot hollow"></span><bdi dir="auto">${label}</bdi></button>`;
  }

  private statusItem(status: string) {
    return html`<button role="menuitem" class="item ${TONES[status] ?? ''}"
      @click=${() => this.setStatus(status)}><span class="dot"></span>${messages.status.names[status]}</button>`;
  }

  private connection() {
    const { state } = this.desk.session.status.value;
    const label = messages.connection[state] ?? state;
    const good = state === 'live';
    const tone = good
      ? 'tone-good'
      : ['offline', 'refused', 'stopped'].includes(state)
        ? 'tone-bad'
        : 'tone-warn';
    return html`<span class="connection ${good ? '' : tone}" data-connection=${state}><span
      class="dot ${good ? tone : `hollow ${tone}`}"></span>${state === 'offline' ? icon(WifiOff) : nothing}<span
      class=${good ? 'wide small' : 'small'}>${label}</span></span>`;
  }

  private setStatus(status: string) {
    closeMenu('status-menu');
    void this.desk.agent.set(status);
  }

  private async toggleNotifications() {
    const { settings } = this.desk;
    const on = !settings.notifications.value;
    if (on && !(await allowNotifications())) return;
    settings.set('notifications', on);
  }

  private show(kind: 'keys' | 'unsent' | 'sign-out') {
    closeMenu('user-menu');
    this.desk.dialog.value = { kind };
  }
}
customElements.define('desk-top-bar', DeskTopBar);
