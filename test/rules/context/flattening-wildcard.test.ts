import { flatteningWildcard } from '../../../server/src/rules/context/flattening-wildcard.ts';
import { checkContextCases } from './context-cases.ts';

const SYNTAX = '# syntax=docker/dockerfile:1\n';
const tree = { 'a.js': 'a', 'src/b.js': 'b', 'public/c/d.html': 'd', 'empty/': '' };
const packages = { 'p/a/package.json': 'a', 'p/b/package.json': 'b' };

checkContextCases(flatteningWildcard, [
  {
    id: 'folders are lost',
    dockerfile: 'FROM a\nCOPY * /app/\n',
    files: tree,
    reports: [
      '`COPY * /app/` (line 2) copies what is in src and public and not the folders: src/b.js lands as b.js. Copy each folder to a folder of its own',
    ],
    fix: 'none',
  },
  {
    id: 'below a folder, with --parents',
    dockerfile: `${SYNTAX}FROM a\nCOPY --chown=1 ./src/* /app/\n`,
    files: { 'src/a.js': '', 'src/lib/b.js': '' },
    reports: ['copies what is in src/lib and not the folders: src/lib/b.js lands as b.js'],
    fix: `${SYNTAX}FROM a\nCOPY --parents --chown=1 src/./* /app/\n`,
  },
  {
    id: 'a file is lost',
    dockerfile: `${SYNTAX}FROM a\nCOPY p/*/package.json /app/\n`,
    files: packages,
    reports: [
      'puts p/a/package.json and p/b/package.json into the same place, so that only one of them is left',
    ],
    fix: `${SYNTAX}FROM a\nCOPY --parents p/./*/package.json /app/\n`,
  },
  {
    id: 'a syntax before --parents',
    dockerfile:
      '# syntax=docker/dockerfile:1.7\nFROM a\nADD p/*/package.json /app/\nCOPY */*/package.json /b/\n',
    files: packages,
    reports: ['`ADD', '`COPY'],
    fix: 'none',
  },
  {
    id: 'labs had it before',
    dockerfile: '# syntax=docker/dockerfile:1.7-labs\nFROM a\nCOPY */*/package.json /b/\n',
    files: packages,
    reports: ['only one of them is left'],
    fix: '# syntax=docker/dockerfile:1.7-labs\nFROM a\nCOPY --parents */*/package.json /b/\n',
  },
  {
    id: 'several sources: no fix',
    dockerfile: `${SYNTAX}FROM a\nCOPY a.js p/*/package.json /b/\n`,
    files: { ...packages, ...tree },
    reports: ['only one of them is left'],
    fix: 'none',
  },
  { id: 'silent: no context is known', dockerfile: 'FROM a\nCOPY * /app/\n' },
  {
    id: 'silent: files without folders',
    dockerfile: 'FROM a\nCOPY package*.json *.lock /app/\n',
    files: { 'package.json': '', 'package-lock.json': '', 'yarn.lock': '', 'src/a.js': '' },
  },
  {
    id: 'silent: different names in several folders',
    dockerfile: 'FROM a\nCOPY */*.csproj ./\n',
    files: { 'a/a.csproj': 'a', 'b/b.csproj': 'b' },
  },
  {
    id: 'silent: one folder',
    dockerfile: 'FROM a\nCOPY dist* /app/\n',
    files: { 'dist-1/a.js': '', 'dist-1/b/c.js': '' },
  },
  {
    id: 'silent: folders by name, merged',
    dockerfile: 'FROM a\nCOPY modules/*/conf /etc/x/\n',
    files: { 'modules/a/conf/a.conf': '', 'modules/b/conf/b.conf': '' },
  },
  {
    id: 'silent: the same text',
    dockerfile: 'FROM a\nCOPY p/*/LICENSE /\n',
    files: { 'p/a/LICENSE': 'MIT', 'p/b/LICENSE': 'MIT' },
  },
  {
    id: 'silent: the ignore file leaves the others out',
    dockerfile: 'FROM a\nCOPY * /app/\n',
    files: { ...tree, '.dockerignore': 'src\npublic\n' },
  },
  { id: 'silent: the context itself', dockerfile: 'FROM a\nCOPY . /app/\n', files: tree },
  {
    id: 'silent: --parents',
    dockerfile: `${SYNTAX}FROM a\nCOPY --parents * /app/\nCOPY --parents p/*/package.json /app/\n`,
    files: { ...tree, ...packages },
  },
  {
    id: 'silent: from another stage',
    dockerfile: 'FROM a AS b\nRUN make\nFROM a\nCOPY --from=b * /app/\n',
    files: tree,
  },
]);
