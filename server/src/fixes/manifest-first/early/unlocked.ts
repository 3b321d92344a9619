import { baseName, parentPath } from '../../../context/path-parts.ts';
import type { ContextSnapshot } from '../../../context/types.ts';
import { commandOf } from '../../../ecosystems/command.ts';
import { queryOf } from '../../../ecosystems/context-query.ts';
import { writesLock } from '../../../ecosystems/lock-command.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import { nodesAbove } from '../../../model/nodes-above.ts';
import type { CopySource, Model, Node } from '../../../model/types.ts';
import { anyOf } from '../../any-of.ts';
import { commandsIn } from '../../moving/commands-in.ts';
import { delivery, selectionOf, type CopyStep, type ImagePath } from '../../moving/copy-step.ts';
import { imagePathOf, lastDelivery } from '../../moving/image-paths.ts';
import { mayBringUnseen } from '../../moving/unseen-files.ts';
import { readsLock } from '../project/other-locks.ts';
import type { Project } from '../project/project.ts';
import type { Candidate } from '../types.ts';

/** An install that goes by no lock file, though the build context holds one. */
export interface Unlocked extends Candidate {
  /** By its path in the context. */
  readonly lock: string;
  /** The copy that brings the manifest beside it, and the source that names that one; undefined for a folder. */
  readonly step: CopyStep;
  readonly source: CopySource | undefined;
  /** By its path in the context. */
  readonly manifest: string;
}

/** Names of the files that say which versions are installed. Without go.sum, Go takes the same ones (go.dev/ref/mod, "go.sum files"). */
const LOCKS = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'composer.lock',
  'Gemfile.lock',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'Pipfile.lock',
  'Cargo.lock',
  'mix.lock',
  'pubspec.lock',
]);

/** Words of commands that read no lock file, or write a new one. */
const WITHOUT =
  /^(--no-.*lock.*|--skip-lock|--upgrade|--update-lock|--package-lock-only|--lockfile-only|update|upgrade)$/;

/**
 * The lock file that an install would read and that no copy above it brings, where a copy of named files brings the manifest beside
 * it. Undefined for none, and where it may come another way: from a stage, a mount, a RUN, or a copy whose sources are not known.
 */
export function unlockedInstall(
  model: Model,
  candidate: Candidate,
  copies: readonly CopyStep[],
  { project, context }: { readonly project: Project; readonly context: ContextSnapshot },
): Unlocked | undefined {
  const { install, node, part, hidden } = candidate;
  const { folder, root, inputs } = project;
  const placed = (path: string): ImagePath => imagePathOf(path, folder, root);
  const isBrought = (path: string): boolean => copies.some((one) => delivery(one, placed(path), context));
  // An install that fails without a lock file names it whether it is there or not.
  const lock = inputs.inputs.find(
    ({ path }) => LOCKS.has(baseName(path)) && queryOf(context).has(path) === 'yes',
  )?.path;
  if (lock === undefined || hidden !== undefined || install.subject !== '' || isBrought(lock)) {
    return undefined;
  }
  const manifest = inputs.inputs.find(
    ({ path }) => parentPath(path) === parentPath(lock) && !LOCKS.has(baseName(path)),
  )?.path;
  const step = manifest === undefined ? undefined : lastDelivery(copies, placed(manifest), context)?.step;
  const goesByIt =
    !part.command.words.some(({ text }) => WITHOUT.test(text)) &&
    readsLock(model, { node, ecosystem: install.ecosystem.id, name: baseName(lock) });
  if (manifest === undefined || step === undefined || !goesByIt || mayCome(model, candidate, placed(lock))) {
    return undefined;
  }
  const source = step.copy.sources.find((one) =>
    selectionOf(step, one, context)?.files.some(({ path, single }) => single && path === manifest),
  );
  return { ...candidate, lock, step, source, manifest };
}

/** Whether something else than a copy of the context may bring a lock file. */
function mayCome(model: Model, { node, part }: Candidate, { path }: ImagePath): boolean {
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  const own = commandsIn(model, node);
  return (
    mounts.some(({ type, target }) => type === 'bind' && isWithin(path, target)) ||
    own.slice(0, Math.max(own.indexOf(part), 0)).some(locks) ||
    anyOf(nodesAbove(model, node), (above) => mayBring(model, above, path))
  );
}

/** A RUN that names the file or makes one, and a copy that may hold it from elsewhere. */
function mayBring(model: Model, node: Node, path: string): boolean {
  const { detail, instruction } = node;
  return detail.kind === 'copy'
    ? mayBringUnseen(detail.copy, path)
    : instruction.keyword === 'RUN' &&
        (instruction.text.includes(baseName(path)) || commandsIn(model, node).some(locks));
}

function locks({ command }: RunPart): boolean {
  const read = commandOf(command);
  return read !== undefined && writesLock(read);
}
