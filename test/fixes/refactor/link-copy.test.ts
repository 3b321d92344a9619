import { checkCases, type Case } from './check.ts';

const CASES: readonly Case[] = [
  {
    name: 'a folder below /',
    before: 'FROM a\nCOPY dist /srv/app/\n',
    after: 'FROM a\nCOPY --link dist /srv/app/\n',
    title: 'Add --link (review: no part of `/srv/app` is a symlink; its folders become 0755 of root)',
  },
  {
    name: 'the working directory',
    before: 'FROM a\nWORKDIR /app\nCOPY . .\n',
    after: 'FROM a\nWORKDIR /app\nCOPY --link . .\n',
  },
  {
    name: 'another stage, with other flags and an owner by number',
    before: 'FROM a AS b\nFROM a\ncopy --from=b --chown=1000:1000 /x /y/\n',
    after: 'FROM a AS b\nFROM a\ncopy --link --from=b --chown=1000:1000 /x /y/\n',
    title: 'Add --link (review: no part of `/y` is a symlink; its folders become 0755 of 1000:1000)',
  },
  {
    name: 'the JSON form',
    before: 'FROM a\nCOPY ["a b", "/x/"]\n',
    after: 'FROM a\nCOPY --link ["a b", "/x/"]\n',
  },
  {
    name: 'CRLF, lines that go on and a comment',
    before: 'FROM a\r\nCOPY \\\r\n\ta \\\r\n\t# why\r\n\tb /x/\r\n',
    after: 'FROM a\r\nCOPY --link \\\r\n\ta \\\r\n\t# why\r\n\tb /x/\r\n',
  },
  {
    name: 'escape=`',
    before: '# escape=`\nFROM a\nCOPY a `\n  /x/\n',
    after: '# escape=`\nFROM a\nCOPY --link a `\n  /x/\n',
  },
  {
    name: 'a syntax that knows it',
    before: '# syntax=docker/dockerfile:1.4\nFROM a\nCOPY a /x/\n',
    after: '# syntax=docker/dockerfile:1.4\nFROM a\nCOPY --link a /x/\n',
  },
  {
    name: '--parents and --exclude',
    before: 'FROM a\nCOPY --parents --exclude=*.md a /x/\n',
    after: 'FROM a\nCOPY --link --parents --exclude=*.md a /x/\n',
  },
  { name: '--link', before: 'FROM a\nCOPY --link a /x/\n' },
  { name: '--link=false', before: 'FROM a\nCOPY --link=false a /x/\n' },
  { name: 'a mode', before: 'FROM a\nCOPY --chmod=755 a /x/\n' },
  { name: 'an owner by name', before: 'FROM a\nCOPY --chown=node a /x/\n' },
  { name: 'an owner in a variable', before: 'FROM a\nARG U=1\nCOPY --chown=$U a /x/\n' },
  { name: 'a destination that may be a file', before: 'FROM a\nCOPY a /x\n' },
  { name: 'a directory that the base image sets', before: 'FROM a\nCOPY a ./\n' },
  { name: 'a variable in the destination', before: 'FROM a\nENV D=/x\nCOPY a $D/\n' },
  { name: 'a variable in the working directory', before: 'FROM a\nENV D=/x\nWORKDIR $D\nCOPY a ./\n' },
  { name: 'the root', before: 'FROM a\nCOPY rootfs/ /\n' },
  { name: 'a usual symlink', before: 'FROM a\nCOPY a /bin/\n' },
  { name: 'a folder with a mode of its own', before: 'FROM a\nCOPY a /tmp/x/\n' },
  {
    name: 'a symlink of this Dockerfile',
    before: 'FROM a\nRUN ln -s /data /srv\nCOPY a /srv/x/\n',
    select: 'COPY a',
  },
  { name: 'a heredoc', before: 'FROM a\nCOPY <<EOF /x/\nb\nEOF\n' },
  { name: 'ADD', before: 'FROM a\nADD a /x/\n' },
  { name: 'ONBUILD', before: 'FROM a\nONBUILD COPY a /x/\n' },
  { name: 'a syntax that does not know it', before: '# syntax=docker/dockerfile:1.3\nFROM a\nCOPY a /x/\n' },
  { name: 'a syntax of somebody else', before: '# syntax=me/mine:1\nFROM a\nCOPY a /x/\n' },
  { name: 'the classic builder', before: 'FROM a\nCOPY a /x/\n', builder: 'classic' },
];

describe('adding --link', () => {
  checkCases('link-copy', CASES, { once: true });
});
