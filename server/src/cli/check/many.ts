import { createChecker, type CheckWork } from './one.ts';
import { startCheckThread, type CheckThread } from './thread.ts';
import type { CheckedFile } from './checked-file.ts';
import { progressOn, type Progress } from '../progress.ts';
import { unlessUnreadable, type Outcomes, type Target } from './targets.ts';
import type { Terminal, Threads } from '../terminal.ts';

/** Dockerfiles from which threads are worth their start. */
const FROM = 100;

/** Slices that each thread gets on average: the last ones even out what took others longer. */
const SLICES = 8;

/**
 * Checks Dockerfiles, many of them by as many threads as there are processors. Results are in the order of the targets; one that
 * can't be read is a problem and does not keep the others from their turn.
 */
export async function checkMany(
  targets: readonly Target[],
  work: CheckWork,
  terminal: Terminal,
): Promise<Outcomes<CheckedFile>> {
  const progress = progressOn(terminal, targets.length);
  const outcomes = new Map<Target, Outcomes<CheckedFile>>();
  const isMuch = targets.length >= FROM && !targets.some(({ name }) => name === '-');
  const threads = isMuch ? terminal.threads() : undefined;
  if (threads !== undefined) {
    await checkByThreads(targets, { threads, work, terminal, progress, outcomes });
  }
  const check = createChecker(work, terminal.stdin);
  for (const target of targets) {
    if (!outcomes.has(target)) {
      progress.next(target.name);
      outcomes.set(target, await unlessUnreadable(async () => [await check(target)]));
    }
  }
  progress.end();
  const done = targets.flatMap((target) => outcomes.get(target) ?? []);
  return {
    results: done.flatMap(({ results }) => results),
    problems: done.flatMap(({ problems }) => problems),
  };
}

interface Run {
  readonly threads: Threads;
  readonly work: CheckWork;
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly outcomes: Map<Target, Outcomes<CheckedFile>>;
}

/** What a thread that breaks has not told of is left to this one. Neighbours stay together, since they share what is read. */
async function checkByThreads(
  targets: readonly Target[],
  { threads: { count, file }, work, terminal, progress, outcomes }: Run,
): Promise<void> {
  const size = Math.ceil(targets.length / (count * SLICES));
  let next = 0;
  const serve = async (thread: CheckThread): Promise<void> => {
    while (next < targets.length) {
      const slice = targets.slice(next, next + size);
      next += size;
      let told = 0;
      await thread.check(slice, (outcome) => {
        const target = slice[told];
        told += 1;
        if (target !== undefined) {
          progress.next(target.name);
          outcomes.set(target, outcome);
        }
      });
    }
  };
  const started = Array.from({ length: count }, () => startCheckThread(file, work, terminal.env));
  await Promise.all(started.map((thread) => serve(thread).catch(() => undefined)));
  for (const thread of started) {
    thread.end();
  }
}
