import { hostCloud } from 'conversation-chat/testing';

import { resumed } from './shift';

hostCloud(self as unknown as Parameters<typeof hostCloud>[0], resumed);
