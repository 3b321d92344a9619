import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { ECOSYSTEMS } from '../../ecosystems/index.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { changeDirectory, runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import type { Install, InstallInputs } from '../../ecosystems/types.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Mount, Node, Stage } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import {
  bringsSources,
  copyStepOf,
  delivery,
  isFolderByName,
  type CopyStep,
  type ImagePath,
} from '../moving/copy-step.ts';
import { placesOf, type Place } from '../moving/places.ts';

/** An install that runs again whenever a source changes. */
export interface LateInstall {
  readonly node: Node;
  readonly part: RunPart;
  readonly install: Install;
  /** The directory of the image in which it works. */
  readonly directory: ImagePath;
  /** The folder of the context from which that directory is filled; undefined without a context. */
  readonly folder: string | undefined;
  /** Undefined without a context. */
  readonly inputs: InstallInputs | undefined;
}

/** A broad copy above the installs whose manifests it brings. */
export interface EarlyCopy {
  /** The first one, for several. */
  readonly step: CopyStep;
  /** In document order; at least one. */
  readonly installs: readonly LateInstall[];
}

const PROGRAMS = new RegExp(
  `\\b(${[...new Set(ECOSYSTEMS.flatMap(({ programs }) => programs))].join('|')}|python[\\d.]*)\\b`,
);

/** More copies than this above one install are not looked through: nobody writes as many. */
const MAX_COPIES = 500;

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 64;

/** After so many findings in one file nothing more is looked for: mending the first ones comes before reading the rest. */
const MAX_FOUND = 50;

/** Installs in one message and one fix; more than anybody has. */
const MAX_INSTALLS = 20;

/**
 * Finds every broad copy that stands above an install in a stage that is built, where the copy alone brings a manifest
 * which that install reads (design.md, "Words"). Without a context only `.` and folders by name count as broad.
 *
 * Silent for what is not known to be a loss: manifests under a bind mount or from another stage, missing manifests (the build
 * fails anyway), an install that an earlier one in the same directory has made cheap, shells that can't be read.
 */
export function findEarlyCopies(model: Model, context: ContextSnapshot | undefined): readonly EarlyCopy[] {
  if (!model.nodes.some(mayInstall)) {
    return [];
  }
  const found = new Map<number, { step: CopyStep; installs: LateInstall[] }>();
  const places = placesOf(model);
  const scopes: Scope[] = [];
  for (const stage of model.stages) {
    const scope: Scope = {
      copies: [],
      installed: new Map(),
      parent: stage.base.kind === 'stage' ? scopes[stage.base.stage] : undefined,
    };
    scopes.push(scope);
    walk(model, stage, { context, scope, found, places });
  }
  return [...found.values()].sort((a, b) => a.step.node.index - b.step.node.index);
}

/** What a stage has seen so far, behind what the stage it is built from has seen. */
interface Scope {
  readonly copies: CopyStep[];
  /** Installs by family, directory and subject; the node of the broad copy above the first one, if there is any. */
  readonly installed: Map<string, number | undefined>;
  readonly parent: Scope | undefined;
}

interface Walk {
  readonly context: ContextSnapshot | undefined;
  readonly scope: Scope;
  readonly found: Map<number, { step: CopyStep; installs: LateInstall[] }>;
  readonly places: readonly Place[];
}

function mayInstall(node: Node): boolean {
  return node.detail.kind === 'run' && PROGRAMS.test(node.instruction.text);
}

function walk(model: Model, stage: Stage, { context, scope, found, places }: Walk): void {
  for (let index = stage.first + 1; index < stage.end && found.size < MAX_FOUND; index++) {
    const node = model.nodes[index];
    const place = places[index];
    if (node === undefined || place === undefined) {
      continue;
    }
    const step = copyStepOf(node, place);
    if (step !== undefined) {
      scope.copies.push(step);
    } else if (stage.role !== 'unused' && mayInstall(node)) {
      for (const one of installsOf(model, node, place)) {
        noteInstall({ node, ...one }, { context, scope, found });
      }
    }
  }
}

function noteInstall(candidate: Candidate, { context, scope, found }: Omit<Walk, 'places'>): void {
  const { install, directory } = candidate;
  const key = [install.ecosystem.family, directory.anchored, directory.path, install.subject].join('\0');
  const seen = lookUp(scope, key);
  if (!seen.known) {
    const late = findLate(candidate, scope, context);
    scope.installed.set(key, late?.step.node.index);
    if (late !== undefined) {
      const group = found.get(late.step.node.index) ?? { step: late.step, installs: [] };
      found.set(late.step.node.index, group);
      addInstall(group.installs, late.install);
    }
    return;
  }
  const group = seen.copy === undefined ? undefined : found.get(seen.copy);
  const first = group?.installs.find(
    (one) => one.directory.path === directory.path && one.install.subject === install.subject,
  );
  if (group !== undefined && first !== undefined && group.installs.length < MAX_INSTALLS) {
    const { folder } = first;
    const inputs =
      context === undefined || folder === undefined
        ? undefined
        : install.ecosystem.inputs(install, folder, queryOf(context));
    group.installs.push({ ...candidate, folder, inputs });
  }
}

function addInstall(installs: LateInstall[], install: LateInstall): void {
  if (installs.length < MAX_INSTALLS) {
    installs.push(install);
  }
}

function lookUp(scope: Scope, key: string): { readonly known: boolean; readonly copy: number | undefined } {
  let hops = 0;
  for (let at: Scope | undefined = scope; at !== undefined && hops < MAX_STAGES; at = at.parent, hops++) {
    if (at.installed.has(key)) {
      return { known: true, copy: at.installed.get(key) };
    }
  }
  return { known: false, copy: undefined };
}

/** The installs of a RUN that Strata can read, with the directory of each. */
export function installsOf(
  model: Model,
  node: Node,
  place: Place,
): readonly { readonly part: RunPart; readonly install: Install; readonly directory: ImagePath }[] {
  const script = scriptOf(model.file, node.instruction);
  if (script === undefined || !script.complete || !(place.readableShell || script.form === 'exec')) {
    return [];
  }
  return runParts(script).flatMap((part) => {
    if (part.install === undefined || part.directory === undefined) {
      return [];
    }
    const below = changeDirectory(part.directory, part.install.directory);
    const directory = {
      path: resolvePath(place.directory, below),
      anchored: place.anchored || below.startsWith('/'),
    };
    return [{ part, install: part.install, directory }];
  });
}

function* copiesAbove(scope: Scope): Generator<CopyStep> {
  let count = 0;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    for (let index = at.copies.length - 1; index >= 0; index--) {
      const step = at.copies[index];
      if (step !== undefined && count++ < MAX_COPIES) {
        yield step;
      }
    }
    if (count >= MAX_COPIES) {
      return;
    }
  }
}

type Candidate = Pick<LateInstall, 'node' | 'part' | 'install' | 'directory'>;

function findLate(
  candidate: Candidate,
  scope: Scope,
  context: ContextSnapshot | undefined,
): { readonly step: CopyStep; readonly install: LateInstall } | undefined {
  const { install, directory, node } = candidate;
  const [first = ''] = install.manifests;
  const primary = { path: resolvePath(directory.path, first), anchored: directory.anchored };
  if (node.detail.kind === 'run' && node.detail.mounts.some((mount) => isBoundOver(mount, primary.path))) {
    return undefined;
  }
  if (context === undefined) {
    const step = [...copiesAbove(scope)]
      .reverse()
      .find(
        (one) =>
          isFolderByName(one) && one.anchored === primary.anchored && isWithin(primary.path, one.folder),
      );
    return step && { step, install: { ...candidate, folder: undefined, inputs: undefined } };
  }
  const steps = [...copiesAbove(scope)].filter(({ copy }) => copy.from.kind === 'context').reverse();
  const path = lastDelivery(steps, primary, context)?.file.path;
  const folder = path === undefined ? undefined : folderAbove(path, first);
  if (folder === undefined) {
    return undefined;
  }
  const inputs = install.ecosystem.inputs(install, folder, queryOf(context));
  if (inputs.missing.length > 0) {
    return undefined;
  }
  const targets = inputs.inputs.map((input) => imagePathOf(input.path, folder, directory));
  const step = steps.find(
    (one) =>
      targets.some((target) => delivery(one, target, context) !== undefined) &&
      bringsSources(one, inputs.inputs, context),
  );
  return step && { step, install: { ...candidate, folder, inputs } };
}

/** The last of these steps that brings a file to a path. */
export function lastDelivery(
  steps: readonly CopyStep[],
  target: ImagePath,
  context: ContextSnapshot,
): ReturnType<typeof delivery> {
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    const found = step && delivery(step, target, context);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Where a file of the context is in the image, if the folder of the context fills the directory of the image. */
export function imagePathOf(path: string, folder: string, directory: ImagePath): ImagePath {
  if (isWithin(path, folder)) {
    const below = folder === '' ? path : path.slice(folder.length + 1);
    return { path: resolvePath(directory.path, below), anchored: directory.anchored };
  }
  const up = folder
    .split('/')
    .map(() => '..')
    .join('/');
  return { path: resolvePath(directory.path, `${up}/${path}`), anchored: directory.anchored };
}

/** The context folder that fills the install's directory, told from where its first manifest comes from. */
function folderAbove(path: string, manifest: string): string | undefined {
  const below = resolvePath('/', manifest).slice(1);
  if (path === below) {
    return '';
  }
  return path.endsWith(`/${below}`) ? path.slice(0, -below.length - 1) : undefined;
}

function isBoundOver(mount: Mount, path: string): boolean {
  return mount.type === 'bind' && mount.target !== '' && isWithin(path, mount.target);
}
