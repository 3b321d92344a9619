import { repeatedLine } from '../repeated-words.ts';
import type { Command, Install } from '../types.ts';
import { npm } from './npm.ts';
import { pnpm } from './pnpm.ts';
import { withoutRunner } from './runner.ts';
import { yarn } from './yarn.ts';

const MANAGERS = new Map([npm, pnpm, yarn].map((one) => [one.id, one]));

/** The install that a package manager runs which npx fetches for it: `npx -y pnpm@9 install`. */
export function runnerInstall(command: Command): Install | undefined {
  if (command.name !== 'npx' && command.name !== 'npm') {
    return undefined;
  }
  const inner = withoutRunner(command);
  const role = inner === command ? undefined : MANAGERS.get(inner.name)?.read(inner);
  const install = role?.kind === 'install' ? role.install : undefined;
  if (install?.downloadOnly === undefined) {
    return install;
  }
  // What only downloads is started as this one is: nobody has installed the package manager itself.
  const runner = repeatedLine(command.args.slice(0, command.args.length - inner.args.length));
  const words = install.downloadOnly.split(' ').slice(1).join(' ');
  return runner === undefined
    ? undefined
    : { ...install, downloadOnly: `${command.name} ${runner} ${words}` };
}
