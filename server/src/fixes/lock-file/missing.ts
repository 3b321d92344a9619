import { isGitIgnored } from '../../context/git-ignored.ts';
import { exists } from '../../context/facts.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ContextSnapshot, LocksAbove } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { lockNeed, mayNeedLock, type LockNeed } from '../../ecosystems/lock-needs.ts';
import { joinPath } from '../../ecosystems/paths.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { installsIn } from '../manifest-first/installs/run-installs.ts';
import { projectOf, type Project } from '../manifest-first/project/project.ts';
import type { Candidate } from '../manifest-first/types.ts';
import { missingSources } from '../missing-source/find.ts';
import { contextMounts } from '../moving/context-mounts.ts';
import { copiesAbove } from '../moving/copies-above.ts';
import { delivery, type CopyStep, type ImagePath } from '../moving/copy-step.ts';
import { imagePathOf } from '../moving/image-paths.ts';
import { placesOf } from '../moving/places.ts';
import { hasPlaceholders } from '../placeholders.ts';
import { mayMakeLock } from './made-above.ts';

/** An install that ends with an error, since there is no lock file. */
export interface MissingLock {
  readonly install: Candidate;
  readonly need: LockNeed;
  /** Where it would have to be in the context. */
  readonly lock: string;
  /** And in the image. */
  readonly place: string;
  /** The path of one in a folder of the context around it. */
  readonly around: string | undefined;
  /** The nearest folder above the context that holds one. */
  readonly above: LocksAbove | undefined;
}

/** RUNs that are read: nobody mends more at once. */
const MAX_RUNS = 20;

/**
 * The installs that fail for certain: their manifest is copied, and a lock file is neither in the context nor left out of it by an
 * ignore file, nor does anything above bring or make one. A file that git ignores may be there where the image is built; where the
 * context is a guess and a folder above has a lock file, that one may be the context.
 */
export const missingLocks = rememberedWith(
  (model: Model, context: ContextSnapshot): readonly MissingLock[] => {
    if (!context.complete) {
      return [];
    }
    const runs = model.nodes.filter(
      ({ detail, stage, instruction }) =>
        detail.kind === 'run' &&
        isBuiltAtAll(model, model.stages[stage ?? -1]) &&
        mayNeedLock(instruction.text),
    );
    // A source that is missing fails first, and may say that another folder is the context.
    return runs.length === 0 || hasPlaceholders(model) || missingSources(model, context).length > 0
      ? []
      : runs.slice(0, MAX_RUNS).flatMap((node) => missingIn(model, context, node));
  },
);

function missingIn(model: Model, context: ContextSnapshot, node: Node): readonly MissingLock[] {
  const place = placesOf(model)[node.index];
  if (place === undefined) {
    return [];
  }
  const copies = [...copiesAbove(model, node), ...contextMounts(node, place)];
  const reading = { model, context, lookups: { left: 0 } };
  return installsIn(node, place, copies, reading).flatMap((install) => {
    const project = projectOf(install, copies, context);
    const found = project && missingFor(install, project, { context, copies });
    return found === undefined || mayMakeLock(model, install, found.place) ? [] : [found];
  });
}

function missingFor(
  install: Candidate,
  project: Project,
  { context, copies }: { readonly context: ContextSnapshot; readonly copies: readonly CopyStep[] },
): MissingLock | undefined {
  const query = queryOf(context);
  const words = install.part.command.words.map(({ text }) => text);
  const [manifest = ''] = install.install.manifests;
  const need = lockNeed(install.install, words, () => query.json(joinPath(project.folder, manifest)));
  const lock = need && lockPath(project, need);
  if (need === undefined || lock === undefined) {
    return undefined;
  }
  const folder = parentPath(lock);
  const placed = (path: string): ImagePath => imagePathOf(path, project.folder, project.root);
  const locksAbove = context.elsewhere?.locks ?? [];
  const isNowhere = need.locks.every((name) => {
    const path = joinPath(folder, name);
    return (
      exists(context, path) === 'no' &&
      !isGitIgnored(context, path) &&
      // A COPY that names it fails itself, and a file of another name may become it.
      !copies.some(
        (step) =>
          step.copy.sources.some(({ text }) => baseName(text) === name) ||
          delivery(step, placed(path), context) !== undefined,
      )
    );
  });
  const above = locksAbove.find(({ held }) => need.locks.some((name) => held.includes(name)));
  const isGuess = context.reason !== undefined && context.named === undefined;
  return isNowhere && !(isGuess && above !== undefined)
    ? { install, need, lock, place: placed(lock).path, around: lockAround(context, folder, need), above }
    : undefined;
}

/** The lock file by which the package manager goes, which it looks for nowhere else; undefined where that is not sure. */
function lockPath({ inputs }: Project, { locks, optional }: LockNeed): string | undefined {
  const [usual = ''] = locks;
  const root = optional && inputs.units?.[0];
  return root === undefined
    ? inputs.missing.find((path) => locks.includes(baseName(path)))
    : joinPath(parentPath(root), usual);
}

function lockAround(context: ContextSnapshot, folder: string, { locks }: LockNeed): string | undefined {
  for (let at = folder; at !== '';) {
    at = parentPath(at);
    const path = locks.map((name) => joinPath(at, name)).find((one) => exists(context, one) === 'yes');
    if (path !== undefined) {
      return path;
    }
  }
  return undefined;
}
