import type { Node } from '../../model/types.ts';
import type { Block } from '../moving/blocks.ts';
import type { CutRun } from './cut-run.ts';
import { tellsOf } from './heading.ts';

/** A block that moves, as whole lines: what goes up, and what stays where it was. */
export interface MovedBlock {
  readonly moving: string;
  readonly staying: string;
}

/** What lies around a block that moves. */
export interface Beside {
  readonly eol: string;
  /** Where only the beginning of the instruction moves. */
  readonly cut: CutRun | undefined;
  /** The instruction directly below, if it stays. */
  readonly next: Node | undefined;
}

/** Divides a block that moves. Comments above it go up with it, unless they tell of what stays below them. */
export function movedBlock(block: Block, { eol, cut, next }: Beside): MovedBlock {
  const { instruction } = block.node;
  const whole = block.text(eol, cut?.first);
  const rest = cut === undefined ? [] : [...cut.comments, cut.second];
  const staying = rest.map((line) => `${block.indent}${line}${eol}`).join('');
  const other = cut?.second ?? next?.instruction.text;
  if (other === undefined || !tellsOf(instruction.comments, cut?.first ?? instruction.text, other)) {
    return { moving: whole, staying };
  }
  return { moving: whole.slice(block.comments.length), staying: block.comments + staying };
}
