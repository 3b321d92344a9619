import { runParts } from '../../ecosystems/run-parts.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { runsAlways } from '../moving/commutes.ts';
import { worksElsewhere } from '../moving/elsewhere.ts';
import { placesOf, type Place } from '../moving/places.ts';
import { volatility } from './names.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** An instruction between the variable and the first one that may read it. */
export interface Passed {
  readonly node: Node;
  /** The package manager of a RUN that installs; undefined for all others. */
  readonly manager: string | undefined;
  /** True for a system's package manager, whose scripts read none of a build's own variables. */
  readonly system: boolean;
}

/** Variables that change with every build or release, above installs that don't use them. */
export interface Volatile {
  /**
   * The ARG and ENV nodes, in order: the first one, and those below it that are volatile too or made of it. Among them the LABELs
   * made of these above the last install: a label reruns nothing (domain.md 2.2), and so may stand anywhere.
   */
  readonly moving: readonly [Node, ...Node[]];
  /** What they set, in order. */
  readonly names: ReadonlySet<string>;
  /** What stands between them and the place below. At least one is an install. */
  readonly passed: readonly Passed[];
  /** The first instruction that may read them; undefined when none of the stage does. */
  readonly reader: Node | undefined;
  /** True when one of them also sets a variable that has nothing to do with it. */
  readonly mixed: boolean;
}

/** Instructions below a variable that are looked at, so that thousands of variables don't take quadratic time. */
const MAX_WALK = 100;

/** Every group of volatile variables above installs that don't use it, in document order. */
export const findVolatile = rememberedWith(find);

function find(model: Model): readonly Volatile[] {
  return model.stages
    .filter(({ role }) => role !== 'unused')
    .flatMap(({ first, end }) => inStage(model, model.nodes.slice(first + 1, end)));
}

function inStage(model: Model, nodes: readonly Node[]): readonly Volatile[] {
  const found: Volatile[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined || !startsGroup(model, node)) {
      continue;
    }
    const walked = walk(model, nodes.slice(at, at + MAX_WALK), node);
    if (walked.passed.some(({ manager }) => manager !== undefined) && !isToolVersion(walked)) {
      found.push(walked);
    }
    const last = walked.moving.findLast(({ instruction }) => instruction.keyword !== 'LABEL')?.index;
    at += (last ?? node.index) - node.index;
  }
  return found;
}

/** An ARG with a volatile name, or an ENV with one that every build changes or that a person did not write in. */
function startsGroup(model: Model, node: Node): boolean {
  const { keyword } = node.instruction;
  const { pairs } = parsedOf(model.file, node.instruction);
  return pairs.some(({ name, value }) => {
    const kind = volatility(name);
    return keyword === 'ARG'
      ? kind !== undefined
      : keyword === 'ENV' && (kind === 'build' || (kind === 'release' && value?.includes('$') === true));
  });
}

/** `nodes` begin with `first`. */
function walk(model: Model, nodes: readonly Node[], first: Node): Volatile {
  const moving: Node[] = [];
  const names = new Set<string>();
  const passed: Passed[] = [];
  /** What the moved instructions refer to: setting it in between would change their values. */
  const wanted = new Set<string>();
  /** The first of the labels below the last install, with what was found up to it. */
  let label: { readonly node: Node; readonly moving: number; readonly passed: number } | undefined;
  const labels = new Set<string>();
  let mixed = false;
  let reader: Node | undefined;
  for (const node of nodes) {
    const isPairs = node.instruction.keyword === 'ARG' || node.instruction.keyword === 'ENV';
    const words = wordsIn(node.instruction.text);
    const isUsed = [...names].some((name) => words.has(name));
    const isJoining =
      isPairs && passed.length === 0 && (node === first || isUsed || startsGroup(model, node));
    if (isJoining) {
      const { pairs } = parsedOf(model.file, node.instruction);
      const own = pairs.filter(
        ({ name, value = '' }) =>
          names.has(name) ||
          volatility(name) !== undefined ||
          [...names].some((one) => wordsIn(value).has(one)),
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
    if (keys.length > 0 && isUsed) {
      label ??= { node, moving: moving.length, passed: passed.length };
      moving.push(node);
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
    const pass = isUsed || setsWanted || isRepeated ? undefined : passedNode(model, node);
    if (pass === undefined) {
      reader = node;
      break;
    }
    passed.push(pass);
    label = pass.manager === undefined ? label : undefined;
  }
  if (label !== undefined) {
    moving.length = label.moving;
    passed.length = label.passed;
    reader = label.node;
  }
  return { moving: [first, ...moving.slice(1)], names, passed, reader, mixed };
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

/** The names that a text may refer to: every word of it, since a script may read a variable without a dollar sign. */
function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[A-Za-z_]\w*/g) ?? []);
}

/** Undefined for a RUN that may read any variable: whatever is no known install and no work on files elsewhere. */
function passedNode(model: Model, node: Node): Passed | undefined {
  const { keyword } = node.instruction;
  if (keyword === 'ONBUILD' || !node.instruction.known) {
    return undefined;
  }
  const place = placesOf(model)[node.index];
  return keyword === 'RUN' ? passedRun(model, node, place) : { node, manager: undefined, system: true };
}

function passedRun(model: Model, node: Node, place: Place | undefined): Passed | undefined {
  const script = scriptOf(model.file, node.instruction);
  const isRead = script?.complete === true && (script.form === 'exec' || place?.readableShell === true);
  const parts = isRead ? runParts(script) : [];
  let manager: string | undefined;
  let system = true;
  for (const part of parts) {
    if (!runsAlways(part)) {
      return undefined;
    }
    switch (part.role) {
      case 'system':
        manager ??= part.ecosystem;
        break;
      case 'packages':
        manager ??= part.ecosystem;
        system = false;
        break;
      case 'install':
        // A build that fetches on its way compiles the sources, which may well name the variable.
        if (part.install?.downloadOnly !== undefined) {
          return undefined;
        }
        manager = part.install?.ecosystem.id ?? manager;
        system = false;
        break;
      case 'unknown':
        if (!worksElsewhere(part.command, [])) {
          return undefined;
        }
        break;
      default:
        break;
    }
  }
  return parts.length === 0 ? undefined : { node, manager, system };
}

const FETCHES = /\b(curl|wget|git clone|install|add|download)\b|:\/\//;

/** True for a version with which the reader fetches something: a constant of the Dockerfile, changed on purpose. */
function isToolVersion({ names, reader }: Volatile): boolean {
  const text = reader?.instruction.text ?? '';
  const [keyword] = text.split(/\s/, 1);
  return (
    /^(RUN|ADD)$/i.test(keyword ?? '') &&
    [...names].every((name) => volatility(name) !== 'build') &&
    [...names].some((name) => wordsIn(text).has(name)) &&
    FETCHES.test(text)
  );
}
