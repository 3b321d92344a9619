import type { Refactoring } from '../../../server/src/insights/fixes/refactorings.ts';
import type { EngineCase } from '../types.ts';

/** A refactoring of the instruction (or instructions) from `select` on whose images are compared. */
export interface RefactoringCase extends Pick<EngineCase, 'name' | 'files' | 'dockerfile' | 'differences'> {
  readonly id: Refactoring['id'];
  /** The text that is selected. */
  readonly select: string;
  /** The exact text afterwards. */
  readonly fixed: string;
}

/** What the engine proves of refactorings: the same files and configuration, whatever the layers. */
export const REFACTORING_CASES: readonly RefactoringCase[] = [
  {
    name: 'merged RUNs with a comment between them',
    id: 'merge-runs',
    files: {},
    dockerfile:
      'FROM debian\nRUN apt-get update && apt-get install -y git\n# for the data\nRUN mkdir -p /data/x | cat\nRUN cd /data && touch y\n',
    select:
      'RUN apt-get update && apt-get install -y git\n# for the data\nRUN mkdir -p /data/x | cat\nRUN cd',
    fixed:
      'FROM debian\nRUN apt-get update && apt-get install -y git && \\\n    # for the data\n    mkdir -p /data/x | cat && \\\n    cd /data && touch y\n',
  },
  {
    name: 'a RUN that is split, CRLF',
    id: 'split-run',
    files: {},
    dockerfile:
      'FROM debian\r\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/* && \\\r\n    # for the data\r\n    mkdir /data/x && echo "a  b" > /data/x/y\r\n',
    select: 'git',
    fixed:
      'FROM debian\r\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\r\n# for the data\r\nRUN mkdir /data/x\r\nRUN echo "a  b" > /data/x/y\r\n',
  },
  {
    name: 'sorted packages with comments and tabs',
    id: 'sort-packages',
    files: {},
    dockerfile:
      'FROM alpine\nRUN set -eux; \\\n\tapk add --no-cache zlib curl \\\n\t\t# tools\n\t\tmake gcc make; \\\n\tls /\n',
    select: 'zlib',
    fixed:
      'FROM alpine\nRUN set -eux; \\\n\tapk add --no-cache \\\n\t\tcurl \\\n\t\tzlib \\\n\t\t# tools\n\t\tmake \\\n\t\tgcc; \\\n\tls /\n',
  },
  {
    name: 'sorted packages in a heredoc for a shell',
    id: 'sort-packages',
    files: {},
    dockerfile: 'FROM alpine\nRUN <<EOF bash\nset -e\napk add zlib curl\necho "$HOME" > /data/home\nEOF\n',
    select: 'zlib',
    fixed:
      'FROM alpine\nRUN <<EOF bash\nset -e\napk add \\\n    curl \\\n    zlib\necho "$HOME" > /data/home\nEOF\n',
  },
  {
    name: 'a heredoc with variables, quotes and a line that goes on',
    id: 'to-heredoc',
    files: {},
    dockerfile:
      'FROM debian\nENV A="x  y"\nRUN cd /data && B="$A\\\\n" && printf \'%s\' "$B" > a && ls \\\n    / | cat > b\n',
    select: 'cd',
    fixed:
      'FROM debian\nENV A="x  y"\nRUN <<EOF\nset -e\ncd /data\nB="$A\\\\n"\nprintf \'%s\' "$B" > a\nls \\\n    / | cat > b\nEOF\n',
  },
  {
    name: 'a heredoc that becomes one line of commands, escape=`',
    id: 'from-heredoc',
    files: {},
    dockerfile:
      '# escape=`\nFROM debian\nRUN <<-EOF\n\tset -e\n\tcd /data\n\techo "a\\\\b" | cat > a\n\tEOF\n',
    select: 'cd',
    fixed: '# escape=`\nFROM debian\nRUN cd /data && `\n    echo "a\\\\b" | cat > a\n',
  },
  {
    name: '--link into a folder that WORKDIR makes',
    id: 'link-copy',
    files: { 'src/a.txt': 'a', 'b.txt': 'b' },
    dockerfile: 'FROM debian\nWORKDIR /app\nCOPY . .\nRUN ls\n',
    select: 'COPY',
    fixed: 'FROM debian\nWORKDIR /app\nCOPY --link . .\nRUN ls\n',
  },
  {
    name: 'a stage that is extracted for what go makes by name',
    id: 'extract-stage',
    files: { 'go.mod': 'module example.com/app\n\ngo 1.24\n', 'main.go': 'package main\n\nfunc main() {}\n' },
    dockerfile:
      'FROM golang\nWORKDIR /src\n# the program\nCOPY go.mod main.go ./\nRUN go build -o /out/app .\nCMD ["/out/app"]\n',
    differences: [
      'go: only before',
      'go/pkg: only before',
      'go/pkg/mod: only before',
      'go/pkg/mod/cache: only before',
      'go/pkg/mod/cache/cd66be87c8370fa3: only before',
      'go/pkg/mod/cache/cd66be87c8370fa3/.installed: only before',
      'go/pkg/mod/cache/cd66be87c8370fa3/.stand-in-run: only before',
      'root/.cache: only before',
      'root/.cache/go-build: only before',
      'root/.cache/go-build/9b0e1ded60c60bec: only before',
      'src/go.mod: only before',
      'src/main.go: only before',
    ],
    select: 'COPY go.mod main.go ./\nRUN',
    fixed:
      'FROM golang AS build\nWORKDIR /src\n# the program\nCOPY go.mod main.go ./\nRUN go build -o /out/app .\n\nFROM golang\nWORKDIR /src\nCOPY --from=build /out/app /out/app\nCMD ["/out/app"]\n',
  },
  {
    name: 'a stage that is extracted with the working folder of a user',
    id: 'extract-stage',
    files: { 'package.json': '{}\n', 'package-lock.json': '{}\n', 'src/a.js': '' },
    dockerfile:
      'FROM node\nENV NODE_ENV=production\nUSER node\nWORKDIR /app/web\nCOPY --chown=node . .\nRUN npm ci && mkdir -m 0700 made && ln -s a.js src/link\nEXPOSE 80\n',
    differences: [
      'home/node/.npm: only before',
      'home/node/.npm/_cacache: only before',
      'home/node/.npm/_cacache/content: only before',
    ],
    select: 'COPY --chown=node . .\nRUN',
    fixed:
      'FROM node AS build\nENV NODE_ENV=production\nUSER node\nWORKDIR /app/web\nCOPY --chown=node . .\nRUN npm ci && mkdir -m 0700 made && ln -s a.js src/link\n\nFROM node\nENV NODE_ENV=production\nUSER node\nWORKDIR /app/web\nCOPY --from=build /app/web /app/web\nEXPOSE 80\n',
  },
];
