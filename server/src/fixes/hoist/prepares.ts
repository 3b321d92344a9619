import type { ContextSnapshot } from '../../context/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { resolvePath } from '../../model/paths.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import type { Place } from '../moving/places.ts';
import { redirectsToFile } from '../moving/redirections.ts';
import { worksOnFiles } from '../moving/command-paths.ts';
import { bringsPath } from '../moving/told-paths.ts';
import type { LateStep } from './late-steps.ts';
import type { ReadRun, Step } from './run-reading.ts';

/** What prepares a package manager, by the text of a RUN. */
const PREPARES = {
  system:
    /sources\.list|apt-key|\/etc\/(apt|apk|yum|dnf|zypp|pacman|pki|rpm)|keyrings|pacman-key|add-apt-repository|\b(dpkg|rpm)\b|\brepos?\b|ca-certificates/,
  packages:
    /docker-php-ext|\b(pecl|phpize)\b|pip\.conf|npmrc|\bconfig set\b|gemrc|\b(nvm|pyenv|rbenv|asdf|mise|ensurepip|rustup|venv|virtualenv|uninstall)\b/,
};

/** A package manager of a system, which fetches lists for installs below, or installs what they use. */
const MANAGER = /(?<![\w.-])(apt|apt-get|aptitude|apk|dnf5?|microdnf|tdnf|yum|zypper|pacman)(?=\s)/;

/** A script out of the network, which may well add sources of packages. */
const PIPED = /\|\s*(sudo\s+(-\w+\s+)*)?(ba|da|z)?sh(\s|$)/;

/** Commands that have no effect but their output. */
const IDLE = new Set([
  'echo',
  'printf',
  'true',
  ':',
  'nproc',
  'ls',
  'pwd',
  'env',
  'printenv',
  'id',
  'whoami',
  'date',
]);

const DOWNLOADS = new Set(['curl', 'wget']);

/** Whether a RUN may do what an install by name needs: fetch lists, add sources or keys, install or set up a package manager, remove packages. */
export function mayPrepare(kind: LateStep['kind'], text: string): boolean {
  return PREPARES[kind].test(text) || MANAGER.test(text) || PIPED.test(text);
}

/** Whether a RUN only changes files which the copy has brought: `rm -rf ./docs`. In the root that has to be known of each. */
export function staysInCopy(
  { steps }: ReadRun,
  place: Place,
  { copy, context }: { readonly copy: CopyStep; readonly context: ContextSnapshot | undefined },
): boolean {
  const { folder, anchored } = copy;
  const isBrought = (path: string): boolean =>
    anchored && folder === '/'
      ? context !== undefined && bringsPath(copy, { path, anchored }, context)
      : isWithin(path, folder);
  return (
    anchored === place.anchored &&
    steps.every((step) => {
      const files = isIdle(step) ? [] : filesOf(step, place);
      return files?.every(isBrought) === true;
    })
  );
}

function isIdle({ kind, part: { command, role } }: Step): boolean {
  const program =
    commandOf(command)?.name ?? (command.words.length === 1 ? command.words[0]?.text : undefined);
  return (
    (IDLE.has(program ?? '') && !redirectsToFile(command)) ||
    (kind === 'harmless' && (role === 'options' || role === 'variables'))
  );
}

/** The files that a command names; undefined where it may do more than work on these, or they can't be told. */
function filesOf({ part, paths }: Step, { anchored, directory }: Place): readonly string[] | undefined {
  const program = commandOf(part.command)?.name ?? '';
  if (paths === undefined || !(IDLE.has(program) || DOWNLOADS.has(program) || worksOnFiles(program))) {
    return undefined;
  }
  const files = [...paths.relative.map((path) => resolvePath(directory, path)), ...paths.absolute];
  return files.length === 0 || (paths.absolute.length > 0 && !anchored) ? undefined : files;
}
