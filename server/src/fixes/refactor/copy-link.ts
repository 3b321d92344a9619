import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { isLinkTo } from '../moving/commutes.ts';
import { copyStepOf } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { code } from '../moving/words.ts';
import type { Fix } from '../types.ts';
import { resultOf } from './proof.ts';
import { hasSyntax } from './syntax-version.ts';

/** Folders that are symlinks in usual base images, or have another mode than the 0755 that `--link` gives them. */
const SPECIAL =
  /^\/($|(bin|sbin|lib|lib32|lib64|libx32|tmp|root|proc|sys|dev|var\/(run|lock|tmp|mail))(\/|$))/;

/**
 * `--link` for a COPY (domain.md 1.1, 3.4 and 6.2): its layer then stands on its own. Always for review, since it does not follow
 * symlinks of the base image and writes the folders of its destination anew. Undefined where it is known to go wrong, or to
 * mean another place: a destination that may be a file or a folder, an owner by name, a mode (which turns it off).
 */
export function linkCopy(model: Model, node: Node): Fix | undefined {
  const { instruction, index, detail } = node;
  const place = placesOf(model)[index];
  const step = place && copyStepOf(node, place);
  if (
    instruction.keyword !== 'COPY' ||
    place === undefined ||
    step === undefined ||
    detail.kind !== 'copy' ||
    !hasSyntax(model.file, 4)
  ) {
    return undefined;
  }
  const { copy, folder, anchored } = step;
  const { args, flags } = parsedOf(model.file, instruction);
  const isKnown = anchored && !place.variable && !(args[args.length - 1]?.text ?? '$').includes('$');
  const isFolder = copy.resolvedDest.endsWith('/') && copy.sources.every(({ kind }) => kind === 'path');
  const isPlain =
    flags.every(({ name }) => name !== 'link' && name !== 'chmod') &&
    /^(\d+(:\d+)?)?$/.test(copy.chown ?? '') &&
    flags.every(({ name, value }) => name !== 'chown' || !(value ?? '').includes('$'));
  if (!isKnown || !isFolder || !isPlain || SPECIAL.test(folder) || hasLinkAbove(model, node, folder)) {
    return undefined;
  }
  const at = instruction.keyword.length;
  const text = `${instruction.text.slice(0, at)} --link${instruction.text.slice(at)}`;
  const edits = [{ start: instruction.start + at, end: instruction.start + at, newText: ' --link' }];
  const [now] = resultOf(model, { first: index, last: index, texts: [text], edits }) ?? [];
  return now !== undefined && parsedOf(model.file, now).flags.some(({ name }) => name === 'link')
    ? {
        title: `Add --link (review: no part of ${code(folder)} is a symlink; its folders become 0755 of ${copy.chown ?? 'root'})`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits }],
      }
    : undefined;
}

/** Whether a RUN of the stage makes a symlink of which the destination is a part. */
function hasLinkAbove(model: Model, { stage, index }: Node, folder: string): boolean {
  const first = stage === undefined ? index : (model.stages[stage]?.first ?? index);
  const places = placesOf(model);
  return model.nodes.slice(first, index).some((node) => {
    const place = places[node.index];
    return place !== undefined && isLinkTo(model, node, place, folder);
  });
}
