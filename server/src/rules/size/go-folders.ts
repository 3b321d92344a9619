import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { isOnlyRead } from '../../syntax/only-read.ts';
import { setAbove, type InstallPlace, type PackageFolder } from './package-folder.ts';
import { valueAt } from './value-at.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/**
 * The folders that `go mod download` and `go install …@version` surely fill: that of all modules, and that of programs. None of other
 * commands, which fetch only what is missing, and none where GOPATH isn't known (`go help environment`).
 */
export function goFolders({ command, role, install }: RunPart, at: InstallPlace): readonly PackageFolder[] {
  const read = commandOf(command);
  const isDownload = role === 'install' && install?.downloadOnly === undefined;
  const isInstall = role === 'packages';
  if (read?.name !== 'go' || !(isDownload || isInstall) || setsPlaces(at)) {
    return [];
  }
  const value = (name: string): string | undefined => valueAt(at.model, at.node, name);
  const home = value('GOPATH');
  const modules = value('GOMODCACHE') ?? below(home, 'pkg/mod');
  const programs = isInstall ? (value('GOBIN') ?? below(home, 'bin')) : undefined;
  return [modules, programs].flatMap((path) =>
    path?.startsWith('/') === true && /^[\w./+-]+$/.test(path) ? [{ path, name: path }] : [],
  );
}

/** Whether a command is one that empties the folder of all modules. */
export function removesModules({ command: { words } }: RunPart): boolean {
  return words.some(({ text }) => text === 'clean') && words.some(({ text }) => /^--?modcache$/.test(text));
}

const PLACES = ['GOPATH', 'GOMODCACHE', 'GOBIN'];

/** Whether the RUN itself sets another place, or one above has written one to Go's own settings. */
function setsPlaces(at: InstallPlace): boolean {
  const { text } = at.node.instruction;
  return (
    PLACES.some((name) => !isOnlyRead(text, name)) ||
    setAbove(at, /\bgo env -w [^\n]*?\b(GOPATH|GOMODCACHE|GOBIN)=/) !== undefined
  );
}

function below(home: string | undefined, path: string): string | undefined {
  return home === undefined || home === '' ? undefined : `${withoutTrailing(home, '/')}/${path}`;
}
