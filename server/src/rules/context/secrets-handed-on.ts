import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { broughtBy } from '../../fixes/leave-out/brought.ts';
import { handedOn } from '../../fixes/leave-out/handed-on.ts';
import { copyStepOf, delivery, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { allSecrets } from './all-secrets.ts';
import { secretsInHeredocs } from './secrets-in-heredocs.ts';
import { secretsNotHere } from './secrets-not-here.ts';
import { takenAwayBy } from './taken-away.ts';

/** A secret of the context, or of a heredoc, that a copy from another stage brings. */
export interface HandedOn {
  /** In the context; for that of a heredoc its name in `secretsInHeredocs`. */
  readonly path: string;
  /** The copy that brings it from there. */
  readonly origin: Node;
}

/** The secrets that copies from other stages bring, by the copy. */
export const secretsHandedOn = rememberedWith(
  (model: Model, context: ContextSnapshot): ReadonlyMap<Node, readonly HandedOn[]> => {
    const found = new Map<Node, readonly HandedOn[]>();
    const ends: (readonly Held[])[] = [];
    if (
      allSecrets(context).size + secretsNotHere(model, context).size + secretsInHeredocs(model).size ===
      0
    ) {
      return found;
    }
    for (const { base, first, end } of model.stages) {
      let held: readonly Held[] = base.kind === 'stage' ? (ends[base.stage] ?? []) : [];
      for (const node of model.nodes.slice(first + 1, end)) {
        const place = placesOf(model)[node.index];
        const step = place && copyStepOf(node, place);
        if (step === undefined) {
          held = node.detail.kind === 'run' && held.length > 0 ? leftBy(model, node, held) : held;
          continue;
        }
        const { from } = step.copy;
        const own =
          from.kind === 'stage'
            ? takenOver(step, ends[from.stage] ?? [])
            : [...broughtAlong(model, context, step), ...writtenBy(model, step)];
        if (from.kind === 'stage' && own.length > 0) {
          found.set(node, own);
        }
        const kept = held.filter(({ places }) => !places.some((path) => isReplaced(step, path, context)));
        held = (step.anchored ? [...kept, ...own] : kept).slice(0, MAX_HELD);
      }
      ends.push(held);
    }
    return found;
  },
);

/** More secrets than these are not followed from stage to stage. */
const MAX_HELD = 30;

/** A secret in a stage. */
interface Held extends HandedOn {
  /** Where it may lie: a destination can be a folder or the file itself. */
  readonly places: readonly string[];
}

/** The secrets that a RUN leaves where they are. */
function leftBy(model: Model, run: Node, held: readonly Held[]): readonly Held[] {
  const isTaken = takenAwayBy(model, run);
  return held.filter(({ places }) => !places.some(isTaken));
}

function takenOver(step: CopyStep, held: readonly Held[]): readonly Held[] {
  return held.flatMap(({ path, origin, places }) => {
    const to = places.flatMap((one) => handedOn(step, one));
    return to.length === 0 ? [] : [{ path, origin, places: to }];
  });
}

/** The secrets that a copy of the context brings, those among them that are not in it here. */
function broughtAlong(model: Model, context: ContextSnapshot, step: CopyStep): readonly Held[] {
  const { node } = step;
  const absent = [...(secretsNotHere(model, context).get(node)?.keys() ?? [])];
  return [
    ...broughtBy(model, context, node, allSecrets(context)),
    ...absent.map((path) => ({ path, to: baseName(path), single: true })),
  ].map(({ path, to, single }) => ({
    path,
    origin: node,
    places: [inFolder(step, to), ...(single && mayBeFile(step) ? [step.folder] : [])],
  }));
}

/** The secrets that a copy writes from its heredocs. */
function writtenBy(model: Model, { node }: CopyStep): readonly Held[] {
  const paths = [...(secretsInHeredocs(model).get(node)?.keys() ?? [])];
  return paths.map((path) => ({ path, origin: node, places: [path] }));
}

/** Whether a copy puts another file at a path. */
function isReplaced(step: CopyStep, path: string, context: ContextSnapshot): boolean {
  return (
    delivery(step, { path, anchored: true }, context) !== undefined ||
    (mayBeFile(step) && step.folder === path) ||
    step.copy.sources.some(({ text }) => inFolder(step, baseName(text)) === path)
  );
}

function mayBeFile({ copy }: CopyStep): boolean {
  return copy.sources.length === 1 && !copy.resolvedDest.endsWith('/');
}

function inFolder({ folder }: CopyStep, path: string): string {
  return `${folder === '/' ? '' : folder}/${path}`;
}
