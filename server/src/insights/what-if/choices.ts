import { indexOf } from '../../context/snapshot-index.ts';
import type { ChangeHistory } from '../../context/history/types.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { instructionTitle } from '../instruction-title.ts';
import type { Analysis } from '../types.ts';
import type { WhatIfArgument, WhatIfChoices, WhatIfFile, WhatIfInstruction } from './types.ts';

/** What makes the order, and how much is listed. */
export interface ChoiceOptions {
  /** Of the context's files: those that changed most often come first. */
  readonly history?: ChangeHistory | undefined;
  /** Files that a build may read: 4,000 when undefined. */
  readonly files?: number | undefined;
  /** Files that the ignore file leaves out: 500 when undefined. */
  readonly ignored?: number | undefined;
}

/** What somebody may ask about: the context's files, the instructions and the build arguments. */
export function whatIfChoices({ model, facts }: Analysis, options: ChoiceOptions = {}): WhatIfChoices {
  const { context } = facts;
  const { files, total } = context ? filesOf(context, options) : { files: undefined, total: 0 };
  return {
    files,
    total,
    complete: context?.complete === true,
    instructions: instructionsOf(model),
    arguments: argumentsOf(model),
  };
}

function filesOf(
  context: ContextSnapshot,
  { history, files: maxFiles = 4000, ignored: maxIgnored = 500 }: ChoiceOptions,
): { readonly files: readonly WhatIfFile[]; readonly total: number } {
  const { ignore } = indexOf(context);
  const changes = changesOf(history);
  const kept: WhatIfFile[] = [];
  const ignored: WhatIfFile[] = [];
  for (const [path, { kind }] of context.entries) {
    if (kind === 'file' || kind === 'symlink') {
      const leftOut = ignore.leavesOut(path);
      (leftOut ? ignored : kept).push({ path, ignored: leftOut });
    }
  }
  return {
    files: [...first(kept, changes, maxFiles), ...first(ignored, changes, maxIgnored)],
    total: kept.length + ignored.length,
  };
}

/** In how many commits each file changed. */
function changesOf(history: ChangeHistory | undefined): ReadonlyMap<string, number> {
  const changes = new Map<string, number>();
  for (const { paths } of history?.commits ?? []) {
    for (const path of paths) {
      changes.set(path, (changes.get(path) ?? 0) + 1);
    }
  }
  return changes;
}

/** Those that changed most often first, then those in the fewest folders, then by name. */
function first(
  files: readonly WhatIfFile[],
  changes: ReadonlyMap<string, number>,
  limit: number,
): WhatIfFile[] {
  return files
    .map((file) => ({ file, depth: file.path.split('/').length, changed: changes.get(file.path) ?? 0 }))
    .sort((a, b) => b.changed - a.changed || a.depth - b.depth || (a.file.path < b.file.path ? -1 : 1))
    .slice(0, limit)
    .map(({ file }) => file);
}

/** How much of an instruction is shown. */
const SHOWN = 80;

/** A Dockerfile with more is not one that people pick from. */
const MAX_INSTRUCTIONS = 2000;

function instructionsOf({ file, nodes }: Model): WhatIfInstruction[] {
  return nodes
    .filter(({ kind, stage }) => kind !== 'unknown' && stage !== undefined)
    .slice(0, MAX_INSTRUCTIONS)
    .map(({ index, instruction }) => ({
      node: index,
      line: instruction.line,
      offset: instruction.start,
      text: instructionTitle(file, instruction, SHOWN),
    }));
}

function argumentsOf({ nodes }: Model): WhatIfArgument[] {
  const lines = new Map<string, number[]>();
  for (const { instruction, detail } of nodes) {
    if (instruction.keyword !== 'ARG' || detail.kind !== 'pairs') {
      continue;
    }
    for (const { name } of detail.pairs) {
      const found = lines.get(name);
      if (found === undefined) {
        lines.set(name, [instruction.line]);
      } else {
        found.push(instruction.line);
      }
    }
  }
  return [...lines].map(([name, found]) => ({ name, lines: found }));
}
