import type { ShellCommand } from '../../syntax/types.ts';
import { baseName } from '../../context/path-parts.ts';
import { commandOf } from '../command.ts';
import { installedProgram, type Program } from '../installed-program.ts';
import { withoutRunner } from './runner.ts';

/** What fetches browsers: they depend on the version of the package alone, and those of puppeteer on its settings, too. */
export type BrowserTool = 'playwright' | 'puppeteer';

/**
 * The package whose browsers a command fetches, or whose system packages it installs: `npx playwright install --with-deps chromium`,
 * `python -m playwright install`, `uv run playwright install`. Undefined for others.
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

/**
 * Whether a command installs the system packages that browsers need, by lists of apt which it fetches before: `npx playwright install-deps`,
 * and `install --with-deps` (playwright-core's nativeDeps: `apt-get update && apt-get install`).
 */
export function installsBrowserPackages(command: ShellCommand): boolean {
  const { name, words } = programOf(command);
  return (
    name === 'playwright' &&
    (words[0] === 'install-deps' || (words[0] === 'install' && words.includes('--with-deps')))
  );
}

function programOf(command: ShellCommand): Pick<Program, 'name' | 'words'> {
  const read = commandOf(command);
  if (read === undefined) {
    const [path = '', ...words] = command.words.map(({ text }) => text);
    return { name: path.includes('node_modules/.bin/') ? baseName(path) : '', words };
  }
  const own = withoutRunner(read);
  return own === read ? installedProgram(read) : { name: own.name, words: own.args.map(({ text }) => text) };
}
