import type { ContextSnapshot } from '../../../context/types.ts';
import { queryOf } from '../../../ecosystems/context-query.ts';
import { isBuiltAtAll } from '../../../model/built-stages.ts';
import { chainStart } from '../../../model/chain-start.ts';
import type { Model, Stage } from '../../../model/types.ts';
import { changingCopies } from '../../hoist/changing-copies.ts';
import { copyStepOf, type CopyStep } from '../../moving/copy-step.ts';
import { placesOf, type Place } from '../../moving/places.ts';
import { imageVariables } from '../../../model/image-variables.ts';
import { settingAbove } from '../../../model/variables.ts';
import { rememberedWith } from '../../../syntax/remembered-with.ts';
import { builtElsewhere } from './built-elsewhere.ts';
import { contextMounts } from '../../moving/context-mounts.ts';
import { hasInstalled, remember, repetitionOf, type EarlierInstalls } from './earlier-installs.ts';
import { projectLike, projectOf } from '../project/project.ts';
import { findBelowOutput, type StagedCopies } from './late-output.ts';
import { findLate } from './late-install.ts';
import { formOf, groupOf, outputGroup, type Group } from './groups.ts';
import type { EarlyCopy } from './early-copy.ts';
import { bringsPruned, prunedRoot, repeatsPruned } from '../project/pruned-manifests.ts';
import { installsIn, mayHoldInstall } from '../installs/run-installs.ts';
import { unlockedInstall, type Unlocked } from './unlocked.ts';
import { fetchedFor, findsNoSources } from './without-sources.ts';
import type { BuiltElsewhere, Candidate } from '../types.ts';

/** More copies than this above one install are not looked through: nobody writes as many. */
const MAX_COPIES = 500;

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
 * fails anyway), an install that an earlier one in the same directory or in a stage of its own has made cheap, shells that can't be
 * read.
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
  if (!model.nodes.some(mayHoldInstall)) {
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
      earlier: { own: new Map(), families: new Set(), parent: parent?.earlier },
      fruitless: new Map(parent?.fruitless),
    };
    scopes.push(scope);
    walk(model, stage, { context, scope, scopes, found, unlocked, places, lookups });
  }
  return { early: [...found.values()].sort((a, b) => a.step.node.index - b.step.node.index), unlocked };
}

/** What a stage has seen so far, behind what the stage it is built from has seen. */
interface Scope {
  /** Copies of the context in its chain of stages, in document order. */
  readonly copies: CopyStep[];
  /** Copies from other stages and images in its chain of stages. */
  readonly staged: StagedCopies;
  /** With the finding that the first install of a name belongs to, if there is any. */
  readonly earlier: EarlierInstalls<Group>;
  /** Installs above which no sources come, by what they would fetch for. */
  readonly fruitless: Map<string, Candidate>;
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
    } else if (isBuiltAtAll(model, stage) && mayHoldInstall(node)) {
      const mounts = contextMounts(node, place);
      const above = nearest(scope.copies);
      const copies = mounts.length === 0 ? above : [...above, ...mounts];
      for (const one of installsIn(node, place, copies, { model, context, lookups })) {
        noteInstall(one, { ...walked, model, copies });
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
  const { known, made, names } = repetitionOf(scope.earlier, candidate, { copies, context });
  const { family } = candidate.install.ecosystem;
  if (known) {
    addFollower(candidate, made, context);
    remember(scope.earlier, { family, names, made });
    return;
  }
  const project = context && projectOf(candidate, copies, context);
  const subject = project && fetchedFor(candidate, project);
  if (
    context &&
    project &&
    subject !== undefined &&
    findsNoSources(model, candidate, { project, context, copies, staged: scope.staged.all })
  ) {
    scope.fruitless.set(subject, candidate);
    return;
  }
  const below = findLate(candidate, copies, { context, project });
  const built = below && builtAbove(model, candidate, { scope, scopes });
  const isCheap = built !== undefined && built.missing === undefined;
  const fruitless = subject === undefined ? undefined : scope.fruitless.get(subject);
  const late = isCheap ? undefined : below && { ...below, install: { ...below.install, built, fruitless } };
  const without =
    context && project && unlocked.length < MAX_FOUND
      ? unlockedInstall(model, candidate, copies, { project, context })
      : undefined;
  unlocked.push(...(without === undefined ? [] : [without]));
  const output =
    below === undefined && scope.staged.all.length > 0 && lookups.below-- > 0
      ? findBelowOutput(candidate, {
          context,
          copies,
          staged: scope.staged,
          changes: (step) => changingCopies(model, context).changes(step),
          pruned: {
            brings: (step, target) => bringsPruned(model, step, target),
            repeats: (step, target, bringer) =>
              step.copy.from.kind === 'stage' &&
              !hasInstalled(scopes[step.copy.from.stage]?.earlier, family) &&
              repeatsPruned(model, step, { target, bringer, above: scope.staged.all }),
            rootOf: (step) => prunedRoot(model, step),
          },
          copiesIn: (one) => nearest(scopes[one]?.copies ?? []),
        })
      : undefined;
  const install = late?.install ?? output?.install;
  const group = late
    ? groupOf(found, late.step, formOf(late.install))
    : output && outputGroup(found, output.outputs);
  remember(scope.earlier, { family, names, made: group });
  if (install !== undefined && group !== undefined && group.installs.length < MAX_INSTALLS) {
    group.installs.push(install);
  }
}

/** What an install finds built by a stage of its own. */
function builtAbove(
  model: Model,
  candidate: Candidate,
  { scope, scopes }: Pick<Walk, 'scope' | 'scopes'>,
): BuiltElsewhere | undefined {
  const base = chainStart(model, candidate.node.stage)?.base;
  const home = settingAbove(model, candidate.node, 'CARGO_HOME');
  return builtElsewhere(candidate, scope.staged.all, {
    home:
      home === undefined && base?.kind === 'image'
        ? imageVariables(base.name).values.get('CARGO_HOME')
        : home?.value,
    installs: (stage, family) => hasInstalled(scopes[stage]?.earlier, family),
  });
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

/** As many copies above as are looked through, without another list where these are all. */
function nearest(copies: readonly CopyStep[]): readonly CopyStep[] {
  return copies.length <= MAX_COPIES ? copies : copies.slice(-MAX_COPIES);
}
