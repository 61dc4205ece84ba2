// The arguments of the command.

import { parseArgs } from 'node:util';

export const HELP = `\
usage: conversation-chat history [options] [FILE ...]

Reads exports of the Genesys Cloud analytics API (conversation details): answers of queries and
jobs, lists of conversations, JSON Lines, also compressed (.gz). Without FILE, or for -, it reads the
standard input. Prints the figures of each agent, queue and medium.

  --compare    our figures beside the platform's own metrics: how many are equal, and each difference
               with its reason
  --json       one JSON object: the rows, their sum, the comparison and what was found
  --csv        the rows as CSV, in milliseconds
  --jsonl      a line for each record, with its sessions: a filter for pipes and for Apache Spark
  --quiet      no progress, and nothing about findings
  --help       this text
  --version    the version of the package

exit codes: 0 all was read; 1 some records could not be read; 2 wrong arguments, or an input that
could not be read; 3 with --compare, a difference without a reason
`;

const OPTIONS = {
  compare: { type: 'boolean' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  jsonl: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
};

/** The options, or `{ error }`. */
export function optionsOf(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return { error: error.message.replace(/\.? To specify[\s\S]*/, '') };
  }
  const { values, positionals } = parsed;
  const [command, ...files] = positionals;
  if (values.help || values.version) return values;
  if (command === undefined) return { error: 'expected a command: `history`' };
  if (command !== 'history')
    return { error: `expected the command \`history\`, found \`${command}\`` };
  const formats = ['json', 'csv', 'jsonl'].filter((name) => values[name]);
  if (formats.length > 1)
    return { error: `expected one of ${formats.map((name) => `--${name}`).join(' and ')}` };
  if (values.compare && values.csv) return { error: 'expected --compare without --csv' };
  return { ...values, files: files.length > 0 ? files : ['-'] };
}
