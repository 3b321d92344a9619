import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { mayInstall } from '../../ecosystems/may-install.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import { withVariables } from '../../ecosystems/with-variables.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { changingCopies } from '../hoist/changing-copies.ts';
import { valuesAt } from '../hoist/written-values.ts';
import { copyStepOf, type CopyStep } from '../moving/copy-step.ts';
import { placesOf, type Place } from '../moving/places.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { installWithConstants } from './constant-words.ts';
import { constantAt } from './constants.ts';
import { contextMounts } from './context-mounts.ts';
import { hiddenInstalls, mayHide } from './hidden-installs.ts';
import { projectLike, projectOf } from './project.ts';
import { findBelowOutput, type StagedCopies } from './late-output.ts';
import { findLate, unitsOf, type Candidate, type LateInstall, type RunCommand } from './late-install.ts';
import { unlockedInstall, type Unlocked } from './unlocked.ts';

/**
 * What the fix does for an install below a broad copy. `manifests`: it reads nothing else, and moves above the copy.
 * `download`: it reads sources, too, and a step that only downloads goes in front (`go mod download` for `go build`). `hidden`: it
 * is part of a script or a target, and nothing is done. `output`: the copy brings what another stage makes of sources, and moves below.
 */
export type Form = 'manifests' | 'download' | 'hidden' | 'output';

/** A broad copy above the installs whose manifests it brings, or a copy from another stage above installs that don't need it. */
export interface EarlyCopy {
  /** The first one, for several. */
  readonly step: CopyStep;
  readonly form: Form;
  /** Of the form `output`, all of these copies in document order; empty for the others. */
  readonly outputs: readonly CopyStep[];
  /** In document order; at least one. All are of the form. */
  readonly installs: readonly LateInstall[];
}

/** More copies than this above one install are not looked through: nobody writes as many. */
const MAX_COPIES = 500;

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 64;

/** After so many findings in one file nothing more is looked for: mending the first ones comes before reading the rest. */
const MAX_FOUND = 50;

/** Commands that may hide an install are looked up in their files so many times. */
const MAX_LOOKUPS = 100;

/** Below copies from other stages so many installs are looked at: each asks all of these. */
const MAX_BELOW = 200;

/** Installs in one message and one fix; more than anybody has. */
const MAX_INSTALLS = 20;

/**
 * Finds every broad copy that stands above an install in a stage that is built, where the copy alone brings a manifest
 * which that install reads (design.md, "Words"): one for each copy and form. Without a context only `.` and folders by name
 * count as broad. Where none does, it finds copies of what other stages make of sources, of the form `output`.
 *
 * Silent for what is not known to be a loss: manifests under a bind mount or in a folder of another stage, missing manifests (the build
 * fails anyway), an install that an earlier one in the same directory has made cheap, shells that can't be read.
 */
export function findEarlyCopies(model: Model, context: ContextSnapshot | undefined): readonly EarlyCopy[] {
  return readInstalls(model, context).early;
}

/** Every install in a stage that is built which goes by no lock file, though the build context holds one; none without a context. */
export function findUnlocked(model: Model, context: ContextSnapshot | undefined): readonly Unlocked[] {
  return readInstalls(model, context).unlocked;
}

const readInstalls = rememberedWith(readAnew);

interface Installs {
  readonly early: readonly EarlyCopy[];
  readonly unlocked: readonly Unlocked[];
}

const NO_INSTALLS: Installs = { early: [], unlocked: [] };

function readAnew(model: Model, context: ContextSnapshot | undefined): Installs {
  if (!model.nodes.some(isCandidate)) {
    return NO_INSTALLS;
  }
  const found = new Map<string, Group>();
  const unlocked: Unlocked[] = [];
  const lookups = { left: MAX_LOOKUPS, below: MAX_BELOW };
  const places = placesOf(model);
  const scopes: Scope[] = [];
  for (const stage of model.stages) {
    const parent = stage.base.kind === 'stage' ? scopes[stage.base.stage] : undefined;
    const scope: Scope = {
      copies: [...nearest(parent?.copies ?? [])],
      staged: { all: [...nearest(parent?.staged.all ?? [])], outputs: [], asked: 0 },
      installed: new Map(),
      parent,
    };
    scopes.push(scope);
    walk(model, stage, { context, scope, scopes, found, unlocked, places, lookups });
  }
  return { early: [...found.values()].sort((a, b) => a.step.node.index - b.step.node.index), unlocked };
}

interface Group extends EarlyCopy {
  readonly outputs: CopyStep[];
  readonly installs: LateInstall[];
}

/** What a stage has seen so far, behind what the stage it is built from has seen. */
interface Scope {
  /** Copies of the context in its chain of stages, in document order. */
  readonly copies: CopyStep[];
  /** Copies from other stages and images in its chain of stages. */
  readonly staged: StagedCopies;
  /** Installs by family, place and subject, with the finding that the first one belongs to, if there is any. */
  readonly installed: Map<string, Group | undefined>;
  readonly parent: Scope | undefined;
}

interface Walk {
  readonly context: ContextSnapshot | undefined;
  readonly scope: Scope;
  /** Those of all stages so far. */
  readonly scopes: readonly Scope[];
  readonly found: Map<string, Group>;
  readonly unlocked: Unlocked[];
  readonly places: readonly Place[];
  /** Counts down what is looked for in scripts and targets, and installs that are looked at below copies from other stages. */
  readonly lookups: { left: number; below: number };
}

function isCandidate({ detail, instruction }: Node): boolean {
  return detail.kind === 'run' && (mayInstall(instruction) || mayHide(instruction.text));
}

function walk(model: Model, stage: Stage, walked: Walk): void {
  const { context, scope, found, places, lookups } = walked;
  for (let index = stage.first + 1; index < stage.end && found.size < MAX_FOUND; index++) {
    const node = model.nodes[index];
    const place = places[index];
    if (node === undefined || place === undefined) {
      continue;
    }
    const step = copyStepOf(node, place);
    if (step !== undefined) {
      (step.copy.from.kind === 'context' ? scope.copies : scope.staged.all).push(step);
    } else if (stage.role !== 'unused' && isCandidate(node)) {
      const mounts = contextMounts(node, place);
      const above = nearest(scope.copies);
      const copies = mounts.length === 0 ? above : [...above, ...mounts];
      for (const command of commandsOf(model, node, place)) {
        for (const one of installsOf(command, { model, copies, context, lookups })) {
          noteInstall(one, { ...walked, model, copies });
        }
      }
    }
  }
}

function noteInstall(
  candidate: Candidate,
  {
    model,
    context,
    scope,
    scopes,
    found,
    unlocked,
    lookups,
    copies,
  }: Omit<Walk, 'places'> & {
    readonly model: Model;
    /** In document order. */
    readonly copies: readonly CopyStep[];
  },
): void {
  const keys = keysOf(candidate);
  const seen = lookUp(scope, keys);
  const units = isNews(candidate, { scope, copies, seen }) ? unitKeys(candidate, copies, context) : [];
  const done = seen.known ? seen : lookUpAll(scope, units);
  if (done.known) {
    addFollower(candidate, done.group, context);
    remember(scope, units, done.group);
    return;
  }
  const project = context && projectOf(candidate, copies, context);
  const late = findLate(candidate, copies, { context, project });
  const without =
    context && project && unlocked.length < MAX_FOUND
      ? unlockedInstall(model, candidate, copies, { project, context })
      : undefined;
  unlocked.push(...(without === undefined ? [] : [without]));
  const output =
    late === undefined && scope.staged.all.length > 0 && lookups.below-- > 0
      ? findBelowOutput(candidate, {
          context,
          copies,
          staged: scope.staged,
          changes: (step) => changingCopies(model, context).changes(step),
          copiesIn: (one) => nearest(scopes[one]?.copies ?? []),
        })
      : undefined;
  const install = late?.install ?? output?.install;
  const group = late
    ? groupOf(found, late.step, formOf(late.install))
    : output && outputGroup(found, output.outputs);
  remember(scope, [...keys, ...units], group);
  if (install !== undefined && group !== undefined && group.installs.length < MAX_INSTALLS) {
    group.installs.push(install);
  }
}

/** Whether what an install fetches has to be looked up: where it is new, or came when other copies had brought other projects. */
function isNews(
  { directory, install }: Candidate,
  {
    scope,
    copies,
    seen,
  }: {
    readonly scope: Scope;
    readonly copies: readonly CopyStep[];
    readonly seen: ReturnType<typeof lookUp>;
  },
): boolean {
  const key = [install.ecosystem.family, directory.path, copies.length, 'copies'].join('\0');
  const isNew = !scope.installed.has(key);
  scope.installed.set(key, undefined);
  return !seen.known || (seen.group === undefined && isNew);
}

function remember(scope: Scope, keys: readonly string[], group: Group | undefined): void {
  for (const key of keys) {
    if (!lookUp(scope, [key]).known) {
      scope.installed.set(key, group);
    }
  }
}

/** An install of what an earlier one has fetched is cheap, but where that one moves up this one may have to come along. */
function addFollower(
  candidate: Candidate,
  group: Group | undefined,
  context: ContextSnapshot | undefined,
): void {
  const { directory, install } = candidate;
  const first = group?.installs.find(
    (one) => one.directory.path === directory.path && one.install.subject === install.subject,
  );
  if (group === undefined || first === undefined || group.installs.length >= MAX_INSTALLS) {
    return;
  }
  const { folder, root } = first;
  const project =
    context === undefined || folder === undefined
      ? { folder, root, inputs: undefined }
      : projectLike(candidate, { folder, root }, queryOf(context));
  const late = project && { ...candidate, ...project };
  if (late !== undefined && group.form === 'manifests' && formOf(late) === 'manifests') {
    group.installs.push(late);
  }
}

function formOf({ inputs, hidden }: LateInstall): Form {
  if (hidden !== undefined) {
    return 'hidden';
  }
  return inputs?.download === undefined ? 'manifests' : 'download';
}

function groupOf(found: Map<string, Group>, step: CopyStep, form: Form): Group {
  const key = `${step.node.index} ${form}`;
  const group = found.get(key) ?? { step, form, outputs: [], installs: [] };
  found.set(key, group);
  return group;
}

/** The finding at the first of these copies. */
function outputGroup(found: Map<string, Group>, outputs: readonly CopyStep[]): Group | undefined {
  const [step] = outputs;
  const group = step && groupOf(found, step, 'output');
  group?.outputs.push(...outputs.filter((one) => !group.outputs.includes(one)));
  return group;
}

/** Under which names an install is remembered: by its directory and, where it is the same in another spelling, by its manifest. */
function keysOf({ install, directory }: Candidate): readonly string[] {
  const { ecosystem, subject, manifests } = install;
  const subjects = manifests.map((one) => resolvePath(directory.path, one)).join('\n');
  const isNamed = subject === '' || subject === manifests.join('\n');
  const place = [ecosystem.family, directory.anchored, directory.path, subject].join('\0');
  if (manifests.length === 0) {
    return [place];
  }
  return [
    place,
    [ecosystem.family, directory.anchored, subjects, isNamed ? '' : subject, 'manifests'].join('\0'),
  ];
}

/** The names of what an install fetches for, across commands (InstallInputs.units). */
function unitKeys(
  candidate: Candidate,
  copies: readonly CopyStep[],
  context: ContextSnapshot | undefined,
): readonly string[] {
  const { anchors, ecosystem } = candidate.install;
  if (anchors === undefined) {
    return [];
  }
  // Without a context it is not known which project a build in another directory belongs to, so the first one counts for all.
  const units = context === undefined ? ['?'] : unitsOf(candidate, copies, context);
  return units.map((unit) => [ecosystem.family, unit, 'unit'].join('\0'));
}

/** Whether all of these were done by earlier installs; not known where there are none. */
function lookUpAll(scope: Scope, units: readonly string[]): ReturnType<typeof lookUp> {
  const each = units.map((unit) => lookUp(scope, [unit]));
  const isKnown = each.length > 0 && each.every(({ known }) => known);
  return { known: isKnown, group: isKnown ? each[0]?.group : undefined };
}

function lookUp(
  scope: Scope,
  keys: readonly string[],
): { readonly known: boolean; readonly group: Group | undefined } {
  let hops = 0;
  for (let at: Scope | undefined = scope; at !== undefined && hops < MAX_STAGES; at = at.parent, hops++) {
    for (const key of keys) {
      if (at.installed.has(key)) {
        return { known: true, group: at.installed.get(key) };
      }
    }
  }
  return { known: false, group: undefined };
}

/** The commands of a RUN that Strata can read, with the directory of each. */
function commandsOf(model: Model, node: Node, place: Place): readonly RunCommand[] {
  const script = scriptOf(model.file, node.instruction);
  if (script === undefined || !script.complete || !(place.readableShell || script.form === 'exec')) {
    return [];
  }
  return runParts(script).flatMap((part): RunCommand[] => {
    if (part.directory === undefined || (part.role !== 'install' && part.role !== 'unknown')) {
      return [];
    }
    const directory = {
      path: resolvePath(place.directory, part.directory),
      anchored: place.anchored || part.directory.startsWith('/'),
    };
    return [{ node, part, directory }];
  });
}

/** The install that a command is, or those that it runs out of a script of the context. */
function installsOf(
  command: RunCommand,
  {
    model,
    copies,
    context,
    lookups,
  }: Pick<Walk, 'context' | 'lookups'> & { readonly model: Model; readonly copies: readonly CopyStep[] },
): readonly Candidate[] {
  const { node, part } = command;
  const install = withVariables(
    { ...part, install: part.install ?? installWithConstants(model, node, part) },
    { all: () => valuesAt(model, node), constant: (name) => constantAt(model, node, name) },
  );
  if (install === undefined) {
    return lookups.left > 0 ? hiddenInstalls(command, copies, { context, lookups }) : [];
  }
  const directory = {
    path: resolvePath(command.directory.path, install.directory),
    anchored: command.directory.anchored || install.directory.startsWith('/'),
  };
  return [{ ...command, install, directory }];
}

/** As many copies above as are looked through, without another list where these are all. */
function nearest(copies: readonly CopyStep[]): readonly CopyStep[] {
  return copies.length <= MAX_COPIES ? copies : copies.slice(-MAX_COPIES);
}
