import type { Model, Node } from '../../model/types.ts';
import type { Dockerfile } from '../../syntax/types.ts';
import type { TextEdit } from '../types.ts';
import { doubledBlankLines, gapAbove, leadingBlankLines, trailingBlankLines } from '../moving/blank-lines.ts';
import { blockOf, lineEndOf, type Block } from '../moving/blocks.ts';
import { headsStaying } from '../moving/group-heading.ts';
import { manifestCopies } from './manifest-copy.ts';
import { movedCopy } from './moved-copy.ts';
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
 * instruction go with it, unless they head copies that stay, and line ends, indentation and blank lines stay as they are.
 */
export function rearrange(model: Model, plan: Plan): Rearranged {
  const { file } = model;
  const first = plan.from;
  const eol = lineEndOf(file, model.nodes[first]?.instruction);
  const blocks = model.nodes.slice(first, plan.last + 1).map((node) => blockOf(file, node));
  const going = goingDown(model, plan);
  const moved = new Set(going.map(({ node }) => node.index));
  const sources = sourcesByPlace(plan);
  const left = new Set([...moved].filter((index) => leavesComments(model, index, moved)));
  const indent = blocks[0]?.indent ?? '';
  const line = (text: string): string => `${indent}${text}${eol}`;
  const start = blocks[0]?.start ?? 0;
  const end = blocks[blocks.length - 1]?.end ?? start;

  const others = blocks.findIndex(({ node }) => !moved.has(node.index));
  const separatorAfter = (offset: number): string =>
    eol.repeat(leadingBlankLines(gapAfter(file, blocks, offset)).length);
  const separator = separatorAfter(Math.max(others - 1, 0));
  const texts: string[] = [];
  const instructions: string[] = [];
  for (const [offset, block] of blocks.entries()) {
    const { index } = block.node;
    texts.push(...(left.has(index) ? [block.comments] : []));
    if (index === plan.insertAt && plan.split?.front !== undefined) {
      texts.push(line(plan.split.front), separator);
      instructions.push(plan.split.front);
    }
    const copies = manifestCopies(model, sources.get(index) ?? []);
    texts.push(...copies.map((text) => `${index === plan.insertAt ? indent : block.indent}${text}${eol}`));
    instructions.push(...copies);
    if (index === plan.insertAt && plan.inserted !== undefined) {
      texts.push(line(plan.inserted), separator);
      instructions.push(plan.inserted);
    }
    const gap = gapAfter(file, blocks, offset);
    if (moved.has(index)) {
      const above = texts.length > 0 ? texts.slice(-3).join('') : gapAbove(model, first);
      // Blank lines between two that move go along with these.
      const isBetween = moved.has(index + 1) && gap.trim() === '';
      const kept = isBetween
        ? ''
        : gap.slice(doubledBlankLines(gap, trailingBlankLines(above).length).length);
      texts.push(...(kept === '' ? [] : [kept]));
      continue;
    }
    if (index !== plan.last) {
      texts.push(block.text(eol), gap);
      instructions.push(block.node.instruction.text);
      continue;
    }
    texts.push(...lastBlocks(model, plan, block, { going, eol, separator, separatorAfter, left }));
    instructions.push(plan.replaced ?? plan.split?.first ?? block.node.instruction.text);
    instructions.push(...going.map(({ text }) => text));
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

/** What goes below the installs, in document order, and its text there. */
interface Going {
  readonly node: Node;
  readonly text: string;
}

function goingDown(model: Model, plan: Plan): readonly Going[] {
  const copies = plan.moving.map((step): Going => ({ node: step.node, text: movedCopy(model, step, plan) }));
  const runs = plan.followers.map(({ node }): Going => ({ node, text: node.instruction.text }));
  return [...copies, ...runs].sort((a, b) => a.node.index - b.node.index);
}

/** What stands between blocks: a line's end, or nothing where the copies had no blank line behind them. */
interface Spacing {
  readonly going: readonly Going[];
  readonly eol: string;
  /** Between what moves and what it moves below. */
  readonly separator: string;
  /** Behind the block at an offset, as it was. */
  readonly separatorAfter: (offset: number) => string;
  /** What goes without its comments, which stay where they were. */
  readonly left: ReadonlySet<number>;
}

/**
 * The last install, the moved copies below it, and what is left of a RUN that is cut in two. Its comments stay with the install,
 * above a step that only downloads with the RUN that was there before.
 */
function lastBlocks(
  model: Model,
  plan: Plan,
  block: Block,
  { going, eol, separator, separatorAfter, left }: Spacing,
): string[] {
  const { split, form } = plan;
  const line = (text: string): string => `${block.indent}${text}${eol}`;
  const isNew = split !== undefined && form === 'download';
  const texts = [isNew ? line(split.first) : block.text(eol, plan.replaced ?? split?.first)];
  for (const [index, { node, text }] of going.entries()) {
    const above = going[index - 1]?.node.index;
    texts.push(above === undefined ? separator : separatorAfter(above - plan.from));
    const own = blockOf(model.file, node);
    const lines = own.text(eol, text);
    texts.push(left.has(node.index) ? lines.slice(own.comments.length) : lines);
  }
  if (split !== undefined) {
    texts.push(separator, isNew ? block.text(eol, split.second) : line(split.second));
  }
  return texts;
}

function leavesComments(model: Model, index: number, moved: ReadonlySet<number>): boolean {
  const node = model.nodes[index];
  return node !== undefined && headsStaying(model, node, moved);
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

function gapAfter(file: Dockerfile, blocks: readonly Block[], offset: number): string {
  const next = blocks[offset + 1];
  return next === undefined ? '' : file.text.slice(blocks[offset]?.end, next.start);
}
