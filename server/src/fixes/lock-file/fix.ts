import { hasWildcards } from '../../context/copy-wildcards.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { cleanPath } from '../../model/paths.ts';
import type { Model } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Unlocked } from '../manifest-first/early/unlocked.ts';
import { editedInstruction } from '../moving/edited-instruction.ts';
import type { Fix, TextEdit } from '../types.ts';

/**
 * Names the lock file behind the manifest in the copy that brings that one; undefined for a mount, for a list in JSON form, and where
 * the manifest comes with a folder or gets a name of its own, or the copy names the lock file already. For review: other versions may be installed then.
 */
export function lockFileFix(model: Model, { step, source, lock }: Unlocked): Fix | undefined {
  const { instruction } = step.node;
  const { args, json } = parsedOf(model.file, instruction);
  const dest = args[args.length - 1];
  const { resolvedDest } = step.copy;
  const isFolder = resolvedDest.endsWith('/');
  if (step.node.detail.kind !== 'copy' || json || source === undefined || dest === undefined) {
    return undefined;
  }
  const written = instruction.text.slice(source.span.start, source.span.end);
  const folder = parentPath(written);
  if ((!isFolder && baseName(resolvedDest) === baseName(written)) || hasWildcards(folder)) {
    return undefined;
  }
  const name = folder === '' ? baseName(lock) : `${folder}/${baseName(lock)}`;
  if (step.copy.sources.some(({ text }) => cleanPath(text) === cleanPath(name))) {
    return undefined;
  }
  const edits: readonly TextEdit[] = [
    { start: source.span.end, end: source.span.end, newText: ` ${name}` },
    ...(isFolder ? [] : [{ start: dest.span.end, end: dest.span.end, newText: '/' }]),
  ];
  const edited = editedInstruction(model, step.node, edits);
  return edited === undefined
    ? undefined
    : {
        title: `Copy ${baseName(lock)}, too (review: its versions are installed then)`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits: edited.edits }],
      };
}
