import { placesOf } from '../../fixes/moving/places.ts';
import type { Copy, Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { code } from '../text.ts';

/**
 * The directory that a WORKDIR sets, and whether it lies below that of the base image, which is not known; as it is written where the
 * base is of Windows, whose paths the model doesn't read. Empty for other instructions.
 */
export function workdirOf(model: Model, node: Node): { readonly path: string; readonly below: boolean } {
  if (node.detail.kind !== 'workdir') {
    return { path: '', below: false };
  }
  const { path, absolute } = node.detail;
  const written = parsedOf(model.file, node.instruction).args[0]?.text ?? '';
  if (isWindowsPath(written)) {
    return { path: written, below: false };
  }
  const drive = belowDrive(path);
  if (drive !== undefined) {
    return { path: drive, below: false };
  }
  const isKnown = absolute || path.startsWith('$') || placesOf(model)[node.index]?.anchored;
  return isKnown === true ? { path, below: false } : { path: path.slice(1), below: true };
}

/** Where a COPY or ADD puts its files, as Markdown: the path in the image, as far as the working directory of the base is known. */
export function destinationOf(model: Model, node: Node, { dest, resolvedDest }: Copy): string {
  if (isWindowsPath(dest)) {
    return code(dest);
  }
  const drive = dest.startsWith('/') ? undefined : belowDrive(resolvedDest);
  if (drive !== undefined) {
    return code(drive);
  }
  if (
    dest.startsWith('/') ||
    resolvedDest.startsWith('$') ||
    placesOf(model)[node.index]?.anchored === true
  ) {
    return code(resolvedDest);
  }
  const folder = 'the working directory of the base image';
  return resolvedDest === '/' ? folder : `${code(resolvedDest.slice(1))} below ${folder}`;
}

/** A path below a working directory with a drive letter, which the model took for a relative one; undefined for others. The last drive counts. */
function belowDrive(path: string): string | undefined {
  const [, inside] = /^\/(?:.*\/)?([A-Za-z]:[\\/].*)$/s.exec(path) ?? [];
  return inside?.includes('\\') === true ? inside.replaceAll('/', '\\') : inside;
}

function isWindowsPath(path: string): boolean {
  return path.charAt(1) === ':' || path.includes('\\');
}
