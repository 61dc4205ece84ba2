#!/usr/bin/env node
// The command `conversation-chat`.

import { stderr, stdin, stdout, exit } from 'node:process';

import { history } from './history.js';

// A reader that has read enough, such as `head`, is no error.
stdout.on('error', (error) => exit(error.code === 'EPIPE' ? 0 : 2));

exit(await history({ stdin, stdout, stderr, args: process.argv.slice(2) }));
