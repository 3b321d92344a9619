import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { memberAt } from '../../formats/members.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import { cleanPath } from '../../model/paths.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { SlowRun } from './slow-run.ts';
import { slowest, slowestOf, type SlowRuns } from './slow-runs.ts';

/** What an edit of some files runs again through `turbo prune`. */
export interface Pruned {
  /** Those that it takes along. */
  readonly paths: readonly string[];
  readonly run: SlowRun;
}

/**
 * What comes of files that a stage copies and then prunes. What lies in the root of the context, pruning leaves behind, so that the
 * copies out of its result stay as they are; the Dockerfile in the folder of a package that is built goes with it into `out/full`, and
 * what stands below the copies of that runs again. Undefined where no such RUN takes time.
 */
export function throughPruned(
  model: Model,
  context: ContextSnapshot,
  {
    stage,
    nodes,
    paths,
    below,
  }: {
    readonly stage: Stage;
    /** From the copy on. */
    readonly nodes: readonly Node[];
    readonly paths: readonly string[];
    readonly below: SlowRuns;
  },
): Pruned | undefined {
  const prune = nodes.find(
    ({ instruction }) => instruction.keyword === 'RUN' && PRUNES.test(instruction.text),
  );
  const kept = paths.filter((path) => prune !== undefined && isKept(context, path, prune.instruction.text));
  if (!kept.some((path) => path === context.dockerfile)) {
    return undefined;
  }
  const runs = (copiesOfFull(model).get(stage.index) ?? []).map((copy) => {
    const own = model.stages[copy.stage ?? -1];
    return (
      own && slowest([slowestOf(model, context, model.nodes.slice(copy.index, own.end)), below(own.index)])
    );
  });
  const run = slowest(runs);
  return run && { paths: kept, run };
}

const PRUNES = /\bturbo(@\S+)?\s+prune\b/;

/** Whether a file lies in the folder of a package that is pruned for; its name may come by a variable. */
function isKept(context: ContextSnapshot, path: string, command: string): boolean {
  let folder = parentPath(path);
  while (folder !== '' && context.entries.get(`${folder}/package.json`)?.kind !== 'file') {
    folder = parentPath(folder);
  }
  const name = folder === '' ? undefined : memberAt(queryOf(context).json(`${folder}/package.json`), 'name');
  return typeof name === 'string' && (command.includes('$') || command.includes(name));
}

/** Copies of one stage that are looked at: nobody takes the result of pruning more often. */
const MAX_COPIES = 10;

/** The copies of what may be the pruned packages, by the stage out of which they come. */
const copiesOfFull = rememberedWith((model: Model): ReadonlyMap<number, readonly Node[]> => {
  const found = new Map<number, Node[]>();
  const counts = new Map<number, number>();
  for (const node of model.nodes) {
    const { detail, stage = -1 } = node;
    if (
      detail.kind === 'copy' &&
      detail.copy.from.kind === 'stage' &&
      isBuiltAtAll(model, model.stages[stage])
    ) {
      const count = counts.get(stage) ?? 0;
      if (count < MAX_COPIES && detail.copy.sources.some(({ text }) => FULL.has(baseName(cleanPath(text))))) {
        counts.set(stage, count + 1);
        const copies = found.get(detail.copy.from.stage) ?? [];
        copies.push(node);
        found.set(detail.copy.from.stage, copies);
      }
    }
  }
  return found;
});

/** Where the packages are, with `--docker` and without it (turborepo.com, reference/prune). */
const FULL: ReadonlySet<string> = new Set(['full', 'out']);
