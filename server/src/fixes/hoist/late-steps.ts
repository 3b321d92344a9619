import type { ContextSnapshot } from '../../context/types.ts';
import { mayInstall } from '../../ecosystems/may-install.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node } from '../../model/types.ts';
import { keepsPackages } from '../manifest-first/installs/cached-downloads.ts';
import { copyStepOf, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { changingCopies, type ChangingCopies } from './changing-copies.ts';
import { withLocalPackages } from './local-packages.ts';
import { withMadeEnvironments } from './made-environments.ts';
import { readRun, type ReadRun } from './run-reading.ts';

/** A RUN that installs packages by name, and runs again whenever a copy above brings something else. */
export interface LateStep {
  readonly node: Node;
  /** `system`: by the system's package manager, whatever else it does. */
  readonly kind: 'system' | 'packages';
  readonly run: ReadRun;
  /** The first copy above that changes often. */
  readonly cause: CopyStep;
  /** All of these, from the outermost stage on; at least the first one. */
  readonly causes: readonly CopyStep[];
  /** True when that copy belongs to a stage that this one is built from. */
  readonly inherited: boolean;
  /** True when the RUN also installs from manifests. */
  readonly installs: boolean;
}

/** After so many in one file nothing more is looked for. */
const MAX_FOUND = 50;

/** More copies than this above one RUN are not told apart. */
const MAX_CAUSES = 20;

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 64;

/**
 * Finds every RUN below a copy that changes often, in stages that are built, which installs packages that it names itself
 * (domain.md section 4, rows 28 to 31 and "package args"): it reads nothing of what is copied. Silent for files, lists and names
 * that only the build knows, for packages that the same RUN removes again, and for shells that can't be read.
 */
export const findLateSteps = rememberedWith(findAnew);

function findAnew(model: Model, context: ContextSnapshot | undefined): readonly LateStep[] {
  const found: LateStep[] = [];
  if (!model.nodes.some(isCandidate)) {
    return found;
  }
  const places = placesOf(model);
  const copies = changingCopies(model, context);
  const scopes: Scope[] = [];
  for (const stage of model.stages) {
    const parent = stage.base.kind === 'stage' ? scopes[stage.base.stage] : undefined;
    const scope: Scope = { pending: [], asked: 0, changing: [], parent };
    scopes.push(scope);
    for (let index = stage.first + 1; index < stage.end && found.length < MAX_FOUND; index++) {
      const node = model.nodes[index];
      const place = places[index];
      const step = node && place && copyStepOf(node, place);
      if (step !== undefined) {
        scope.pending.push(step);
      }
      if (node === undefined || place === undefined || !isBuiltAtAll(model, stage) || !isCandidate(node)) {
        continue;
      }
      const written = readRun(model, node, place);
      const local = written && withLocalPackages(model, context, { node, place, run: written });
      const run = local && withMadeEnvironments(model, context, { node, place, run: local });
      const kind = run && kindOf(node, run);
      const causes = kind === undefined ? [] : causesIn(scope, copies);
      const [cause] = causes;
      if (run !== undefined && kind !== undefined && cause !== undefined) {
        const installs = run.steps.some((one) => one.kind === 'install');
        found.push({ node, kind, run, cause, causes, inherited: cause !== scope.changing[0], installs });
      }
    }
  }
  return found;
}

/** The copies of a stage so far, of which those that change often are looked for when a RUN asks. */
interface Scope {
  readonly pending: CopyStep[];
  /** How many of them have been asked. */
  asked: number;
  readonly changing: CopyStep[];
  readonly parent: Scope | undefined;
}

/** The copies that change often, from the outermost stage on. */
function causesIn(scope: Scope, copies: ChangingCopies): readonly CopyStep[] {
  const chain: Scope[] = [];
  for (let at: Scope | undefined = scope; at !== undefined && chain.length < MAX_STAGES; at = at.parent) {
    chain.push(at);
  }
  return chain
    .reverse()
    .flatMap((at) => changingIn(at, copies))
    .slice(0, MAX_CAUSES);
}

function changingIn(scope: Scope, copies: ChangingCopies): readonly CopyStep[] {
  for (; scope.asked < scope.pending.length && scope.changing.length < MAX_CAUSES; scope.asked++) {
    const step = scope.pending[scope.asked];
    if (step !== undefined && copies.changes(step)) {
      scope.changing.push(step);
    }
  }
  return scope.changing;
}

function isCandidate({ detail, instruction }: Node): boolean {
  return detail.kind === 'run' && mayInstall(instruction);
}

/** What a RUN installs and keeps in the image, and would have to fetch or build anew. */
function kindOf(node: Node, { steps }: ReadRun): LateStep['kind'] | undefined {
  const removed = new Set(steps.flatMap(({ removes, names }) => (removes ? names : [])));
  const isKept = steps.some(
    (step) =>
      step.kind === 'system' && (step.names.length === 0 || step.names.some((name) => !removed.has(name))),
  );
  if (isKept) {
    return 'system';
  }
  return steps.some(({ kind, ecosystem }) => kind === 'packages' && !keepsPackages(ecosystem, node))
    ? 'packages'
    : undefined;
}
