import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { throughHeirs } from './heirs.ts';
import { passedNode } from './passed.ts';
import { volatilityIn } from './volatility.ts';
import { isAnyIn, wordsIn, wordsOf } from './words-in.ts';

/** What volatile variables do to the stages that are built on theirs, which take over all ENVs and ARGs (domain.md 1.1 and 2.2). */
export interface Inherited {
  /** The installs there that don't use them, in order. */
  readonly installs: readonly Node[];
  /** The ARGs and ENVs on the way that set them once more, or what is made of them, and no other volatile variable. */
  readonly again: readonly Node[];
}

/** What is carried from one instruction to the next. */
interface Carried {
  readonly names: ReadonlySet<string>;
  /** True where something is downloaded anew by them, though nothing names them. */
  readonly refetch: boolean;
}

/**
 * Follows variables of a stage into those that are built on it, in each to the first step that may read them: what stands below
 * that one has to run again. `rest` is all that stands below them in their own.
 */
export function inheritedFrom(
  model: Model,
  { stage, rest, ...carried }: Carried & { readonly stage: number; readonly rest: readonly Node[] },
): Inherited {
  const installs: Node[] = [];
  const again: Node[] = [];
  const names = namesBehind(model, rest, carried, { installs: [], again });
  if (names !== undefined) {
    throughHeirs(model, { stage, state: names }, (nodes, above) =>
      namesBehind(model, nodes, { ...carried, names: above }, { installs, again }),
    );
  }
  return { installs: installs.sort((a, b) => a.index - b.index), again };
}

/** The names that are volatile behind instructions; undefined where one of these may read them, or none is left. */
function namesBehind(
  model: Model,
  nodes: readonly Node[],
  { names: given, refetch }: Carried,
  found: { readonly installs: Node[]; readonly again: Node[] },
): ReadonlySet<string> | undefined {
  let names = given;
  for (const node of nodes) {
    const { keyword } = node.instruction;
    const isUsed = isAnyIn(names, wordsOf(model, node));
    if (keyword === 'ARG' || keyword === 'ENV') {
      const next = isUsed ? namesAfter(model, node, names) : names;
      if (isUsed && !setsAnother(model, node, next)) {
        found.again.push(node);
      }
      names = next;
      continue;
    }
    const pass = isUsed && !NO_STEP.has(keyword) ? undefined : passedNode(model, node);
    if (pass === undefined || (refetch && pass.downloads) || names.size === 0) {
      return undefined;
    }
    if (pass.installs) {
      found.installs.push(node);
    }
  }
  return names.size === 0 ? undefined : names;
}

/** They change the image's configuration alone: no step has another key by what they say (domain.md 2.2). */
const NO_STEP = new Set('LABEL CMD ENTRYPOINT HEALTHCHECK EXPOSE STOPSIGNAL VOLUME MAINTAINER'.split(' '));

/** An ARG or ENV adds what it makes of volatile variables, and gives others of these a value that stays. */
function namesAfter(model: Model, { instruction }: Node, names: ReadonlySet<string>): ReadonlySet<string> {
  const after = new Set(names);
  for (const { name, value } of parsedOf(model.file, instruction).pairs) {
    if (value !== undefined && isAnyIn(names, wordsIn(value))) {
      after.add(name);
    } else if (
      instruction.keyword === 'ENV' ||
      (value !== undefined && volatilityIn(model, name) === undefined)
    ) {
      after.delete(name);
    }
  }
  return after;
}

/** Whether an ARG or ENV sets a volatile variable that is none of the names. */
function setsAnother(model: Model, { instruction }: Node, names: ReadonlySet<string>): boolean {
  return parsedOf(model.file, instruction).pairs.some(
    ({ name }) => !names.has(name) && volatilityIn(model, name) !== undefined,
  );
}
