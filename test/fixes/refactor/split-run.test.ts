import { checkCases, type Case } from './check.ts';

const CASES: readonly Case[] = [
  {
    name: 'two',
    before: 'FROM a\nRUN a && b\nCMD c\n',
    select: 'a &',
    after: 'FROM a\nRUN a\nRUN b\nCMD c\n',
    title: 'Split into 2 RUNs (more layers)',
  },
  {
    name: 'lines with && at their ends',
    before: 'FROM a\nRUN a x && \\\n    b \\\n      y && \\\n    c | d\n',
    after: 'FROM a\nRUN a x\nRUN b \\\n      y\nRUN c | d\n',
    title: 'Split into 3 RUNs (more layers)',
  },
  {
    name: 'lines with && in front, tabs',
    before: 'FROM a\nRUN a \\\n\t&& b \\\n\t&& c\n',
    after: 'FROM a\nRUN a\nRUN b\nRUN c\n',
  },
  {
    name: 'CRLF, no line end at the end',
    before: 'FROM a\r\nRUN a && \\\r\n  b',
    after: 'FROM a\r\nRUN a\r\nRUN b',
  },
  {
    name: 'escape=`',
    before: '# escape=`\nFROM a\nRUN a && `\n  b\n',
    after: '# escape=`\nFROM a\nRUN a\nRUN b\n',
  },
  {
    name: 'flags, which are repeated',
    before: 'FROM a\n  run --mount=type=cache,target=/c --network=none a && b\n',
    after:
      'FROM a\n  run --mount=type=cache,target=/c --network=none a\n  run --mount=type=cache,target=/c --network=none b\n',
  },
  {
    name: 'comments between the commands, which stay above theirs',
    before: 'FROM a\n# both\nRUN a && \\\n    # why b\n    b\n',
    after: 'FROM a\n# both\nRUN a\n# why b\nRUN b\n',
  },
  {
    name: 'a comment inside a command',
    before: 'FROM a\nRUN a && \\\n    b \\\n    # why y\n    y\n',
    after: 'FROM a\nRUN a\nRUN b \\\n    # why y\n    y\n',
  },
  {
    name: 'cd and what is behind it together',
    before: 'FROM a\nRUN a && cd /x && b && c\n',
    after: 'FROM a\nRUN a\nRUN cd /x && b && c\n',
  },
  {
    name: 'a clean-up, which stays with all that it may clean up',
    before: 'FROM a\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/* && b\n',
    after: 'FROM a\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\nRUN b\n',
  },
  {
    name: 'package lists, which stay with the installs that read them',
    before: 'FROM a\nRUN apt-get update && apt-get upgrade -y && apt-get install -y x && b\n',
    after: 'FROM a\nRUN apt-get update && apt-get upgrade -y && apt-get install -y x\nRUN b\n',
  },
  {
    name: 'a comment for a tool, which stays where it says nothing',
    before: 'FROM a\nRUN a && \\\n  # hadolint ignore=DL3003\n  b && \\\n  c\n',
    after: 'FROM a\nRUN a && \\\n  # hadolint ignore=DL3003\n  b\nRUN c\n',
  },
  { name: 'one command', before: 'FROM a\nRUN a\n' },
  { name: 'cd in front', before: 'FROM a\nRUN cd /x && a && b\n' },
  { name: 'export in front', before: 'FROM a\nRUN export A=1 && a\n' },
  { name: 'set in front', before: 'FROM a\nRUN set -e && a\n' },
  { name: 'a variable in front', before: 'FROM a\nRUN A=1 && a $A\n' },
  { name: 'a clean-up at the end', before: 'FROM a\nRUN a && b && rm -rf /tmp/x\n' },
  { name: 'another owner at the end', before: 'FROM a\nRUN a && chown -R x /y\n' },
  { name: 'an update and an install', before: 'FROM a\nRUN apk update && apk add x\n' },
  { name: 'a list with ;', before: 'FROM a\nRUN a && b; c\n' },
  { name: 'a list with ||', before: 'FROM a\nRUN a && b || c\n' },
  { name: 'a group', before: 'FROM a\nRUN a && (b && c)\n' },
  { name: 'a negation', before: 'FROM a\nRUN a && ! b\n' },
  { name: 'something in the background', before: 'FROM a\nRUN a && b &\n' },
  { name: 'the exec form', before: 'FROM a\nRUN ["sh", "-c", "a && b"]\n' },
  { name: 'what would become the exec form', before: 'FROM a\nRUN a && [ "b" ]\n' },
  { name: 'a heredoc', before: 'FROM a\nRUN <<EOF\na && b\nEOF\n' },
  { name: 'a heredoc for one of them', before: 'FROM a\nRUN a && cat <<EOF > /x\nb\nEOF\n' },
  { name: 'ONBUILD', before: 'FROM a\nONBUILD RUN a && b\n' },
  { name: 'a memory file system', before: 'FROM a\nRUN --mount=type=tmpfs,target=/t a && b\n' },
  { name: 'a shell that is not read', before: 'FROM a\nSHELL ["pwsh", "-c"]\nRUN a && b\n' },
  { name: 'several instructions', before: 'FROM a\nRUN a && b\nRUN c && d\n' },
];

describe('splitting a RUN', () => {
  checkCases('split-run', CASES);
});
