import { commandOf } from '../../../ecosystems/command.ts';
import { isSet, lastValue, readOptions } from '../../../ecosystems/options.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import { runsInAnyCase } from '../../../fixes/moving/commutes.ts';
import type { CopyStep, ImagePath } from '../../../fixes/moving/copy-step.ts';
import { placesOf } from '../../../fixes/moving/places.ts';
import { fromChain } from '../../../model/from-chain.ts';
import type { Model, Node } from '../../../model/types.ts';
import { valueAbove } from '../../../model/variables.ts';
import { imagePath } from '../image-path.ts';
import type { Facts } from '../../types.ts';
import { installedFolders, staysIn, type InstalledFolder } from '../installed-folders.ts';
import { commandWords } from '../../../fixes/moving/command-text.ts';
import { isMounted } from '../removals.ts';

/** The step that has brought what a RUN takes out of a `node_modules`. */
export interface PrunedSource {
  readonly node: Node;
  /** The install; undefined for a copy. */
  readonly part: RunPart | undefined;
  /** With which an install would not have brought it. */
  readonly flag: string;
}

/** What stands above a RUN, the nearest last. */
export interface StepsAbove {
  readonly copies: readonly CopyStep[];
  readonly runs: readonly Node[];
}

/**
 * What has brought the packages for development that `npm prune --omit=dev` or `pnpm prune --prod` takes out again: an install
 * in an earlier RUN, or a copy of `node_modules` from another stage. Undefined where neither surely has brought any.
 */
export function prunedSource(
  { model, context }: Facts,
  node: Node,
  parts: readonly RunPart[],
  { copies, runs }: StepsAbove,
): PrunedSource | undefined {
  const pruned = prunedIn(model, node, parts);
  if (pruned === undefined) {
    return undefined;
  }
  for (const [index, run] of runs.entries()) {
    const isKept = (folder: InstalledFolder): boolean =>
      runs.slice(index + 1).every((later) => staysIn(model, later, folder));
    const found = installedFolders(model, run, { copies, context }).find(
      (folder) => bringsForDevelopment(model, folder, pruned) && isKept(folder),
    );
    if (found !== undefined) {
      return { node: run, part: found.part, flag: pruned.flag };
    }
  }
  const copied = copies.find((step) => copiesForDevelopment(model, step, pruned));
  return copied && { node: copied.node, part: undefined, flag: pruned.flag };
}

/** A `node_modules` out of which a RUN takes what is only for development. */
interface Pruned extends ImagePath {
  readonly flag: string;
}

/** What `npm prune --omit=dev` and `pnpm prune --prod` of a RUN prune, the first of them. */
function prunedIn(model: Model, node: Node, parts: readonly RunPart[]): Pruned | undefined {
  const place = placesOf(model)[node.index];
  for (const part of place === undefined ? [] : parts) {
    const read = runsInAnyCase(part) ? commandOf(part.command) : undefined;
    if (place === undefined || read === undefined || (read.name !== 'npm' && read.name !== 'pnpm')) {
      continue;
    }
    const line = readOptions(read.args, VALUED);
    const isForProduction =
      isSet(line, '--production', '--prod', '-P') || line.options.get('--omit')?.includes('dev') === true;
    if (line.operands.length !== 1 || line.operands[0] !== 'prune' || !line.literal || !isForProduction) {
      continue;
    }
    const directory = lastValue(line, '--prefix', '-C', '--dir') ?? '.';
    const at = imagePath(`${directory}/node_modules`, part.directory, place);
    if (at !== undefined && !isMounted(node, at)) {
      return { ...at, flag: read.name === 'npm' ? '--omit=dev' : '--prod' };
    }
  }
  return undefined;
}

/** Options that take the next word as their value. */
const VALUED: ReadonlySet<string> = new Set([
  ...['--prefix', '-C', '--dir', '--omit', '--include', '--workspace', '-w', '--filter', '--loglevel'],
]);

/** Whether an install has surely brought packages for development into this place. */
function bringsForDevelopment(model: Model, { node, part, ...at }: InstalledFolder, pruned: Pruned): boolean {
  const family = part.install?.ecosystem.family;
  if (family !== 'javascript' || at.path !== pruned.path || at.anchored !== pruned.anchored) {
    return false;
  }
  const words = commandWords(part.command);
  if (/--include[= ]dev\b|--prod(uction)?=false\b/.test(words)) {
    return true;
  }
  const env = commandOf(part.command)?.env;
  const value = (name: string): string | undefined =>
    env?.has(name) === true ? (env.get(name) ?? '$') : valueAbove(model, node, name);
  return (
    !LEAVING_OUT.test(words) &&
    [undefined, 'development', 'test'].includes(value('NODE_ENV')) &&
    SETTINGS.every((name) => value(name) === undefined && value(name.toUpperCase()) === undefined)
  );
}

/** Variables that may leave packages for development out. */
const SETTINGS = ['npm_config_omit', 'npm_config_only', 'npm_config_production', 'pnpm_config_prod'];

/** Whether a copy brings a `node_modules` to this place out of a stage that has not left out what is for development. */
function copiesForDevelopment(model: Model, { copy, folder, anchored }: CopyStep, pruned: Pruned): boolean {
  if (copy.from.kind !== 'stage' || folder !== pruned.path || anchored !== pruned.anchored) {
    return false;
  }
  return !fromChain(model, copy.from.stage, MAX_STAGES).some(({ first, end }) =>
    model.nodes.slice(first, end).some(({ instruction: { text } }) => LEAVING_OUT.test(text)),
  );
}

const MAX_STAGES = 20;

/** What leaves packages for development out, or takes them out. */
const LEAVING_OUT =
  /--omit[= ]dev\b|--prod\b|--production\b|--only[= ]prod|\s-P\b|\bprune\b|\bNODE_ENV[= ]["']?prod|_OMIT\b/i;
