import { code, listedBriefly } from '../../fixes/moving/words.ts';
import { chainStart } from '../../model/chain-start.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { imageTitle } from '../layer-words.ts';

/** More lines than this are not named. */
const MAX_NAMED = 3;

/** Other images that start a program as root, and what they have in common with the first one. */
export interface SharedRoot {
  /** What starts their programs. */
  readonly others: readonly Node[];
  /** From which all of them are built. */
  readonly stage: Stage;
  /** Whether a user there would be one for these images alone. */
  readonly isPlace: boolean;
}

/** What is said of an instruction that starts a program as root, alone or together with those of other images. */
export function rootMessage(model: Model, node: Node, shared?: SharedRoot): string {
  const base = chainStart(model, node.stage)?.base;
  const name = base?.kind === 'image' ? base.name : undefined;
  const cause = name === undefined ? 'nothing sets a user' : `no USER is set, and ${code(name)} sets none`;
  const { keyword, line } = node.instruction;
  return `${keyword} (line ${line}) runs as root${shared === undefined ? '' : alsoOf(shared)}: ${cause}. Whoever takes over the program may change everything in the container. Set USER ${placeOf(shared)}.`;
}

function alsoOf({ others, stage }: SharedRoot): string {
  const lines = others.map(({ instruction }) => String(instruction.line));
  const programs = lines.length === 1 ? 'does the program of line' : 'do the programs of lines';
  return `, and so ${programs} ${listedBriefly(lines, MAX_NAMED, '')} (these ${lines.length + 1} images are built from ${imageTitle(stage)})`;
}

function placeOf(shared: SharedRoot | undefined): string {
  if (shared === undefined) {
    return 'above it';
  }
  return shared.isPlace ? 'at the end of that stage, or above each of them' : 'above each of them';
}
