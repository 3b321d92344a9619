import { parsedOf } from '../syntax/instruction.ts';
import { namedVariables } from '../syntax/named-variables.ts';
import type { Model, Node } from '../model/types.ts';
import { SCAN_ARGS } from './scan-args.ts';

/** What runs again when what an instruction sets is another. */
export interface ValueReach {
  /** Steps that run again. */
  readonly steps: number;
  /** The first of them, as a node, where it stands in the same stage; undefined where none does. */
  readonly first: number | undefined;
}

/** What is known of each instruction when somebody asks. */
export interface ValueReachOptions {
  readonly classic: boolean;
  readonly isStep: (node: Node) => boolean;
  readonly below: (node: number) => number;
  /** Steps from the next RUN on, that of a stage built FROM this one too. */
  readonly fromNextRun: (node: number) => number;
  /** The variables that an instruction names. */
  readonly variables: (node: Node) => readonly string[];
}

/** Instructions that are looked at for one that names a variable; people write fewer between two RUNs. */
const MAX_LOOKED_AT = 50;

/**
 * Which steps see another value of an ENV or ARG, or another USER or SHELL (domain.md 2.2): every RUN, used or not, what
 * names the variable before that, and what stands below those. A variable that is set again is seen no more. Another value
 * of an ARG means one from `--build-arg`; to the classic builder its own text is a step of its own.
 */
export function valueReach(model: Model, node: Node, options: ValueReachOptions): ValueReach {
  const { isStep, below, fromNextRun } = options;
  const end = node.stage === undefined ? 0 : (model.stages[node.stage]?.end ?? 0);
  const set = node.detail.kind === 'pairs' ? node.detail.pairs.map(({ name }) => name) : [];
  const names = new Set(
    options.classic || node.kind !== 'argument' ? set : set.filter((name) => !SCAN_ARGS.has(name)),
  );
  if (names.size === 0 && set.length > 0) {
    return { steps: 0, first: undefined };
  }
  const limit = Math.min(end, node.index + MAX_LOOKED_AT);
  for (let at = node.index + 1; at < limit; at++) {
    const other = model.nodes[at];
    if (!other) {
      continue;
    }
    const mentions = names.size > 0 && options.variables(other).some((name) => names.has(name));
    if (isStep(other) && sees(model, other, { by: node, mentions, classic: options.classic })) {
      return { steps: 1 + below(at), first: at };
    }
    if (isLast(other, { by: node, names, mentions })) {
      return { steps: 0, first: undefined };
    }
  }
  // What stages that are built FROM this one run, where all of this one was looked at.
  return { steps: fromNextRun(limit === end ? Math.max(end - 1, node.index) : node.index), first: undefined };
}

interface Setter {
  readonly by: Node;
  /** Whether the instruction that is looked at names one of the variables. */
  readonly mentions: boolean;
}

function sees(
  model: Model,
  node: Node,
  { by, mentions, classic }: Setter & { readonly classic: boolean },
): boolean {
  const isRun = node.detail.kind === 'run';
  switch (by.instruction.keyword) {
    case 'USER':
      // The owner of the folder that WORKDIR makes.
      return isRun || node.detail.kind === 'workdir';
    case 'SHELL':
      return isRun && !parsedOf(model.file, node.instruction).json;
    default:
      // The classic builder takes an ARG as it is written.
      return isRun || (!(classic && node.kind === 'argument') && mentions);
  }
}

/** Whether nothing of what was set reaches further; takes up what is set from it. */
function isLast(node: Node, { by, names, mentions }: Setter & { readonly names: Set<string> }): boolean {
  const { keyword } = node.instruction;
  if (keyword === by.instruction.keyword && (keyword === 'USER' || keyword === 'SHELL')) {
    return true;
  }
  if (names.size === 0 || node.detail.kind !== 'pairs' || (keyword !== 'ENV' && keyword !== 'ARG')) {
    return false;
  }
  for (const { name, value } of node.detail.pairs) {
    if (mentions) {
      names.add(name);
    } else if (value !== undefined) {
      // An ARG takes the place of an ENV too, for the build (AddEnv in dispatchArg, dockerfile2llb/convert.go).
      names.delete(name);
    }
  }
  return names.size === 0;
}

/** Remembers which variables each instruction names, so that many questions read each text once. */
export function variableReader({ file }: Pick<Model, 'file'>): (node: Node) => readonly string[] {
  const known = new Map<Node, readonly string[]>();
  return (node) => {
    let names = known.get(node);
    if (names === undefined) {
      names = node.instruction.text.includes('$') ? [...namedVariables(expandedText(file, node))] : [];
      known.set(node, names);
    }
    return names;
  };
}

/** An instruction without the files that it holds under a quoted name: in these BuildKit replaces nothing (convert.go, `Expand`). */
function expandedText(file: Model['file'], { detail, instruction }: Node): string {
  const { text } = instruction;
  const heredocs = detail.kind === 'copy' && text.includes('<<') ? parsedOf(file, instruction).heredocs : [];
  let expanded = '';
  let from = 0;
  for (const { expand, bodySpan } of heredocs) {
    if (!expand) {
      expanded += text.slice(from, bodySpan.start);
      from = bodySpan.end;
    }
  }
  return expanded + text.slice(from);
}
