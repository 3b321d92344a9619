import type { Refactoring } from '../../../server/src/insights/refactorings.ts';
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
];
