#!/usr/bin/env node
// The command `conversation-chat`.

import process from 'node:process';

import { history } from './history.js';

const { stdin, stdout, stderr } = process;

// A reader that has read enough, such as `head`, is no error.
stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 2));

// Not `exit`: it would drop what a pipe has not taken yet.
process.exitCode = await history({ stdin, stdout, stderr, args: process.argv.slice(2) });
