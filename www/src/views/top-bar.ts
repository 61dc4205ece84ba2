// The top bar: the agent's status with its own timer, the connection, what reaches the agent, who
// is signed in.

import { html, nothing } from 'lit';
import { ChevronDown, Keyboard, LogOut, Settings, Volume2, VolumeX, WifiOff } from 'lucide';

import { messages } from '../messages';
import { NOT_RESPONDING, OFF_QUEUE, ON_QUEUE } from '../state/agent';
import { allowNotifications } from '../state/notifications';
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
    const task = agent.tasks.of('status');
    const watch =
      status?.since === undefined ? undefined : { ms: 0, since: status.since, count: 1 };
    const label = status
      ? (messages.status.names[status.status] ?? status.status)
      : messages.status.unknown;
    return html`
      <button class="status-button ${TONES[status?.status ?? ''] ?? ''}" aria-haspopup="menu" aria-busy=${task?.state === 'running'}
        @click=${(event: Event) => openMenu(event, 'status-menu')}>
        <span class="dot"></span><span class="visually-hidden">${messages.status.label}: </span><span class="cut">${label}</span><span
          aria-hidden="true">${clock(session, watch, { label: messages.status.label })}</span>${icon(ChevronDown)}
      </button>
      <div id="status-menu" class="menu" popover role="menu" aria-label=${messages.status.label}>
        ${[ON_QUEUE, OFF_QUEUE].map((value) => this.statusItem(value))}
      </div>
      ${
        status?.status === NOT_RESPONDING
          ? html`<button class="button" @click=${() => this.setStatus(ON_QUEUE)}>${messages.roster.backOnQueue}</button>`
          : nothing
      }
      ${
        task?.state === 'refused'
          ? html`<span class="tone-bad small refused" role="status">${messages.refused(task.name, task.reason ?? '', label)}</span>`
          : nothing
      }
      <span class="grow"></span>
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
        <a role="menuitem" class="item" href="lab.html">${messages.top.lab}</a>
        ${
          cloud.signOut
            ? html`<button role="menuitem" class="item" @click=${() => cloud.signOut?.()}>${icon(LogOut)}${messages.top.signOut}</button>`
            : nothing
        }
      </div>
    `;
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

  private show(id: string) {
    closeMenu('user-menu');
    document.querySelector<HTMLDialogElement>(`#${id}`)?.showModal();
  }
}
customElements.define('desk-top-bar', DeskTopBar);
