import { flatteningWildcard } from '../../../server/src/rules/context/flattening-wildcard.ts';
import { checkContextCases } from './context-cases.ts';

const SYNTAX = '# syntax=docker/dockerfile:1\n';
const tree = { 'a.js': 'a', 'src/b.js': 'b', 'public/c/d.html': 'd', 'empty/': '' };
const PRISMA = { 'package.json': '{"main":"dist/a.js"}', 'prisma/schema.prisma': 'm' };
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
    id: 'silent: what keeps empty folders in git, as rails new writes it',
    dockerfile: 'FROM a\nCOPY vendor/* ./vendor/\n',
    files: { 'vendor/.keep': '', 'vendor/javascript/.keep': '', 'vendor/gems/.gitkeep': ' ' },
  },
  {
    id: 'a folder beside what keeps another one in git',
    dockerfile: 'FROM a\nCOPY vendor/* ./vendor/\n',
    files: { 'vendor/.keep': '', 'vendor/javascript/.keep': '', 'vendor/gems/x/lib/x.rb': 'x' },
    reports: ['x/lib/x.rb'],
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
  {
    id: 'a folder among files that the Dockerfile goes by',
    dockerfile:
      'FROM node\nWORKDIR /app\nCOPY package.json prisma ./\nRUN npx prisma generate --schema=prisma/schema.prisma\n',
    files: PRISMA,
    reports: [
      '`COPY package.json prisma ./` (line 3) copies what is in prisma and not the folder: prisma/schema.prisma lands as schema.prisma. Copy the folder by an instruction of its own, to a folder of its name.',
    ],
    fix: 'FROM node\nWORKDIR /app\nCOPY package.json ./\nCOPY prisma ./prisma/\nRUN npx prisma generate --schema=prisma/schema.prisma\n',
  },
  {
    id: 'the first of several sources, with flags, over several lines and with CRLF',
    dockerfile:
      'FROM node\r\nWORKDIR /app\r\nCOPY --chown=1 --link ./prisma \\\r\n  package.json \\\r\n  /app/\r\nRUN x\r\n',
    files: PRISMA,
    reports: ['copies what is in prisma and not the folder'],
    fix: 'FROM node\r\nWORKDIR /app\r\nCOPY --chown=1 --link package.json \\\r\n  /app/\r\nCOPY --chown=1 --link ./prisma /app/prisma/\r\nRUN x\r\n',
  },
  {
    id: 'the last of several sources, to a directory that is set below',
    dockerfile: 'FROM maven\nADD pom.xml src /app/\nWORKDIR /app\nRUN mvn package\n',
    files: { 'pom.xml': '<project/>', 'src/main/java/A.java': 'a' },
    reports: ['src/main/java/A.java lands as main/java/A.java'],
    fix: 'FROM maven\nADD pom.xml /app/\nADD src /app/src/\nWORKDIR /app\nRUN mvn package\n',
  },
  {
    id: 'no fix: JSON, a folder in a folder, a destination without a slash',
    dockerfile:
      'FROM a\nWORKDIR /app\nCOPY ["package.json", "prisma", "./"]\nCOPY package.json web/css ./\nCOPY package.json prisma /app\n',
    files: { ...PRISMA, 'web/css/a.css': 'a' },
    reports: ['prisma and not', 'web/css and not', 'prisma and not'],
    fix: 'none',
  },
  ...[
    ['a slash at its end', 'COPY package.json prisma/ ./'],
    ['all that is in it', 'COPY package.json prisma/. ./'],
    ['folders alone', 'COPY prisma css ./'],
    ['the folder of its own name', 'WORKDIR /app/prisma\nCOPY package.json prisma ./'],
    ['no directory of the stage', 'COPY package.json prisma /etc/x/'],
    ['the root', 'WORKDIR /\nCOPY package.json prisma /'],
    [
      'its files are named as they land',
      'COPY package.json prisma ./\nRUN prisma generate --schema=schema.prisma',
    ],
    ['its files are started as they land', 'COPY package.json srv ./\nCMD ["node", "main"]'],
    ['its files are named by a file beside it', 'COPY srv.json srv ./'],
    ['it holds a manifest', 'COPY package.json web ./'],
    ['it is a file', 'COPY package.json prisma/schema.prisma ./'],
    ['it is empty', 'COPY package.json none ./'],
    ['it is only kept in git', 'COPY package.json kept ./'],
    ['--parents', 'COPY --parents package.json prisma ./'],
    ['a variable', 'ARG D=prisma\nCOPY package.json ${D} ./'],
  ].map(([id = '', text = '']) => ({
    id: `silent: ${id}`,
    dockerfile: `${SYNTAX}FROM a\nWORKDIR /app\n${text}\n`,
    files: {
      ...PRISMA,
      'css/a.css': 'a',
      'srv/main.js': '',
      'srv.json': '{"start":"node main.js"}',
      'web/package.json': '{"name":"b"}',
      'none/': '',
      'kept/.keep': '',
      'kept/js/.gitkeep': '',
    },
  })),
]);
