import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { Pair } from '../../syntax/types.ts';
import { changesWithBase } from './base-names.ts';
import { hasHeirs } from './heirs.ts';
import { inheritedFrom, type Inherited } from './inherited.ts';
import { namedElsewhere } from './named-elsewhere.ts';
import { bustsCache } from '../moving/volatile-names.ts';
import { onlySays } from './only-says.ts';
import { passedNode, type Passed } from './passed.ts';
import { firstNaming, isPin, isToolVersion } from './pinned.ts';
import { volatilityIn } from './volatility.ts';
import { isAnyIn, wordsIn, wordsOf } from './words-in.ts';

/** Variables that change with every build or release, above installs that don't use them. */
export interface Volatile {
  /**
   * The ARG and ENV nodes, in order: the first one, and those below it that are volatile too or made of it. Among them the LABELs
   * made of these above the last install, and what only prints them: a label reruns nothing (domain.md 2.2), and a RUN that prints
   * writes nothing, so that both may stand anywhere.
   */
  readonly moving: readonly [Node, ...Node[]];
  /** What they set, in order. */
  readonly names: ReadonlySet<string>;
  /** What stands between them and the place below. */
  readonly passed: readonly Passed[];
  /** The installs of the stages that are built on theirs. There is one, or one among the passed. */
  readonly inherited: readonly Node[];
  /** The first instruction that may read them; undefined when none of the stage does. */
  readonly reader: Node | undefined;
  /** Those of the passed that fetch what a `CACHEBUST` without a reader of that name may be there for. */
  readonly refetching: readonly Passed[];
  /** True when one of them also sets a variable that has nothing to do with it. */
  readonly mixed: boolean;
}

/** What a walk over the variables' own stage finds. */
type Walked = Omit<Volatile, 'inherited'>;

/** Instructions below a variable that are looked at, so that thousands of variables don't take quadratic time. */
const MAX_WALK = 100;

/** Every group of volatile variables above installs that don't use it, in document order. */
export const findVolatile = rememberedWith(find);

function find(model: Model): readonly Volatile[] {
  const found: Volatile[] = [];
  const told = new Set<Node>();
  // A stage is built FROM an earlier one, so that what is told of it is known when it is its turn.
  for (const stage of model.stages) {
    if (isBuiltAtAll(model, stage)) {
      findInStage(model, stage, { found, told });
    }
  }
  return found;
}

/** `told` is what other stages inherit of those that are found: the installs, and what sets the same variables again. */
function findInStage(
  model: Model,
  stage: Stage,
  { found, told }: { readonly found: Volatile[]; readonly told: Set<Node> },
): void {
  const nodes = model.nodes.slice(stage.first + 1, stage.end);
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined || !mayStartGroup(model, node)) {
      continue;
    }
    const near = [node, ...nodes.slice(at + 1, at + MAX_WALK)] as const;
    if (!startsGroup(model, node, near)) {
      continue;
    }
    const walked = walkFor(model, near);
    const isTold = told.has(node);
    const { installs, again } = isTold ? NOTHING : inheritedBy(model, stage, walked, near);
    const isNew = walked.passed.some((one) => one.installs && !(isTold && told.has(one.node)));
    const isFound = (isNew || installs.length > 0) && !isForInstalls(model, stage, walked);
    if (isFound && !isToolVersion(model, walked.names, near)) {
      found.push({ ...walked, inherited: installs });
      for (const one of installs.length > 0 ? [...installs, ...again] : []) {
        told.add(one);
      }
    }
    at += lastOf(walked).index - node.index;
  }
}

/** Whether nothing but what is passed is left that a `CACHEBUST` may be there for: below it, it would do nothing. */
function isForInstalls(model: Model, stage: Stage, { names, reader, moving }: Walked): boolean {
  return (
    reader === undefined &&
    [...names].every(bustsCache) &&
    !hasHeirs(model, stage) &&
    namedElsewhere(model, moving[0], names) === undefined
  );
}

function isSetting({ keyword }: Node['instruction']): boolean {
  return keyword === 'ARG' || keyword === 'ENV';
}

const NOTHING: Inherited = { installs: [], again: [] };

/** The last that sets some of them: below it they have their values. */
function lastOf({ moving }: Walked): Node {
  return moving.findLast(({ instruction }) => isSetting(instruction)) ?? moving[0];
}

/** What variables do in the stages that are built on theirs; `near` is what is looked at of their own. */
function inheritedBy(
  model: Model,
  { index, end }: Stage,
  walked: Walked,
  near: readonly [Node, ...Node[]],
): Inherited {
  const { names } = walked;
  if (near[0].index + near.length < end) {
    return NOTHING;
  }
  const rest = near.slice(lastOf(walked).index - near[0].index + 1);
  return inheritedFrom(model, { stage: index, rest, names, refetch: bustsUnnamed(model, names, near) });
}

function mayStartGroup(model: Model, { instruction }: Node): boolean {
  return (
    isSetting(instruction) &&
    parsedOf(model.file, instruction).pairs.some(({ name }) => volatilityIn(model, name) !== undefined)
  );
}

/** An ARG with a volatile name, or an ENV with one that every build changes or that a person did not write in; no pins. */
function startsGroup(model: Model, node: Node, nodes: readonly Node[]): boolean {
  return (
    mayStartGroup(model, node) &&
    parsedOf(model.file, node.instruction).pairs.some(
      (pair) =>
        isVolatile(model, node, pair, nodes) &&
        (node.instruction.keyword === 'ARG' ||
          volatilityIn(model, pair.name) === 'build' ||
          pair.value?.includes('$') === true),
    )
  );
}

function isVolatile(model: Model, node: Node, pair: Pair, nodes: readonly Node[]): boolean {
  return (
    volatilityIn(model, pair.name) !== undefined &&
    !changesWithBase(model, node, pair) &&
    !isPin(model, node, pair, nodes)
  );
}

/** How far a walk goes where something is downloaded that no variable names. */
type Downloads = 'passed' | 'with installs' | 'not passed';

/**
 * `CACHEBUST` above a download is there to fetch it anew, by where it stands: unless something names it, what is downloaded first
 * apart from installs, or brings packages up to date, is taken for what it is meant for; without that, any download may be, and
 * where no other step comes below, the installs.
 */
function walkFor(model: Model, nodes: readonly [Node, ...Node[]]): Walked {
  const walked = walk(model, nodes, 'passed');
  if (!bustsUnnamed(model, walked.names, nodes)) {
    return walked;
  }
  if (!walked.passed.some(({ downloads }) => downloads)) {
    const isForStep = walked.reader?.kind === 'layer';
    return { ...walked, refetching: isForStep ? [] : walked.passed.filter(({ installs }) => installs) };
  }
  const apart = walk(model, nodes, 'with installs');
  const isForReader = apart.reader !== undefined && passedNode(model, apart.reader)?.downloads === true;
  return isForReader
    ? { ...apart, refetching: apart.passed.filter(({ downloads }) => downloads) }
    : walk(model, nodes, 'not passed');
}

/** Whether one is there to run again what is below it, and nothing says what. */
function bustsUnnamed(model: Model, names: ReadonlySet<string>, nodes: readonly Node[]): boolean {
  return [...names].some((name) => bustsCache(name) && firstNaming(model, [name], nodes) === undefined);
}

/** `nodes` begin with the first variable, `first`. */
function walk(model: Model, nodes: readonly [Node, ...Node[]], downloads: Downloads): Walked {
  const [first] = nodes;
  const moving: Node[] = [];
  const names = new Set<string>();
  const passed: Passed[] = [];
  /** What the moved instructions refer to: setting it in between would change their values. */
  const wanted = new Set<string>();
  /** The first of the labels, and of what prints, below the last install, with what was found up to it. */
  let along: { readonly node: Node; readonly moving: number; readonly passed: number } | undefined;
  const labels = new Set<string>();
  let prints = false;
  let mixed = false;
  let reader: Node | undefined;
  for (const node of nodes) {
    const isPairs = isSetting(node.instruction);
    const words = wordsOf(model, node);
    const isUsed = isAnyIn(names, words);
    const isJoining =
      isPairs && passed.length === 0 && (node === first || isUsed || startsGroup(model, node, nodes));
    if (isJoining) {
      const { pairs } = parsedOf(model.file, node.instruction);
      const own = pairs.filter(
        (pair) =>
          names.has(pair.name) ||
          isVolatile(model, node, pair, nodes) ||
          isAnyIn(names, wordsIn(pair.value ?? '')),
      );
      mixed ||= own.length < pairs.length;
      moving.push(node);
      for (const { name } of own) {
        names.add(name);
      }
      for (const word of words) {
        wanted.add(word);
      }
      continue;
    }
    const keys = labelsOf(model, node);
    if (isUsed && (keys.length > 0 || onlySays(model, node))) {
      along ??= { node, moving: moving.length, passed: passed.length };
      moving.push(node);
      prints ||= keys.length === 0;
      for (const key of keys) {
        labels.add(isOpen(key) ? ANY : key);
      }
      for (const word of words) {
        wanted.add(word);
      }
      continue;
    }
    const setsWanted =
      isPairs && parsedOf(model.file, node.instruction).pairs.some(({ name }) => wanted.has(name));
    const isRepeated =
      labels.size > 0 && keys.some((key) => labels.has(key) || labels.has(ANY) || isOpen(key));
    // Another shell may print otherwise, or not at all.
    const isOtherShell = node.instruction.keyword === 'SHELL' && prints;
    const isInTheWay = isUsed || setsWanted || isRepeated || isOtherShell;
    const pass = isInTheWay ? undefined : passedNode(model, node);
    if (pass === undefined || (pass.downloads && isStopped(pass, downloads))) {
      reader = node;
      break;
    }
    passed.push(pass);
    along = pass.installs ? undefined : along;
  }
  if (along !== undefined) {
    moving.length = along.moving;
    passed.length = along.passed;
    reader = along.node;
  }
  return { moving: [first, ...moving.slice(1)], names, passed, reader, refetching: [], mixed };
}

function isStopped({ installs, upgrades }: Passed, downloads: Downloads): boolean {
  return downloads === 'not passed' || (downloads === 'with installs' && (!installs || upgrades));
}

/** The names of the labels that a node sets, without quotes. */
function labelsOf(model: Model, { instruction }: Node): readonly string[] {
  return instruction.keyword === 'LABEL'
    ? parsedOf(model.file, instruction).pairs.map(({ name }) => name.replace(/["'\\]/g, ''))
    : [];
}

/** Stands for a label whose name only the build knows: it may be any. */
const ANY = '$';

function isOpen(label: string): boolean {
  return label.includes('$');
}
