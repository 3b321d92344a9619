import { baseName } from '../../context/path-parts.ts';
import type { Copy, Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { parse } from '../../syntax/parse.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import { holdsInstructions } from '../moving/proof.ts';
import type { Fix } from '../types.ts';
import type { FlatteningRead } from './find.ts';

/**
 * An instruction of its own for a folder that is copied among files, so that it lands as a folder. For review: the files are in another
 * place then. Undefined for the JSON form and heredocs, where the source stands in a folder itself, since then it is not known what it
 * should be called, and where the destination names no folder: of one file alone it would then be the name.
 */
export function ownCopyFix(model: Model, { read, amongFiles }: FlatteningRead): Fix | undefined {
  const { node, path } = read;
  const { detail, instruction } = node;
  const { json, heredocs, flags } = parsedOf(model.file, instruction);
  if (
    amongFiles === undefined ||
    detail.kind !== 'copy' ||
    json ||
    heredocs.length > 0 ||
    path.includes('/')
  ) {
    return undefined;
  }
  const rest = withoutSource(node, detail.copy, read.span.start - instruction.start);
  const folder = folderOf(detail.copy);
  if (rest === undefined || folder === undefined) {
    return undefined;
  }
  const head = instruction.text.slice(0, flags[flags.length - 1]?.span.end ?? instruction.keyword.length);
  const own = `${head} ${read.source} ${folder}${baseName(path)}/`;
  const { indent } = blockOf(model.file, node);
  const newText = `${rest}${lineEndOf(model.file, instruction)}${indent}${own}`;
  const { start, end } = instruction;
  const result = parse(model.file.text.slice(0, start) + newText + model.file.text.slice(end), model.file);
  const texts = model.nodes.flatMap((one) => (one === node ? [rest, own] : [one.instruction.text]));
  return holdsInstructions(model.file, result, texts)
    ? {
        title: `Copy ${path} to ${folder}${baseName(path)}/ (review: its files land there)`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits: [{ start, end, newText }] }],
      }
    : undefined;
}

/** The instruction without one of its sources, and the blanks that stand between it and its neighbour. */
function withoutSource({ instruction }: Node, { sources }: Copy, at: number): string | undefined {
  const { text } = instruction;
  const index = sources.findIndex(({ span }) => span.start === at);
  const source = sources[index];
  const before = sources[index - 1];
  const after = sources[index + 1];
  const [start, end] =
    before !== undefined ? [before.span.end, source?.span.end] : [source?.span.start, after?.span.start];
  if (start === undefined || end === undefined || text.slice(start, end).includes('#')) {
    return undefined;
  }
  return text.slice(0, start) + text.slice(end);
}

/** The destination with a slash at its end; undefined where that would be another place. */
function folderOf({ dest }: Copy): string | undefined {
  const isKnown = !/[$"'\\]/.test(dest);
  return !isKnown ? undefined : dest === '.' ? './' : dest.endsWith('/') ? dest : undefined;
}
