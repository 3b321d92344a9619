import type { RunPart } from '../../ecosystems/run-part.ts';
import { isShell } from '../../syntax/shell-names.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { runsInAnyCase } from '../moving/commutes.ts';

/** Parts of a RUN -> scripts: parts are shared between equal texts, so this is too. */
const SCRIPTS = new WeakMap<readonly RunPart[], ReadonlyMap<RunPart, boolean>>();

/**
 * The shells of a RUN that run a vendor's script which is known to fetch the lists of apt itself, behind the source that it adds:
 * `curl … | bash -`. With whether they run in any case: in a pipe, that is up to the command which downloads the script.
 */
export function setupScripts(parts: readonly RunPart[]): ReadonlyMap<RunPart, boolean> {
  let scripts = SCRIPTS.get(parts);
  if (scripts === undefined) {
    scripts = find(parts);
    SCRIPTS.set(parts, scripts);
  }
  return scripts;
}

function find(parts: readonly RunPart[]): ReadonlyMap<RunPart, boolean> {
  const scripts = new Map<RunPart, boolean>();
  for (const [index, part] of parts.entries()) {
    const download = parts[index - 1];
    const isPiped =
      part.command.join === '|' && download !== undefined && isShell(commandOf(part.command)?.name ?? '');
    if (isPiped && download.command.words.some(({ text }) => isSetup(text))) {
      scripts.set(part, runsInAnyCase(download));
    }
  }
  return scripts;
}

/**
 * NodeSource's scripts (github.com/nodesource/distributions, scripts/deb/setup_*.x) and those of packagecloud
 * (packagecloud.io/docs#install_repo; GitLab's too) run `apt-get update` at their end.
 */
function isSetup(address: string): boolean {
  return (
    address.includes('://') &&
    (address.includes('//deb.nodesource.com/setup_') || /\/script\.deb\.sh["']?$/.test(address))
  );
}
