import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { CONFIGURATION } from '../moving/configuration.ts';
import { copyStepOf, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { settingTold } from '../moving/settings-told.ts';
import { bringsPath } from '../moving/told-paths.ts';
import { shown, telling } from '../moving/words.ts';
import { bringsTheirProgram } from './brought-programs.ts';
import { isMovable } from './cut-run.ts';
import { environmentMaker } from './environments.ts';
import { fileUsed } from './files-used.ts';
import { isReadBy, leadingInto } from '../moving/installer-variables.ts';
import { namedVariables } from '../../syntax/named-variables.ts';
import { mayPrepare, staysInCopy } from './prepares.ts';
import { readRun, type Step } from './run-reading.ts';
import { settingsRead } from './settings-read.ts';
import { touchOf } from './system-places.ts';
import { onlyUpgrades } from './upgrades.ts';
import { bustsCache } from '../moving/volatile-names.ts';

/** A RUN on its way up, with what it takes along and what it has passed. It grows from node to node. */
export interface Way {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  readonly kind: 'system' | 'packages';
  readonly cause: CopyStep;
  /** The RUN that all this is about. */
  readonly late: Node;
  /** From the lowest to the highest. */
  readonly moved: Node[];
  /** The RUNs among these, each with its commands that move; the first is the late one. */
  readonly runs: MovedRun[];
  readonly staying: Node[];
  /** Copies that are passed. */
  readonly copies: CopyStep[];
  readonly review: string[];
}

/** A RUN that moves, with the commands of it that do. */
export interface MovedRun {
  readonly node: Node;
  readonly steps: readonly Step[];
}

/** Instructions whose order with a RUN does not matter, if the RUN does not look at its working directory (domain.md 6.1). */
const METADATA = new Set([...CONFIGURATION, 'WORKDIR']);

/** Packages that bring a page of their own into the folder for pages. */
const WEB_SERVER = /^(apache2?|httpd|nginx|lighttpd|caddy)\b/;

/** Takes the RUN above a node, or the node along with it; a clause says why it can't. */
export function passAbove(way: Way, node: Node): string | undefined {
  const { keyword } = node.instruction;
  if (keyword === 'WORKDIR' && isLocal(way)) {
    return `${named(node)} says where they go`;
  }
  if (METADATA.has(keyword)) {
    way.staying.push(node);
    return undefined;
  }
  switch (keyword) {
    case 'ENV':
    case 'ARG':
      if (isReasonToRun(way, node)) {
        return `${named(node)} makes it run again`;
      }
      passVariables(way, node);
      return undefined;
    case 'COPY':
    case 'ADD':
      return passCopy(way, node);
    case 'RUN':
      return passRun(way, node);
    case 'USER':
      return `${named(node)} changes who runs it`;
    default:
      return `${named(node)} can't be passed`;
  }
}

/** What is left to check when the top is reached: a clause that says why the RUN can't move after all. */
export function checkWay(way: Way): string | undefined {
  const { model, kind, late, runs, copies, context, moved, staying, review } = way;
  const folders = copies
    .filter(({ anchored, folder }) => anchored && folder !== '/')
    .map(({ folder }) => folder);
  for (const run of runs) {
    const { node, steps } = run;
    const used =
      firstNamed(steps, folders) ??
      firstInRoot(steps, { copies, context }) ??
      fileUsed(model, run, { copies, context });
    if (used !== undefined) {
      const who = node === late ? 'it' : `${named(node)} would move along, and`;
      return `${who} uses ${used}, which the copy may bring`;
    }
  }
  for (const node of moved) {
    const obstacle = node.instruction.keyword === 'RUN' ? undefined : movesAlone(model, node, staying);
    if (obstacle !== undefined) {
      return obstacle;
    }
  }
  const setting = settingTold(model, late, { copies, context });
  review.push(...(setting === undefined ? [] : [setting]));
  if (kind === 'packages') {
    const steps = runs.flatMap((run) => run.steps);
    const settings = settingsRead(steps, copies, context);
    const variable = leadingInto(model, late, folders);
    review.push(
      ...(settings === undefined ? [] : [settings]),
      ...(variable === undefined ? [] : [`${variable} leads among the copied files`]),
    );
  }
  return undefined;
}

/** The first path or program of commands that may lie in one of these folders, or hold it. */
function firstNamed(steps: readonly Step[], folders: readonly string[]): string | undefined {
  return steps
    .flatMap(namedBy)
    .find((path) =>
      folders.some((folder) => isWithin(path, folder) || (path.length > 1 && isWithin(folder, path))),
    );
}

/** The same for copies into the root, in which everything lies: what they bring for certain. */
function firstInRoot(
  steps: readonly Step[],
  {
    copies,
    context,
  }: { readonly copies: readonly CopyStep[]; readonly context: ContextSnapshot | undefined },
): string | undefined {
  const inRoot = copies.filter(({ anchored, folder }) => anchored && folder === '/');
  return steps
    .flatMap(namedBy)
    .find(
      (path) =>
        path.startsWith('/') && inRoot.some((copy) => bringsPath(copy, { path, anchored: true }, context)),
    );
}

/** The absolute paths of a command, and its program. */
function namedBy({ part, paths, environment }: Step): readonly string[] {
  const program = environment === undefined ? (part.command.words[0]?.text ?? '') : '';
  return [...(paths?.absolute ?? []), program];
}

function named(node: Node, meant?: Pick<Step, 'part'>): string {
  return `${shown(node, meant?.part.command)} (line ${node.instruction.line})`;
}

/** Whether a variable by its name is there for what only upgrades, which nothing else makes run again. */
function isReasonToRun({ model, runs }: Way, { instruction }: Node): boolean {
  return (
    parsedOf(model.file, instruction).pairs.some(({ name }) => bustsCache(name)) &&
    runs.some(({ steps }) => onlyUpgrades(steps))
  );
}

/** A variable that a moved RUN reads, or another variable that goes along, goes along too. */
function passVariables(way: Way, node: Node): void {
  const names = parsedOf(way.model.file, node.instruction).pairs.map(({ name }) => name);
  const isNeeded = way.moved.some((one) =>
    names.some((name) =>
      one.instruction.keyword === 'RUN'
        ? isReadBy(name, one)
        : namedVariables(one.instruction.text).has(name),
    ),
  );
  (isNeeded ? way.moved : way.staying).push(node);
}

/** A variable that goes along changes every RUN that it passes, and everything that uses its name. */
function movesAlone(model: Model, node: Node, staying: readonly Node[]): string | undefined {
  const names = new Set(parsedOf(model.file, node.instruction).pairs.map(({ name }) => name));
  const conflict = staying.find(({ index, instruction }) => {
    const own = parsedOf(model.file, instruction).pairs.some(({ name }) => names.has(name));
    const uses = [...namedVariables(instruction.text)].some((name) => names.has(name));
    return index < node.index && (instruction.keyword === 'RUN' || own || uses);
  });
  return conflict === undefined
    ? undefined
    : `${named(node)} would have to move along, and would also change ${named(conflict)}`;
}

function passCopy(way: Way, node: Node): string | undefined {
  const place = placesOf(way.model)[node.index];
  const step = place && copyStepOf(node, place);
  if (step === undefined) {
    return `${named(node)} can't be passed`;
  }
  const steps = way.runs.flatMap((run) => run.steps);
  if (bringsTheirProgram(step, way, steps)) {
    return `${named(node)} may bring the program that it runs`;
  }
  const touch = touchOf(step, way.kind, way.context);
  if (touch === 'feeds') {
    return `${named(node)} may bring what the package manager reads`;
  }
  const isServed =
    /^\/(var\/www|usr\/share\/(nginx|caddy)|srv\/(www|http))(\/|$)/.test(step.folder) &&
    steps.some(({ names }) => names.some((name) => WEB_SERVER.test(name)));
  if (touch === 'meets' || isServed) {
    way.review.push(`the packages must not write to ${step.folder}`);
  }
  way.copies.push(step);
  way.staying.push(node);
  return undefined;
}

function passRun(way: Way, node: Node): string | undefined {
  const { model, context, kind, cause } = way;
  const place = placesOf(model)[node.index];
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  const run = place && readRun(model, node, place);
  const isFree = run !== undefined && !mounts.some(({ type }) => type === 'bind');
  if (isFree && place !== undefined && staysInCopy(run, place, { copy: cause, context })) {
    way.staying.push(node);
    return undefined;
  }
  if (isFree && run.steps.every(isMovable)) {
    way.moved.push(node);
    way.runs.push({ node, steps: run.steps });
    if (run.steps.some(isApart)) {
      way.review.push(`${named(node)} moves along`);
    }
    return undefined;
  }
  if (isLocal(way)) {
    return `${named(node)} may work on the folder that they are installed in`;
  }
  way.staying.push(node);
  for (const below of way.runs) {
    const maker = environmentMaker(model, below, node.instruction);
    if (maker !== undefined) {
      return `${named(below.node)} would move along, and ${maker.reason}`;
    }
  }
  const preparing = run?.steps.find((step) => mayPrepareBy(node, step, kind));
  if (preparing !== undefined || mayPrepare(kind, node.instruction.text)) {
    return `${named(node, preparing)} may prepare it, and can't move along`;
  }
  const other =
    run &&
    telling(
      node,
      run.steps.flatMap((step) => (isMovable(step) ? [] : [step.part])),
    );
  // Packages are said to need nothing of it; what else is on its way may well, and is not known to be for the packages.
  const needy = way.runs.find(({ node: below, steps }) => below !== way.late && steps.some(isApart));
  if (needy !== undefined) {
    return `${named(needy.node)} may need what ${named(node, other && { part: other })} does`;
  }
  way.review.push(`${named(node, other && { part: other })} then runs after it`);
  return undefined;
}

/** Whether packages are on the way that go into a folder of the image by its name, or by where they are installed. */
function isLocal({ runs }: Way): boolean {
  return runs.some(({ steps }) => steps.some(({ local }) => local !== undefined));
}

function mayPrepareBy({ instruction }: Node, { kind, part }: Step, wanted: Way['kind']): boolean {
  const { start, end } = part.command.span;
  return kind === 'system' || mayPrepare(wanted, instruction.text.slice(start, end));
}

function isApart({ kind }: Step): boolean {
  return kind === 'apart' || kind === 'environment';
}
