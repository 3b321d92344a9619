import { checkCases, type Case } from './check.ts';

const GO = 'COPY . .\nRUN go build -o /out/app ./cmd/app';
const NODE = 'COPY . .\nRUN npm ci\nRUN npm run build';

const OFFERED: readonly Case[] = [
  {
    name: 'what is made by name',
    before: `FROM golang:1.22\nWORKDIR /src\n${GO}\nCMD ["/out/app"]\n`,
    select: GO,
    after: `FROM golang:1.22 AS build\nWORKDIR /src\n${GO}\n\nFROM golang:1.22\nWORKDIR /src\nCOPY --from=build /out/app /out/app\nCMD ["/out/app"]\n`,
    title:
      'Extract a builder stage for the selected steps (review: copies only `/out/app`; all else that they leave is not in the image)',
  },
  {
    name: 'what is not known, with its folder',
    before: `FROM node:22\nWORKDIR /app\n${NODE}\nCMD ["node", "dist/main.js"]\n`,
    select: NODE,
    after: `FROM node:22 AS build\nWORKDIR /app\n${NODE}\n\nFROM node:22\nWORKDIR /app\nCOPY --from=build /app /app\nCMD ["node", "dist/main.js"]\n`,
    title:
      'Extract a builder stage for the selected steps (review: copies only `/app`; all else that they leave is not in the image)',
  },
  {
    name: 'CRLF, without a line end at the end',
    before: 'FROM a\r\nWORKDIR /app\r\nCOPY . .\r\nRUN make',
    select: 'COPY . .\r\nRUN make',
    after:
      'FROM a AS build\r\nWORKDIR /app\r\nCOPY . .\r\nRUN make\r\n\r\nFROM a\r\nWORKDIR /app\r\nCOPY --from=build /app /app',
  },
  {
    name: 'tabs, lower case, lines that go on and comments',
    before:
      '# the image\n\tfrom a\n\tworkdir /app\n\n\t# sources\n\tcopy . .\n\n# by itself\n\n\trun make \\\n\t\t# all\n\t\tall\n\n\t# in the end\n\tcmd ["./x"]\n',
    select: 'copy . .\n\n# by itself\n\n\trun m',
    after:
      '\tfrom a as build\n\tworkdir /app\n\t# sources\n\tcopy . .\n\n# by itself\n\n\trun make \\\n\t\t# all\n\t\tall\n\n# the image\n\tfrom a\n\tworkdir /app\n\n\tcopy --from=build /app /app\n\n\t# in the end\n\tcmd ["./x"]\n',
  },
  {
    name: 'what a comment at the top says of the whole file stays there',
    before: `# Copyright 2026 Example\n# SPDX-License-Identifier: MIT\n#\n# strata: ignore=image\nFROM a\nWORKDIR /app\nRUN make\n`,
    select: 'RUN make',
    after: `# Copyright 2026 Example\n# SPDX-License-Identifier: MIT\n#\nFROM a AS build\nWORKDIR /app\nRUN make\n\n# strata: ignore=image\nFROM a\nWORKDIR /app\nCOPY --from=build /app /app\n`,
  },
  {
    name: 'what is silenced in the whole file stays so',
    before: `# hadolint global ignore=DL3006\n# strata: ignore-file=image\nFROM a\nWORKDIR /app\nRUN make\n`,
    select: 'RUN make',
    after: `# hadolint global ignore=DL3006\n# strata: ignore-file=image\nFROM a AS build\nWORKDIR /app\nRUN make\n\nFROM a\nWORKDIR /app\nCOPY --from=build /app /app\n`,
  },
  {
    name: 'a licence above a stage that is not the first is its own',
    before: `FROM b\n\n# Copyright of this stage\nFROM a\nWORKDIR /app\nRUN make\n`,
    select: 'RUN make',
    after: `FROM b\n\nFROM a AS build\nWORKDIR /app\nRUN make\n\n# Copyright of this stage\nFROM a\nWORKDIR /app\nCOPY --from=build /app /app\n`,
  },
  {
    name: 'all the state above, without its comments, and nothing but the state',
    before:
      'FROM a\n# why\nARG V=1\nENV A=$V \\\n  # why B\n  B=2\nLABEL c=d\nEXPOSE 80\nUSER node\nSHELL ["/bin/bash", "-c"]\nWORKDIR /app\nRUN make\nCMD ["./x"]\n',
    select: 'RUN make\n',
    after:
      'FROM a AS build\nARG V=1\nENV A=$V \\\n  B=2\nUSER node\nSHELL ["/bin/bash", "-c"]\nWORKDIR /app\nRUN make\n\nFROM a\n# why\nARG V=1\nENV A=$V \\\n  # why B\n  B=2\nLABEL c=d\nEXPOSE 80\nUSER node\nSHELL ["/bin/bash", "-c"]\nWORKDIR /app\nCOPY --from=build /app /app\nCMD ["./x"]\n',
  },
  {
    name: 'ARG before FROM, a platform and a name',
    before: `ARG V=1\nFROM --platform=$BUILDPLATFORM golang:$V AS app\nWORKDIR /src\n${GO}\n`,
    select: GO,
    after: `ARG V=1\nFROM --platform=$BUILDPLATFORM golang:$V AS build\nWORKDIR /src\n${GO}\n\nFROM --platform=$BUILDPLATFORM golang:$V AS app\nWORKDIR /src\nCOPY --from=build /out/app /out/app\n`,
  },
  {
    name: 'directives',
    before:
      '# syntax=docker/dockerfile:1\n# escape=`\nFROM `\n  a `\n  AS x\nWORKDIR /app\nRUN make `\n  all\n',
    select: 'RUN',
    after:
      '# syntax=docker/dockerfile:1\n# escape=`\nFROM `\n  a AS build\nWORKDIR /app\nRUN make `\n  all\n\nFROM `\n  a `\n  AS x\nWORKDIR /app\nCOPY --from=build /app /app\n',
  },
  {
    name: 'a stage and an image with the name',
    before: 'FROM a AS Build\nFROM build-2\nWORKDIR /app\nRUN make\nCOPY --from=Build /x /y\n',
    select: 'RUN make\n',
    after:
      'FROM a AS Build\nFROM build-2 AS build-3\nWORKDIR /app\nRUN make\n\nFROM build-2\nWORKDIR /app\nCOPY --from=build-3 /app /app\nCOPY --from=Build /x /y\n',
  },
  {
    name: 'an image with the name that a COPY reads',
    before: 'FROM a\nWORKDIR /app\nRUN make\nCOPY --from=build /x /y\n',
    select: 'RUN make\n',
    after:
      'FROM a AS build-2\nWORKDIR /app\nRUN make\n\nFROM a\nWORKDIR /app\nCOPY --from=build-2 /app /app\nCOPY --from=build /x /y\n',
  },
  {
    name: 'a stage that is built from another one, and stages above by number',
    before: 'FROM a AS base\nWORKDIR /app\nFROM base\nRUN make\nCOPY --from=0 /x /y\n',
    select: 'RUN make\n',
    after:
      'FROM a AS base\nWORKDIR /app\nFROM base AS build\nRUN make\n\nFROM base\nCOPY --from=build /app /app\nCOPY --from=0 /x /y\n',
  },
  {
    name: 'heredocs',
    before:
      'FROM a\nWORKDIR /app\nCOPY <<EOF x.conf\nx\nEOF\nRUN <<EOF\nmake\n# all\nmake all > /dev/null 2>&1\nEOF\nCMD ["./x"]\n',
    select: 'COPY <<EOF x.conf\nx\nEOF\nRUN',
    after:
      'FROM a AS build\nWORKDIR /app\nCOPY <<EOF x.conf\nx\nEOF\nRUN <<EOF\nmake\n# all\nmake all > /dev/null 2>&1\nEOF\n\nFROM a\nWORKDIR /app\nCOPY --from=build /app /app\nCMD ["./x"]\n',
  },
  {
    name: 'a byte order mark',
    before: '\ufeffFROM a\nWORKDIR /app\nRUN make\n',
    select: 'RUN',
    after:
      '\ufeffFROM a AS build\nWORKDIR /app\nRUN make\n\nFROM a\nWORKDIR /app\nCOPY --from=build /app /app\n',
  },
  {
    name: 'tools of the build, a cache mount, and system packages behind the steps',
    before:
      'FROM debian\nWORKDIR /src\nRUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*\nCOPY . .\nRUN --mount=type=cache,target=/c gcc -o /usr/local/bin/app main.c\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nENTRYPOINT ["app"]\n',
    select:
      'RUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*\nCOPY . .\nRUN --mount',
    after:
      'FROM debian AS build\nWORKDIR /src\nRUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*\nCOPY . .\nRUN --mount=type=cache,target=/c gcc -o /usr/local/bin/app main.c\n\nFROM debian\nWORKDIR /src\nCOPY --from=build /usr/local/bin/app /usr/local/bin/app\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nENTRYPOINT ["app"]\n',
  },
  {
    name: 'several products, one of them relative',
    before: 'FROM a\nWORKDIR /src\nCOPY . .\nRUN go build -o bin/ ./cmd/... && cd tool && gcc -o/out/t t.c\n',
    select: 'COPY . .\nRUN',
    after:
      'FROM a AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o bin/ ./cmd/... && cd tool && gcc -o/out/t t.c\n\nFROM a\nWORKDIR /src\nCOPY --from=build /out/t /out/t\nCOPY --from=build /src/bin /src/bin\n',
    title:
      'Extract a builder stage for the selected steps (review: copies only `/out/t` and `/src/bin`; all else that they leave is not in the image)',
  },
  {
    name: 'folders whose names begin alike, and commands without words',
    before: 'FROM a\nRUN cd /a && make && cd /a-b && make && gcc -o /a/x x.c && true\n',
    select: 'RUN',
    after:
      'FROM a AS build\nRUN cd /a && make && cd /a-b && make && gcc -o /a/x x.c && true\n\nFROM a\nCOPY --from=build /a-b /a-b\nCOPY --from=build /a /a\n',
  },
  {
    name: 'cd instead of WORKDIR, and another folder of sources that a stage below copies',
    before:
      'FROM a AS app\nCOPY . /src\nRUN cd /src && npm ci && npm run build\nFROM b\nCOPY --from=app /src/dist /x\nFROM app\n',
    select: 'COPY . /src\nRUN',
    after:
      'FROM a AS build\nCOPY . /src\nRUN cd /src && npm ci && npm run build\n\nFROM a AS app\nCOPY --from=build /src /src\nFROM b\nCOPY --from=app /src/dist /x\nFROM app\n',
  },
  {
    name: 'only the first steps',
    before:
      'FROM a\nWORKDIR /app\nCOPY x .\nRUN make\nCOPY y /z/\nRUN mkdir -p /data && chown node:node /data\n',
    select: 'COPY x .\nRUN make\n',
    after:
      'FROM a AS build\nWORKDIR /app\nCOPY x .\nRUN make\n\nFROM a\nWORKDIR /app\nCOPY --from=build /app /app\nCOPY y /z/\nRUN mkdir -p /data && chown node:node /data\n',
  },
];

/** A stage with these steps, all of them selected, and what is below. */
const steps = (name: string, select: string, below = ''): Case => ({
  name,
  before: `FROM a\nWORKDIR /src\n${select}\n${below}`,
  select,
});

/** More paths than anybody names. */
const MANY = Array.from({ length: 600 }, (_, index) => `/tmp/${index}`).join(' ');

const REFUSED: readonly Case[] = [
  steps('metadata among the steps', 'COPY . .\nENV A=1\nRUN make'),
  steps('ONBUILD', 'ONBUILD RUN make'),
  steps('another stage', 'COPY --from=x /a .\nRUN make'),
  steps('a mount of another stage', 'RUN --mount=from=x,target=/x make'),
  steps('a cache mount with a name', 'RUN --mount=type=cache,id=x,target=/x make'),
  steps('no RUN', 'COPY . .'),
  steps('nothing that is made', 'RUN apt-get update && apt-get install -y gcc'),
  steps('packages outside of the project', 'COPY . .\nRUN pip install -r requirements.txt'),
  steps('packages by name', 'RUN pip install flask && make'),
  steps('an install', 'COPY . .\nRUN make && make install'),
  steps('a program that go installs', 'COPY . .\nRUN go install ./...'),
  steps('a product that may not be made', 'COPY . .\nRUN test -f x || go build -o /out/app .'),
  steps('a product with another name', 'COPY . .\nRUN gcc -o=/out/app a.c'),
  steps('a product in a variable', 'COPY . .\nRUN go build -o $OUT .'),
  steps('a file elsewhere', 'COPY . .\nRUN make && cp -r dist /srv/www'),
  steps('a redirection elsewhere', 'COPY . .\nRUN make && echo a > /etc/a'),
  steps('a product that is removed', 'RUN gcc -o a a.c && gcc -o /out/b b.c && rm -f a'),
  steps('a product in a mount', 'RUN --mount=type=cache,target=/out go build -o /out/app .'),
  steps('more paths than are compared', `RUN make ${MANY}`),
  steps('a folder that is a mount', 'RUN --mount=target=. make'),
  steps('a folder in a variable', 'COPY . .\nRUN cd "$X" && make'),
  steps('a copy that no step works with', 'COPY . .\nCOPY x.conf /etc/x/\nRUN make'),
  steps('a script with errors', 'RUN make && ('),
  steps('sources that the command reads', GO, 'CMD ["./run.sh"]\n'),
  steps('sources by their absolute path', GO, 'ENTRYPOINT ["sh", "/src/run.sh"]\n'),
  steps('sources by a file name', GO, 'CMD ["node", "server.js"]\n'),
  steps('sources by a variable', GO, 'CMD $HOME/x\n'),
  steps('sources on the path', GO, 'ENV PATH=/src/bin:$PATH\n'),
  steps('a package', `RUN apt-get install -y curl\n${GO}`, 'HEALTHCHECK CMD curl -f localhost\n'),
  steps('a user', `RUN adduser -D app\n${GO}`, 'USER app\n'),
  steps('an owner', `RUN adduser -D app\n${GO}`, 'COPY --chown=app:app x /y/\n'),
  steps('a RUN that may read anything', GO, 'RUN ./more\n'),
  steps('a trigger', GO, 'ONBUILD RUN x\n'),
  steps('a stage that is never built', 'RUN make', 'FROM a\n'),
  {
    name: 'a stage below that goes on with it',
    before: `FROM a AS x\nWORKDIR /src\n${GO}\nFROM x\nRUN ./more\n`,
    select: GO,
  },
  {
    name: 'another stage that copies more of a shipped one',
    before: `FROM a AS x\nWORKDIR /src\n${GO}\nFROM x\nCOPY --from=x /src /y\n`,
    select: GO,
  },
  {
    name: 'steps above that may have made what they read',
    before: 'FROM a\nWORKDIR /app\nRUN x\nRUN make\n',
    select: 'RUN make\n',
  },
  { name: 'a volume above', before: 'FROM a\nWORKDIR /app\nVOLUME /app\nRUN make\n', select: 'RUN make\n' },
  { name: 'the folder of the base image', before: 'FROM a\nRUN make\n', select: 'RUN make\n' },
  { name: 'the root', before: 'FROM a\nWORKDIR /\nRUN make\n', select: 'RUN make\n' },
  { name: 'a folder of the system', before: 'FROM a\nWORKDIR /etc\nRUN make\n', select: 'RUN make\n' },
  { name: 'a WORKDIR with a variable', before: 'FROM a\nWORKDIR $A\nRUN make\n', select: 'RUN make\n' },
  { name: 'a WORKDIR with a blank', before: 'FROM a\nWORKDIR /a b\nRUN make\n', select: 'RUN make\n' },
  {
    name: 'a stage by its number, which would be another one',
    before: 'FROM a AS x\nWORKDIR /app\nRUN make\nFROM x\nCOPY --from=0 /app /y\n',
    select: 'RUN make\n',
  },
  {
    name: 'a builder',
    before: 'FROM a AS x\nWORKDIR /app\nRUN make\nFROM b\nCOPY --from=x /app /app\n',
    select: 'RUN make\n',
  },
  {
    name: 'triggers of the stage that it is built from',
    before: 'FROM a AS x\nONBUILD RUN y\nFROM x\nWORKDIR /app\nRUN make\n',
    select: 'RUN make\n',
  },
  {
    name: 'steps of two stages',
    before: 'FROM a\nWORKDIR /app\nRUN make\nFROM b\nRUN make\n',
    select: 'RUN make\nFROM b\nRUN make\n',
  },
  {
    name: 'a shell that is not read',
    before: 'FROM a\nWORKDIR /app\nSHELL ["pwsh", "-c"]\nRUN make\n',
    select: 'RUN make\n',
  },
  { name: 'nothing that is selected', before: 'FROM a\nWORKDIR /app\nRUN make\n', select: '' },
  {
    name: 'the classic builder',
    before: 'FROM a\nWORKDIR /app\nRUN make\n',
    select: 'RUN make\n',
    builder: 'classic',
  },
];

describe('extracting a builder stage', () => {
  checkCases('extract-stage', [...OFFERED, ...REFUSED]);
});
