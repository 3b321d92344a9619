import type { ChangeHistory } from '../context/history/types.ts';
import type { LoadHistory } from '../workspace/git/git-history.ts';
import type { Git } from './runtime.ts';

/** How build contexts changed, by their roots. */
export interface Histories {
  /** What is loaded so far. */
  of(root: string | undefined): ChangeHistory | undefined;
  /** Asks git again; cheap while HEAD stands still. */
  readonly load: (root: string) => void;
}

/** What loading needs. */
export interface HistoriesOptions {
  /** Undefined where there is no git, or it must not be run, as in a workspace that nobody trusts. */
  readonly git: Git | undefined;
  /** A root's history has come or has changed. */
  readonly onLoaded: () => void;
}

/** Makes a store that knows nothing yet. Git runs beside everything else, one question a root at a time. */
export function createHistories({ git, onLoaded }: HistoriesOptions): Histories {
  const known = new Map<string, ChangeHistory>();
  const running = new Set<string>();
  let loader: Promise<LoadHistory> | undefined;

  const load = async (root: string): Promise<void> => {
    loader ??= git?.historyLoader();
    if (loader === undefined) {
      return;
    }
    const history = await (await loader)(root);
    if (history !== undefined && history !== known.get(root)) {
      known.set(root, history);
      onLoaded();
    }
  };

  return {
    of: (root) => (root === undefined ? undefined : known.get(root)),
    load: (root) => {
      if (running.has(root)) {
        return;
      }
      running.add(root);
      // The loader never rejects; a module that can't be loaded means no history, as a missing git does.
      void load(root)
        .catch(() => undefined)
        .finally(() => running.delete(root));
    },
  };
}
