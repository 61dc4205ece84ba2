'use client';

import init, { validateChat } from 'conversation-chat';
import { useEffect } from 'react';

export default function Page() {
  useEffect(() => {
    init().then(() => (document.title = validateChat({ held: 'yes' }).issues[0].message));
  }, []);
  return null;
}
