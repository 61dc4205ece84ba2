// The example of docs/react-feed.md, with the cloud and the token that the address names.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Desktop } from '#readme/react-feed.jsx';

const { cloud, token } = Object.fromEntries(new URLSearchParams(location.search));
const getToken = () => token;
const renewToken = () => {};

export function mount(root, desk) {
  const reactRoot = createRoot(root);
  reactRoot.render(
    <StrictMode>
      <Desktop apiUrl={cloud} getToken={getToken} renewToken={renewToken} />
    </StrictMode>,
  );
  desk.unmount = () => reactRoot.unmount();
}
