import { hostCloud } from '/pkg/testing.js';

hostCloud(self);
