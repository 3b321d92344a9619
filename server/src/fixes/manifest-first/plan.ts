import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { manifestIn } from '../../ecosystems/javascript/project.ts';
import { runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import type { Hazard } from '../../ecosystems/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { isLinkTo, passing, runsAlways } from '../moving/commutes.ts';
import { delivery, type CopyStep } from '../moving/copy-step.ts';
import { ignoreWritten, type IgnoreChange } from './dockerignore-edit.ts';
import { imagePathOf, lastDelivery, type EarlyCopy, type LateInstall } from './early-copies.ts';
import { cannotMove } from './movable.ts';
import { placesOf, type Place } from '../moving/places.ts';
import { leadingVariable } from './leading-variables.ts';
import { splitRun, type SplitRun } from './split-run.ts';
import { code, shown } from '../moving/words.ts';

/** A file or folder of the context that is copied in front of the install. */
export interface ManifestSource {
  /** In the context. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Where it lands below the destination of `step`: the file, or the folder whose contents are copied. */
  readonly to: string;
  /** The copy that brings it now, and whose destination and flags are repeated. */
  readonly step: CopyStep;
}

/** How the instructions of a stage are rearranged. */
export interface Plan {
  readonly kind: 'plan';
  /** The copies that move below the installs, in document order. */
  readonly moving: readonly CopyStep[];
  readonly sources: readonly ManifestSource[];
  /** The node above which the manifests are copied; that of the first moving copy: in its place. */
  readonly insertAt: number;
  /** The install below which the copies go. */
  readonly last: number;
  /** Where `last` has to be cut in two. */
  readonly split: SplitRun | undefined;
  /** True when a WORKDIR is passed, so that relative destinations are written as absolute ones. */
  readonly absolute: boolean;
  readonly ignore: IgnoreChange | undefined;
  /** The installs that are mended. */
  readonly installs: readonly LateInstall[];
  /** What a person has to check; empty for a safe fix. */
  readonly review: readonly string[];
}

/** Why nothing is offered, as a clause without a full stop. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: string;
}

/** Plans how to copy manifests first, or says why not: domain.md 6.2, steps 2 to 5, with hazards H1 to H13. */
export function planManifestFirst(
  model: Model,
  context: ContextSnapshot | undefined,
  early: EarlyCopy,
): Plan | Refusal {
  const { step } = early;
  if (context === undefined) {
    return refused('the build context is not known');
  }
  if (!context.complete) {
    return refused('the build context was not read to its end');
  }
  const [first] = early.installs;
  if (first === undefined || early.installs.some(({ node }) => node.stage !== step.stage)) {
    return refused('the COPY belongs to a stage that others are built from');
  }
  if ((model.stages[step.stage]?.triggered.length ?? 0) > 0) {
    return refused('ONBUILD instructions of the base stage run first');
  }
  const route = findRoute(model, early);
  if (route.kind === 'refused') {
    return route;
  }
  const obstacle = firstObstacle(model, context, route);
  if (obstacle !== undefined) {
    return refused(obstacle);
  }
  const hazards = route.installs.flatMap(({ inputs }) => inputs?.hazards ?? []);
  const blocking = hazards.find(({ effect }) => effect === 'none');
  if (blocking !== undefined) {
    return refused(blocking.reason);
  }
  const sources = findSources(context, route);
  if (typeof sources === 'string') {
    return refused(sources);
  }
  const ignore = ignoreWritten(model, context, { moving: route.moving, installs: route.installs, sources });
  if (typeof ignore === 'string') {
    return refused(ignore);
  }
  return {
    kind: 'plan',
    moving: route.moving,
    sources,
    insertAt: route.insertAt,
    last: route.last,
    split: route.split,
    absolute: route.absolute,
    ignore,
    installs: route.installs,
    review: reviews(model, { context, hazards, route, ignore }),
  };
}

function refused(reason: string): Refusal {
  return { kind: 'refused', reason };
}

/** The way of the copies down to below the installs. */
interface Route {
  readonly kind: 'route';
  /** Copies of the context that stay where they are, above the last install. */
  readonly above: readonly CopyStep[];
  readonly moving: readonly CopyStep[];
  readonly insertAt: number;
  readonly last: number;
  readonly split: SplitRun | undefined;
  readonly absolute: boolean;
  readonly installs: readonly LateInstall[];
  /** What a person has to check about the instructions that are passed. */
  readonly review: readonly string[];
}

/** Walks down from the copy, past what commutes with it, to the last install that can be reached. */
function findRoute(model: Model, early: EarlyCopy): Route | Refusal {
  const { step } = early;
  const places = placesOf(model);
  const moving: CopyStep[] = [step];
  const staying: CopyStep[] = [];
  const installs: LateInstall[] = [];
  const review: string[] = [];
  const end = model.stages[step.stage]?.end ?? 0;
  let insertAt = step.node.index;
  let canSlide = true;
  let slides = false;
  let absolute = false;
  let reached: Pick<Route, 'last' | 'split' | 'absolute' | 'review'> | undefined;
  for (let index = step.node.index + 1; index < end; index++) {
    const node = model.nodes[index];
    const place = places[index];
    if (node === undefined || place === undefined) {
      break;
    }
    const own = early.installs.filter((one) => one.node.index === index);
    if (own.length > 0) {
      const split = isPureInstall(model, node, own) ? undefined : splitRun(model, node, own);
      if (typeof split === 'string') {
        if (reached === undefined) {
          return refused(split);
        }
        break;
      }
      if (reached === undefined && slides && canSlide) {
        insertAt = index;
      }
      installs.push(...own);
      reached = { last: index, split, absolute, review: [...review] };
      if (split !== undefined) {
        break;
      }
      continue;
    }
    const passed = passing(model, moving, node, place);
    if (passed.kind === 'blocked') {
      if (reached === undefined) {
        return refused(passed.reason);
      }
      break;
    }
    if (reached !== undefined && passed.kind === 'along') {
      break;
    }
    if (passed.kind === 'along') {
      moving.push(passed.step);
    } else if (passed.kind === 'commutes' && passed.review !== undefined) {
      review.push(passed.review);
    } else if (passed.kind === 'directory') {
      absolute = true;
    } else if (node.detail.kind === 'copy') {
      staying.push(...copyIn(node, step, place));
    }
    if (reached === undefined && canSlide) {
      const free = passed.kind === 'commutes' && passed.free;
      if (!free) {
        canSlide = false;
        insertAt = slides ? index : insertAt;
      } else if (node.instruction.keyword === 'RUN') {
        slides = true;
      }
    }
  }
  if (reached === undefined) {
    return refused("the install can't be reached");
  }
  return {
    kind: 'route',
    ...reached,
    moving,
    insertAt,
    installs,
    above: [...stepsAbove(model, step), ...staying],
  };
}

function copyIn(node: Node, like: CopyStep, place: Place): CopyStep[] {
  if (node.detail.kind !== 'copy' || node.detail.copy.from.kind !== 'context') {
    return [];
  }
  const { copy } = node.detail;
  const folder = copy.resolvedDest.replace(/(.)\/$/, '$1');
  return [
    { node, stage: like.stage, copy, place, folder, anchored: place.anchored || copy.dest.startsWith('/') },
  ];
}

/** Copies of the context that stand above in the stage and stay there. */
function stepsAbove(model: Model, step: CopyStep): CopyStep[] {
  const places = placesOf(model);
  return model.nodes.slice(model.stages[step.stage]?.first ?? 0, step.node.index).flatMap((node) => {
    const place = places[node.index];
    return place === undefined ? [] : copyIn(node, step, place);
  });
}

/** Whether a RUN does nothing but these installs and what surely leaves the sources alone. */
function isPureInstall(model: Model, node: Node, installs: readonly LateInstall[]): boolean {
  const script = scriptOf(model.file, node.instruction);
  return (
    script?.complete === true &&
    runParts(script).every(
      (part) => runsAlways(part) && (isHarmless(part) || installs.some((install) => install.part === part)),
    )
  );
}

function isHarmless({ role }: RunPart): boolean {
  return role !== 'install' && role !== 'unknown';
}

/** What keeps the copies from moving, whatever the manifests are. */
function firstObstacle(model: Model, context: ContextSnapshot, route: Route): string | undefined {
  for (const { install, node } of route.installs) {
    if (install.obstacle !== undefined) {
      return install.obstacle;
    }
    if (node.detail.kind === 'run' && node.detail.mounts.some(({ type }) => type === 'bind')) {
      return `${shown(node)} mounts files beside the copied ones`;
    }
  }
  const variable = leadingVariable(model, route.installs);
  if (variable !== undefined) {
    return variable;
  }
  for (const step of route.moving) {
    const reason = cannotMove(model, step, { context, absolute: route.absolute });
    if (reason !== undefined) {
      return reason;
    }
  }
  const [step] = route.moving;
  const stage = step && model.stages[step.stage];
  if (step === undefined || stage === undefined) {
    return undefined;
  }
  const places = placesOf(model);
  const link = model.nodes
    .slice(stage.first, step.node.index)
    .find((node) => isLinkTo(model, node, places[node.index] ?? step.place, step.folder));
  if (link !== undefined) {
    return `${shown(link)} (line ${link.instruction.line}) makes the destination a symlink`;
  }
  const again = model.nodes
    .slice(route.last + 1, stage.end)
    .find((node) => node.detail.kind === 'copy' && sameCopy(node, step.node));
  return again === undefined
    ? undefined
    : `the same files are copied again on line ${again.instruction.line}`;
}

function sameCopy(a: Node, b: Node): boolean {
  return (
    a.detail.kind === 'copy' &&
    b.detail.kind === 'copy' &&
    a.detail.copy.from.kind === 'context' &&
    a.detail.copy.resolvedDest === b.detail.copy.resolvedDest &&
    a.detail.copy.sources.map(({ text }) => text).join('\0') ===
      b.detail.copy.sources.map(({ text }) => text).join('\0')
  );
}

/** The manifests that only the moving copies bring; a clause when one of them can't be copied alone. */
function findSources(context: ContextSnapshot, route: Route): readonly ManifestSource[] | string {
  const sources = new Map<string, ManifestSource>();
  const order = [...route.above, ...route.moving].sort((a, b) => a.node.index - b.node.index);
  for (const { inputs, folder, directory, node } of route.installs) {
    const steps = order.filter((step) => step.node.index < node.index);
    for (const input of inputs?.inputs ?? []) {
      const target = imagePathOf(input.path, folder ?? '', directory);
      const brought =
        input.kind === 'file'
          ? lastDelivery(steps, target, context)
          : folderDelivery(steps, input.path, target, context);
      if (brought === undefined || !route.moving.includes(brought.step)) {
        continue;
      }
      const { step, file } = brought;
      const already =
        input.kind === 'file' &&
        route.above.some((one) => delivery(one, target, context)?.file.path === file.path);
      if (already) {
        continue;
      }
      if (context.entries.get(file.path)?.kind !== 'file' || target.path === step.folder) {
        return `${file.path} can't be copied alone`;
      }
      const to =
        input.kind === 'file'
          ? file.to
          : file.to.slice(0, file.to.length - (file.path.length - input.path.length));
      const path = input.kind === 'file' ? file.path : input.path;
      if (/[*?[\]\\$"'`<>#]|^-/.test(path) || lastSegment(path) !== lastSegment(to)) {
        return `${path} can't be written as a source`;
      }
      sources.set(`${to}\0${step.node.index}`, { path, kind: input.kind, to, step });
    }
  }
  return [...sources.values()];
}

/** A folder counts as brought when its files come from one step; any of them tells where it lands. */
function folderDelivery(
  steps: readonly CopyStep[],
  folder: string,
  target: ReturnType<typeof imagePathOf>,
  context: ContextSnapshot,
): ReturnType<typeof delivery> {
  for (const path of context.entries.keys()) {
    if (path.startsWith(`${folder}/`) && context.entries.get(path)?.kind === 'file') {
      const at = { ...target, path: `${target.path}${path.slice(folder.length)}` };
      const found = lastDelivery(steps, at, context);
      if (found !== undefined) {
        return found;
      }
    }
  }
  return undefined;
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

interface Found {
  readonly context: ContextSnapshot;
  readonly hazards: readonly Hazard[];
  readonly route: Route;
  readonly ignore: IgnoreChange | undefined;
}

function reviews(model: Model, { context, hazards, route, ignore }: Found): readonly string[] {
  const reasons = [...hazards.map(({ reason }) => reason), ...route.review];
  if (route.split !== undefined) {
    reasons.push('the RUN is cut in two');
  }
  if (pinsPackageManager(model, context, route)) {
    reasons.push('corepack may add `packageManager` to package.json');
  }
  if (ignore?.review !== undefined) {
    reasons.push(ignore.review);
  }
  if (context.entries.has('.gitmodules')) {
    reasons.push('submodules may be missing');
  }
  return [...new Set(reasons)];
}

/** Corepack writes the version that it takes into a package.json without one, which the moved COPY then restores. */
function pinsPackageManager(model: Model, context: ContextSnapshot, { installs }: Route): boolean {
  return installs.some(({ install, folder, node }) => {
    const stage = node.stage === undefined ? undefined : model.stages[node.stage];
    return (
      (install.ecosystem.id === 'yarn' || install.ecosystem.id === 'pnpm') &&
      manifestIn(folder ?? '', queryOf(context))?.packageManager === undefined &&
      model.nodes
        .slice(stage?.base.kind === 'stage' ? 0 : stage?.first, node.index + 1)
        .some(({ instruction }) => instruction.keyword === 'RUN' && instruction.text.includes('corepack'))
    );
  });
}

/** For messages: the install as it is written. */
export function installText(model: Model, { node, part }: LateInstall): string {
  const { start, end } = part.command.span;
  const script = scriptOf(model.file, node.instruction);
  const text =
    script?.form === 'exec'
      ? part.command.words.map((word) => word.text).join(' ')
      : node.instruction.text.slice(start, end);
  return code(text);
}
