import { ignoredPathCopied } from '../../../server/src/rules/context/ignored-path-copied.ts';
import { checkContextCases } from './context-cases.ts';

const COPY = 'FROM a\nCOPY dist /app\n';

checkContextCases(ignoredPathCopied, [
  {
    id: 'a folder, with the line that drops it',
    dockerfile: COPY,
    files: { 'dist/a.js': '', '.dockerignore': '# what is built\nnode_modules\n  dist/  \n' },
    reports: [
      '`COPY dist /app` (line 2) fails: `dist/` in .dockerignore (line 3) leaves dist out of the build context. Bring it back there with `!dist`',
    ],
    covers: 'dist/',
    fix: '# what is built\nnode_modules\n  dist/  \n!dist\n',
  },
  {
    id: 'with CRLF, and no line end at the end',
    dockerfile: COPY,
    files: { 'dist/a.js': '', '.dockerignore': '*.log\r\ndist' },
    reports: ['`dist` in .dockerignore (line 2)'],
    covers: 'dist',
    fix: '*.log\r\ndist\r\n!dist\r\n',
  },
  {
    id: 'a file that exceptions miss',
    dockerfile: 'FROM a\nCOPY package.json yarn.lock ./\n',
    files: { 'package.json': '', 'yarn.lock': '', '.dockerignore': '*\n!package.json\n' },
    reports: ['`*` in .dockerignore (line 1) leaves yarn.lock out'],
    fix: '*\n!package.json\n!yarn.lock\n',
  },
  {
    id: 'what is not built yet: left out as well, but there is nothing to bring back',
    dockerfile: 'FROM a\nCOPY target/app.jar /\n',
    files: { 'pom.xml': '', '.dockerignore': 'target\n' },
    reports: ['leaves target/app.jar out'],
    fix: 'none',
  },
  {
    id: 'a program that a release tool puts into a context of its own',
    dockerfile: 'FROM a\nCOPY glance .\n',
    files: { 'go.mod': '', 'main.go': '', '.dockerignore': '*\n!go.mod\n!main.go\n' },
    context: { reason: 'the folder of the Dockerfile' },
  },
  {
    id: 'the same beside what is there',
    dockerfile: 'FROM a\nCOPY glance main.go ./\n',
    files: { 'go.mod': '', 'main.go': '', '.dockerignore': '*\n!go.mod\n!main.go\n' },
    context: { reason: 'the folder of the Dockerfile' },
    reports: ['leaves glance out'],
  },
  {
    id: 'what a build makes by its name',
    dockerfile: 'FROM a\nCOPY dist .\n',
    files: { 'package.json': '', '.dockerignore': 'dist\n' },
    context: { reason: 'the folder of the Dockerfile' },
    reports: ['leaves dist out'],
  },
  {
    id: 'a leading slash, which hides it from other checks',
    dockerfile: 'FROM a\nADD /dist /app\n',
    files: { 'dist/a.js': '', '.dockerignore': 'dist\n' },
    reports: ['`ADD /dist /app` (line 2) fails'],
  },
  {
    id: 'a bind mount',
    dockerfile: 'FROM a\nRUN --mount=type=bind,source=dist,target=/x ls /x\n',
    files: { 'dist/a.js': '', '.dockerignore': 'dist\n' },
    reports: ['leaves dist out of the build context'],
  },
  {
    id: 'wildcards that find only what is left out',
    dockerfile: 'FROM a\nCOPY docs/*.md /docs/\n',
    files: { 'docs/a.md': '', 'docs/b.txt': '', '.dockerignore': '**/*.md\n' },
    reports: [
      'finds nothing for `docs/*.md`: `**/*.md` in .dockerignore (line 1) leaves files such as docs/a.md out',
    ],
    fix: 'none',
  },
  {
    id: 'wildcards in a folder that is left out',
    dockerfile: 'FROM a\nCOPY dist/*.js /app/\n',
    files: { 'dist/!': '', '.dockerignore': 'dist\n' },
    reports: ['`COPY dist/*.js /app/` (line 2) fails: `dist` in .dockerignore (line 1) leaves dist out'],
    fix: 'dist\n!dist\n',
  },
  {
    id: 'the same where a file may be missing, which the folder may not',
    dockerfile: 'FROM a\nCOPY package.json dist/main.js* /app/\n',
    files: { 'package.json': '', 'dist/main.js': '', '.dockerignore': 'dist\n' },
    reports: ['fails: `dist` in .dockerignore (line 1) leaves dist out'],
    fix: 'dist\n!dist\n',
  },
  {
    id: 'a folder of which nothing is left',
    dockerfile: COPY,
    files: { 'dist/a.js': '', '.dockerignore': 'dist/**\n' },
    reports: [
      'copies nothing of `dist`: `dist/**` in .dockerignore (line 1) leaves files such as dist/a.js out',
    ],
    fix: 'none',
  },
  {
    id: 'silent: a folder that a file keeps in the repository, which is copied empty',
    dockerfile: COPY,
    files: { 'dist/.gitignore': '*', 'dist/x/.gitkeep': '', '.dockerignore': '**/.git*\n' },
  },
  {
    id: 'a source is named, and not what lies beside it, with the folder of the context',
    dockerfile: 'FROM a\nCOPY . .\n',
    files: { Dockerfile: '', 'app.csproj': '', 'app.json': '', 'Program.cs': '', '.dockerignore': '*\n' },
    context: { label: 'util/tool' },
    reports: [
      'copies nothing of `.`: `*` in .dockerignore (line 1) leaves files such as Program.cs out of the build context util/tool. Change',
    ],
  },
  {
    id: 'no source is there to be named',
    dockerfile: 'FROM a\nCOPY . .\n',
    files: { '.editorconfig': '', 'README.md': '', '.dockerignore': '**\n' },
    reports: ['leaves files such as README.md out of the build context. Change'],
  },
  {
    id: 'of two lines the one that decides',
    dockerfile: COPY,
    files: { 'dist/a.js': '', '.dockerignore': 'dist\n!dist\nd*\n' },
    reports: ['`d*` in .dockerignore (line 3)'],
  },
  { id: 'silent: no context is known', dockerfile: COPY },
  { id: 'silent: no ignore file', dockerfile: COPY, files: { 'dist/a.js': '' } },
  {
    id: 'silent: it is brought back',
    dockerfile: COPY,
    files: { 'dist/a.js': '', '.dockerignore': '*\n!dist\n' },
  },
  {
    id: 'silent: something below is brought back',
    dockerfile: COPY,
    files: { 'dist/a.js': '', 'dist/b/c.js': '', '.dockerignore': 'dist\n!dist/b\n' },
  },
  {
    id: 'silent: something below may be brought back',
    dockerfile: COPY,
    files: { 'a.js': '', '.dockerignore': 'dist\n!dist/b\n' },
  },
  {
    id: 'silent: a folder of the image',
    dockerfile: 'FROM a AS b\nRUN make\nFROM a\nCOPY --from=b dist /app\n',
    files: { 'dist/a.js': '', '.dockerignore': 'dist\n' },
  },
  {
    id: 'silent: a file that may be missing',
    dockerfile: 'FROM a\nCOPY package.json .npmrc* yarn.loc[k] ./\n',
    files: { 'package.json': '', '.npmrc': '', 'yarn.lock': '', '.dockerignore': '.npmrc\nyarn.lock\n' },
  },
  {
    id: 'silent: a variable',
    dockerfile: 'FROM a\nARG OUT=dist\nCOPY $OUT /app\nRUN --mount=type=bind,source=$OUT,target=/x ls\n',
    files: { 'dist/a.js': '', '.dockerignore': 'dist\n' },
  },
  {
    id: 'silent: a template, whose context is made with it',
    dockerfile: 'FROM a\nWORKDIR ${pkg.folder}\nCOPY dist /app\n',
    files: { 'dist/a.js': '', '.dockerignore': 'dist\n' },
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: 'FROM a AS x\nCOPY dist /app\nFROM b\n',
    files: { 'dist/a.js': '', '.dockerignore': 'dist\n' },
  },
  {
    id: 'silent: behind a symlink',
    dockerfile: 'FROM a\nCOPY link/a.js /app/\n',
    files: { 'dist/a.js': '', '.dockerignore': 'link/a.js\n' },
    links: ['link'],
  },
  {
    id: 'silent: an address and a heredoc',
    dockerfile: 'FROM a\nADD https://example.org/dist /app\nCOPY <<dist /app\nx\ndist\n',
    files: { 'dist/a.js': '', '.dockerignore': 'dist\n' },
  },
  {
    id: 'silent: some of it is left',
    dockerfile: 'FROM a\nCOPY . .\nCOPY docs/*.md /docs/\n',
    files: { 'docs/a.md': '', 'docs/b.md': '', '.dockerignore': 'docs/a.md\n' },
  },
]);
