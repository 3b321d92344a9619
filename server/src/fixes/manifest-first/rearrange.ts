import type { Model } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Dockerfile } from '../../syntax/types.ts';
import type { TextEdit } from '../types.ts';
import { blockOf, lineEndOf, type Block } from '../moving/blocks.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import { manifestCopies } from './manifest-copy.ts';
import type { ManifestSource } from './project/manifest-sources.ts';
import type { Plan } from './plan.ts';

/** What a plan makes of the Dockerfile. */
export interface Rearranged {
  readonly edit: TextEdit;
  /** The texts of all instructions as they must be found in the result, in order. */
  readonly instructions: readonly string[];
}

/**
 * Turns a plan into one edit of the lines from the first moved copy to the last install. Comments directly above an
 * instruction go with it, and line ends, indentation and blank lines stay as they are.
 */
export function rearrange(model: Model, plan: Plan): Rearranged {
  const { file } = model;
  const first = plan.from;
  const eol = lineEndOf(file, model.nodes[first]?.instruction);
  const blocks = model.nodes.slice(first, plan.last + 1).map((node) => blockOf(file, node));
  const moved = new Set(plan.moving.map(({ node }) => node.index));
  const sources = sourcesByPlace(plan);
  const indent = blocks[0]?.indent ?? '';
  const line = (text: string): string => `${indent}${text}${eol}`;
  const start = blocks[0]?.start ?? 0;
  const end = blocks[blocks.length - 1]?.end ?? start;

  const others = blocks.findIndex(({ node }) => !moved.has(node.index));
  const separatorAfter = (offset: number): string =>
    /^[ \t]*\r?\n/.test(gapAfter(file, blocks, offset)) ? eol : '';
  const separator = separatorAfter(Math.max(others - 1, 0));
  const texts: string[] = [];
  const instructions: string[] = [];
  for (const [offset, block] of blocks.entries()) {
    const { index } = block.node;
    const copies = manifestCopies(model, sources.get(index) ?? []);
    texts.push(...copies.map((text) => `${index === plan.insertAt ? indent : block.indent}${text}${eol}`));
    instructions.push(...copies);
    if (index === plan.insertAt && plan.inserted !== undefined) {
      texts.push(line(plan.inserted), separator);
      instructions.push(plan.inserted);
    }
    const gap = gapAfter(file, blocks, offset);
    if (moved.has(index)) {
      // Taking a block out between blank lines leaves one of them.
      const above = texts.length > 0 ? texts.slice(-3).join('') : file.text.slice(0, start);
      const left = endsWithBlankLine(above) ? gap.replace(/^(?:[ \t]*\r?\n)+/, '') : gap;
      texts.push(...(left === '' ? [] : [left]));
      continue;
    }
    if (index !== plan.last) {
      texts.push(block.text(eol), gap);
      instructions.push(block.node.instruction.text);
      continue;
    }
    texts.push(...lastBlocks(model, plan, block, { eol, separator, separatorAfter }));
    instructions.push(plan.replaced ?? plan.split?.first ?? block.node.instruction.text);
    instructions.push(...plan.moving.map((step) => movedText(model, step, plan.directory)));
    instructions.push(...(plan.split === undefined ? [] : [plan.split.second]));
  }
  const newText = texts.join('');
  const isOpen = !file.text.slice(start, end).endsWith('\n');
  return {
    edit: { start, end, newText: isOpen ? newText.slice(0, -eol.length) : newText },
    instructions: [
      ...model.nodes.slice(0, first).map(({ instruction }) => instruction.text),
      ...instructions,
      ...model.nodes.slice(plan.last + 1).map(({ instruction }) => instruction.text),
    ],
  };
}

/** What stands between blocks: a line's end, or nothing where the copies had no blank line behind them. */
interface Spacing {
  readonly eol: string;
  /** Between what moves and what it moves below. */
  readonly separator: string;
  /** Behind the block at an offset, as it was. */
  readonly separatorAfter: (offset: number) => string;
}

/**
 * The last install, the moved copies below it, and what is left of a RUN that is cut in two. Its comments stay with the install,
 * above a step that only downloads with the RUN that was there before.
 */
function lastBlocks(
  model: Model,
  plan: Plan,
  block: Block,
  { eol, separator, separatorAfter }: Spacing,
): string[] {
  const { split, form } = plan;
  const line = (text: string): string => `${block.indent}${text}${eol}`;
  const isNew = split !== undefined && form === 'download';
  const texts = [isNew ? line(split.first) : block.text(eol, plan.replaced ?? split?.first)];
  for (const [index, step] of plan.moving.entries()) {
    const above = plan.moving[index - 1]?.node.index;
    texts.push(above === undefined ? separator : separatorAfter(above - plan.from));
    texts.push(blockOf(model.file, step.node).text(eol, movedText(model, step, plan.directory)));
  }
  if (split !== undefined) {
    texts.push(separator, isNew ? block.text(eol, split.second) : line(split.second));
  }
  return texts;
}

/** What is copied above which node: those of the first copy where the plan says, and the others in the place of their own. */
function sourcesByPlace({ sources, moving, insertAt }: Plan): ReadonlyMap<number, readonly ManifestSource[]> {
  const places = new Map<number, ManifestSource[]>();
  const first = moving[0]?.node.index;
  for (const source of sources) {
    const own = source.step.node.index;
    const at = first === undefined || own === first ? insertAt : own;
    places.set(at, [...(places.get(at) ?? []), source]);
  }
  return places;
}

/** A moved copy's instruction; with an absolute destination where it passes a WORKDIR, below which it would mean another place. */
function movedText(model: Model, { node, copy }: CopyStep, directory: number): string {
  const { text } = node.instruction;
  const parsed = parsedOf(model.file, node.instruction);
  const dest = parsed.args[parsed.args.length - 1];
  if (node.index >= directory || dest === undefined || dest.text.startsWith('/')) {
    return text;
  }
  const written = parsed.json ? JSON.stringify(copy.resolvedDest) : copy.resolvedDest;
  return text.slice(0, dest.span.start) + written + text.slice(dest.span.end);
}

function gapAfter(file: Dockerfile, blocks: readonly Block[], offset: number): string {
  const next = blocks[offset + 1];
  return next === undefined ? '' : file.text.slice(blocks[offset]?.end, next.start);
}

function endsWithBlankLine(text: string): boolean {
  return /\n[ \t]*\r?\n$/.test(text);
}
