import { isBuilt } from '../../cache/graph.ts';
import type { Builder } from '../../cache/types.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Analysis } from '../types.ts';

/** Who builds, in the middle of a sentence: `BuildKit`, `the classic builder`. */
export function builderName(builder: Builder): string {
  return builder === 'classic' ? 'the classic builder' : 'BuildKit';
}

/** `builderName` at the beginning of a sentence. */
export function builderTitle(builder: Builder): string {
  return builder === 'classic' ? 'The classic builder' : 'BuildKit';
}

/** True for a stage that nothing of the final image needs and that is built all the same, as the classic builder does. */
export function isBuiltForNothing(model: Model, stage: Stage, builder: Builder): boolean {
  return stage.role === 'unused' && builder === 'classic' && isBuilt(model, stage.index, builder);
}

/** Of COPY and ADD; what else is new there is not known to be refused. */
const REFUSED_FLAGS: ReadonlySet<string> = new Set(['chmod']);

/**
 * What makes the classic builder refuse an instruction, as it is written: `--mount`, `<<`. Undefined when it takes it, and
 * with BuildKit (domain.md 1.3: flags of RUN, heredocs, COPY --chmod).
 */
export function refusedPart({ model, builder }: Analysis, node: Node): string | undefined {
  const { keyword } = node.instruction;
  if (builder !== 'classic' || !TAKES_FILES.has(keyword)) {
    return undefined;
  }
  const { flags, heredocs } = parsedOf(model.file, node.instruction);
  const flag = flags.find(({ name }) => keyword === 'RUN' || REFUSED_FLAGS.has(name));
  return flag === undefined ? (heredocs.length > 0 ? '<<' : undefined) : `--${flag.name}`;
}

const TAKES_FILES: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);
