import { checkCases, type Case } from './check.ts';

const CASES: readonly Case[] = [
  {
    name: 'two',
    before: 'FROM a\nRUN mkdir /x\nRUN touch /x/y\nCMD z\n',
    select: 'RUN mkdir /x\nRUN t',
    after: 'FROM a\nRUN mkdir /x && \\\n    touch /x/y\nCMD z\n',
    title: 'Merge 2 RUNs into one (fewer layers)',
  },
  {
    name: 'the cursor in the upper one',
    before: 'FROM a\nRUN mkdir /x\nRUN touch /x/y\nRUN ls\n',
    select: 'mk',
    after: 'FROM a\nRUN mkdir /x && \\\n    touch /x/y\nRUN ls\n',
  },
  {
    name: 'three, the last of which ends the file',
    before: 'FROM a\nRUN a\nRUN b | c\nRUN cd /x && d',
    after: 'FROM a\nRUN a && \\\n    b | c && \\\n    cd /x && d',
    title: 'Merge 3 RUNs into one (fewer layers)',
  },
  {
    name: 'CRLF',
    before: 'FROM a\r\nRUN a\r\nRUN b\r\n',
    after: 'FROM a\r\nRUN a && \\\r\n    b\r\n',
  },
  {
    name: 'tabs, and && in front as it is written elsewhere',
    before: 'FROM a\nRUN a \\\n\t&& b\n\nRUN c \\\n\t&& d\n',
    after: 'FROM a\nRUN a \\\n\t&& b \\\n\t&& c \\\n\t&& d\n',
  },
  {
    name: 'a comment between them, which stays there',
    before: 'FROM a\nRUN a\n\n  # why b\nRUN b\n',
    after: 'FROM a\nRUN a && \\\n    # why b\n    b\n',
  },
  {
    name: 'comments between continuation lines',
    before: 'FROM a\nRUN a && \\\n  # why b\n  b\nRUN c && \\\n  # why d\n  d\n',
    after: 'FROM a\nRUN a && \\\n  # why b\n  b && \\\n  c && \\\n  # why d\n  d\n',
  },
  {
    name: 'a comment above both',
    before: 'FROM a\n# both\nRUN a\nRUN b\n',
    after: 'FROM a\n# both\nRUN a && \\\n    b\n',
  },
  {
    name: 'escape=`',
    before: '# escape=`\nFROM a\nRUN a\nRUN b\n',
    after: '# escape=`\nFROM a\nRUN a && `\n    b\n',
  },
  {
    name: 'equal flags',
    before:
      'FROM a\nRUN --mount=type=cache,target=/c --network=none a\nRUN --mount=type=cache,target=/c --network=none b\n',
    after: 'FROM a\nRUN --mount=type=cache,target=/c --network=none a && \\\n    b\n',
  },
  {
    name: 'other keywords, indentation and blanks behind',
    before: 'FROM a\n  run a  \n  RUN b\n',
    after: 'FROM a\n  run a && \\\n    b\n',
  },
  {
    name: 'a variable for one command, and substitutions',
    before: 'FROM a\nRUN A=1 a $(b) "${C:-d}"\nRUN e > /f 2>&1\n',
    after: 'FROM a\nRUN A=1 a $(b) "${C:-d}" && \\\n    e > /f 2>&1\n',
  },
  {
    name: 'SHELL with pipefail',
    before: 'FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\nRUN c\n',
    after: 'FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b && \\\n    c\n',
  },
  {
    name: 'whole lines that are selected',
    before: 'FROM a\nRUN a\nRUN b\nRUN c\n',
    select: '\nRUN a\nRUN b\n',
    after: 'FROM a\nRUN a && \\\n    b\nRUN c\n',
  },
  {
    name: 'a bind mount that is only read',
    before: 'FROM a\nRUN --mount=type=bind,target=/t,ro a\nRUN --mount=type=bind,target=/t,ro b\n',
    after: 'FROM a\nRUN --mount=type=bind,target=/t,ro a && \\\n    b\n',
  },
  {
    name: 'a bind mount that is not read-only',
    before: 'FROM a\nRUN --mount=target=/t,ro=false a\nRUN --mount=target=/t,ro=false b\n',
  },
  { name: 'a removed working directory', before: 'FROM a\nWORKDIR /x/y\nRUN rm -rf /x\nRUN b\n' },
  { name: 'one alone', before: 'FROM a\nRUN a\n' },
  { name: 'another instruction between them', before: 'FROM a\nRUN a\nENV A=1\nRUN b\n' },
  { name: 'another stage', before: 'FROM a\nRUN a\nFROM a\nRUN b\n' },
  { name: 'other flags', before: 'FROM a\nRUN --network=none a\nRUN b\n' },
  {
    name: 'a memory file system',
    before: 'FROM a\nRUN --mount=type=tmpfs,target=/t a\nRUN --mount=type=tmpfs,target=/t b\n',
  },
  {
    name: 'a bind mount that forgets what is written',
    before: 'FROM a\nRUN --mount=type=bind,rw,target=/t a\nRUN --mount=type=bind,rw,target=/t b\n',
  },
  { name: 'the exec form', before: 'FROM a\nRUN ["a"]\nRUN b\n' },
  { name: 'a heredoc', before: 'FROM a\nRUN <<EOF\na\nEOF\nRUN b\n' },
  { name: 'ONBUILD', before: 'FROM a\nONBUILD RUN a\nONBUILD RUN b\n' },
  { name: 'cd', before: 'FROM a\nRUN cd /x && a\nRUN b\n' },
  { name: 'export', before: 'FROM a\nRUN export A=1 && a\nRUN b\n' },
  { name: 'set', before: 'FROM a\nRUN set -x && a\nRUN b\n' },
  { name: 'a variable', before: 'FROM a\nRUN A=1 && a\nRUN b\n' },
  { name: 'a default that is assigned', before: 'FROM a\nRUN a ${A:=1}\nRUN b\n' },
  { name: 'umask', before: 'FROM a\nRUN umask 077 && a\nRUN b\n' },
  { name: 'a sourced file', before: 'FROM a\nRUN . /x && a\nRUN b\n' },
  { name: 'exec', before: 'FROM a\nRUN exec a\nRUN b\n' },
  { name: 'exit', before: 'FROM a\nRUN exit 0\nRUN b\n' },
  { name: 'a program that is only known at build time', before: 'FROM a\nRUN $A\nRUN b\n' },
  { name: 'something in the background', before: 'FROM a\nRUN a &\nRUN b\n' },
  { name: 'a service', before: 'FROM a\nRUN service postgresql start\nRUN b\n' },
  { name: 'a list with ;', before: 'FROM a\nRUN a\nRUN b; c\n' },
  { name: 'a list with ||', before: 'FROM a\nRUN a\nRUN b || true\n' },
  { name: 'a group', before: 'FROM a\nRUN a\nRUN (b; c)\n' },
  { name: 'a loop', before: 'FROM a\nRUN for x in a b; do c; done\nRUN b\n' },
  { name: 'a function', before: 'FROM a\nRUN f() { a; }\nRUN f\n' },
  { name: 'a comment of the shell at the end', before: 'FROM a\nRUN a # why\nRUN b\n' },
  { name: 'a comment for a tool', before: 'FROM a\nRUN a\n# hadolint ignore=DL3003\nRUN b\n' },
  { name: 'a shell that is not read', before: 'FROM a\nSHELL ["pwsh", "-c"]\nRUN a\nRUN b\n' },
  { name: 'a login shell', before: 'FROM a\nSHELL ["/bin/bash", "-lc"]\nRUN a\nRUN b\n' },
  { name: 'a start-up file of the shell', before: 'FROM a\nENV BASH_ENV=/x\nRUN a\nRUN b\n' },
  { name: 'files that each RUN gets anew', before: 'FROM a\nRUN echo 1.2.3.4 x >> /etc/hosts\nRUN curl x\n' },
  { name: 'a program that renews itself', before: 'FROM a\nRUN pip install -U pip\nRUN pip install flask\n' },
  { name: 'something that is no shell', before: 'FROM a\nRUN a "\nRUN b\n' },
];

describe('merging RUNs', () => {
  checkCases('merge-runs', CASES);
});
