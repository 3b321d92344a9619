import { parsedOf } from '../syntax/instruction.ts';
import type { Dockerfile, Instruction, ParsedInstruction } from '../syntax/types.ts';
import type { Surroundings } from './evaluate.ts';
import { predefinedArgs } from './global-args.ts';
import type { Observer } from './step.ts';
import type { BuildOptions, Source } from './types.ts';

/** What one pass over a file shares. */
export interface Frame extends Surroundings {
  readonly globalArgs: Map<string, string>;
  readonly parsedOf: (instruction: Instruction) => ParsedInstruction;
  readonly instructions: readonly Instruction[];
  /** Lower-cased stage names to the last stage that has it: what `--from=` and the target mean. */
  readonly names: ReadonlyMap<string, number>;
  readonly stageCount: number;
  /** The names of all stages, as they are written, on a line each: what `--from=` may mean, above and below. */
  readonly stageNames: string;
  readonly target: number | undefined;
  readonly unknownTarget: boolean;
  readonly contexts: BuildOptions['contexts'];
  /** Names of the stages opened so far: what FROM means. */
  readonly opened: Map<string, number>;
  readonly observer: Observer;
}

/** What the pass begins with. */
export function frameOf(file: Dockerfile, options: BuildOptions, observer: Observer): Frame {
  const stageNames = file.instructions
    .filter(({ keyword }) => keyword === 'FROM')
    .map((instruction) => stageName(parsedOf(file, instruction)) ?? '');
  const names = new Map<string, number>();
  for (const [index, name] of stageNames.entries()) {
    if (name !== '') {
      names.set(name.toLowerCase(), index);
    }
  }
  const lastName = stageNames[stageNames.length - 1] ?? '';
  const stageCount = stageNames.length;
  const last = stageCount > 0 ? stageCount - 1 : undefined;
  const wanted = options.target === undefined ? last : names.get(options.target.toLowerCase());
  const { buildArgs = new Map<string, string>(), contexts } = options;
  return {
    escape: file.escape,
    buildArgs,
    globalArgs: predefinedArgs(options.platform ?? 'linux/amd64', options.target ?? lastName, buildArgs),
    source: (name) =>
      contexts?.has(name) === true ? { kind: 'image', name } : sourceNamed(name, names, stageCount),
    contexts,
    parsedOf: (instruction) => parsedOf(file, instruction),
    instructions: file.instructions,
    names,
    stageCount,
    stageNames: stageNames.join('\n'),
    target: wanted ?? last,
    unknownTarget: wanted === undefined && last !== undefined,
    opened: new Map(),
    observer,
  };
}

/** `--from=` takes a stage's index or name, else an image (toCommand in dockerfile2llb/convert.go). */
function sourceNamed(name: string, names: ReadonlyMap<string, number>, stageCount: number): Source {
  const index = /^\d+$/.test(name) ? Number(name) : undefined;
  if (index !== undefined && index < stageCount) {
    return { kind: 'stage', stage: index };
  }
  const stage = names.get(name.toLowerCase());
  return stage === undefined ? { kind: 'image', name } : { kind: 'stage', stage };
}

/** The name in `FROM image AS name`, or undefined. */
export function stageName(parsed: ParsedInstruction): string | undefined {
  const [, as, name] = parsed.args;
  return as?.text.toLowerCase() === 'as' ? name?.text : undefined;
}
