import type { ShellCommand } from '../../syntax/types.ts';
import { baseName } from '../../context/path-parts.ts';
import { commandOf } from '../command.ts';
import type { Command } from '../types.ts';
import { withoutRunner } from './runner.ts';

/** What fetches browsers: they depend on the version of the package alone, and those of puppeteer on its settings, too. */
export type BrowserTool = 'playwright' | 'puppeteer';

/**
 * The package whose browsers a command fetches, or whose system packages it installs: `npx playwright install --with-deps chromium`,
 * `python -m playwright install`. Undefined for others, and for `uv run`, which installs the project first.
 */
export function browserDownload(command: ShellCommand): BrowserTool | undefined {
  const { name, words } = programOf(command);
  const [verb, what] = words;
  switch (name) {
    case 'playwright':
      return verb === 'install' || verb === 'install-deps' ? 'playwright' : undefined;
    case 'puppeteer':
      return verb === 'browsers' && what === 'install' ? 'puppeteer' : undefined;
    case '@puppeteer/browsers':
      return verb === 'install' ? 'puppeteer' : undefined;
    default:
      return undefined;
  }
}

/** Runs the programs of installed packages by their names, without a word in between. */
const BY_NAME = new Set(['yarn', 'pnpm']);

/** Runs what is installed in the project's environment, behind `run`. */
const ENVIRONMENTS = new Set(['poetry', 'pipenv']);

interface Program {
  readonly name: string;
  /** What stands behind it. */
  readonly words: readonly string[];
}

function programOf(command: ShellCommand): Program {
  const read = commandOf(command);
  if (read === undefined) {
    const [path = '', ...words] = command.words.map(({ text }) => text);
    return { name: path.includes('node_modules/.bin/') ? baseName(path) : '', words };
  }
  const own = withoutRunner(read);
  return own === read ? installedProgram(read) : { name: own.name, words: own.args.map(({ text }) => text) };
}

function installedProgram({ name, args }: Command): Program {
  const words = args.map(({ text }) => text);
  const isBehind = ENVIRONMENTS.has(name)
    ? words[0] === 'run'
    : /^python[\d.]*$/.test(name) && words[0] === '-m';
  const skipped = isBehind ? 1 : BY_NAME.has(name) ? 0 : undefined;
  return skipped === undefined
    ? { name, words }
    : { name: words[skipped] ?? '', words: words.slice(skipped + 1) };
}
