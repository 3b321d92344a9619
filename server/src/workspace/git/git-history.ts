import type { ChangeHistory } from '../../context/history/types.ts';
import { NO_PROGRAMS, runGit, streamGit } from './git-run.ts';
import { createLogReader, LOG_FORMAT } from './git-log.ts';

/** How much history to read. */
export interface HistoryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Commits at most: 300 when not given. */
  readonly maxCommits?: number | undefined;
  /** Bytes of git's answers, each: 16 million when not given. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds for each question to git: 30,000 when not given. */
  readonly timeout?: number | undefined;
}

/**
 * Loads the history of a context's root, an absolute path. Undefined when git is missing, the folder is in no repository
 * or has no commit yet, git refuses, or the signal stopped it. Never rejects.
 */
export type LoadHistory = (root: string, options?: HistoryOptions) => Promise<ChangeHistory | undefined>;

/** Few contexts are open at a time; this only bounds a long life. */
const MAX_REMEMBERED = 16;

/**
 * Makes a loader that asks git for the whole history only when a root's HEAD has moved. Answers that a bound cut short are
 * remembered too, since the next attempt would end alike.
 */
export function createHistoryLoader(): LoadHistory {
  const known = new Map<string, { readonly key: string; readonly history: ChangeHistory }>();
  return async (root, options = {}) => {
    const state = await readHead(root, options);
    if (state === undefined) {
      known.delete(root);
      return undefined;
    }
    const key = `${state.head} ${options.maxCommits ?? ''}`;
    const held = known.get(root);
    if (held?.key === key) {
      return held.history;
    }
    const history = await readHistory(root, state, options);
    if (history !== undefined) {
      if (known.size >= MAX_REMEMBERED) {
        known.clear();
      }
      known.set(root, { key, history });
    }
    return history;
  };
}

interface Head {
  readonly head: string;
  readonly shallow: boolean;
}

async function readHead(root: string, options: HistoryOptions): Promise<Head | undefined> {
  const answer = await runGit(['rev-parse', '--is-shallow-repository', 'HEAD^{commit}'], root, options);
  const [shallow, head = ''] = answer?.text.split('\n') ?? [];
  return head === '' ? undefined : { head, shallow: shallow === 'true' };
}

async function readHistory(
  root: string,
  { head, shallow }: Head,
  options: HistoryOptions,
): Promise<ChangeHistory | undefined> {
  const [log, tracked] = await Promise.all([readLog(root, head, options), readTracked(root, head, options)]);
  if (log === undefined || options.signal?.aborted === true) {
    return undefined;
  }
  // The first commit, and the oldest one of a shallow clone, adds every file there is: nothing was built before it.
  const commits = log.commits.filter(({ parentless }) => !parentless);
  return {
    head,
    commits: commits.map(({ id, date, paths }) => ({ id, date, paths })),
    shallow,
    complete: log.complete,
    tracked,
  };
}

/** Configurations of people that would change what the log tells. */
const PLAIN_LOG: readonly string[] = ['-c', 'log.showRoot=true', '-c', 'log.follow=false'];

/**
 * Along first parents, where a merge is one change of all that it brings: each commit is one state of the context behind another, as
 * builds meet them, and as `strata replay` goes through them.
 */
async function readLog(root: string, head: string, { maxCommits = 300, ...options }: HistoryOptions) {
  const reader = createLogReader();
  const args = [
    ...PLAIN_LOG,
    'log',
    '-z',
    `--max-count=${maxCommits}`,
    '--first-parent',
    '-m',
    '--no-renames',
    '--name-status',
    '--relative',
    '--ignore-submodules=none',
    `--format=${LOG_FORMAT}`,
    ...NO_PROGRAMS,
    head,
    '--',
    '.',
  ];
  const end = await streamGit(args, root, {
    ...options,
    onChunk: (chunk) => {
      reader.feed(chunk);
    },
  });
  const complete = end === 'complete';
  return end === 'failed' ? undefined : { commits: reader.commits({ whole: complete }), complete };
}

/** What HEAD holds, rather than the index: a file that was only staged has no history either. */
async function readTracked(
  root: string,
  head: string,
  options: HistoryOptions,
): Promise<ReadonlySet<string> | undefined> {
  const answer = await runGit(['ls-tree', '-r', '-z', '--name-only', head], root, options);
  return answer?.complete === true
    ? new Set(answer.text.split('\0').filter((path) => path !== ''))
    : undefined;
}
