import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Desk } from '#readme/react.jsx';

export function mount(root, desk) {
  const reactRoot = createRoot(root);
  reactRoot.render(
    <StrictMode>
      <Desk connect={desk.connect} now={desk.now} />
    </StrictMode>,
  );
  desk.unmount = () => reactRoot.unmount();
}
