import type { Model } from '../../model/types.ts';
import { blockOf } from './blocks.ts';

/** The lines between an instruction with its comments and the one above: blank ones, and comments that stand alone. */
export function gapAbove({ file, nodes }: Model, index: number): string {
  const [node, previous] = [nodes[index], nodes[index - 1]];
  const end = node === undefined ? file.text.length : blockOf(file, node).start;
  return file.text.slice(previous === undefined ? 0 : blockOf(file, previous).end, end);
}

/** The blank lines with which lines begin. */
export function leadingBlankLines(lines: string): readonly string[] {
  const all = linesOf(lines);
  const end = all.findIndex((line) => !isBlank(line));
  return end < 0 ? all : all.slice(0, end);
}

/** The blank lines with which lines end. */
export function trailingBlankLines(lines: string): readonly string[] {
  const all = linesOf(lines);
  return all.slice(all.findLastIndex((line) => !isBlank(line)) + 1);
}

/** How many blank lines stand above an instruction and its comments. */
export function blankLinesAbove(model: Model, index: number): number {
  return trailingBlankLines(gapAbove(model, index)).length;
}

/** How many blank lines stand below an instruction; one where nothing more does. */
export function blankLinesBelow(model: Model, index: number): number {
  const gap = gapAbove(model, index + 1);
  const isLast = index === model.nodes.length - 1 && gap.trim() === '';
  return isLast ? 1 : leadingBlankLines(gap).length;
}

/**
 * The blank lines of a gap that go along with the instruction above it, when that is taken out below so many other blank lines: what
 * is left are as many as stood on the side that had more.
 */
export function doubledBlankLines(gap: string, above: number): string {
  return leadingBlankLines(gap).slice(0, above).join('');
}

/** Whole lines with their line ends. What stands behind the last line end is part of the document's last line, and no line. */
function linesOf(text: string): readonly string[] {
  return text.slice(0, text.lastIndexOf('\n') + 1).match(/[^\n]*\n/g) ?? [];
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
