import { baseName } from '../../context/path-parts.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { anyOf } from '../../fixes/any-of.ts';
import { runsInAnyCase } from '../../fixes/moving/commutes.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Node } from '../../model/types.ts';
import { withValues } from '../../model/with-values.ts';
import { holdsWord } from '../../syntax/plain-words.ts';
import { imagePath } from './image-path.ts';
import { knownValues } from './known-script.ts';
import { landedIn } from './landings.ts';
import type { InstallPlace } from './package-folder.ts';
import { writtenCommand } from '../../fixes/moving/command-text.ts';
import { SMALL_TWICE } from './shown-size.ts';

/**
 * Whether the archive that a command unpacks surely comes from elsewhere, and is not known to be small: a pipe or a command above
 * downloads it, or a copy brings it. `parts` are those of its RUN.
 */
export function comesFromElsewhere(
  archive: string | undefined,
  part: RunPart,
  parts: readonly RunPart[],
  at: InstallPlace,
): boolean {
  const index = parts.indexOf(part);
  const head = headOf(parts, index);
  const first = parts[head];
  if (part.command.conditional || first === undefined || !runsInAnyCase(first)) {
    return false;
  }
  if (archive === undefined) {
    return head < index && isDownload(first);
  }
  const name = baseName(archive);
  return (
    name !== '' &&
    (parts
      .slice(0, head)
      .some(
        (other) =>
          isDownload(other) && names(at, writtenCommand(at.node.instruction.text, other.command), name),
      ) ||
      isCopied(archive, part, at) ||
      isDownloadedAbove(name, at))
  );
}

/** The command at the beginning of a pipeline. */
function headOf(parts: readonly RunPart[], index: number): number {
  let head = index;
  while (head > 0 && parts[head]?.command.join === '|') {
    head--;
  }
  return head;
}

function isDownload({ command }: RunPart): boolean {
  return DOWNLOADING.has(commandOf(command)?.name ?? '');
}

const DOWNLOADING = new Set(['curl', 'wget']);

/** Copies, and other steps, above a RUN that are looked at. */
const MAX_ABOVE = 100;

function isCopied(
  archive: string,
  { directory }: RunPart,
  { place, copies, ...facts }: InstallPlace,
): boolean {
  const path = imagePath(archive, directory, place);
  return (
    path !== undefined &&
    copies.slice(-MAX_ABOVE).some((step) => {
      const landed = landedIn(step, [{ at: path, alone: true }], facts);
      return landed !== undefined && (landed.bytes ?? SMALL_TWICE) >= SMALL_TWICE;
    })
  );
}

function isDownloadedAbove(name: string, { model, node }: InstallPlace): boolean {
  return anyOf(
    nodesAbove(model, node, MAX_ABOVE),
    (above) =>
      above.instruction.keyword === 'RUN' &&
      holdsWord(above.instruction.text, (word) => DOWNLOADING.has(word)) &&
      names({ model, node: above }, above.instruction.text, name),
  );
}

/** Whether a text of a RUN holds a name, as it is written or by its variables. */
function names(
  { model, node }: { readonly model: Model; readonly node: Node },
  text: string,
  name: string,
): boolean {
  return (
    text.includes(name) || (text.includes('$') && withValues(text, knownValues(model, node)).includes(name))
  );
}
