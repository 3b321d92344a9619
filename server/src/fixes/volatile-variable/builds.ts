import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { ShellCommand } from '../../syntax/types.ts';

/**
 * Whether an install builds the project on its way: it compiles the sources or runs what belongs to them, and these may read any
 * variable (`option_env!("GIT_SHA")`, a build.rs, a task of Gradle). What runs scripts of packages alone, as `npm ci` does, is no
 * such build.
 */
export function buildsProject({ command, install }: RunPart): boolean {
  if (install === undefined) {
    return false;
  }
  const { ecosystem, downloadOnly, manifests } = install;
  const readsSources = downloadOnly !== undefined || NO_DOWNLOAD.has(ecosystem.id);
  return (
    manifests.some(isCode) || (readsSources && !INSTALLERS.has(ecosystem.id) && !leavesProjectOut(command))
  );
}

/** A script of the project that installs by what it says: `Rscript install_packages.R`. */
function isCode(manifest: string): boolean {
  return manifest.endsWith('.R') || manifest.endsWith('.r');
}

/** They compile the sources, and have no command that downloads from the manifests alone, which `downloadOnly` would tell. */
const NO_DOWNLOAD = new Set(['cargo']);

/** They read the sources for the packages and scripts that those name, and compile none of them. */
const INSTALLERS = new Set(['pnpm']);

/** Options with which the project itself is not built; `--no-scripts` keeps Composer from running any of its code. */
const PROJECT_LEFT_OUT = new Set([
  '--no-root',
  '--no-self',
  '--no-install-project',
  '--no-install-workspace',
  '--no-scripts',
]);

/** Commands that compile none of the project's own sources: `cargo chef cook` builds stubs of them. */
const FETCHING: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['cargo', new Set(['fetch', 'chef'])],
  ['go', new Set(['mod'])],
]);

function leavesProjectOut(command: ShellCommand): boolean {
  const read = commandOf(command);
  const [first, second] = read?.args ?? [];
  const verb = first?.text.startsWith('+') === true ? second : first;
  return (
    command.words.some(({ text }) => PROJECT_LEFT_OUT.has(text)) ||
    (read !== undefined && FETCHING.get(read.name)?.has(verb?.text ?? '') === true)
  );
}
