import { ineffectiveIgnore } from '../../../server/src/rules/context/ineffective-ignore.ts';
import { checkContextCases } from './context-cases.ts';

const ALL = 'FROM a\nWORKDIR /app\nCOPY . .\n';
const debug = { 'api/debug.log': 'x' };

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
    dockerfile: `${ALL}CMD ["bin/run.sh"]\n`,
    files: { 'api/a.sh': 'x', 'bin/run.sh': 'x', '.dockerignore': '*.sh\n' },
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
