/**
 * The walls of the house (docs/architecture.md): imports run one way. Each room names the rooms below it that it may
 * use; everything else is forbidden, with one reason. eslint.config.mjs and test/repo/walls.test.ts both read this.
 */
const LOWER = {
  formats: [],
  syntax: [],
  model: ['syntax'],
  context: ['model', 'syntax', 'formats'],
  cache: ['context', 'model', 'syntax'],
  ports: ['context', 'model', 'syntax', 'formats'],
  ecosystems: ['context', 'model', 'syntax', 'formats'],
  measured: ['context', 'model', 'syntax'],
  fixes: ['cache', 'ports', 'ecosystems', 'context', 'model', 'syntax', 'formats'],
  rules: ['fixes', 'cache', 'ports', 'ecosystems', 'context', 'model', 'syntax', 'formats'],
  insights: [
    'rules',
    'fixes',
    'cache',
    'ports',
    'ecosystems',
    'measured',
    'context',
    'model',
    'syntax',
    'formats',
  ],
  workspace: [
    'insights',
    'rules',
    'fixes',
    'cache',
    'ports',
    'ecosystems',
    'context',
    'model',
    'syntax',
    'formats',
  ],
  engine: ['measured', 'context', 'model', 'syntax'],
  lsp: [
    'engine',
    'workspace',
    'insights',
    'rules',
    'fixes',
    'cache',
    'ports',
    'ecosystems',
    'measured',
    'context',
    'model',
    'syntax',
    'formats',
  ],
};

/** The rooms that are plain functions of plain data. */
export const PURE = [
  'formats',
  'syntax',
  'model',
  'context',
  'cache',
  'ports',
  'ecosystems',
  'measured',
  'fixes',
  'rules',
  'insights',
];

/** npm packages that only one room may import. */
const OWNED = [
  ['unbash', ['syntax']],
  ['yaml', ['formats', 'context', 'ports']],
  ['smol-toml', ['formats']],
  ['jsonc-parser', ['formats', 'ports']],
  ['@rgrove/parse-xml', ['formats']],
  ['vscode-languageserver', ['lsp', 'node', 'browser']],
  ['vscode', []],
  ['commander', ['cli']],
  ['picocolors', ['cli']],
  ['diff', ['cli']],
];

const ROOMS = [...Object.keys(LOWER), 'node', 'browser', 'cli'];

function forbiddenFor(room) {
  const allowed = LOWER[room];
  const parts = [];
  if (allowed) {
    const others = ROOMS.filter((other) => other !== room && !allowed.includes(other));
    parts.push(`^(\\.\\./)+(${others.join('|')})(/|$)`);
  }
  if (PURE.includes(room)) {
    parts.push('^node:', '^(fs|path|os|url|util|child_process|events|buffer)(/|$)');
  }
  for (const [name, owners] of OWNED) {
    if (!owners.includes(room)) {
      parts.push(`^${name}(/|$)`);
    }
  }
  parts.push('client/');
  return parts.join('|');
}

/** @type {{ room: string, forbidden: string, reason: string }[]} */
export const WALLS = [
  ...ROOMS.map((room) => ({
    room: `server/src/${room}`,
    forbidden: forbiddenFor(room),
    reason: `server/src/${room} may not import this: see "The house" in docs/architecture.md.`,
  })),
  {
    room: 'client/src',
    forbidden: '(^|/)server/|^(unbash|commander|yaml)(/|$)',
    reason: 'The client imports nothing of the server; what crosses the wire is typed in shared/wire.ts.',
  },
];
