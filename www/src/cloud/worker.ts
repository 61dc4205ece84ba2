import { hostCloud } from 'conversation-chat/testing';

hostCloud(self as unknown as Parameters<typeof hostCloud>[0]);
