import type { ContextSnapshot, IgnoreAbove } from '../../../server/src/context/types.ts';
import { ineffectiveIgnore } from '../../../server/src/rules/context/ineffective-ignore.ts';
import { checkContextCases } from './context-cases.ts';

const ALL = 'FROM a\nWORKDIR /app\nCOPY . .\n';
const debug = { 'api/debug.log': 'x' };

/** A Dockerfile in `api` that a Compose file builds from the folder above. */
const UNREAD = 'FROM a\nWORKDIR /app\nCOPY api .\n';
const beside = {
  'api/.dockerignore': '# mine\nnode_modules\n.env\n**/*.log\nDockerfile.old\n',
  'api/node_modules/!': '',
  'api/.env': '',
  'api/web/debug.log': '',
  'api/Dockerfile': '',
};
const fromAbove = { label: 'services', dockerfile: 'api/Dockerfile', named: 'alone' as const };

const ABOVE: IgnoreAbove = {
  shown: "the workspace's root",
  inner: 'apps/web',
  text: 'node_modules\n.env\napps/web/certs\n**/*.log\nDockerfile\n.babelrc\n',
  isRead: false,
};
const fromBelow = { 'index.js': '', '.env': 'A=b', 'certs/a.pem': '', '.babelrc': '', 'log/debug.log': '' };

function below(ignore: IgnoreAbove): Partial<ContextSnapshot> {
  return { label: 'apps/web', named: 'here', elsewhere: { above: [], submodules: [], ignore } };
}

checkContextCases(ineffectiveIgnore, [
  {
    id: 'files that only lie deeper',
    dockerfile: ALL,
    files: { ...debug, '.dockerignore': '.git\n*.log\n' },
    reports: [
      '`*.log` leaves nothing out: a name without a slash only matches in the root of the build context. `COPY . .` (line 3) brings api/debug.log. Write `**/*.log`.',
    ],
    covers: '*.log',
    fix: '.git\n**/*.log\n',
  },
  {
    id: 'a folder that only lies deeper, with a trailing slash',
    dockerfile: ALL,
    files: { 'api/node_modules/!': '', '.dockerignore': 'node_modules/\r\n.env\r\n' },
    reports: ['brings api/node_modules. Write `**/node_modules/`.'],
    covers: 'node_modules/',
    fix: '**/node_modules/\r\n.env\r\n',
  },
  {
    id: 'a comment behind a pattern, CRLF',
    dockerfile: ALL,
    files: { 'notes/a': 'x', '.dockerignore': '.git\r\n/notes/  # mine\r\n' },
    reports: ['only a line that begins with `#` is a comment'],
    covers: '/notes/  # mine',
    fix: '.git\r\n# mine\r\n/notes/\r\n',
  },
  {
    id: 'backslashes',
    dockerfile: ALL,
    files: { 'web/tmp/a': 'x', '.dockerignore': 'web\\tmp\n' },
    reports: ['`web\\tmp` leaves nothing out: folders are separated by `/`'],
    fix: 'web/tmp\n',
  },
  {
    id: 'an exception that a later line undoes',
    dockerfile: ALL,
    files: { 'README.md': 'x', 'a.md': 'x', '.dockerignore': '*.md\n!README.md\n*.md' },
    reports: ['`!README.md` keeps nothing: `*.md` (line 3) leaves README.md out again'],
    covers: '!README.md',
    fix: '*.md\n*.md\n!README.md\n',
  },
  {
    id: 'several paths, of which some are copied',
    dockerfile: 'FROM a\nCOPY api /api\nCOPY web/index.js web/tmp.d /web/\n',
    files: {
      'api/a.tmp': '',
      'api/b.tmp': '',
      'api/c/c.tmp': '',
      'api/d/d.tmp': '',
      'web/index.js': '',
      'web/tmp.d/e.tmp': '',
      'web/f.tmp': '',
      '.dockerignore': '*.tmp\n',
    },
    reports: ['`COPY api /api` (line 2) brings api/a.tmp, api/b.tmp and 2 more. Write `**/*.tmp`.'],
    fix: '**/*.tmp\n',
    title: '(review: the image no longer holds api/a.tmp, api/b.tmp and 3 more)',
  },
  {
    id: 'more paths than are looked for',
    dockerfile: ALL,
    files: {
      ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`api/${index}.pyc`, ''])),
      '.dockerignore': '*.py[cod]\n',
    },
    reports: ['brings api/0.pyc, api/1.pyc and at least 198 more. Write `**/*.py[cod]`.'],
    fix: '**/*.py[cod]\n',
  },
  {
    id: 'a builder stage holds them alone',
    dockerfile: 'FROM a AS b\nWORKDIR /app\nCOPY . .\nRUN make\nFROM c\nCOPY --from=b /app/dist /dist\n',
    files: { ...debug, '.dockerignore': '*.log\n' },
    reports: ['brings api/debug.log.'],
    title: '(review: the builder stage no longer holds api/debug.log)',
  },
  {
    id: 'an exception for another name, and for all of a folder',
    dockerfile: ALL,
    files: { ...debug, 'web/a.log': '', '.dockerignore': '*.log\n!audit.log\n!web/**\n' },
    reports: ['brings api/debug.log. Write'],
  },
  ...['!debug.log', '!logs/de*.log'].map((line) => ({
    id: `silent: ${line} spares a file of that name`,
    dockerfile: ALL,
    files: { ...debug, 'api/other.log': '', '.dockerignore': `*.log\n${line}\n` },
  })),
  ...['*.json', '*.yml', '*.txt', '*.md', '*.sql', '*.pem'].map((line) => ({
    id: `silent: what a program may read, too: ${line}`,
    dockerfile: ALL,
    files: { [`api/data${line.slice(1)}`]: 'x', '.dockerignore': `${line}\n` },
  })),
  ...[
    { line: '*.swp', path: 'api/.a.swp' },
    { line: '*~', path: 'api/a~' },
    { line: '*.egg-info/', path: 'lib/a.egg-info' },
    { line: 'npm-debug.log*', path: 'web/npm-debug.log.1' },
    { line: '.DS_Store', path: 'web/.DS_Store' },
  ].map(({ line, path }) => ({
    id: `what tools write wherever they run: ${line}`,
    dockerfile: ALL,
    files: { [path]: 'x', '.dockerignore': `${line}\n` },
    reports: [`brings ${path}. Write \`**/${line}\`.`],
    fix: `**/${line}\n`,
  })),
  {
    id: 'two lines',
    dockerfile: ALL,
    files: { ...debug, 'api/obj/a': 'x', '.dockerignore': '*.log\nobj\n' },
    reports: ['`*.log`', '`obj`'],
  },
  {
    id: 'a bind mount reads the files',
    dockerfile: 'FROM a\nRUN --mount=type=bind,source=api,target=/api make\n',
    files: { ...debug, '.dockerignore': '*.log\n' },
    reports: ['brings api/debug.log'],
  },
  {
    id: 'a file beside a Dockerfile that Compose builds from the folder above',
    dockerfile: UNREAD,
    files: beside,
    context: fromAbove,
    reports: [
      '`node_modules` leaves nothing out: a .dockerignore is read in the root of the build context alone, which is `services`. `COPY api .` (line 3) brings api/node_modules, api/.env and api/web/debug.log. Move what stands here to a .dockerignore in the root, with `api/` in front.',
    ],
    covers: 'node_modules',
    fix: 'none',
  },
  {
    id: 'the same, where the root has an ignore file that leaves out a part',
    dockerfile: UNREAD,
    files: { ...beside, '.dockerignore': '**/node_modules\n**/*.log\n' },
    context: fromAbove,
    reports: [
      '`.env` leaves nothing out: a .dockerignore is read in the root of the build context alone, which is `services`. `COPY api .` (line 3) brings api/.env. Move what stands here to .dockerignore in the root, with `api/` in front.',
    ],
    covers: '.env',
  },
  {
    id: 'a file beside the Dockerfile whose lines are written for the root',
    dockerfile: ALL,
    files: { 'src/a': '', 'notes/a': '', 'docker/.dockerignore': 'notes\n', 'docker/Dockerfile': '' },
    context: { ...fromAbove, dockerfile: 'docker/Dockerfile' },
    reports: ['brings notes. Move what stands here to a .dockerignore in the root.'],
    covers: 'notes',
  },
  {
    id: 'a file beside the Dockerfile and another one, of both of which Compose names the context',
    dockerfile: UNREAD,
    files: { ...beside, 'api/Dockerfile.dev': '' },
    context: {
      ...fromAbove,
      elsewhere: { above: [], submodules: [], beside: ['Dockerfile', 'Dockerfile.dev'] },
    },
    reports: ['brings api/node_modules, api/.env and api/web/debug.log.'],
  },
  {
    id: 'what an instruction names is none of it',
    dockerfile: 'FROM a\nCOPY api/node_modules/x api/.env /x/\nCOPY api .\n',
    files: beside,
    context: fromAbove,
    reports: ['brings api/web/debug.log.'],
    covers: '**/*.log',
  },
  ...[
    { what: 'is a guess', context: { ...fromAbove, named: undefined } },
    { what: 'has rivals in the own folder', context: { ...fromAbove, named: 'here' as const } },
    { what: 'is not seen in full', context: { ...fromAbove, complete: false } },
    { what: 'does not hold the Dockerfile', context: { ...fromAbove, dockerfile: undefined } },
    { what: 'is the own folder', context: { ...fromAbove, dockerfile: 'Dockerfile' } },
  ].map(({ what, context }) => ({
    id: `silent: a file beside a Dockerfile whose context ${what}`,
    dockerfile: UNREAD,
    files: beside,
    context,
  })),
  {
    id: 'silent: a file beside the Dockerfile and one of which nobody says from where it is built',
    dockerfile: UNREAD,
    files: { ...beside, 'api/Dockerfile.dev': '', 'api/Dockerfile.test': '' },
    context: {
      ...fromAbove,
      elsewhere: { above: [], submodules: [], beside: ['Dockerfile', 'Dockerfile.dev'] },
    },
  },
  ...['api/dev.Dockerfile', 'api/Dockerfile.dockerignore', 'api/Containerfile'].map((path) => ({
    id: `silent: a file beside the Dockerfile and ${path}`,
    dockerfile: UNREAD,
    files: { ...beside, [path]: '' },
    context: path.endsWith('ignore') ? { ...fromAbove, ignore: { path, text: '' } } : fromAbove,
  })),
  {
    id: 'silent: nobody copies what the file beside the Dockerfile names',
    dockerfile: 'FROM a\nCOPY api/web/index.js api/package.json /x/\n',
    files: beside,
    context: fromAbove,
  },
  {
    id: 'a file above the context, which no build reads',
    dockerfile: ALL,
    files: { ...fromBelow, 'node_modules/!': '', Dockerfile: '' },
    context: below(ABOVE),
    reports: [
      "`COPY . .` (line 3) brings .env and log/debug.log, although `.env` stands in the .dockerignore of the workspace's root: a .dockerignore is read in the root of the build context alone, and nothing that is known is built from there. Move its lines to a .dockerignore in `apps/web`.",
    ],
    fix: 'none',
  },
  {
    id: 'silent: a file above the context that another build reads',
    dockerfile: ALL,
    files: fromBelow,
    context: below({ ...ABOVE, isRead: true }),
  },
  {
    id: 'silent: a file above the context beside one that is read',
    dockerfile: ALL,
    files: { ...fromBelow, '.dockerignore': '' },
    context: below(ABOVE),
  },
  {
    id: 'silent: a file above the context that names other files',
    dockerfile: ALL,
    files: fromBelow,
    context: below({ ...ABOVE, text: 'dist\napps/api\n' }),
  },
  { id: 'silent: no context is known', dockerfile: ALL },
  { id: 'silent: nothing to leave out', dockerfile: ALL, files: { a: '', '.dockerignore': '*.log\nobj\n' } },
  {
    id: 'silent: it matches something',
    dockerfile: ALL,
    files: { ...debug, 'a.log': '', '.dockerignore': '*.log\n' },
  },
  {
    id: 'silent: names that may be meant for the root',
    dockerfile: ALL,
    files: { 'a/README.md': 'x', 'a/scripts/b': 'x', '.dockerignore': 'README.md\nscripts\n/.vscode\n' },
  },
  {
    id: 'silent: anchored in the root',
    dockerfile: ALL,
    files: { 'a/node_modules/!': '', '.dockerignore': '/node_modules\n./obj\n' },
  },
  {
    id: 'silent: another line leaves it out',
    dockerfile: ALL,
    files: { ...debug, '.dockerignore': '*.log\n**/*.log\n' },
  },
  {
    id: 'silent: nobody copies the files',
    dockerfile: 'FROM a\nCOPY src /src\n',
    files: { ...debug, 'src/a': '', '.dockerignore': '*.log\n' },
  },
  {
    id: 'silent: patterns and comments that work',
    dockerfile: ALL,
    files: {
      ...debug,
      'b/c': 'x',
      '.dockerignore': '# *.log\n ./b \n!b/keep\n#\n\n**/*.log # kept as it is\n**/*.log\n',
    },
  },
  {
    id: 'silent: an exception that keeps, and one for nothing',
    dockerfile: ALL,
    files: { 'README.md': 'x', '.dockerignore': '*.md\n!README.md\n!LICENSE.md\n' },
  },
  {
    id: 'silent: an instruction names one of the files',
    dockerfile: `${ALL}CMD ["tail", "-f", "bin/run.log"]\n`,
    files: { 'api/a.log': 'x', 'bin/run.log': 'x', '.dockerignore': '*.log\n' },
  },
  {
    id: 'silent: a context that is not seen in full',
    dockerfile: ALL,
    files: { ...debug, '.dockerignore': '*.log\n' },
    context: { complete: false },
  },
  {
    id: 'silent: an ignore file outside the context',
    dockerfile: ALL,
    files: debug,
    context: { ignore: { path: '/x/a.dockerignore', text: '*.log\n' } },
  },
  {
    id: 'silent: an ignore file that BuildKit refuses',
    dockerfile: ALL,
    files: { ...debug, '.dockerignore': '*.log\n!\n' },
  },
]);
