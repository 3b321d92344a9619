import { ECOSYSTEMS } from '../../server/src/ecosystems/index.ts';
import type { Ecosystem } from '../../server/src/ecosystems/types.ts';

/** Rows of domain.md section 4 that no file of `server/src/ecosystems` covers, and why. */
export const MISSING_ROWS: ReadonlyMap<number, string> = new Map([
  [37, 'a hook of row 1: javascript/hooks.ts'],
  [38, 'no install of its own: its output is copied like any manifest'],
]);

/** How many rows domain.md section 4 has. */
export const ROWS = 38;

/** The text of docs/ecosystems.md, not formatted. */
export function ecosystemPage(): string {
  return [
    '# Package managers',
    'What Strata knows of each: the commands that it reads, the files that an install of dependencies needs, what its fix does, and the folder to keep between builds (`RUN --mount=type=cache`).',
    [
      '| package manager | commands | manifests | fix | cache folder |',
      '|---|---|---|---|---|',
      ...ECOSYSTEMS.map(rowOf),
    ].join('\n'),
    'Commands are read with their aliases and options, behind `sudo`, `env` and `corepack`, after `cd` and `set`, in heredocs and in exec form. A command line that only the build can complete is left alone.',
    '<!-- Written from server/src/ecosystems by npm run docs. -->',
  ].join('\n\n');
}

function rowOf({ docs, usualManifests, caches }: Ecosystem): string {
  return `| ${[
    docs.title,
    docs.commands.map(code).join(', '),
    usualManifests.map(code).join(', ') || '–',
    docs.fix,
    caches.map(({ target }) => code(target)).join(', ') || '–',
  ]
    .map((cell) => cell.replaceAll('|', '\\|'))
    .join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
