import type { Model } from '../../model/types.ts';
import { addBits, countBits, noBits } from './bits.ts';
import type { Bits } from './bits.ts';
import { coverageOf } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { historyIndex } from './index.ts';
import type { HistoryIndex } from './index.ts';
import { wouldSelect } from './source.ts';
import { stepsByStage } from './steps.ts';
import type { ContextSource, HistoryStep } from './steps.ts';
import type { ChangeCount, ChangeHistory, HotFile, RerunCount } from './types.ts';
import { select } from '../selection.ts';
import { indexOf } from '../snapshot-index.ts';
import type { ContextSnapshot } from '../types.ts';

/** How often a Dockerfile's steps met a change of the build context, by the last commits. */
export interface ChangeFrequency {
  /**
   * How often what a step reads of the context changed; for a FROM, what its ONBUILD triggers read. Undefined when it
   * reads none, when no commit was looked at, and when git knows nothing of what it reads: its changes are then unknown.
   */
  readonly changedIn: (node: number) => ChangeCount | undefined;
  /**
   * How often a step would have run again because of the context; for a FROM, its ONBUILD triggers. Undefined for what is
   * no step, and when no commit was looked at.
   */
  readonly rerunIn: (node: number) => RerunCount | undefined;
  /** The files of what a step reads that changed most often, at most three; empty where `changedIn` is undefined. */
  readonly hottestIn: (node: number) => readonly HotFile[];
}

/**
 * Counts the commits that change what each step reads. Today's Dockerfile and ignore file are asked about yesterday's
 * paths: the question is what they would have done, so a file that is gone now counts where its path would be selected.
 */
export function changeFrequency(
  model: Model,
  snapshot: ContextSnapshot,
  history: ChangeHistory,
): ChangeFrequency {
  const changes = new Map<number, ChangeCount>();
  const reruns = new Map<number, RerunCount>();
  const of = history.commits.length;
  const sources = new Map<number, readonly ContextSource[]>();
  if (of > 0) {
    const counter = { snapshot, history, index: historyIndex(history, snapshot.ignore?.text ?? '') };
    const ends: (Reached | undefined)[] = model.stages.map(() => undefined);
    const steps = stepsByStage(model);
    for (const stage of inOrder(model)) {
      const base = model.stages[stage]?.base;
      const above = base?.kind === 'stage' ? ends[base.stage] : undefined;
      const reached = above === undefined ? nothing(of) : copyOf(above);
      for (const step of steps[stage] ?? []) {
        passStep(step, reached, ends, counter, { changes, reruns });
        sources.set(step.node, step.sources);
      }
      ends[stage] = reached;
    }
  }
  return {
    changedIn: (node) => changes.get(node),
    rerunIn: (node) => reruns.get(node),
    hottestIn: (node) =>
      changes.has(node)
        ? historyIndex(history, snapshot.ignore?.text ?? '').hottestOf(sources.get(node) ?? [])
        : [],
  };
}

/** The commits that reach a point of a stage from above. */
interface Reached {
  readonly certain: Bits;
  /** Holds the certain ones too. */
  readonly possible: Bits;
  exact: boolean;
}

interface Counter {
  readonly snapshot: ContextSnapshot;
  readonly history: ChangeHistory;
  readonly index: HistoryIndex;
}

interface Counts {
  readonly changes: Map<number, ChangeCount>;
  readonly reruns: Map<number, RerunCount>;
}

function nothing(of: number): Reached {
  return { certain: noBits(of), possible: noBits(of), exact: true };
}

function copyOf({ certain, possible, exact }: Reached): Reached {
  return { certain: certain.slice(), possible: possible.slice(), exact };
}

/** Counts a step, and adds its own changes to what reaches the steps below it. */
function passStep(
  step: HistoryStep,
  reached: Reached,
  ends: readonly (Reached | undefined)[],
  counter: Counter,
  { changes, reruns }: Counts,
): void {
  const of = counter.history.commits.length;
  const own = nothing(of);
  if (step.sources.length > 0) {
    const { exact, known } = readSources(step.sources, counter, own.certain);
    addBits(own.possible, own.certain);
    own.exact = exact;
    if (known) {
      changes.set(step.node, { changed: countBits(own.certain), of, exact });
    }
  }
  for (const stage of step.stages) {
    const end = ends[stage];
    if (end) {
      addBits(own.possible, end.possible);
      own.exact &&= end.exact;
    }
  }
  addBits(reached.certain, own.certain);
  addBits(reached.possible, own.possible);
  reached.exact &&= own.exact;
  const { certain, possible, exact } = step.linked ? own : reached;
  reruns.set(step.node, { certain: countBits(certain), possible: countBits(possible), of, exact });
}

/** Adds the commits that change any of the sources. */
function readSources(
  sources: readonly ContextSource[],
  { snapshot, history, index }: Counter,
  commits: Bits,
): Coverage {
  let known = false;
  let exact = true;
  for (const { text, parents, exclude } of sources) {
    const options = { parents, exclude };
    const changed = index.commitsOf(text, options);
    addBits(commits, changed);
    const coverage = coverageOf(select(snapshot, text, options), snapshot, history, (path) =>
      wouldSelect(text, options, indexOf(snapshot).ignore, path),
    );
    known ||= coverage.known || countBits(changed) > 0;
    exact &&= coverage.exact;
  }
  return { known, exact };
}

/**
 * Stages after those that they are built FROM or read, since COPY --from may name a later stage. Where stages read each
 * other in a circle, which BuildKit refuses, one of them goes first.
 */
function inOrder({ stages }: Model): readonly number[] {
  const ordered: number[] = [];
  const met = new Set<number>();
  for (const { index } of stages) {
    const todo = [{ stage: index, done: false }];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const { stage, done } = next;
      if (done) {
        ordered.push(stage);
      } else if (!met.has(stage)) {
        met.add(stage);
        todo.push({ stage, done: true });
        const { base, reads = [] } = stages[stage] ?? {};
        for (const source of base === undefined ? reads : [base, ...reads]) {
          if (source.kind === 'stage' && !met.has(source.stage)) {
            todo.push({ stage: source.stage, done: false });
          }
        }
      }
    }
  }
  return ordered;
}
