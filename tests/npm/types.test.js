// The types of the package compile wherever its users compile: with the oldest and the newest
// TypeScript, with and without a page, in every way of finding modules.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const tests = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

const COMPILERS = { 'TypeScript 5.2': 'typescript-5.2', 'TypeScript 7': 'typescript' };
const MODULES = {
  node16: ['--module', 'node16'],
  nodenext: ['--module', 'nodenext'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
};
/** Nothing but what is imported. */
const NO_TYPES = ['--typeRoots', 'types/none'];
const STRICT = [
  '--noEmit',
  '--strict',
  '--exactOptionalPropertyTypes',
  '--noUncheckedIndexedAccess',
  '--skipLibCheck',
  'false',
  '--target',
  'es2022',
];

/** What the compiler says of the files: nothing, if they compile. */
async function compile(compiler, options, ...files) {
  const paths = files.map((file) => `types/${file}`);
  try {
    await run(
      process.execPath,
      [`node_modules/${compiler}/bin/tsc`, ...STRICT, ...options, ...paths],
      { cwd: tests },
    );
    return '';
  } catch (error) {
    return error.stdout || String(error);
  }
}

for (const [name, compiler] of Object.entries(COMPILERS)) {
  describe(`the types with ${name}`, () => {
    for (const [way, modules] of Object.entries(MODULES)) {
      test(`of the language alone (${way})`, async () => {
        assert.equal(
          await compile(
            compiler,
            [...modules, ...NO_TYPES, '--lib', 'es2022'],
            'plain.ts',
            'undisposable.ts',
          ),
          '',
        );
      });
    }

    test('with a page', async () => {
      assert.equal(
        await compile(
          compiler,
          [...MODULES.bundler, ...NO_TYPES, '--lib', 'es2022,dom'],
          'plain.ts',
          'undisposable.ts',
        ),
        '',
      );
    });

    test('with Node.js and no page', async () => {
      assert.equal(
        await compile(
          compiler,
          ['--module', 'nodenext', '--types', 'node', '--lib', 'es2022'],
          'plain.ts',
        ),
        '',
      );
    });

    test('`using` works where the library knows it', async () => {
      assert.equal(
        await compile(
          compiler,
          ['--module', 'nodenext', ...NO_TYPES, '--lib', 'es2022,esnext.disposable'],
          'disposable.ts',
        ),
        '',
      );
    });

    test('a mistake is found', async () => {
      assert.match(
        await compile(
          compiler,
          ['--module', 'nodenext', ...NO_TYPES, '--lib', 'es2022'],
          'disposable.ts',
        ),
        /error TS/,
      );
    });
  });
}

test('objects typed by the official SDK need no cast, and form libraries take the schema', async () => {
  assert.equal(
    await compile(
      'typescript',
      ['--module', 'nodenext', '--types', 'node', '--lib', 'es2023,dom'],
      'api.ts',
      'sdk.ts',
      'forms.ts',
    ),
    '',
  );
  // Their own types are theirs to mend for an old compiler.
  assert.equal(
    await compile(
      'typescript-5.2',
      ['--module', 'nodenext', '--types', 'node', '--lib', 'es2023,dom', '--skipLibCheck', 'true'],
      'api.ts',
      'sdk.ts',
      'forms.ts',
    ),
    '',
  );
});

/** Of the official SDK: its types, as text. */
const sdk = readFileSync(
  new URL('../node_modules/purecloud-platform-client-v2/index.d.ts', import.meta.url),
  'utf8',
);
/** The models that are communications, of all media and layouts. */
const COMMUNICATION = new RegExp(
  [
    '^(?:ConversationChat|Message|Call|CallBasic|Callback|CallbackBasic|Email|Cobrowsesession',
    '|Screenshare|SocialExpression|Video|InternalMessage|ScreenMonitoring|AnalyticsSession)$',
    '|^(?:Queue)?Conversation(?:SocialExpression|Video)?EventTopic(?:Chat|Message|Call|Callback',
    '|Email|Cobrowse|ScreenShare|SocialExpression|Video|InternalMessage|ScreenMonitoring)$',
    '|MediaParticipant$',
  ].join(''),
);
/** What has a field of a communication's name, and nothing by which its type could be told. */
const MISTAKEN = ['TextBotModeOutputPrompts'];

test('of all models of the official SDK its communications are taken, and nothing else', async () => {
  const fields = /"(?:state|initialState|held|\w+Time|segments|wrapup|afterCallWork|purpose)"\??:/;
  const models = [...sdk.matchAll(/^\s*export interface (\w+) \{([^{}]*)/gm)]
    .filter(([, name, body]) => !name.endsWith('Options') && fields.test(body))
    .map(([, name]) => name);
  assert.ok(models.length > 500, `${models.length} models`);
  const isOne = (name) => COMMUNICATION.test(name) || MISTAKEN.includes(name);
  assert.ok(models.filter(isOne).length > 75, `${models.filter(isOne).length} communications`);
  const lines = models.map(
    (name) => `export const ${name}: Taken<Models.${name}> = ${isOne(name)};`,
  );
  const file = new URL('../types/.models.ts', import.meta.url);
  writeFileSync(
    file,
    `import type { Models } from 'purecloud-platform-client-v2';
import type { Communication, CommunicationOnly } from 'conversation-chat';
type Taken<T> = T extends Communication ? (T extends CommunicationOnly<T> ? true : false) : false;
${lines.join('\n')}
`,
  );
  try {
    assert.equal(
      await compile(
        'typescript',
        ['--module', 'nodenext', '--types', 'node', '--lib', 'es2023,dom'],
        '.models.ts',
      ),
      '',
    );
  } finally {
    rmSync(file);
  }
});

const declarations = readFileSync(
  new URL('../../pkg/conversation_chat.d.ts', import.meta.url),
  'utf8',
);

test('the types force no library on anybody', () => {
  assert.doesNotMatch(declarations, /\/\/\/\s*<reference/);
  assert.doesNotMatch(
    declarations,
    /\b(?:Disposable|Response|Request|URL|WebAssembly|HTMLElement|Buffer)\b(?!`)(?=[;|<),\s]*[;|)])/,
  );
});

test('the types read from what one needs first to what one needs last', () => {
  const exported = [
    ...declarations.matchAll(
      /^export (?:default )?(?:declare )?(?:abstract )?(?:function|class|const|interface|type) (\w+)/gm,
    ),
  ].map(([, name]) => name);
  const ORDER = [
    ['init', 'InitSource', 'CompiledModule', 'initSync'],
    [
      'validateChat',
      'parseChat',
      'conversationChat',
      'ChatReport',
      'ParsedChat',
      'JsonSyntaxError',
      'Issue',
      'IssueCode',
      'Severity',
      'ConversationChatInput',
      'OrNull',
      'StandardSchemaV1',
      'StandardResult',
    ],
    [
      'stopwatches',
      'elapsed',
      'remaining',
      'durations',
      'holdDuration',
      'timeline',
      'Communication',
      'CommunicationOnly',
      'Stopwatches',
      'Stopwatch',
      'Bound',
      'Durations',
      'Timer',
      'Interval',
      'IntervalKind',
      'Basis',
      'readHistory',
      'compareMetrics',
      'HistorySession',
      'MetricComparison',
    ],
    ['formatClock', 'formatIsoDuration'],
    [
      'CloudClock',
      'CloudClock',
      'Roster',
      'Roster',
      'RosterOptions',
      'RosterRow',
      'Explanation',
      'ExplainedInterval',
      'Evidence',
      'MediaType',
      'RosterChange',
      'ChangeKind',
      'startRendering',
    ],
    [
      'summary',
      'SummaryRow',
      'SummaryOptions',
      'AgentState',
      'SummaryFigures',
      'Summary',
      'startShift',
      'Shift',
    ],
    ['MaybeDisposable'],
    [
      'ConversationChat',
      'Segment',
      'JourneyContext',
      'JourneyCustomer',
      'JourneyCustomerSession',
      'JourneyAction',
      'JourneyActionMap',
      'Wrapup',
      'AfterCallWork',
      'QueueMediaSettings',
      'ConnectionState',
      'Direction',
      'DisconnectType',
      'AfterCallWorkState',
    ],
  ];
  assert.deepEqual(exported, ORDER.flat());
});

test('everything that is exported is documented', () => {
  const lines = declarations.split('\n');
  const bare = lines.flatMap((line, index) => {
    const name = /^export (?:default )?(?:function|class|const|interface|type) (\w+)/.exec(
      line,
    )?.[1];
    const isMerged = /^export interface (?:CloudClock|Roster) extends MaybeDisposable/.test(line);
    return name && !isMerged && !/\*\/\s*$/.test(lines[index - 1] ?? '') ? [name] : [];
  });
  assert.deepEqual(bare, []);
});
