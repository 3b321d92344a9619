import { checkCases, type Case } from './check.ts';

const TO: readonly Case[] = [
  {
    name: 'two commands',
    before: 'FROM a\nRUN a && b\nCMD c\n',
    select: 'a && b',
    after: 'FROM a\nRUN <<EOF\nset -e\na\nb\nEOF\nCMD c\n',
    title: 'Convert to a heredoc',
  },
  {
    name: 'lines that go on, flags, the end of the file',
    before: 'FROM a\n  run --network=none a && \\\n    b \\\n      c | d',
    after: 'FROM a\n  run --network=none <<EOF\nset -e\na\nb \\\n      c | d\nEOF',
  },
  {
    name: 'the state of the shell',
    before: 'FROM a\nRUN cd /x && export A="b c" && D=e && f\n',
    after: 'FROM a\nRUN <<EOF\nset -e\ncd /x\nexport A="b c"\nD=e\nf\nEOF\n',
  },
  {
    name: 'tabs and a comment above',
    before: 'FROM a\n# why\nRUN a \\\n\t&& b\n',
    after: 'FROM a\n# why\nRUN <<EOF\nset -e\na\nb\nEOF\n',
  },
  {
    name: 'escape=` on lines that do not go on within a command',
    before: '# escape=`\nFROM a\nRUN a && `\n  b\n',
    after: '# escape=`\nFROM a\nRUN <<EOF\nset -e\na\nb\nEOF\n',
  },
  { name: 'one command', before: 'FROM a\nRUN a\n' },
  { name: 'CRLF', before: 'FROM a\r\nRUN a && b\r\n' },
  { name: 'a comment between the commands', before: 'FROM a\nRUN a && \\\n  # why\n  b\n' },
  { name: 'a comment inside a command', before: 'FROM a\nRUN a && b \\\n  # why\n  c\n' },
  { name: 'quotes over two lines', before: "FROM a\nRUN a && echo 'b \\\n  c'\n" },
  { name: 'escape=` within a command', before: '# escape=`\nFROM a\nRUN a && b `\n  c\n' },
  { name: 'a substitution', before: 'FROM a\nRUN a && b "$(c)"\n' },
  { name: 'a sourced file', before: 'FROM a\nRUN . /x && b\n' },
  { name: 'set', before: 'FROM a\nRUN set -x && b\n' },
  { name: 'a list with ;', before: 'FROM a\nRUN a && b; c\n' },
  { name: 'a list with ||', before: 'FROM a\nRUN a && b || c\n' },
  { name: 'the exec form', before: 'FROM a\nRUN ["a", "&&", "b"]\n' },
  { name: 'ONBUILD', before: 'FROM a\nONBUILD RUN a && b\n' },
  { name: 'a syntax without heredocs', before: '# syntax=docker/dockerfile:1.3\nFROM a\nRUN a && b\n' },
  { name: 'the classic builder', before: 'FROM a\nRUN a && b\n', builder: 'classic' },
  { name: 'a shell that is not read', before: 'FROM a\nSHELL ["pwsh", "-c"]\nRUN a && b\n' },
];

const FROM: readonly Case[] = [
  {
    name: 'two commands',
    before: 'FROM a\nRUN <<EOF\nset -e\na\nb\nEOF\nCMD c\n',
    select: 'a\nb',
    after: 'FROM a\nRUN a && \\\n    b\nCMD c\n',
    title: 'Convert the heredoc to &&',
  },
  {
    name: 'flags, quotes around the name, blank lines and indentation',
    before: "FROM a\n  run --network=none <<'EOT'\n\n  set -e\n\n  a | b\n  cd c\nEOT\n",
    after: 'FROM a\n  run --network=none a | b && \\\n      cd c\n',
  },
  {
    name: 'tabs that are dropped',
    before: 'FROM a\nRUN <<-EOF\n\tset -e\n\ta\n\tb\n\tEOF\n',
    after: 'FROM a\nRUN a && \\\n    b\n',
  },
  {
    name: 'escape=`',
    before: '# escape=`\nFROM a\nRUN <<EOF\nset -e\na\nb\nEOF\n',
    after: '# escape=`\nFROM a\nRUN a && `\n    b\n',
  },
  {
    name: 'a comment above',
    before: 'FROM a\n# why\nRUN <<EOF\nset -e\na\nb\nEOF',
    after: 'FROM a\n# why\nRUN a && \\\n    b',
  },
  { name: 'no set -e', before: 'FROM a\nRUN <<EOF\na\nb\nEOF\n' },
  { name: 'other options', before: 'FROM a\nRUN <<EOF\nset -ex\na\nb\nEOF\n' },
  { name: 'one command', before: 'FROM a\nRUN <<EOF\nset -e\na\nEOF\n' },
  { name: 'a comment of the shell', before: 'FROM a\nRUN <<EOF\nset -e\na # why\nb\nEOF\n' },
  {
    name: 'a list with &&, behind which a failure is passed over',
    before: 'FROM a\nRUN <<EOF\nset -e\na && b\nc\nEOF\n',
  },
  { name: 'a loop', before: 'FROM a\nRUN <<EOF\nset -e\na\nfor x in y; do z; done\nEOF\n' },
  { name: 'a substitution', before: 'FROM a\nRUN <<EOF\nset -e\na\nb $(c)\nEOF\n' },
  { name: 'something in the background', before: 'FROM a\nRUN <<EOF\nset -e\na &\nb\nEOF\n' },
  { name: 'quotes over two lines', before: 'FROM a\nRUN <<EOF\nset -e\na\necho "b\nc"\nEOF\n' },
  { name: 'CRLF', before: 'FROM a\r\nRUN <<EOF\r\nset -e\r\na\r\nb\r\nEOF\r\n' },
  { name: 'an interpreter', before: 'FROM a\nRUN <<EOF\n#!/bin/bash\nset -e\na\nb\nEOF\n' },
  { name: 'a shell on the line', before: 'FROM a\nRUN bash <<EOF\nset -e\na\nb\nEOF\n' },
  { name: 'two heredocs', before: 'FROM a\nRUN <<A <<B\nset -e\na\nA\nb\nB\n' },
  { name: 'ONBUILD', before: 'FROM a\nONBUILD RUN <<EOF\nset -e\na\nb\nEOF\n' },
  { name: 'no heredoc', before: 'FROM a\nRUN a && b\n' },
];

describe('converting to a heredoc', () => {
  checkCases('to-heredoc', TO);
});

describe('converting from a heredoc', () => {
  checkCases('from-heredoc', FROM);
});
