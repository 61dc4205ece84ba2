// What is shown before there is a desk: the sign-in, and what kept it from starting.

import { html, nothing } from 'lit';

import { REGIONS } from '../cloud/regions';
import { ApiError } from '../errors';
import { messages } from '../messages';
import { reasonOf } from '../state/tasks';

export const signInPage = (region: string | null, note: string | undefined) => html`
  <main class="sign-in">
    <form method="get" action="">
      <h1>${messages.start.signInTitle}</h1>
      ${note ? html`<p class="notice" role="status">${note}</p>` : nothing}
      <p class="soft">${messages.start.signInHint}</p>
      <div class="field">
        <label for="region">${messages.start.region}</label>
        <select class="input" id="region" name="region"
          required>${REGIONS.map((each) => html`<option value=${each} ?selected=${each === region}>${each}</option>`)}</select>
      </div>
      <div class="field">
        <label for="client">${messages.start.client}</label>
        <input class="input" id="client" name="client" required autocomplete="off" spellcheck="false">
      </div>
      <button class="button primary">${messages.start.signIn}</button>
      <a href="?">${messages.start.demo}</a>
    </form>
  </main>
`;

export const failurePage = (error: unknown) => html`
  <main class="sign-in">
    <div class="sheet">
      <h1>${messages.start.failed}</h1>
      <p role="alert">${error instanceof ApiError ? reasonOf(error) : String(error)}</p>
      <a class="button primary" href=${location.pathname + location.search}>${messages.start.again}</a>
    </div>
  </main>
`;
